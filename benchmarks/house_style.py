"""One picture of the house style, made of the real theme, colours and figures: docs/house-style.png.

.venv/bin/python -m benchmarks.house_style
"""

import os
import tempfile
import tomllib
from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

import charts
import queries
import wording
from benchmarks.serving import PROJECT, chromium, load

FILE = PROJECT / "docs" / "house-style.png"
THEME: dict[str, Any] = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]

RULES = {
    "颜色": "状态按顺序、名称、颜色和纹理四样区分，不用红黄绿。一张图最多四种颜色，其余靠位置。强调色只给截至日、目标、所选和已过时限。",
    "字": "只用本机字体；正文 15 px，行高 1.6 以上；数字等宽；日期写作 2024-06-30，引文照原样。",
    "图": "以横条和线为主，不用饼图、仪表盘、立体和双轴。标题说出结论；没有的画成没有；长名称写在条的上方，中间截断，停留看全名。",
    "间距": "卡片之间 .8–1 rem，节与节之间 1.5 rem；窗口窄于 1100 px 时左右两栏改为上下；打印 A4 边距 13–16 mm。",
}


def main() -> None:
    """Load the project's documents, draw both themes side by side, take the picture."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        load(Path(folder))
        os.environ["RECTIFICATION_DATABASE"] = folder
        page = browser.new_page(viewport={"width": 1680, "height": 900}, locale="zh-CN")
        script = f"<script>{get_plotlyjs()}</script>"
        page.set_content(
            f"<!doctype html>{script}<body style='margin:0;display:flex'>{theme(False)}{theme(True)}</body>"
        )
        page.wait_for_timeout(2000)
        page.screenshot(path=FILE, full_page=True)


def theme(dark: bool) -> str:
    """A column: colours, type, figures, spacing."""
    colours = wording.palette(dark)
    parts = [
        section("颜色", palette(colours)),
        section("字", type_sizes()),
        section("图", "".join(drawn(figure) for figure in figures(dark))),
        section("间距", ""),
    ]
    return f"""<main style="flex:1;min-width:0;box-sizing:border-box;padding:2rem 2.2rem;background:{colours.page};
        color:{colours.ink};font:{THEME["baseFontSize"]}px/1.6 {escape(THEME["font"], quote=True)}">
        <h1 style="font-size:{THEME["headingFontSizes"][0]};margin:0">督察整改看板的样子：{"深色" if dark else "浅色"}</h1>
        {"".join(parts)}</main>"""


def section(name: str, content: str) -> str:
    return f"""<h2 style="font-size:{THEME["headingFontSizes"][1]};margin:1.5rem 0 .2rem">{name}</h2>
        <p style="margin:0 0 .8rem">{RULES[name]}</p>{content}"""


def palette(colours: wording.Palette) -> str:
    """Each colour with its name and use; the groups with their patterns."""
    plain = {
        "正文": colours.ink, "说明、坐标": colours.quiet, "不带状态的条": colours.main, "强调": colours.accent,
        "链接": colours.link, "网格": colours.grid, "底色": colours.page, "面板": colours.panel,
    }  # fmt: skip
    looks = {
        f"{name} {colour}": f"background:{colour};border:1px solid {colours.quiet}"
        for name, colour in plain.items()
    }
    for group, fill in colours.groups.items():
        lean = {"/": "135deg", "\\": "45deg", "x": "90deg"}.get(fill.pattern)
        stripes = f"repeating-linear-gradient({lean},{fill.pattern_colour} 0 1.5px,{fill.colour} 1.5px 7px)"
        looks[f"{wording.STATUS_GROUPS[group]} {fill.colour}"] = (
            f"background:{stripes if lean else fill.colour};border:1px solid {fill.outline}"
        )
    swatches = "".join(
        f"<div><div style='height:34px;border-radius:.4rem;{look}'></div><small>{escape(name)}</small></div>"
        for name, look in looks.items()
    )
    return f"<div style='display:grid;grid-template-columns:repeat(5,1fr);gap:.8rem'>{swatches}</div>"


def type_sizes() -> str:
    names = ("页名", "结论（图和节的标题）", "小节")
    sizes = zip(names, THEME["headingFontSizes"], THEME["headingFontWeights"], strict=False)
    return (
        "".join(
            f"<div style='font-size:{size};font-weight:{weight}'>{name} {size}</div>"
            for name, size, weight in sizes
        )
        + "<div>正文 15 px：58 项已过时限，9/100 项见到办结</div><small>说明 13 px：由时限推算，不等于没做</small>"
    )


def figures(dark: bool) -> list[go.Figure]:
    """A figure of each form, of the project's own documents."""
    chosen = queries.Filters()
    steps = queries.milestone_counts(chosen)
    return [
        charts.open_tasks_by_due(queries.open_tasks_by_due(chosen), dark=dark),
        charts.tasks_by_city(queries.tasks_by_city(chosen), dark=dark),
        charts.workload(queries.workload(chosen, first=4), "单位", dark=dark),
        charts.flow({"opening": 55, "new": 12, "closed": 9, "closing": 58}, dark=dark),
        charts.milestones(steps, chosen.day, dark=dark),
    ]


def drawn(figure: go.Figure) -> str:
    """The figure under its heading, as a page has it."""
    figure.update_layout(width=760)
    picture = figure.to_html(full_html=False, include_plotlyjs=False, config={"staticPlot": True})
    return f"<h3 style='font-size:{THEME['headingFontSizes'][2]};margin:1rem 0 .3rem'>{escape(figure.layout.meta['title'])}</h3>{picture}"


if __name__ == "__main__":
    main()
