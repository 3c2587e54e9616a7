"""空气与水: baseline, target, measured values and limits, by place and over time."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

import wording
from charts.style import AT_LEFT, ON_TOP, ROW, UNSELECTED, figure_of, names_above, note, records, strokes

MARKS = {  # an indicator's role -> how it is drawn, in both pictures; the baseline's ring stays seen around an actual dot
    "baseline": {"symbol": "circle", "size": 17},
    "actual": {"symbol": "circle", "size": 10},
    "part": {"symbol": "diamond", "size": 11},
    "target": {"symbol": "line-ns-open", "size": 22},
}
HOLLOW = ("baseline", "part")
LESS = ("<=", "<")
MORE = (">=", ">")
MOST_PLACES = 12
"""Drawn side by side."""
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


def _by_mark(frame: pd.DataFrame, colours: wording.Palette) -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Each mark that there is, its rows and its colour."""
    for mark in MARKS:
        if len(part := frame[frame["mark"] == mark]):
            yield mark, part, {"baseline": colours.quiet, "target": colours.accent}.get(mark, colours.ink)


def _said(frame: pd.DataFrame) -> list[str]:
    """Each figure in words: 目标 2020年 ≤39 μg/m³."""
    return [
        f"{wording.INDICATOR_ROLES[row['role']]} {wording.period_text(row['period'])} "
        + wording.level(row["op"], row["value"], row["unit"])
        for row in records(frame)
    ]


