"""A bulletin (简报, 工作动态): news and petition statistics, no list of items."""

import re
from dataclasses import replace

from loaders.items import Layout, NotUnderstood
from loaders.source import Source

# 工作简报 / 2024年第3期 · 【县区动态】 · 投诉举报件
SIGNS = re.compile(
    r"简\s*报|工作动态|【[^】]{0,6}动态】|第\s*\d+\s*期|(?:信访|举报|投诉)(?:举报|投诉)?件|转办件|交办件"
)
# 中央第二生态环境保护督察组交办我市第九批群众信访举报件10件 · 转交的第二十三批84件群众信访举报件
PASSED_ON = re.compile(
    r"督[察查](?:[^。，\n]{0,16}组)?[^。\n]{0,40}(?:交办|转办|转交|移交)[^。\n]{0,40}"
    r"(?:(?:信访|举报|投诉)[^。\n]{0,12}?\d+\s*(?:[件宗起]|个问题)|\d+\s*[件宗起][^。，\n]{0,6}(?:信访|举报|投诉))"
)
# 受理编号 | 反映情况 | 调查核实情况 | 是否属实 | 处理和整改情况, one complaint after the other (边督边改公开情况)
CASE_NUMBER = re.compile(r"(?:受理|举报|信访|案件|转办|交办|投诉)(?:举报)?件?编号")
IS_TRUE = re.compile(r"是否属实|属实情况|(?:基本|部分|不)属实")
OF_TASKS = re.compile(r"整改(?:目标|时限|期限)|完成(?:时限|期限)")


def claims(source: Source) -> bool:
    """Two of the signs: the word 简报, an issue number, news sections, petition counts; or how many were passed on."""
    signs = {re.sub(r"\d|\s", "", sign) for sign in SIGNS.findall(source.text)}
    return len(signs) >= 2 or PASSED_ON.search(source.text) is not None


def read(source: Source) -> Layout:
    return Layout("bulletin", "bulletin")


def of_complaints(source: Source) -> Layout | None:
    """What the public complained of, case by case: no tasks of a rectification list, so no rate counts them."""
    text = source.text
    cases = CASE_NUMBER.search(text)
    if not cases or not IS_TRUE.search(text) or OF_TASKS.search(text):
        return None
    reason = "逐件列出的信访举报件不是整改清单的任务，没有计入；文中写明的件数在“信访件”。"
    return replace(read(source), not_understood=(NotUnderstood(cases.start(), len(text.rstrip()), reason),))
