"""总览 and 完成率: tasks by status, by deadline and by city; published rates."""

from datetime import date
from html import escape

import pandas as pd
import plotly.graph_objects as go

import wording
from charts.style import (
    AT_LEFT,
    Title,
    Way,
    across,
    counted,
    figure_of,
    in_words,
    names_above,
    note,
    stacked_bars,
    strokes,
)

MOST_CITIES = 15
"""Drawn by name."""


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
    known = counted(
        (done, "项见到办结", "any", "done"),
        (unreported, "项未见报告", "any", wording.UNREPORTED),
        none="没有见到办结的",
    )
    told = ["中，", *known] if unreported < total else ["都未见报告"]
    title: Title = [Way(f"{total} 项任务", "any", "tasks"), *told]
    alt = f"{in_words(title)}（截至 {as_of}）。"
    figure = stacked_bars(frame, rows, dark, True, title, alt, round(96 + 40 * place))
    figure.update_yaxes(range=[place - 0.45, -0.55])  # the line is seen where nothing follows it
    figure.update_xaxes(
        tickvals=[0, 25, 50, 75, 100],
        ticktext=["0", "25%", "50%", "75%", "100%"],
        title_text="占该行任务的比例",
    )
    if line is not None:
        across(figure, line, {"color": colours.accent, "width": 1.5})
        note(figure, f"▲ 截至 {as_of}：线以上各年均已到期", colours.accent, y=line, yanchor="top", **AT_LEFT)
    return figure


def tasks_by_city(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """A bar a city, those with the most tasks. frame: city, status_group, tasks."""
    frame = frame.rename(columns={"city": "row"})
    totals = frame.groupby("row")["tasks"].sum().sort_values(ascending=False)
    rows = {row: (float(place), row) for place, row in enumerate(totals.index[:MOST_CITIES])}
    most = str(totals.index[0])
    title: Title = [
        f"{len(totals)} 个城市，{most}任务最多（",
        Way(f"{totals.iloc[0]} 项", most, "tasks"),
        "）",
    ]
    alt = "；".join(f"{row} {tasks} 项" for row, tasks in totals.items())
    drawn = frame[frame["row"].isin(rows)]
    figure = stacked_bars(drawn, rows, dark, False, title, f"各城市任务数：{alt}。", 110 + 40 * len(rows))
    figure.update_xaxes(title_text="任务数（项）")
    return figure


def open_tasks_by_due(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """What is not done, by how long past or before its deadline. frame: bucket (see wording.DUE), status_group, tasks.

    A bucket with nothing in it has no bar; the heading says how much is past and how much falls due soon.
    """
    frame = frame.rename(columns={"bucket": "row"})
    buckets = [bucket for bucket in wording.DUE if bucket in set(frame["row"])]
    rows = {bucket: (float(place), wording.DUE[bucket]) for place, bucket in enumerate(buckets)}
    totals = frame.groupby("row")["tasks"].sum()
    past = totals[[bucket for bucket in buckets if bucket.startswith("past")]].sum()
    soon = totals[[bucket for bucket in buckets if bucket in wording.DUE_SOON]].sum()
    title: Title = [
        *counted((past, "项已过时限而未见办结", "past", "tasks"), none="没有已过时限的"), "，",
        *counted((soon, "项 90 天内到期", "soon", "tasks"), none="90 天内没有到期"),
    ]  # fmt: skip
    alt = "；".join(f"{wording.DUE[bucket]} {totals[bucket]} 项" for bucket in buckets)
    figure = stacked_bars(frame, rows, dark, False, title, alt, 100 + 36 * len(rows))
    figure.update_xaxes(title_text="未办结任务数（项）")
    return figure


def benchmarks(frame: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Published completion rates, as reference only. frame: scope, round, as_of, tasks_completed, tasks_total,
    completion_rate; rows without a rate are left out.
    """
    colours = wording.palette(dark)
    frame = frame[frame["completion_rate"].notna()].sort_values("completion_rate", ascending=False)
    names = [f"{scope} · {round_}" for scope, round_ in zip(frame["scope"], frame["round"], strict=True)]
    rates = frame["completion_rate"]
    least, most = f"{rates.min():g}%", f"{rates.max():g}%"
    title = f"已公布的完成率{f'从 {least} 到 {most}' if least != most else f'：{most}'}"
    figure = figure_of(dark, title, f"{len(frame)} 条已公布的完成率。{title}。", 60 + 52 * len(names))
    said = [
        f"{wording.figure_text(rate)}%"
        + ("" if pd.isna(done) or pd.isna(total) else f"（{done:.0f}/{total:.0f}）")
        + f" {when}"
        for rate, done, total, when in zip(
            rates, frame["tasks_completed"], frame["tasks_total"], frame["as_of"], strict=True
        )
    ]
    strokes(figure, ((0, place, rate, place) for place, rate in enumerate(rates)), colours.quiet)
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
        side, shift = ("left", -4) if rate < 50 else ("right", 4)
        note(figure, text, colours.quiet, x=rate, y=place, xanchor=side, xshift=shift, yshift=-13)
    names_above(figure, names, colours)
    figure.update_xaxes(range=[0, 100], ticksuffix="%", title_text="公布的完成率")
    figure.update_layout(showlegend=False, margin={"r": 14})
    return figure
