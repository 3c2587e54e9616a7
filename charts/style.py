"""The house style of figures: template, bars with names above them, labels that fit."""

from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

import wording

FONT = "'Source Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
NAME_LENGTH = 25  # Chinese characters that fit above a bar on a telephone
NARROWEST = 0.045  # of the scale: a part narrower than that has no room for its number
ROOM = 0.13  # of the scale: a row's total at the end of its bar
UNSELECTED = 0.4  # opacity of what was not clicked
ROW = 46  # height of a row whose name stands above its bars


class Way(NamedTuple):
    """Words of a title that lead to their rows, as a click on that row and group of the figure does."""

    words: str
    row: str
    group: str


Title = str | Sequence[str | Way]


def counted(*parts: tuple[float, str, str, str], none: str) -> list[str | Way]:
    """Numbers in a title, each with what it counts and its rows; those of nought are not told, none stands for all of them."""
    ways = [Way(f"{number} {words}", row, group) for number, words, row, group in parts if number]
    return [piece for way in ways for piece in ("，", way)][1:] or [none]


def in_words(title: Title) -> str:
    pieces = [title] if isinstance(title, str) else title
    return "".join(piece.words if isinstance(piece, Way) else piece for piece in pieces)


@cache
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


def figure_of(dark: bool, title: Title, alt: str, height: int) -> go.Figure:
    """An empty figure in the house style. The height must be an int of Python's: Streamlit overlooks numpy's."""
    pieces = (
        [title]
        if isinstance(title, str)
        else [[*piece] if isinstance(piece, Way) else piece for piece in title]
    )
    said = {"title": in_words(title), "pieces": pieces, "alt": alt}
    return go.Figure(layout={"template": template(dark), "height": height, "meta": said})


def marker(fill: wording.Fill) -> dict:
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


def halo(colour: str, around: str) -> dict:
    """Text that can be read on a pattern."""
    return {"color": colour, "size": 13, "shadow": f"0 0 3px {around}, 0 0 3px {around}, 0 0 4px {around}"}


def dimmed(selected: str, others: str) -> dict[str, dict]:
    """What was not clicked steps back, its numbers still readable. Plotly fails on a click if one half is missing."""
    return {
        "selected": {"textfont": {"color": selected}},
        "unselected": {"marker": {"opacity": UNSELECTED}, "textfont": {"color": others}},
    }


def stacked_bars(
    frame: pd.DataFrame,
    rows: dict[str, tuple[float, str]],
    dark: bool,
    share: bool,
    title: Title,
    alt: str,
    height: int,
) -> go.Figure:
    """Bars of status groups; frame has row, status_group, tasks; rows gives each row's height on the axis and label.

    At the end of each stands its total, a bar too, for a click on it lists them all.
    """
    colours = wording.palette(dark)
    figure = figure_of(dark, title, alt, height)
    totals = frame.groupby("row")["tasks"].sum()
    look = {
        "orientation": "h",
        "width": 0.62,
        "textposition": "inside",
        "textangle": 0,
        "constraintext": "none",
    }
    for group, label in wording.STATUS_GROUPS.items():
        part = frame[frame["status_group"] == group]
        if part.empty:
            continue
        fill = colours.groups[group]
        total = part["row"].map(totals)
        wide = part["tasks"] / (total if share else totals.max()) > NARROWEST
        figure.add_bar(
            **look,
            name=label,
            y=[rows[row][0] for row in part["row"]],
            x=100 * part["tasks"] / total if share else part["tasks"],
            text=part["tasks"].astype(str).where(wide, ""),
            texttemplate="%{text}",
            insidetextanchor="middle",
            textfont=halo(fill.text, fill.colour),
            **dimmed(fill.text, colours.ink),
            marker=marker(fill),
            customdata=[
                [row, group, rows[row][1], tasks, of]
                for row, tasks, of in zip(part["row"], part["tasks"], total, strict=True)
            ],
            hovertemplate=f"%{{customdata[2]}}<br>{label} <b>%{{customdata[3]}}</b> 项，共 %{{customdata[4]}} 项<extra></extra>",
        )
    most = 100 if share else max(totals.max(), 1)
    figure.add_bar(
        **look,
        showlegend=False,
        y=[place for place, _ in rows.values()],
        x=[most * ROOM] * len(rows),
        text=[f"{totals[row]} 项" for row in rows],
        insidetextanchor="start",
        textfont={"color": colours.ink, "size": 13},
        cliponaxis=False,
        **dimmed(colours.ink, colours.quiet),
        marker={"color": "rgba(0,0,0,0)"},
        customdata=[[row, "tasks", escape(label)] for row, (_, label) in rows.items()],
        hovertemplate="%{customdata[2]}<br>全部 <b>%{text}</b><extra></extra>",
    )
    figure.update_layout(barmode="stack", showlegend=True, margin={"t": 44, "r": 32})
    # a number that may leave the axes is not drawn where its bar ends on their very edge
    figure.update_xaxes(range=[0, most * (1.001 + ROOM)], dtick=1 if most <= 5 else None)
    figure.update_yaxes(
        tickvals=[place for place, _ in rows.values()],
        ticktext=[f"{escape(label)} " for _, label in rows.values()],
        tickfont={"color": colours.ink},
        range=[max(place for place, _ in rows.values()) + 0.55, -0.55],
        showgrid=False,
    )
    return figure


