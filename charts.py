"""One function a figure: the DataFrame that a query returns in, a plotly Figure out. No Streamlit, no SQL, no counting.

A figure's `layout.meta` holds what stands around it on the page, in words: `title` (what is seen), `alt` (for readers who do
not see it). Every part that can be clicked has `customdata`: first the row's code, then the status group or role.
Labels are escaped: plotly reads a little HTML in them.
"""

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

import wording

FONT = "'Source Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
UNTHEMED = "未归类"
NAME_LENGTH = 25  # Chinese characters that fit above a bar on a telephone
NARROWEST = 0.045  # of the scale: a part narrower than that has no room for its number
UNSELECTED = 0.4  # opacity of what was not clicked
ROW = 46  # height of a row whose name stands above its bars


def template(dark: bool) -> go.layout.Template:
    """The house style: no frames, quiet grid, our font, room only where words stand."""
    colours = wording.palette(dark)
    axis = {
        "gridcolor": colours.grid,
        "linecolor": colours.grid,
        "zeroline": False,
        "tickfont": {"size": 13, "color": colours.quiet},
        "title": {"font": {"size": 13, "color": colours.quiet}, "standoff": 8},
        "automargin": True,
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": colours.ink},
            # Not transparent: when a reader changes the theme, the figure stays readable until it is drawn anew.
            "paper_bgcolor": colours.page,
            "plot_bgcolor": colours.page,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {
                "bgcolor": colours.panel,
                "bordercolor": colours.grid,
                "font": {"family": FONT, "size": 13, "color": colours.ink},
                "align": "left",
                "namelength": -1,
            },
            "legend": {
                "orientation": "h",
                "xref": "container",
                "x": 0,
                "xanchor": "left",
                "yref": "container",
                "y": 1,
                "yanchor": "top",
                "font": {"size": 13, "color": colours.ink},
                "itemclick": False,
                "itemdoubleclick": False,
                "traceorder": "normal",
            },
            "bargap": 0.35,
            "dragmode": False,
            "separators": ".,",
            "modebar": {"remove": ["lasso2d", "select2d", "zoom", "pan", "autoScale", "resetScale"]},
        }
    )


def _figure(dark: bool, title: str, alt: str, height: int) -> go.Figure:
    """An empty figure in the house style. The height must be an int of Python's: Streamlit overlooks numpy's."""
    return go.Figure(
        layout={"template": template(dark), "height": height, "meta": {"title": title, "alt": alt}}
    )


def _marker(fill: wording.Fill) -> dict:
    """A group's colour with its pattern: two hues that look alike to some readers still differ."""
    marker: dict = {"color": fill.colour, "line": {"color": fill.outline, "width": 1}}
    if fill.pattern:
        marker["pattern"] = {
            "shape": fill.pattern,
            "fgcolor": fill.pattern_colour,
            "bgcolor": fill.colour,
            "size": 7,
            "solidity": 0.22,
            "fillmode": "replace",
        }
    return marker


def _halo(colour: str, around: str) -> dict:
    """Text that can be read on a pattern."""
    return {"color": colour, "size": 13, "shadow": f"0 0 3px {around}, 0 0 3px {around}, 0 0 4px {around}"}


def _dimmed(selected: str, others: str) -> dict[str, dict]:
    """What was not clicked steps back, its numbers still readable. Plotly fails on a click if one half is missing."""
    return {
        "selected": {"textfont": {"color": selected}},
        "unselected": {"marker": {"opacity": UNSELECTED}, "textfont": {"color": others}},
    }


def _stacked_bars(
    frame: pd.DataFrame,
    rows: dict[str, tuple[float, str]],
    dark: bool,
    share: bool,
    title: str,
    alt: str,
    height: int,
) -> go.Figure:
    """Bars of status groups; frame has row, status_group, tasks; rows gives each row's height on the axis and label."""
    colours = wording.palette(dark)
    figure = _figure(dark, title, alt, height)
    totals = frame.groupby("row")["tasks"].sum()
    for group, label in wording.STATUS_GROUPS.items():
        part = frame[frame["status_group"] == group]
        if part.empty:
            continue
        fill = colours.groups[group]
        total = part["row"].map(totals)
        wide = part["tasks"] / (total if share else totals.max()) > NARROWEST
        figure.add_bar(
            name=label,
            orientation="h",
            y=[rows[row][0] for row in part["row"]],
            x=100 * part["tasks"] / total if share else part["tasks"],
            width=0.62,
            text=part["tasks"].astype(str).where(wide, ""),
            texttemplate="%{text}",
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont=_halo(fill.text, fill.colour),
            **_dimmed(fill.text, colours.ink),
            marker=_marker(fill),
            customdata=[
                [row, group, rows[row][1], tasks, of]
                for row, tasks, of in zip(part["row"], part["tasks"], total, strict=True)
            ],
            hovertemplate=f"%{{customdata[2]}}<br>{label} <b>%{{customdata[3]}}</b> 项，共 %{{customdata[4]}} 项<extra></extra>",
        )
    figure.update_layout(barmode="stack", showlegend=True, margin={"t": 44, "r": 58})
    if not share:
        most = max(totals.max(), 1)
        figure.update_xaxes(range=[0, most * 1.01], dtick=1 if most <= 5 else None)
    figure.update_yaxes(
        tickvals=[place for place, _ in rows.values()],
        ticktext=[f"{escape(label)} " for _, label in rows.values()],
        tickfont={"color": colours.ink},
        range=[max(place for place, _ in rows.values()) + 0.55, -0.55],
        showgrid=False,
    )
    for row, (place, _) in rows.items():
        figure.add_annotation(
            x=100 if share else totals[row],
            y=place,
            text=f"{totals[row]} 项",
            xanchor="left",
            xshift=6,
            showarrow=False,
            font={"color": colours.ink},
        )
    return figure


