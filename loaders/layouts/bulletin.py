"""A bulletin (简报, 工作动态): news and petition statistics, no list of items."""

import re

from loaders.items import Layout
from loaders.source import Source

# 工作简报 / 2024年第3期 · 【县区动态】 · 投诉举报件
SIGNS = re.compile(
    r"简\s*报|工作动态|【[^】]{0,6}动态】|第\s*\d+\s*期|(?:信访|举报|投诉)(?:举报|投诉)?件|转办件|交办件"
)
# 中央第二生态环境保护督察组交办我市第九批群众信访举报件10件 · 转交的第二十三批84件群众信访举报件
PASSED_ON = re.compile(
    r"督[察查](?:[^。，\n]{0,16}组)?[^。\n]{0,40}(?:交办|转办|转交|移交)[^。\n]{0,40}"
    r"(?:(?:信访|举报|投诉)[^。\n]{0,12}?\d+\s*(?:件|个问题)|\d+\s*件[^。，\n]{0,6}(?:信访|举报|投诉))"
)


def claims(source: Source) -> bool:
    """Two of the signs: the word 简报, an issue number, news sections, petition counts; or how many were passed on."""
    signs = {re.sub(r"\d|\s", "", sign) for sign in SIGNS.findall(source.text)}
    return len(signs) >= 2 or PASSED_ON.search(source.text) is not None


def read(source: Source) -> Layout:
    return Layout("bulletin", "bulletin")
