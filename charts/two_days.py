"""变化: what changed between two days, the flow of tasks, and dated steps on a time line."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

import wording
from charts.style import (
    ON_TOP,
    UNSELECTED,
    Title,
    Way,
    counted,
    dimmed,
    figure_of,
    in_words,
    marker,
    note,
    records,
    strokes,
)

CHANGES_HEIGHT = 224  # of both pictures of changes, which stand side by side
SPANS = {"day": "写到日", "month": "写到月", "year": "只写年"}
FAR = pd.Timedelta(days=5 * 366)  # what is due later than that would press the rest together


def changes(counted: dict[str, int], since: date, until: date, dark: bool = False) -> go.Figure:
    """A bar a kind of change between two days. counted: code of wording.CHANGES -> tasks."""
    colours = wording.palette(dark)
    counts = pd.Series({change: counted[change] for change in wording.CHANGES})
    title: list[str | Way] = []
    for change in counts.index[counts > 0]:
        title += ["，"] * bool(title) + [Way(f"{wording.CHANGES[change]} {counts[change]} 项", change, "all")]
    figure = figure_of(
        dark, title or "这段时间没有变化", f"{since} 到 {until}：{in_words(title)}。", CHANGES_HEIGHT
    )
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
        **dimmed(colours.ink, colours.quiet),
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


def flow(counts: dict[str, int], dark: bool = False) -> go.Figure:
    """The bridge 期初 + 新增 − 销号 = 期末, of tasks not closed. It is an error to ask for one that does not add up.

    counts: code of wording.FLOW -> tasks.
    """
    opening, added, closed, closing = (counts[code] for code in ("opening", "new", "closed", "closing"))
    if opening + added - closed != closing:
        raise ValueError(f"{opening} + {added} - {closed} is not {closing}")
    colours = wording.palette(dark)
    then = counted((opening, "项", "opening", "all"), none="0 项")
    now = counted((closing, "项", "closing", "all"), none="0 项")
    title: Title = ["未销号的任务从 ", *then, "到 ", *now]
    if opening == closing:
        title = ["未销号的任务还是 ", *now] if closing else "没有未销号的任务"
    alt = f"{in_words(title)}。期初未销号 {opening} 项，新增 {added} 项，销号 {closed} 项，期末未销号 {closing} 项。"
    figure = figure_of(dark, title, alt, CHANGES_HEIGHT)
    grey, done = wording.Fill(colours.main, colours.page, colours.main), colours.groups["closed"]
    extra = wording.Fill(colours.page, colours.ink, colours.main, "/", colours.main)
    parts = [
        ("opening", 0, opening, str(opening), grey),
        ("new", opening, added, f"+{added}" if added else "0", extra),
        ("closed", closing, closed, f"−{closed}" if closed else "0", done),
        ("closing", 0, closing, str(closing), grey),
    ]
    most = max(opening + added, 1)
    for place, (code, base, height, text, fill) in enumerate(parts):
        figure.add_bar(
            x=[place],
            y=[height],
            base=[base],
            width=0.56,
            marker=marker(fill),
            text=[f"<b>{text}</b>"],
            textposition="outside",
            constraintext="none",
            cliponaxis=False,
            textfont={"color": colours.ink, "size": 15},
            **dimmed(colours.ink, colours.quiet),
            customdata=[[code, "all"]],
            hovertemplate=f"{wording.FLOW[code]} {height} 项<extra></extra>",
        )
    for place, level in enumerate((opening, opening + added, closing)):  # each bar ends where the next begins
        dots = {"color": colours.quiet, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", x0=place + 0.28, x1=place + 0.72, y0=level, y1=level, line=dots)
    figure.update_xaxes(
        tickvals=list(range(len(parts))),
        ticktext=[wording.FLOW[code].replace("未销号", "<br>未销号") for code, *_ in parts],
        tickfont={"color": colours.ink},
        range=[-0.5, len(parts) - 0.5],
        showgrid=False,
    )
    figure.update_yaxes(range=[0, most * 1.18], showticklabels=False, showgrid=False)
    figure.update_layout(showlegend=False, barmode="overlay")
    return figure


def _told(frame: pd.DataFrame, room: pd.Timedelta) -> pd.Series:
    """Which lollipops have their number: of those too close to one another for it the highest."""
    told = pd.Series(False, frame.index)
    for _, lane in frame.groupby("precision"):
        days: list[pd.Timestamp] = []
        highest = lane.sort_values("top", ascending=False, kind="stable")
        for at, day in zip(highest.index, highest["ends"], strict=True):
            told[at] = all(day == other or abs(day - other) >= room for other in days)
            days += [day] * bool(told[at])
    return told


def milestones(frame: pd.DataFrame, as_of: date, dark: bool = False) -> go.Figure:
    """Lollipops on a time line, as high as there are steps, a lane a precision: a month or a year is as wide as it is.

    frame: starts, ends, precision, is_done (of the task), steps. Steps years ahead are said in words at the edge.
    """
    colours, today = wording.palette(dark), pd.Timestamp(as_of)
    frame = frame.assign(starts=pd.to_datetime(frame["starts"]), ends=pd.to_datetime(frame["ends"]))
    total, past = frame["steps"].sum(), frame["ends"] < today
    late = frame[past & ~frame["is_done"]]["steps"].sum()
    ahead = frame[~past]["steps"].sum()
    title: Title = [
        f"{total} 个时间节点：",
        *counted((ahead, "个还没到", "ahead", "any"), (late, "个已过而任务未见办结", "late", "any"), none="任务都已办结"),
    ]  # fmt: skip
    far = frame["ends"] > today + FAR
    beyond = "、".join(
        f"{year}年 {steps} 个"
        for year, steps in frame[far].groupby(frame["ends"].dt.year)["steps"].sum().items()
    )
    frame = frame[~far].sort_values(["ends", "is_done"])
    frame["top"] = frame.groupby(["precision", "ends"])["steps"].cumsum()
    first, last = min([*frame["starts"], today]), max([*frame["ends"], today])
    told = _told(frame, (last - first) * 0.035)
    lanes = [precision for precision in SPANS if precision in set(frame["precision"])]
    unit = 0.62 / max(frame["top"].max(), 1) if len(frame) else 0
    figure = figure_of(
        dark,
        title,
        f"{in_words(title)}（截至 {as_of}）。" + (f"更晚：{beyond}。" if beyond else ""),
        120 + 110 * len(lanes) + (20 if beyond else 0),
    )
    for row in records(frame):
        foot = lanes.index(row["precision"])
        top = foot - unit * row["top"]
        span_and_stem = [(row["starts"], top, row["ends"], top), (row["ends"], foot, row["ends"], top)]
        strokes(figure, span_and_stem, colours.main, width=2 if row["precision"] == "day" else 3)
    for is_done, name in ((False, "任务未见办结"), (True, "任务已办结")):
        part = frame[frame["is_done"] == is_done]
        figure.add_scatter(
            name=name,
            mode="markers+text",
            x=part["ends"],
            y=[lanes.index(row["precision"]) - unit * row["top"] for row in records(part)],
            text=part["steps"].astype(str).where(told[part.index], ""),
            textposition="top center",
            textfont={"color": colours.ink, "size": 13},
            unselected={"marker": {"opacity": UNSELECTED}, "textfont": {"color": colours.quiet}},
            marker={
                "symbol": "circle",
                "size": 11 if told.all() else 8,
                "color": colours.page if is_done else colours.main,
                "line": {"width": 2, "color": colours.main},
            },
            customdata=[
                [row["ends"].date().isoformat(), row["precision"], SPANS[row["precision"]], row["steps"]]
                for row in records(part)
            ],
            hovertemplate=f"%{{customdata[0]}}（%{{customdata[2]}}）<br><b>%{{customdata[3]}}</b> 个节点，{name}<extra></extra>",
            cliponaxis=False,
        )
    room = max((last - first) * 0.04, pd.Timedelta(days=40))
    figure.add_vline(x=today, line={"color": colours.accent, "width": 1.5})
    side = "left" if today < first + (last - first) / 2 else "right"
    note(figure, f"截至 {as_of}", colours.accent, x=today, xanchor=side, **ON_TOP)
    if beyond:
        at_right = {"xref": "paper", "x": 1, "xanchor": "right"}
        below = {"yref": "paper", "y": 0, "yanchor": "top", "yshift": -26}
        note(figure, f"更晚 → {beyond}", colours.quiet, **at_right, **below)
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