def completion_by_due_row(frame: pd.DataFrame, as_of: date, dark: bool = False) -> go.Figure:
    """A bar a deadline year, as wide as the others; 持续推进, 立行立改 and 无明确时限 apart at the foot; a line at 截至.

    frame: due_row, status_group, tasks.
    """
    colours = wording.palette(dark)
    frame = frame.rename(columns={"due_row": "row"})
    present = set(frame["row"])
    years = sorted(row for row in present if row.isdigit())
    undated = [row for row in wording.UNDATED if row in present]
    rows: dict[str, tuple[float, str]] = {}
    place, line = 0.0, None
    for year in years:
        if line is None and int(year) >= as_of.year:  # years above the line are over
            line = place - 0.2
            place += 1
        rows[year] = (place, f"{year}年")
        place += 1
    if years and line is None:
        line = place - 0.2
        place += 1
    elif undated and years:
        place += 0.4
    for row in undated:
        rows[row] = (place, row)
        place += 1
    done = frame[frame["status_group"].isin(wording.DONE)]["tasks"].sum()
    unreported = frame[frame["status_group"] == wording.UNREPORTED]["tasks"].sum()
    total = frame["tasks"].sum()
    title = f"{total} 项任务中，{done} 项见到完成，{unreported} 项未见报告"
    figure = _stacked_bars(
        frame, rows, dark, True, title, title + f"（截至{as_of}）。", round(96 + 40 * place)
    )
    if line is not None:
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=line,
            y1=line,
            line={"color": colours.accent, "width": 1.5},
        )
        figure.add_annotation(
            xref="paper",
            x=0,
            xanchor="left",
            y=line,
            yanchor="top",
            text=f"▲ 截至 {as_of}：线上各年均已到期",
            showarrow=False,
            font={"size": 12, "color": colours.accent},
        )
        figure.update_xaxes(
            range=[0, 100.4],  # the last outline is drawn whole
            tickvals=[0, 25, 50, 75, 100],
            ticktext=["0", "25%", "50%", "75%", "100%"],
            title_text="占该行任务的比例",
        )
    return figure