def add_squares(
    figure: go.Figure,
    x: list[int],
    y: list[float],
    numbers: pd.Series,
    colours: wording.Palette,
    *,
    most: int,
    size: int,
    customdata: list[list[str]],
    hovertemplate: str,
) -> None:
    """A square a place, its number in it, the larger the darker; `most` is the darkest.

    They are no heat map: plotly cannot select a heat map's cells.
    """
    figure.add_scatter(
        mode="markers+text",
        x=x,
        y=y,
        unselected={"marker": {"opacity": UNSELECTED}, "textfont": {"color": colours.quiet}},
        marker={
            "symbol": "square",
            "size": size,
            "color": numbers,
            "cmin": 0,
            "cmax": most,
            "colorscale": [[0, colours.panel], [1, colours.main]],
            "line": {"width": 1, "color": colours.grid},
        },
        text=numbers,
        textfont={
            "size": 13,
            "color": [colours.page if number > most * 0.6 else colours.ink for number in numbers],
        },
        customdata=customdata,
        hovertemplate=hovertemplate,
    )


AT_LEFT = {"xref": "paper", "x": 0, "xanchor": "left"}
ON_TOP = {"yref": "paper", "y": 1, "yanchor": "bottom"}
"""Where a note stands: at the left edge of the figure, over its top."""


def note(figure: go.Figure, text: str, colour: str, **place: Any) -> None:
    """Words somewhere on a figure."""
    figure.add_annotation(text=text, showarrow=False, **{"font_color": colour, "font_size": 12} | place)


def strokes(figure: go.Figure, ends: Iterable[tuple[Any, Any, Any, Any]], colour: str, **line: Any) -> None:
    """Lines that say nothing of their own, each from x, y to x, y."""
    ends = list(ends)
    x, y = ([each for end in ends for each in (end[at], end[at + 2], None)] for at in (0, 1))
    line = {"color": colour, "width": 2, **line}
    figure.add_scatter(mode="lines", x=x, y=y, line=line, hoverinfo="skip", showlegend=False)


def across(figure: go.Figure, y: float, line: dict[str, Any], **more: Any) -> None:
    """A line over the whole width of a figure."""
    figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=y, y1=y, line=line, **more)


def names_above(figure: go.Figure, names: list[str], colours: wording.Palette, yshift: int = 13) -> None:
    """Each row's name over its bars, so that a long one fits on a telephone too."""
    for place, name in enumerate(names):
        # Leads the eye from the name to its bars.
        across(figure, place - 0.5, {"color": colours.grid, "width": 1}, layer="below")
        words, at = escape(wording.cut_in_the_middle(name, NAME_LENGTH)), {"y": place, "yshift": yshift}
        note(figure, words, colours.ink, font_size=13, hovertext=escape(name), **at, **AT_LEFT)
    figure.update_yaxes(range=[len(names) - 0.5, -0.55], showticklabels=False, showgrid=False)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries."""
    return frame.to_dict("records")  # type: ignore[return-value]  # columns are strings
