import tomllib
from pathlib import Path

import pytest

import charts
import wording


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """As WCAG defines it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [wording.LIGHT, wording.DARK], ids=["light", "dark"])
def test_words_and_marks_stand_out_from_the_page(palette):
    for words in (palette.ink, palette.quiet, palette.accent, palette.link):
        assert contrast(words, palette.page) >= 4.5, words
    assert contrast(palette.ink, palette.panel) >= 4.5
    assert contrast(palette.main, palette.page) >= 3
    for group, fill in palette.groups.items():
        assert contrast(fill.outline, palette.page) >= 3, group
        assert contrast(fill.text, fill.colour) >= 4.5, group


def test_figures_and_pages_share_colours_and_fonts():
    with open(Path(__file__).parent.parent / ".streamlit" / "config.toml", "rb") as file:
        theme = tomllib.load(file)["theme"]
    for name, palette in (("light", wording.LIGHT), ("dark", wording.DARK)):
        assert (theme[name]["backgroundColor"], theme[name]["textColor"]) == (palette.page, palette.ink)
        assert theme[name]["linkColor"] == palette.link
    assert theme["font"] == charts.FONT


@pytest.mark.parametrize("palette", [wording.LIGHT, wording.DARK], ids=["light", "dark"])
def test_every_group_has_a_look_of_its_own(palette):
    assert list(palette.groups) == list(wording.STATUS_GROUPS) == list(wording.STATUS_MEANS)
    looks = [(fill.colour, fill.pattern) for fill in palette.groups.values()]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize(
    ("name", "length", "shown"),
    [
        ("衡阳市生态环境局", 8, "衡阳市生态环境局"),
        ("衡阳市蒸湘区住房和城乡建设局", 8, "衡阳市蒸…建设局"),
        ("GB 3095-2026", 6, "GB 3095-2026"),  # half as wide as Chinese
    ],
)
def test_long_names_keep_both_ends(name, length, shown):
    assert wording.cut_in_the_middle(name, length) == shown


@pytest.mark.parametrize(
    ("op", "value", "unit", "words"),
    [
        ("<=", 35.0, "μg/m³", "≤35 μg/m³"),
        (">=", 81.0, "%", "≥81%"),
        ("=", 0.052, "mg/L", "0.052 mg/L"),
        ("<=", 3.0, "类", "不差于Ⅲ类"),  # a smaller class is the better water
        ("=", 6.0, "类", "劣Ⅴ类"),
        ("=", 12.0, None, "12"),
    ],
)
def test_levels_say_their_bound_and_unit(op, value, unit, words):
    assert wording.level(op, value, unit) == words


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2020", "2020年"),
        ("2018-09", "2018年9月"),
        ("2024-12-31", "2024年12月31日"),
        ("2023-01/2023-08", "2023年1–8月"),
        ("2021/2025", "2021–2025年"),
        ("2026-03-01/2030-12-31", "2026年3月1日–2030年12月31日"),
        (None, "未写时间"),
        (float("nan"), "未写时间"),  # as pandas gives it
    ],
)
def test_periods_read_as_chinese(period, words):
    assert wording.period_text(period) == words


def test_no_percentage_of_fewer_than_five():
    assert wording.percent(1, 4) is None
    assert wording.percent(1, 8) == "12.5%"