def tasks_by_city(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """A bar a city. frame: city, status_group, tasks."""
    frame = frame.assign(row=frame["city"].fillna("未写城市"))
    totals = frame.groupby("row")["tasks"].sum().sort_values(ascending=False)
    rows = {row: (float(place), row) for place, row in enumerate(totals.index)}
    title = f"{len(totals)} 个城市，{totals.index[0]}任务最多（{totals.iloc[0]} 项）"
    alt = "；".join(f"{row} {tasks} 项" for row, tasks in totals.items())
    figure = _stacked_bars(frame, rows, dark, False, title, f"各城市任务数：{alt}。", 110 + 44 * len(rows))
    figure.update_xaxes(title_text="任务数（项）")
    return figure


def open_tasks_by_due(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """What is not done, by how long past or before its deadline. frame: bucket (see wording.DUE), status_group, tasks."""
    frame = frame.rename(columns={"bucket": "row"})
    buckets = wording.due_buckets(set(frame["row"]))
    rows = {bucket: (float(place), wording.DUE[bucket]) for place, bucket in enumerate(buckets)}
    totals = frame.groupby("row")["tasks"].sum().reindex(buckets, fill_value=0)
    frame = frame[frame["row"].isin(buckets)]
    past = totals[[bucket for bucket in buckets if bucket.startswith("past")]].sum()
    soon = totals[[bucket for bucket in buckets if bucket in wording.DUE_SOON]].sum()
    title = f"{past} 项已过时限而未见办结，90 天内{f'有 {soon} 项' if soon else '没有'}到期"
    alt = "；".join(f"{wording.DUE[bucket]} {totals[bucket]} 项" for bucket in buckets)
    empty = pd.DataFrame(
        {"row": buckets, "status_group": wording.UNREPORTED, "tasks": 0}
    )  # a bucket with nothing in it says 0
    figure = _stacked_bars(
        pd.concat([frame, empty[~empty["row"].isin(frame["row"])]]),
        rows,
        dark,
        False,
        title,
        alt,
        100 + 36 * len(rows),
    )
    figure.update_xaxes(title_text="未办结任务数（项）")
    return figure


def _names_above(figure: go.Figure, names: list[str], colours: wording.Palette, yshift: int = 13) -> None:
    """Each row's name over its bars, so that a long one fits on a telephone too."""
    for place, name in enumerate(names):
        figure.add_shape(  # leads the eye from the name to its bars
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=place - 0.5,
            y1=place - 0.5,
            line={"color": colours.grid, "width": 1},
            layer="below",
        )
        figure.add_annotation(
            xref="paper",
            x=0,
            xanchor="left",
            y=place,
            yshift=yshift,
            text=escape(wording.cut_in_the_middle(name, NAME_LENGTH)),
            hovertext=escape(name),
            showarrow=False,
            font={"size": 13, "color": colours.ink},
        )
    figure.update_yaxes(range=[len(names) - 0.5, -0.55], showticklabels=False, showgrid=False)


def workload(frame: pd.DataFrame, noun: str, dark: bool = False) -> go.Figure:
    """Open tasks by role, a column a role, all on one scale. frame: key, name, role, open_tasks, tasks; rows in order."""
    colours = wording.palette(dark)
    names = list(dict.fromkeys(frame["name"]))
    roles = [role for role in wording.ROLES if role in set(frame["role"])]
    most = frame[frame["name"] == names[0]].set_index("role")["open_tasks"]
    said = "、".join(f"{wording.ROLES[role]} {most[role]} 项" for role in roles if role in most)
    title = f"{noun}中，{names[0]}最多：{said}未办结"
    figure = _figure(
        dark, title, f"{len(names)} 个{noun}按职责的未办结任务数。{title}。", 70 + ROW * len(names)
    )
    width = 1 / len(roles)
    scale = frame["open_tasks"].max() * 1.45 or 1
    for column, role in enumerate(roles):
        part = frame[frame["role"] == role]
        axis = f"x{column + 1}" if column else "x"
        figure.add_bar(
            orientation="h",
            xaxis=axis,
            name=wording.ROLES[role],
            y=[names.index(name) for name in part["name"]],
            x=part["open_tasks"],
            width=0.34,
            offset=-0.02,
            marker={"color": [colours.main if key else colours.quiet for key in part["key"]]},
            text=part["open_tasks"],
            textposition="outside",
            cliponaxis=False,
            textfont={"color": colours.ink, "size": 13},
            **_dimmed(colours.ink, colours.quiet),
            customdata=[
                [key, role, escape(name), tasks]
                for key, name, tasks in zip(part["key"], part["name"], part["tasks"], strict=True)
            ],
            hovertemplate=f"%{{customdata[2]}}<br>{wording.ROLES[role]}：未办结 <b>%{{x}}</b> 项，共 %{{customdata[3]}} 项<extra></extra>",
        )
        figure.layout[f"xaxis{column + 1}" if column else "xaxis"] = {
            "domain": [column * width, (column + 1) * width - (0.02 if column < len(roles) - 1 else 0)],
            "range": [0, scale],
            "showticklabels": False,
            "showgrid": False,
            "anchor": "y",
        }
        figure.add_shape(  # the foot of the column's bars
            type="line",
            xref=axis,
            x0=0,
            x1=0,
            yref="paper",
            y0=0,
            y1=1,
            line={"color": colours.grid, "width": 1},
        )
        figure.add_annotation(
            xref=f"{axis} domain",
            x=0,
            xanchor="left",
            yref="paper",
            y=1,
            yanchor="bottom",
            yshift=4,
            text=f"<b>{wording.ROLES[role]}</b>（项）",
            showarrow=False,
            font={"color": colours.quiet, "size": 13},
        )
    _names_above(figure, names, colours)
    figure.update_layout(showlegend=False, margin={"t": 34})
    return figure


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
    title = f"最集中处：{peak['name']}，{label} {peak['open_tasks']} 项"
    figure = _figure(
        dark,
        title,
        f"{len(names)} 行、{len(columns)} 列的未办结任务数。{title}。",
        60 + (ROW + 10) * len(names),
    )
    headings = [row if row.isdigit() else f"{row[:-2]}<br>{row[-2:]}" for row in columns]
    figure.add_scatter(  # squares, not a heat map: plotly cannot select a heat map's cells
        mode="markers+text",
        x=[columns.index(row) for row in frame["due_row"]],
        y=[names.index(name) + 0.18 for name in frame["name"]],
        unselected={"marker": {"opacity": UNSELECTED}, "textfont": {"color": colours.quiet}},
        marker={
            "symbol": "square",
            "size": 25,
            "color": frame["open_tasks"],
            "cmin": 0,
            "cmax": most,
            "colorscale": [[0, colours.panel], [1, colours.main]],
            "line": {"width": 1, "color": colours.grid},
        },
        text=frame["open_tasks"],
        textfont={
            "size": 13,
            "color": [colours.page if tasks > most * 0.6 else colours.ink for tasks in frame["open_tasks"]],
        },
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
    _names_above(figure, names, colours, yshift=16)
    return figure


CHANGES_HEIGHT = 224  # of both pictures of changes, which stand side by side


def changes(frame: pd.DataFrame, since: date, until: date, dark: bool = False) -> go.Figure:
    """A bar a kind of change between two days. frame: change (see wording.CHANGES), tasks; a kind not in it is 0."""
    colours = wording.palette(dark)
    counts = frame.set_index("change")["tasks"].reindex(list(wording.CHANGES), fill_value=0)
    said = "，".join(
        f"{wording.CHANGES[change]} {tasks} 项" for change in wording.CHANGES if (tasks := counts[change])
    )
    title = said or "这段时间没有变化"
    figure = _figure(dark, title, f"{since} 到 {until}：{title}。", CHANGES_HEIGHT)
    figure.add_bar(
        orientation="h",
        x=counts,
        y=list(range(len(counts))),
        width=0.56,
        marker={"color": colours.main},
        text=[f"{tasks} 项" for tasks in counts],
        textposition="outside",
        cliponaxis=False,
        textfont={"color": colours.ink},
        **_dimmed(colours.ink, colours.quiet),
        customdata=[
            [change, "all", wording.CHANGES[change], wording.CHANGE_MEANS[change]] for change in counts.index
        ],
        hovertemplate="<b>%{customdata[2]}</b> %{x} 项<br>%{customdata[3]}<extra></extra>",
    )
    figure.update_xaxes(range=[0, max(counts.max(), 1) * 1.2], showticklabels=False, showgrid=False)
    figure.update_yaxes(
        tickvals=list(range(len(counts))),
        ticktext=[f"{wording.CHANGES[change]} " for change in counts.index],
        tickfont={"color": colours.ink},
        range=[len(counts) - 0.5, -0.5],
        showgrid=False,
    )
    return figure


def flow(opening: int, added: int, closed: int, closing: int, dark: bool = False) -> go.Figure:
    """The bridge 期初 + 新增 − 销号 = 期末, of tasks not closed. It is an error to ask for one that does not add up."""
    if opening + added - closed != closing:
        raise ValueError(f"{opening} + {added} - {closed} is not {closing}")
    colours = wording.palette(dark)
    title = f"未销号的任务从 {opening} 项到 {closing} 项"
    alt = f"期初未销号 {opening} 项，新增 {added} 项，销号 {closed} 项，期末未销号 {closing} 项。"
    figure = _figure(dark, title, alt, CHANGES_HEIGHT)
    grey, done = wording.Fill(colours.main, colours.page, colours.main), colours.groups["closed"]
    extra = wording.Fill(colours.page, colours.ink, colours.main, "/", colours.main)
    parts = [
        ("期初未销号", 0, opening, str(opening), grey, None),
        ("新增", opening, added, f"+{added}" if added else "0", extra, "new"),
        ("销号", closing, closed, f"−{closed}" if closed else "0", done, "closed"),
        ("期末未销号", 0, closing, str(closing), grey, None),
    ]
    most = max(opening + added, 1)
    for place, (name, base, height, text, fill, change) in enumerate(parts):
        figure.add_bar(
            x=[place],
            y=[height],
            base=[base],
            width=0.56,
            marker=_marker(fill),
            text=[f"<b>{text}</b>"],
            textposition="outside",
            constraintext="none",
            cliponaxis=False,
            textfont={"color": colours.ink, "size": 15},
            **_dimmed(colours.ink, colours.quiet),
            customdata=[[change, "all"]] if change else None,
            hovertemplate=f"{name} {height} 项<extra></extra>",
        )
    for place, level in enumerate((opening, opening + added, closing)):  # each bar ends where the next begins
        figure.add_shape(
            type="line",
            x0=place + 0.28,
            x1=place + 0.72,
            y0=level,
            y1=level,
            line={"color": colours.quiet, "width": 1, "dash": "dot"},
        )
    figure.update_xaxes(
        tickvals=list(range(len(parts))),
        ticktext=[name.replace("未销号", "<br>未销号") for name, *_ in parts],
        tickfont={"color": colours.ink},
        range=[-0.5, len(parts) - 0.5],
        showgrid=False,
    )
    figure.update_yaxes(range=[0, most * 1.18], showticklabels=False, showgrid=False)
    figure.update_layout(showlegend=False, barmode="overlay")
    return figure


SPANS = {"day": "写到日", "month": "写到月", "year": "只写年"}
FAR = pd.Timedelta(days=5 * 366)  # what is due later than that would press the rest together


def milestones(frame: pd.DataFrame, as_of: date, dark: bool = False) -> go.Figure:
    """Lollipops on a time line, as high as there are steps, a lane a precision: a month or a year is as wide as it is.

    frame: starts, ends, precision, is_done (of the task), steps. Steps years ahead are said in words at the edge.
    """
    colours, today = wording.palette(dark), pd.Timestamp(as_of)
    frame = frame.assign(starts=pd.to_datetime(frame["starts"]), ends=pd.to_datetime(frame["ends"]))
    total, past = frame["steps"].sum(), frame["ends"] < today
    late = frame[past & ~frame["is_done"]]["steps"].sum()
    title = f"{total} 个时间节点：{frame[~past]['steps'].sum()} 个还没到，{late} 个已过而任务未见办结"
    far = frame["ends"] > today + FAR
    beyond = "、".join(
        f"{year}年 {steps} 个"
        for year, steps in frame[far].groupby(frame["ends"].dt.year)["steps"].sum().items()
    )
    frame = frame[~far].sort_values(["ends", "is_done"])
    frame["top"] = frame.groupby(["precision", "ends"])["steps"].cumsum()
    lanes = [precision for precision in SPANS if precision in set(frame["precision"])]
    unit = 0.62 / max(frame["top"].max(), 1) if len(frame) else 0
    figure = _figure(
        dark,
        title,
        f"{title}（截至{as_of}）。" + (f"更晚：{beyond}。" if beyond else ""),
        120 + 110 * len(lanes) + (20 if beyond else 0),
    )
    for row in _rows(frame):
        foot = lanes.index(row["precision"])
        top = foot - unit * row["top"]
        span = row["precision"] != "day"
        figure.add_scatter(
            mode="lines",
            x=[row["starts"], row["ends"], None, row["ends"], row["ends"]],
            y=[top, top, None, foot, top],
            line={"color": colours.main, "width": 3 if span else 2},
            hoverinfo="skip",
            showlegend=False,
        )
    for is_done, name in ((False, "任务未见办结"), (True, "任务已办结")):
        part = frame[frame["is_done"] == is_done]
        figure.add_scatter(
            name=name,
            mode="markers+text",
            x=part["ends"],
            y=[lanes.index(row["precision"]) - unit * row["top"] for row in _rows(part)],
            text=part["steps"].astype(str),
            textposition="top center",
            textfont={"color": colours.ink, "size": 13},
            unselected={"marker": {"opacity": UNSELECTED}, "textfont": {"color": colours.quiet}},
            marker={
                "symbol": "circle",
                "size": 11,
                "color": colours.page if is_done else colours.main,
                "line": {"width": 2, "color": colours.main},
            },
            customdata=[
                [row["ends"].date().isoformat(), row["precision"], SPANS[row["precision"]], row["steps"]]
                for row in _rows(part)
            ],
            hovertemplate=f"%{{customdata[0]}}（%{{customdata[2]}}）<br><b>%{{customdata[3]}}</b> 个节点，{name}<extra></extra>",
            cliponaxis=False,
        )
    first, last = min([*frame["starts"], today]), max([*frame["ends"], today])
    room = max((last - first) * 0.04, pd.Timedelta(days=40))
    figure.add_vline(x=today, line={"color": colours.accent, "width": 1.5})
    figure.add_annotation(
        x=today,
        yref="paper",
        y=1,
        yanchor="bottom",
        xanchor="left" if today < first + (last - first) / 2 else "right",
        text=f"截至 {as_of}",
        showarrow=False,
        font={"size": 12, "color": colours.accent},
    )
    if beyond:
        figure.add_annotation(
            xref="paper",
            x=1,
            xanchor="right",
            yref="paper",
            y=0,
            yanchor="top",
            yshift=-26,
            text=f"更晚 → {beyond}",
            showarrow=False,
            font={"size": 12, "color": colours.quiet},
        )
    figure.update_xaxes(
        type="date",
        range=[first - room, last + room],
        tickformat="%Y年",
        dtick="M12" if last - first < FAR else None,
        showgrid=False,
    )
    figure.update_yaxes(
        tickvals=list(range(len(lanes))),
        ticktext=[f"{SPANS[precision]} " for precision in lanes],
        tickfont={"color": colours.ink},
        range=[len(lanes) - 0.9, -0.95],
        showgrid=True,
    )
    figure.update_layout(showlegend=True, margin={"t": 62, "b": 50 if beyond else 30})
    return figure


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
    figure = _figure(
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
            [row["theme"], row["place"], escape(row["place"]), row["open_tasks"]] for row in _rows(frame)
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


def benchmarks(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Published completion rates, as reference only. frame: scope, round, as_of, as_of_text, tasks_completed, tasks_total,
    completion_rate; rows without a rate are left out.
    """
    colours = wording.palette(dark)
    frame = frame[frame["completion_rate"].notna()].sort_values("completion_rate", ascending=False)
    names = [f"{scope} · {round_}" for scope, round_ in zip(frame["scope"], frame["round"], strict=True)]
    rates = frame["completion_rate"]
    title = f"已公布的完成率从 {rates.min():g}% 到 {rates.max():g}%"
    figure = _figure(dark, title, f"{len(frame)} 条已公布的完成率。{title}。", 60 + 52 * len(names))
    said = [
        f"{wording.figure_text(rate)}%"
        + ("" if pd.isna(done) or pd.isna(total) else f"（{done:.0f}/{total:.0f}）")
        + f" {when}"
        for rate, done, total, when in zip(
            rates, frame["tasks_completed"], frame["tasks_total"], frame["as_of_text"], strict=True
        )
    ]
    figure.add_scatter(
        mode="lines",
        x=[x for rate in rates for x in (0, rate, None)],
        y=[y for place in range(len(names)) for y in (place, place, None)],
        line={"color": colours.quiet, "width": 2},
        hoverinfo="skip",
    )
    figure.add_scatter(
        mode="markers",
        x=rates,
        y=list(range(len(names))),
        marker={"symbol": "diamond-open", "size": 11, "color": colours.quiet, "line": {"width": 2}},
        customdata=[[escape(name), text] for name, text in zip(names, said, strict=True)],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        cliponaxis=False,
    )
    for place, (rate, text) in enumerate(zip(rates, said, strict=True)):
        figure.add_annotation(
            x=rate,
            y=place,
            text=text,
            xanchor="left" if rate < 50 else "right",
            xshift=-4 if rate < 50 else 4,
            yshift=-13,
            showarrow=False,
            font={"size": 12, "color": colours.quiet},
        )
    _names_above(figure, names, colours)
    figure.update_xaxes(range=[0, 100], ticksuffix="%", title_text="公布的完成率")
    figure.update_layout(showlegend=False, margin={"r": 14})
    return figure


MARKS = {  # an indicator's role -> how it is drawn, in both pictures; the baseline's ring stays seen around an actual dot
    "baseline": {"symbol": "circle", "size": 17},
    "actual": {"symbol": "circle", "size": 10},
    "part": {"symbol": "diamond", "size": 11},
    "target": {"symbol": "line-ns-open", "size": 22},
}
HOLLOW = ("baseline", "part")
LESS = ("<=", "<")
MORE = (">=", ">")
MARK_NAMES = {"baseline": "督察时", "actual": "实测（全年）", "part": "实测（部分时段）", "target": "目标"}


def _level_axis(frame: pd.DataFrame) -> dict:
    """Water classes by name, better ones to the left or top; other measures with their unit."""
    metric, unit = frame["metric"].iloc[0], frame["unit"].iloc[0]
    if unit == "类":
        return {
            "title_text": metric,
            "tickvals": list(wording.WATER_CLASSES),
            "ticktext": list(wording.WATER_CLASSES.values()),
            "range": [0.6, 6.4],
        }
    low, high = frame["value"].min(), frame["value"].max()
    room = (high - low or abs(high) or 1) * 0.14
    return {"title_text": f"{metric}（{unit}）" if unit else metric, "range": [low - room, high + room]}


def _marks(frame: pd.DataFrame) -> pd.Series:
    """How a row is drawn: an actual value of less than a whole year is no year's."""
    return frame["role"].where((frame["role"] != "actual") | frame["is_year"], "part")


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return frame.to_dict("records")  # type: ignore[return-value]  # columns are strings


def _said(frame: pd.DataFrame) -> list[str]:
    """Each figure in words: 目标 2020年 ≤39 μg/m³."""
    return [
        f"{wording.INDICATOR_ROLES[row['role']]} {wording.period_text(row['period'])} "
        + wording.level(row["op"], row["value"], row["unit"])
        for row in _rows(frame)
    ]


def _limit_text(limit: dict[str, Any]) -> str:
    """GB 3095-2026二级 ≤30 μg/m³."""
    return escape(f"{limit['place']} {wording.level(limit['op'], limit['value'], limit['unit'])}")


def indicator_by_place(
    frame: pd.DataFrame, limits: pd.DataFrame, as_of: date, dark: bool = False
) -> go.Figure:
    """A row a place: ○ what the inspection found, │ the target and its direction, ● the last measured year, ◇ the last part
    of a year; dashed, a limit that held all the while. Every mark says its own time: they are not of one year.

    frame: place, metric, unit, role, period, starts, ends, is_year, op, value; the newest of each role. limits: place, op,
    value, unit, valid_from, valid_to.
    """
    colours = wording.palette(dark)
    places = list(dict.fromkeys(frame["place"]))
    frame = frame.assign(mark=_marks(frame), said=_said(frame))
    frame = frame.sort_values(
        "role", key=lambda roles: roles.map(list(wording.INDICATOR_ROLES).index), kind="stable"
    )
    # A value is judged by the rule of its time: only a limit that held all the while stands beside all of them.
    limits = limits[
        ~(limits["valid_from"] > frame["starts"].min()) & ~(limits["valid_to"] < frame["ends"].max())
    ]
    metric = frame["metric"].iloc[0]
    lines = (int(frame.groupby("place").size().max()) + 1) // 2
    with_target = frame[frame["role"] == "target"]["place"].nunique()
    title = f"{metric}：{len(places)} 处，{with_target} 处定有目标"
    figure = _figure(dark, title, f"{title}。截至{as_of}。", 120 + (ROW + 8 + 18 * lines) * len(places))
    for mark, drawn in MARKS.items():
        part = frame[frame["mark"] == mark]
        if part.empty:
            continue
        colour = {"baseline": colours.quiet, "target": colours.accent}.get(mark, colours.ink)
        figure.add_scatter(
            name=MARK_NAMES[mark],
            mode="markers",
            x=part["value"],
            y=[places.index(place) for place in part["place"]],
            marker={
                **drawn,
                "color": colours.page if mark in HOLLOW else colour,
                "line": {"width": 3 if mark == "target" else 2, "color": colour},
            },
            customdata=[
                [place, mark, escape(place), said]
                for place, said in zip(part["place"], part["said"], strict=True)
            ],
            hovertemplate="%{customdata[2]}<br>%{customdata[3]}<extra></extra>",
            unselected={"marker": {"opacity": UNSELECTED}},
            cliponaxis=False,
        )
    for target in _rows(frame[(frame["role"] == "target") & frame["op"].isin(LESS + MORE)]):
        away = 18 if target["op"] in MORE else -18
        figure.add_annotation(  # an arrow from the target's mark to the side where it is met
            x=target["value"],
            y=places.index(target["place"]),
            xshift=away,
            ax=-away,
            ay=0,
            text="",
            arrowhead=2,
            arrowsize=1.1,
            arrowwidth=1.5,
            arrowcolor=colours.accent,
        )
    axis = _level_axis(pd.concat([frame, limits]) if len(limits) else frame)
    for place, rows in frame.groupby("place"):
        figure.add_annotation(  # what each mark is, in words, under the marks
            xref="paper",
            x=0,
            xanchor="left",
            y=places.index(place),
            yshift=-10,
            text="<br>".join(escape(" · ".join(rows["said"][at : at + 2])) for at in range(0, len(rows), 2)),
            yanchor="top",
            align="left",
            bgcolor=colours.page,
            showarrow=False,
            font={"size": 12, "color": colours.quiet},
        )
    for limit in _rows(limits):
        figure.add_vline(x=limit["value"], line={"color": colours.quiet, "width": 1.5, "dash": "dash"})
        figure.add_annotation(
            x=limit["value"],
            yref="paper",
            y=1,
            yanchor="bottom",
            text=_limit_text(limit),
            xanchor="left" if limit["value"] < sum(axis["range"]) / 2 else "right",
            showarrow=False,
            font={"size": 12, "color": colours.quiet},
        )
    figure.update_xaxes(**axis)
    _names_above(figure, places, colours, yshift=10 + 8 * lines)
    figure.update_layout(showlegend=True, margin={"t": 64 if len(limits) else 44})
    return figure


def indicator_over_time(
    frame: pd.DataFrame, limits: pd.DataFrame, as_of: date, dark: bool = False
) -> go.Figure:
    """One indicator at one place over time; a value is as wide as the time it is for, so a month is never taken for a year.

    frame: place, metric, unit, role, period, starts, ends, is_year, op, value. limits: as for indicator_by_place.
    """
    colours = wording.palette(dark)
    frame = frame.assign(mark=_marks(frame), said=_said(frame)).sort_values("starts")
    frame = frame.drop_duplicates(
        ["mark", "period", "op", "value"]
    )  # the same figure said twice is drawn once
    metric, place = frame["metric"].iloc[0], frame["place"].iloc[0]
    first, last = frame["starts"].min(), frame["ends"].max()
    if last - first < pd.Timedelta(days=730):  # a lone month or year keeps its proportion
        first, last = first - pd.Timedelta(days=365), last + pd.Timedelta(days=365)
    years = frame[(frame["mark"] == "actual")]
    targets = frame[frame["role"] == "target"]
    if len(targets) and not (len(years) and years["ends"].iloc[-1] >= targets["ends"].iloc[-1]):
        newest = [targets["said"].iloc[-1], "还没有那时的全年实测"]
    else:
        newest = [rows["said"].iloc[-1] for rows in (years, targets) if len(rows)]
    title = f"{place} · {metric}" + ("：" + "，".join(newest) if newest else "")
    alt = f"{place}{metric}：" + "；".join(frame["said"]) + "。"
    figure = _figure(dark, title, alt, 360)
    for limit in _rows(limits):
        start = max(limit["valid_from"], first) if pd.notna(limit["valid_from"]) else first
        end = min(limit["valid_to"], last) if pd.notna(limit["valid_to"]) else last
        if start >= end:
            continue
        figure.add_scatter(
            mode="lines",
            x=[start, end],
            y=[limit["value"]] * 2,
            line={"color": colours.quiet, "width": 1.5, "dash": "dash"},
            hoverinfo="skip",
            showlegend=False,
        )
        figure.add_annotation(
            x=start,
            y=limit["value"],
            xanchor="left",
            yanchor="bottom",
            text=_limit_text(limit),
            showarrow=False,
            font={"size": 12, "color": colours.quiet},
        )
        if pd.notna(limit["valid_from"]) and limit["valid_from"] > first:
            figure.add_vline(x=limit["valid_from"], line={"color": colours.quiet, "width": 1, "dash": "dot"})
            figure.add_annotation(
                x=limit["valid_from"],
                yref="paper",
                y=1,
                yanchor="bottom",
                text=f"标准从 {limit['valid_from']:%Y-%m-%d} 起更换",
                showarrow=False,
                font={"size": 12, "color": colours.quiet},
            )
    for mark in MARKS:
        part = frame[frame["mark"] == mark]
        if part.empty:
            continue
        colour = {"baseline": colours.quiet, "target": colours.accent}.get(mark, colours.ink)
        middle = part["starts"] + (part["ends"] - part["starts"]) / 2
        figure.add_scatter(  # how long it is for
            mode="lines",
            x=[x for a, b in zip(part["starts"], part["ends"], strict=True) for x in (a, b, None)],
            y=[y for value in part["value"] for y in (value, value, None)],
            line={"color": colour, "width": 4 if mark == "target" else 2},
            hoverinfo="skip",
            showlegend=False,
        )
        symbols = dict.fromkeys(LESS, "triangle-down") | dict.fromkeys(MORE, "triangle-up")
        figure.add_scatter(
            name=MARK_NAMES[mark],
            mode="markers" if mark == "part" else "markers+text",
            text=[
                wording.level(row["op"], row["value"], row["unit"] if row["unit"] == "类" else None)
                for row in _rows(part)
            ],
            textposition="bottom center" if mark == "baseline" else "top center",
            textfont={"size": 12, "color": colour},
            x=middle,
            y=part["value"],
            marker={
                "symbol": [symbols.get(op, "circle") for op in part["op"]]
                if mark == "target"
                else MARKS[mark]["symbol"],
                "size": 12 if mark == "target" else MARKS[mark]["size"],
                "color": colours.page if mark in HOLLOW else colour,
                "line": {"width": 2, "color": colour},
            },
            customdata=[[place, mark, escape(said)] for said in part["said"]],
            hovertemplate="%{customdata[2]}<extra></extra>",
            cliponaxis=False,
        )
    room = (last - first) * 0.03
    axis = _level_axis(pd.concat([frame, limits]) if len(limits) else frame)
    if frame["unit"].iloc[0] == "类":
        axis["range"] = axis["range"][::-1]  # Ⅰ at the top
    figure.update_yaxes(**axis)
    figure.update_xaxes(
        type="date", range=[first - room, last + room], tickformat="%Y年", ticklabelmode="period"
    )
    if first <= pd.Timestamp(as_of) <= last:
        figure.add_vline(x=pd.Timestamp(as_of), line={"color": colours.accent, "width": 1})

    figure.update_layout(showlegend=True, margin={"t": 62})
    return figure
