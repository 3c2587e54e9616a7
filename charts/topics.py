"""问题类型: themes by city or inspection."""

from html import escape

import pandas as pd
import plotly.graph_objects as go

import wording
from charts.style import UNSELECTED, figure_of, records

UNTHEMED = "未归类"


def themes(frame: pd.DataFrame, noun: str, dark: bool = False) -> go.Figure:
    """What tasks are about: a square a theme and city (or inspection), its number in it.

    frame: theme, place, tasks, open_tasks, theme_total, column_total; rows and columns in order.
    """
    colours = wording.palette(dark)
    names, columns = (
        list(dict.fromkeys(frame["theme"])),
        list(dict.fromkeys(frame.sort_values("rank")["place"])),
    )
    totals = frame.drop_duplicates("theme").set_index("theme")["theme_total"]
    of_columns = frame.drop_duplicates("place").set_index("place")["column_total"]
    most = frame["tasks"].max()
    first = totals.drop(UNTHEMED, errors="ignore")
    title = f"最多的是{first.index[0]}，{first.iloc[0]} 项" if len(first) else "任务都没有归类"
    alt = "；".join(f"{theme} {total} 项" for theme, total in totals.items())
    figure = figure_of(
        dark, title, f"{len(names)} 类问题，{len(columns)} 个{noun}：{alt}。", 130 + 34 * len(names)
    )
    figure.add_scatter(  # squares, not a heat map: plotly cannot select a heat map's cells
        mode="markers+text",
        x=[columns.index(place) for place in frame["place"]],
        y=[names.index(theme) for theme in frame["theme"]],
        unselected={"marker": {"opacity": UNSELECTED}, "textfont": {"color": colours.quiet}},
        marker={
            "symbol": "square",
            "size": 27,
            "color": frame["tasks"],
            "cmin": 0,
            "cmax": most,
            "colorscale": [[0, colours.panel], [1, colours.main]],
            "line": {"width": 1, "color": colours.grid},
        },
        text=frame["tasks"],
        textfont={
            "size": 13,
            "color": [colours.page if tasks > most * 0.6 else colours.ink for tasks in frame["tasks"]],
        },
        customdata=[
            [row["theme"], row["place"], escape(row["place"]), row["open_tasks"]] for row in records(frame)
        ],
        hovertemplate="%{customdata[0]} · %{customdata[2]}<br><b>%{text}</b> 项，未办结 %{customdata[3]} 项<extra></extra>",
    )
    wide = 4 if len(columns) > 3 else 9  # characters that fit over a square on a telephone
    headings = []
    for place in columns:
        name = wording.cut_in_the_middle(place, 4 * wide)
        lines = [escape(name[at : at + wide]) for at in range(0, len(name), wide)]
        headings.append("<br>".join([*lines, f"{of_columns[place]} 项"]))
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=headings,
        tickfont={"size": 12},
        tickangle=0,
        side="top",
        showgrid=False,
        range=[-0.6, len(columns) - 0.4],
    )
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[f"{escape(theme)}  {totals[theme]} " for theme in names],
        tickfont={"color": colours.ink},
        range=[len(names) - 0.4, -0.6],
    )
    return figure
