"""A square a row and column, its number in it: what a table of two headings shows at a glance."""

from html import escape

import pandas as pd
import plotly.graph_objects as go

import wording
from charts.style import add_squares, figure_of, records


def squares(frame: pd.DataFrame, title: str, alt: str, dark: bool = False) -> go.Figure:
    """Rows and columns stand in the frame's order, the columns by rank; their totals beside their names.

    frame: row, column, rank, number, row_total, column_total, hover.
    """
    colours = wording.palette(dark)
    names = list(dict.fromkeys(frame["row"]))
    columns = list(dict.fromkeys(frame.sort_values("rank")["column"]))
    of_rows = frame.drop_duplicates("row").set_index("row")["row_total"]
    of_columns = frame.drop_duplicates("column").set_index("column")["column_total"]
    figure = figure_of(dark, title, alt, 130 + 34 * len(names))
    add_squares(
        figure,
        [columns.index(column) for column in frame["column"]],
        [names.index(name) for name in frame["row"]],
        frame["number"],
        colours,
        most=frame["number"].max(),
        size=27,
        customdata=[
            [row["row"], row["column"], escape(row["column"]), escape(row["hover"])] for row in records(frame)
        ],
        hovertemplate="%{customdata[0]} · %{customdata[2]}<br>%{customdata[3]}<extra></extra>",
    )
    wide = 4 if len(columns) > 3 else 9  # characters that fit over a square on a telephone
    headings = []
    for column in columns:
        name = wording.cut_in_the_middle(column, 4 * wide)
        lines = [escape(name[at : at + wide]) for at in range(0, len(name), wide)]
        headings.append("<br>".join([*lines, f"{of_columns[column]} 项"]))
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
        ticktext=[f"{escape(name)}  {of_rows[name]} " for name in names],
        tickfont={"color": colours.ink},
        range=[len(names) - 0.4, -0.6],
    )
    return figure
