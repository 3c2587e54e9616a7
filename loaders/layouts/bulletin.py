"""A bulletin (简报, 工作动态): news and petition statistics, no list of items."""

import re

from loaders.items import Layout
from loaders.source import Source

# 工作简报 / 2024年第3期 · 【县区动态】 · 投诉举报件
SIGNS = re.compile(
    r"简\s*报|工作动态|【[^】]{0,6}动态】|第\s*\d+\s*期|(?:信访|举报|投诉)(?:举报|投诉)?件|转办件|交办件"
)


def claims(source: Source) -> bool:
    """Two of the signs: the word 简报, an issue number, news sections, petition counts."""
    return len({re.sub(r"\d|\s", "", sign) for sign in SIGNS.findall(source.text)}) >= 2


def read(source: Source) -> Layout:
    return Layout("bulletin", "bulletin")
