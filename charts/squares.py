"""A square a row and column, its number in it: what a table of two headings shows at a glance."""

import re
from html import escape

import pandas as pd
import plotly.graph_objects as go

import wording
from charts.style import Title, Way, add_squares, figure_of, halo, records

MOST_ACROSS = 5
"""Columns whose headings stand side by side on a telephone; of more than these each is written from top to bottom."""


def named(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """Without the rest together (其余 23 个), which is no peak and sets no scale."""
    return frame[~frame[column].str.startswith("其余 ")]


def squares(frame: pd.DataFrame, title: Title, alt: str, dark: bool = False) -> go.Figure:
    """Rows and columns stand in the frame's order, the columns by rank; before them their totals, of codes `any`.

    frame: row, column, rank, number, row_total, column_total, hover.
    """
    colours = wording.palette(dark)
    names = list(dict.fromkeys(frame["row"]))
    columns = list(dict.fromkeys(frame.sort_values("rank")["column"]))
    figure = figure_of(dark, title, alt, 150 + 34 * len(names))
    add_squares(
        figure,
        [columns.index(column) for column in frame["column"]],
        [names.index(name) for name in frame["row"]],
        frame["number"],
        colours,
        most=named(frame, "column")["number"].max(),
        size=20 if len(columns) > MOST_ACROSS else 27,
        customdata=[
            [row["row"], row["column"], escape(row["column"]), escape(row["hover"])] for row in records(frame)
        ],
        hovertemplate="%{customdata[0]} · %{customdata[2]}<br>%{customdata[3]}<extra></extra>",
    )
    of_rows, of_columns = frame.drop_duplicates("row"), frame.drop_duplicates("column")
    figure.add_scatter(  # totals: no square to see; one to click stands behind the number
        mode="markers+text",
        x=[-1] * len(of_rows) + [columns.index(column) for column in of_columns["column"]],
        y=[names.index(name) for name in of_rows["row"]] + [-1] * len(of_columns),
        selected={"marker": {"opacity": 0}},
        unselected={"marker": {"opacity": 0}, "textfont": {"color": colours.quiet}},
        marker={"symbol": "square", "size": 27, "opacity": 0},
        text=pd.concat([of_rows["row_total"], of_columns["column_total"]]),
        textfont=halo(colours.ink, colours.page),
        customdata=[[name, "any", escape(name)] for name in of_rows["row"]]
        + [["any", name, escape(name)] for name in of_columns["column"]],
        hovertemplate="%{customdata[2]}<br>合计 <b>%{text}</b> 项<extra></extra>",
    )
    wide = 4 if len(columns) > 3 else 9  # characters that fit over a square on a telephone
    headings = []
    for column in columns:
        if len(columns) > MOST_ACROSS:
            lines = re.findall(r"\d+|\S", wording.cut_in_the_middle(column, 7).replace("…", "⋮"))
        else:
            name = wording.cut_in_the_middle(column, 4 * wide)
            lines = [part[at : at + wide] for part in name.split(" ", 1) for at in range(0, len(part), wide)]
        headings.append("<br>".join(map(escape, lines)))
    figure.update_xaxes(
        tickvals=list(range(-1, len(columns))),
        ticktext=["合计", *headings],
        tickfont={"size": 12},
        tickangle=0,
        side="top",
        showgrid=False,
        range=[-1.6, len(columns) - 0.4],
    )
    figure.update_yaxes(
        tickvals=list(range(-1, len(names))),
        ticktext=["合计 ", *(f"{escape(name)} " for name in names)],
        tickfont={"color": colours.ink},
        range=[len(names) - 0.4, -1.6],
    )
    tallest = max(heading.count("<br>") for heading in headings)
    figure.update_layout(showlegend=False, height=figure.layout.height + 16 * max(0, tallest - 2))
    return figure


def themes(frame: pd.DataFrame, noun: str, dark: bool = False) -> go.Figure:
    """What tasks are about: a square a theme and city (or inspection), its number in it.

    frame: theme, place, rank, tasks, open_tasks, theme_total, column_total; rows and columns in order.
    """
    totals = frame.drop_duplicates("theme").set_index("theme")["theme_total"]
    first = totals.drop(wording.UNTHEMED, errors="ignore")
    title: list[str | Way] = ["任务都没有归类"]
    if len(first):
        theme = str(first.index[0])
        title = [f"最多的是{theme}，", Way(f"{first.iloc[0]} 项", theme, "any")]
    said = "；".join(f"{theme} {total} 项" for theme, total in totals.items())
    alt = f"{len(totals)} 类问题，{frame['place'].nunique()} 个{noun}：{said}。"
    hover = [
        f"{tasks} 项，未办结 {open_tasks} 项"
        for tasks, open_tasks in zip(frame["tasks"], frame["open_tasks"], strict=True)
    ]
    names = {"theme": "row", "place": "column", "tasks": "number", "theme_total": "row_total"}
    return squares(frame.rename(columns=names).assign(hover=hover), title, alt, dark)