def _of_these_waters(limits: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """The limits for lakes or for rivers, where it is known that all the places are one or the other."""
    kinds = set(frame["waters"].dropna()) if frame["waters"].notna().all() else set()
    return limits[limits["waters"].isna() | limits["waters"].isin(kinds)] if len(kinds) == 1 else limits


def _class_colours(figure: go.Figure, axis: str) -> None:
    """Beside each class's name a small square in its official colour, with a dark edge."""
    across = axis == "x"
    for value, colour in wording.CLASS_COLOURS.items():
        along = {"ref": axis, "sizemode": "pixel", "anchor": value, "0": -5, "1": 5}
        aside = {"ref": "paper", "sizemode": "pixel", "anchor": 0, "0": -13, "1": -3}
        if across:
            aside |= {"0": 3, "1": 13}
        x, y = (along, aside) if across else (aside, along)
        figure.add_shape(
            type="rect",
            fillcolor=colour,
            line={"color": "#1A2733", "width": 1},
            **{f"x{name}": value for name, value in x.items()},
            **{f"y{name}": value for name, value in y.items()},
        )


def _kept(target: dict[str, Any], actual: dict[str, Any]) -> str:
    """达到, or how much is missing: 差 3 μg/m³."""
    gap = target["value"] - actual["value"] if target["op"] in MORE else actual["value"] - target["value"]
    if target["op"] == "=" or actual["op"] != "=":
        return ""
    if gap < 0 or gap == 0 and target["op"] in ("<=", ">="):
        return "达到目标"
    return wording.gap_text(round(gap, 6), target["unit"])


def _limit_text(limit: dict[str, Any]) -> str:
    """GB 3095-2026二级 ≤30 μg/m³."""
    return escape(f"{limit['place']} {wording.level(limit['op'], limit['value'], limit['unit'])}")


def indicator_by_place(
    frame: pd.DataFrame, limits: pd.DataFrame, as_of: date, dark: bool = False
) -> go.Figure:
    """A row a place: ○ what the inspection found, │ the target and its direction, ● the last measured year, ◇ the last part
    of a year; dashed, a limit that held all the while. Every mark says its own time: they are not of one year. Of many
    places the first are drawn.

    frame: place, waters, metric, unit, role, period, starts, ends, is_year, op, value; the newest of each role. limits: place, op,
    value, unit, valid_from, valid_to.
    """
    colours = wording.palette(dark)
    metric, every = frame["metric"].iloc[0], list(dict.fromkeys(frame["place"]))
    with_target = frame[frame["role"] == "target"]["place"].nunique()
    title = f"{metric}：{len(every)} 处，{with_target} 处定有目标"
    places = every[:MOST_PLACES]
    frame = frame[frame["place"].isin(places)]
    frame = frame.assign(mark=_marks(frame), said=_said(frame)).sort_values(
        "role", key=lambda roles: roles.map(list(wording.INDICATOR_ROLES).index), kind="stable"
    )
    # A value is judged by the rule of its time: only a limit that held all the while stands beside all of them.
    limits = _of_these_waters(limits, frame)
    limits = limits[
        ~(limits["valid_from"] > frame["starts"].min()) & ~(limits["valid_to"] < frame["ends"].max())
    ]
    lines = (int(frame.groupby("place").size().max()) + 1) // 2
    figure = figure_of(dark, title, f"{title}。截至 {as_of}。", 120 + (ROW + 8 + 18 * lines) * len(places))
    for mark, part, colour in _by_mark(frame, colours):
        figure.add_scatter(
            name=MARK_NAMES[mark],
            mode="markers",
            x=part["value"],
            y=[places.index(place) for place in part["place"]],
            marker={
                **MARKS[mark],
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
    for target in records(frame[(frame["role"] == "target") & frame["op"].isin(LESS + MORE)]):
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
        # What each mark is, in words, under the marks.
        words = "<br>".join(escape(" · ".join(rows["said"][at : at + 2])) for at in range(0, len(rows), 2))
        below = {"y": places.index(place), "yshift": -10, "yanchor": "top", "align": "left"}
        note(figure, words, colours.quiet, bgcolor=colours.page, **below, **AT_LEFT)
    for limit in records(limits):
        figure.add_vline(x=limit["value"], line={"color": colours.quiet, "width": 1.5, "dash": "dash"})
        side = "left" if limit["value"] < sum(axis["range"]) / 2 else "right"
        note(figure, _limit_text(limit), colours.quiet, x=limit["value"], xanchor=side, **ON_TOP)
    figure.update_xaxes(**axis)
    if frame["unit"].iloc[0] == "类":
        _class_colours(figure, "x")
        figure.update_xaxes(ticklabelstandoff=16)
    names_above(figure, places, colours, yshift=10 + 8 * lines)
    figure.update_layout(showlegend=True, margin={"t": 64 if len(limits) else 44})
    return figure


def indicator_over_time(
    frame: pd.DataFrame, limits: pd.DataFrame, as_of: date, dark: bool = False
) -> go.Figure:
    """One indicator at one place over time; a value is as wide as the time it is for, so a month is never taken for a year.

    frame: place, waters, metric, unit, role, period, starts, ends, is_year, op, value. limits: as for indicator_by_place.
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
    newest = _newest(frame)
    title = f"{place} · {metric}" + ("：" + "，".join(newest) if newest else "")
    alt = f"{place}{metric}：" + "；".join(frame["said"]) + "。"
    figure = figure_of(dark, title, alt, 360)
    limits = _of_these_waters(limits, frame)
    axis = _level_axis(pd.concat([frame, limits]) if len(limits) else frame)
    if frame["unit"].iloc[0] == "类":
        axis["range"] = axis["range"][::-1]  # Ⅰ at the top
        _class_colours(figure, "y")
        figure.update_yaxes(ticklabelstandoff=16)
    figure.update_yaxes(**axis)
    labels = _Labels(figure, (first, last), axis["range"], colours.page)
    for row in records(frame):
        labels.drawn(row["starts"], row["ends"], row["value"])
    _limits_over_time(limits, colours, labels)
    _marks_over_time(frame, colours, labels)
    room = (last - first) * 0.03
    figure.update_xaxes(
        type="date", range=[first - room, last + room], tickformat="%Y年", ticklabelmode="period"
    )
    if first <= pd.Timestamp(as_of) <= last:
        figure.add_vline(x=pd.Timestamp(as_of), line={"color": colours.accent, "width": 1})
    figure.update_layout(showlegend=True, margin={"t": 62})
    return figure


def _newest(frame: pd.DataFrame) -> list[str]:
    """The newest year and the newest target in words, and whether the one keeps the other."""
    years = frame[frame["mark"] == "actual"]
    targets = frame[frame["role"] == "target"]
    if len(targets) and not (len(years) and years["ends"].iloc[-1] >= targets["ends"].iloc[-1]):
        return [targets["said"].iloc[-1], "还没有那时的全年实测"]
    kept = _kept(records(targets)[-1], records(years)[-1]) if len(targets) else ""
    return [*(rows["said"].iloc[-1] for rows in (years, targets) if len(rows)), *([kept] if kept else [])]


class _Labels:
    """Words at marks and lines over time, each where it covers least of what is drawn and written already."""

    HEIGHT, LETTER, WIDE_LETTER, PIXEL = 0.07, 0.0068, 0.012, 0.004
    """Of a label, a letter, a Han character and a pixel upright: parts of the picture's height and width."""

    def __init__(
        self, figure: go.Figure, span: tuple[pd.Timestamp, pd.Timestamp], levels: list[float], page: str
    ) -> None:
        self.figure, self.span, self.levels, self.page = figure, span, levels, page
        self.taken: list[tuple[float, float, float, float]] = []

    def drawn(self, start: pd.Timestamp, end: pd.Timestamp, value: float) -> None:
        x, upper = self._x(start), self._y(value)
        self.taken.append((x - 0.01, self._x(end) + 0.01, upper - 0.02, upper + 0.02))

    def write(
        self, words: str, colour: str, value: float, places: dict[str, pd.Timestamp], away: Sequence[int]
    ) -> None:
        """places: where the words may begin (left), stand over (center) or end (right); away: from the mark, in pixels,
        up (or down, where negative). The first of both are best."""
        spots = [(side, at, shift) for shift in away for side, at in places.items()]
        boxes = [self._box(words, side, at, value, shift) for side, at, shift in spots]
        best = min(range(len(spots)), key=lambda spot: self._hidden(boxes[spot]))
        self.taken.append(boxes[best])
        side, at, shift = spots[best]
        place = {"x": at, "xanchor": side, "y": value, "yanchor": "bottom" if shift > 0 else "top"}
        note(self.figure, words, colour, yshift=shift, bgcolor=self.page, borderpad=0, **place)

    def _x(self, at: pd.Timestamp) -> float:
        first, last = self.span
        return float((at - first) / (last - first))

    def _y(self, value: float) -> float:
        low, high = self.levels
        return (value - low) / (high - low)

    def _box(
        self, words: str, side: str, at: pd.Timestamp, value: float, shift: int
    ) -> tuple[float, float, float, float]:
        width = sum(self.WIDE_LETTER if letter > "\u2fff" else self.LETTER for letter in words)
        left = self._x(at) - {"left": 0, "center": width / 2, "right": width}[side]
        low = self._y(value) + shift * self.PIXEL - (self.HEIGHT if shift < 0 else 0)
        return left, left + width, low, low + self.HEIGHT

    def _hidden(self, box: tuple[float, float, float, float]) -> float:
        """How much of what is there a box covers, and of itself stands outside the picture."""
        left, right, low, high = box
        covered = sum(
            max(0, min(right, x1) - max(left, x0)) * max(0, min(high, y1) - max(low, y0))
            for x0, x1, y0, y1 in self.taken
        )
        return covered + max(0, -left) + max(0, right - 1) + max(0, -low) + max(0, high - 1)


def _limits_over_time(limits: pd.DataFrame, colours: wording.Palette, labels: _Labels) -> None:
    """The limits while they are in force, and the days on which one takes the place of another."""
    figure, (first, last) = labels.figure, labels.span
    changes: dict[pd.Timestamp, str] = {}  # day -> what becomes of the standard on it
    for limit in records(limits):
        start = max(limit["valid_from"], first) if pd.notna(limit["valid_from"]) else first
        end = min(limit["valid_to"], last) if pd.notna(limit["valid_to"]) else last
        if start >= end:
            continue
        strokes(figure, [(start, limit["value"], end, limit["value"])], colours.quiet, width=1.5, dash="dash")
        places = {"left": start, "right": end, "center": start + (end - start) / 2}
        if start > first + (last - first) / 2:  # what begins late has its room to the left
            places = {"right": end, **places}
        labels.write(_limit_text(limit), colours.quiet, limit["value"], places, away=(1, -1, 16, -16))
        if start > first:
            changes[start] = f"标准从 {start:%Y-%m-%d} 起更换"
        elif end < last:
            changes.setdefault(
                end + pd.Timedelta(days=1), f"{limit['place']}到 {end:%Y-%m-%d} 为止，新限值未收录"
            )
    for day, words in changes.items():  # a break: what stands left and right of it is not judged by one rule
        figure.add_vline(x=day, line={"color": colours.quiet, "width": 1, "dash": "dot"})
        side = "right" if day > first + (last - first) / 2 else "left"
        note(figure, escape(words), colours.quiet, x=day, xanchor=side, **ON_TOP)


MOST_PARTS = 4
"""Parts of years that are told in figures; of more the marks tell by themselves."""


def _marks_over_time(frame: pd.DataFrame, colours: wording.Palette, labels: _Labels) -> None:
    """Each value, as wide as the time it is for."""
    for mark, part, colour in _by_mark(frame, colours):
        middle = part["starts"] + (part["ends"] - part["starts"]) / 2
        times = ((row["starts"], row["value"], row["ends"], row["value"]) for row in records(part))
        strokes(labels.figure, times, colour, width=4 if mark == "target" else 2)
        symbols = dict.fromkeys(LESS, "triangle-down") | dict.fromkeys(MORE, "triangle-up")
        labels.figure.add_scatter(
            name=MARK_NAMES[mark],
            mode="markers",
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
            customdata=[[row["period"], mark, escape(row["said"])] for row in records(part)],
            unselected={"marker": {"opacity": UNSELECTED}},
            hovertemplate="%{customdata[2]}<extra></extra>",
            cliponaxis=False,
        )
        if mark == "part" and len(part) > MOST_PARTS:
            continue
        for row, at in zip(records(part), middle, strict=True):
            words = wording.level(row["op"], row["value"], row["unit"] if row["unit"] == "类" else None)
            labels.write(escape(words), colour, row["value"], {"center": at}, away=(9, -9))
