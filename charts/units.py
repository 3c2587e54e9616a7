"""单位负荷: bars a unit and role, and a unit's open tasks by deadline year."""

from html import escape

import pandas as pd
import plotly.graph_objects as go

import wording
from charts.squares import named, squares
from charts.style import (
    ON_TOP,
    ROW,
    Title,
    Way,
    add_squares,
    dimmed,
    figure_of,
    in_words,
    names_above,
    note,
    records,
)

STUB = 0.05
"""Of the longest bar."""


def workload(frame: pd.DataFrame, noun: str, dark: bool = False) -> go.Figure:
    """Open tasks by role, a column a role, all on one scale; those past their deadline first, in the accent.

    The rest together (key '') would leave the others no room: where it is more than any of them its bar is a stub.

    frame: key, name, role, open_tasks, past_deadline, tasks; rows in order.
    """
    colours = wording.palette(dark)
    largest = frame[frame["key"] != ""]["open_tasks"].max()
    is_stub = (frame["key"] == "") & (frame["open_tasks"].groupby(frame["name"]).transform("max") > largest)
    frame = frame.assign(
        name=frame["name"].where(~is_stub, frame["name"] + "（不按比例）"),
        past_drawn=frame["past_deadline"].where(~is_stub, 0),
        drawn=frame["open_tasks"].where(~is_stub, largest * STUB),
    )
    names = list(dict.fromkeys(frame["name"]))
    roles = [role for role in wording.ROLES if role in set(frame["role"])]
    most = frame[frame["name"] == names[0]].set_index("role")
    title: list[str | Way] = [
        f"{noun}中，{names[0]}最多：" if len(names) > 1 else f"{names[0]}：",
        "未办结的",
    ]
    for role in (role for role in roles if role in most.index):
        key, past = most["key"][role], most["past_deadline"][role]
        title += ["、"] * (len(title) > 2)
        title.append(Way(f"{wording.ROLES[role]} {most['open_tasks'][role]} 项", key, role))
        title += ["（", Way(f"{past} 项已过时限", key, f"{role}_past"), "）"] if past else []
    alt = f"{len(names)} 个{noun}按职责的未办结任务数。{in_words(title)}。"
    figure = figure_of(dark, title, alt, 100 + ROW * len(names))
    width = 1 / len(roles)
    scale = frame["drawn"].max() * 1.45 or 1
    for column, role in enumerate(roles):
        part = frame[frame["role"] == role]
        axis = f"x{column + 1}" if column else "x"
        for late in (True, False):
            past, code = part["past_drawn"], f"{role}_past" if late else role
            figure.add_bar(
                orientation="h",
                xaxis=axis,
                name="已过时限" if late else "其余未办结",
                legendgroup=str(late),
                showlegend=column == 0,
                y=[names.index(name) for name in part["name"]],
                x=past if late else part["drawn"] - past,
                width=0.34,
                offset=-0.02,
                marker={
                    "color": colours.accent
                    if late
                    else [colours.main if key else colours.quiet for key in part["key"]]
                },
                text=None if late else part["open_tasks"],
                textposition="outside",
                cliponaxis=False,
                textfont={"color": colours.ink, "size": 13},
                **dimmed(colours.ink, colours.quiet),
                customdata=[
                    [
                        row["key"],
                        code,
                        escape(row["name"]),
                        row["tasks"],
                        row["open_tasks"],
                        row["past_deadline"],
                    ]
                    for row in records(part)
                ],
                hovertemplate=f"%{{customdata[2]}}<br>{wording.ROLES[role]}：未办结 <b>%{{customdata[4]}}</b> 项，"
                "其中已过时限 %{customdata[5]} 项；共 %{customdata[3]} 项<extra></extra>",
            )
        figure.layout[f"xaxis{column + 1}" if column else "xaxis"] = {
            "domain": [column * width, (column + 1) * width - (0.02 if column < len(roles) - 1 else 0)],
            "range": [0, scale],
            "showticklabels": False,
            "showgrid": False,
            "anchor": "y",
        }
        foot = {"xref": axis, "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1}  # of the column's bars
        figure.add_shape(type="line", line={"color": colours.grid, "width": 1}, **foot)
        head = {"xref": f"{axis} domain", "x": 0, "xanchor": "left", "yshift": 4}
        note(figure, f"<b>{wording.ROLES[role]}</b>（项）", colours.quiet, font_size=13, **head, **ON_TOP)
    names_above(figure, names, colours)
    figure.update_layout(barmode="stack", showlegend=True, margin={"t": 64})
    return figure


def systems_by_city(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Lines of work across cities: a square a 系统 and city, its open tasks in it.

    frame: system, city, rank, open_tasks, past_deadline, system_total, city_total; rows and columns in order.
    """
    most = max(records(named(frame, "city")), key=lambda row: row["open_tasks"])
    title: Title = [
        f"最集中处：{most['city']}的{most['system']}系统，",
        Way(f"{most['open_tasks']} 项未办结", most["system"], most["city"]),
    ]
    alt = f"{frame['system'].nunique()} 个系统、{frame['city'].nunique()} 个城市的未办结任务数。{in_words(title)}。"
    hover = [
        f"未办结 {row['open_tasks']} 项，其中已过时限 {row['past_deadline']} 项" for row in records(frame)
    ]
    names = {"system": "row", "city": "column", "open_tasks": "number"} | {
        "system_total": "row_total",
        "city_total": "column_total",
    }
    return squares(frame.rename(columns=names).assign(hover=hover), title, alt, dark)


def workload_by_due_row(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Open tasks by deadline year: a cell a name and year, its number in it. frame: key, name, due_row, open_tasks."""
    colours = wording.palette(dark)
    names = list(dict.fromkeys(frame["name"]))
    present = set(frame["due_row"])
    columns = sorted(row for row in present if row.isdigit()) + [
        row for row in wording.UNDATED if row in present
    ]
    named = frame[frame["key"] != ""] if (frame["key"] != "").any() else frame  # the rest together is no peak
    most = named["open_tasks"].max()
    peak = named[named["open_tasks"] == most].iloc[0]
    label = peak["due_row"] + ("年" if peak["due_row"].isdigit() else "")
    title: Title = [
        f"最集中处：{peak['name']}，{label} ",
        Way(f"{peak['open_tasks']} 项", peak["key"], peak["due_row"]),
    ]
    figure = figure_of(
        dark,
        title,
        f"{len(names)} 行、{len(columns)} 列的未办结任务数。{in_words(title)}。",
        60 + (ROW + 10) * len(names),
    )
    headings = [row if row.isdigit() else f"{row[:-2]}<br>{row[-2:]}" for row in columns]
    add_squares(
        figure,
        [columns.index(row) for row in frame["due_row"]],
        [names.index(name) + 0.18 for name in frame["name"]],
        frame["open_tasks"],
        colours,
        most=most,
        size=25,
        customdata=[
            [key, row, escape(name)]
            for key, row, name in zip(frame["key"], frame["due_row"], frame["name"], strict=True)
        ],
        hovertemplate="%{customdata[2]}<br>%{customdata[1]}：未办结 <b>%{text}</b> 项<extra></extra>",
    )
    figure.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=headings,
        side="top",
        showgrid=False,
        range=[-0.5, len(columns) - 0.5],
    )
    names_above(figure, names, colours, yshift=16)
    return figure
