"""问题类型: themes by city or inspection."""

import pandas as pd
import plotly.graph_objects as go

import wording
from charts.squares import squares
from charts.style import Way


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
