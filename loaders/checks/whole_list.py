"""The list as a whole: its stated size, its numbers, its categories, what falls due in which year."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.checks.words import NUMERAL, found_in_words, items_in_words, tells_of_others
from loaders.grammar.document.masthead import Masthead
from loaders.grammar.numbering import Number, number_at, number_of, numbers_at_line_starts
from loaders.items import Check, Layout
from loaders.rows import TaskRow

# 现将部分问题整改落实情况公开如下 · 二、重点任务进展情况
OF_SOME = re.compile(r"[将开示][^。\n]{0,6}部分(?:问题|任务)|重点(?:问题|任务)(?:整改)?(?:进展|情况)")
OF_PLAN = re.compile(rf"第\s*({NUMERAL})\s*[项号条]")


def tells_of_some(text: str, layout: Layout) -> bool:
    """A report on some of its plan's items says so, or skips the others' numbers, its own or those it names: 三、扬尘（第19项）."""
    named = [OF_PLAN.search(text, item.start, item.fields[0].end) for item in layout.items if item.fields]
    of_plan = {number_of(number[1]) for number in named if number}
    own = {item.seq for item in layout.items}
    numbers = sorted(of_plan if len(of_plan) == len(layout.items) else own)
    skips = numbers[-1] - numbers[0] >= len(numbers)
    return layout.kind != "plan" and (skips or OF_SOME.search(text, 0, layout.items[0].start) is not None)


def stated_total(text: str, masthead: Masthead, layout: Layout) -> Iterator[Check]:
    if masthead.stated_task_count is None:
        return
    stated, found = masthead.stated_task_count, len(layout.items)
    numbers = [item.seq for item in layout.items]
    last = max(numbers)
    passed: bool | None = stated == found
    note = f"文中写{stated}项，清单中读到{found}项（第{min(numbers)}至{last}项）。"
    if found < stated and tells_of_some(text, layout):
        passed = None
        note += "可能只报告了其中一部分，不算不符。"
    elif last == found < stated:
        note += f"缺第{last + 1}至{stated}项。" if stated > last + 1 else f"缺第{stated}项。"
    yield Check("整改任务总数", stated, found, passed, note, *(masthead.stated_task_count_place or ()))


def numbering(text: str, layout: Layout, tasks: "Sequence[TaskRow]") -> Iterator[Check]:
    """A gap or a repeat in the items' own numbers, list by list; a report keeps its plan's numbers, and may skip, and so
    does a county's plan that keeps its province's: more are missing than there are.

    A ledger of chosen tasks has the numbers of the lists that it chose from: nothing follows from them.
    """
    if layout.checks or layout.kind == "ledger" and _names_its_tasks(text, layout):
        return  # the layout has said that there are no numbers
    if layout.shape in ("table", "ledger") and not _has_numbers(text, layout):
        note = f"清单没有编号，按先后次序编为1至{len(layout.items)}。"
        yield Check("清单编号", None, None, None, note)
        return
    for name in dict.fromkeys(task.list for task in tasks):
        numbers = [task.seq for task in tasks if task.list == name]
        missing = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
        repeated = sorted(number for number, times in Counter(numbers).items() if times > 1)
        check = f"清单编号（{name}）" if name else "清单编号"
        may_skip = layout.kind != "plan" or len(missing) > len(numbers)
        passed, note = _verdict(missing, repeated, "项", may_skip)
        yield Check(check, max(numbers), len(set(numbers)), passed, note)


def _has_numbers(text: str, layout: Layout) -> bool:
    """Does the number of most rows stand at their head? A table without a column 序号 counts its rows."""
    heads = (text[max(0, item.start - 12) : item.start + 60] for item in layout.items)
    said = (map(number_of, re.findall(f"{NUMERAL}|[①-⑳]", head)) for head in heads)
    return 2 * sum(item.seq in numbers for item, numbers in zip(layout.items, said, strict=True)) > len(
        layout.items
    )


def _names_its_tasks(text: str, layout: Layout) -> bool:
    """Has each row a code that ends in its number? 云渡县整改方案-02 of item 2 is a task of another list."""
    return all(
        any(
            field.name == "code"
            and re.search(rf"\D-0*{item.seq}(?:\.\d+)?$", text[field.start : field.end].strip())
            for field in item.fields
        )
        for item in layout.items
    )


def _verdict(
    missing: Sequence[int], repeated: Sequence[int], of: str, may_skip: bool
) -> tuple[bool | None, str]:
    """缺第3、4项，第6项重号。"""
    if not missing and not repeated:
        return True, "编号连续，无缺号、无重号。"
    parts = [f"缺第{'、'.join(map(str, missing))}{of}"] * bool(missing)
    parts += [f"第{'、'.join(map(str, repeated))}{of}重号"] * bool(repeated)
    note = "，".join(parts) + "。"
    if may_skip and not repeated:
        return None, note + "沿用别的清单（上级方案、本地整改方案）的编号时可有跳号，不算不符。"
    return False, note


def category_numbers(text: str, layout: Layout) -> Iterator[Check]:
    """The numbers of the headings above the items: （一）反馈问题…, （二）反馈问题…; where each has one."""
    firsts = _category_headings(text, layout)
    runs: list[list[int]] = []
    for index, words_start in firsts:
        number = number_at(text, _line_start(text, words_start)) if words_start >= 0 else None
        if number is None or number.end > words_start:
            return
        item, before = layout.items[index], layout.items[index - 1] if index else None
        may_go_back = layout.kind != "plan" or before and before.list_name != item.list_name
        if not before or number.value == 1 or may_go_back and number.value <= runs[-1][-1]:
            runs.append([])
        else:
            between = numbers_at_line_starts(text, before.end, number.start)
            # （二） may stand above （三） without an item of its own
            runs[-1] += [
                other.value for other in between if other.start < number.start and _alike(other, number)
            ]
        runs[-1].append(number.value)
    if sum(map(len, runs)) < 2:
        return
    missing = [number for run in runs for number in range(1, max(run) + 1) if number not in run]
    repeated = [number for run in runs for number, times in Counter(run).items() if times > 1]
    passed, note = _verdict(missing, repeated, "类", may_skip=layout.kind != "plan")
    yield Check("类别标题编号", sum(map(max, runs)), sum(len(set(run)) for run in runs), passed, note)


def _category_headings(text: str, layout: Layout) -> list[tuple[int, int]]:
    """The first item of each category, by its index, and where the heading's words stand above it, or -1."""
    found = []
    for index, item in enumerate(layout.items):
        before = layout.items[index - 1] if index else None
        if (
            not item.category
            or before
            and (before.category, before.list_name) == (item.category, item.list_name)
        ):
            continue
        found.append((index, text.rfind(item.category, before.end if before else 0, item.start)))
    return found


def _alike(one: Number, other: Number) -> bool:
    """（5） stands for （五） in many a copy."""
    return one.style == other.style or {one.style, other.style} == {"（一）", "（1）"}


def _line_start(text: str, place: int) -> int:
    """Behind the spaces and marks that begin this place's line."""
    start = text.rfind("\n", 0, place) + 1
    return start + len(text[start:place]) - len(text[start:place].lstrip(" \t\u3000\xa0*#"))


# 三个方面3项整改任务 · （共3项） · （2个） · （3项，已完成2项）, of which the last are a part
COUNT_OF_CATEGORY = re.compile(
    rf"(?<!完成)(?<!销号)(?<!推进)(?<!进度)(?<!启动)(?<!坚持)(?P<count>{NUMERAL})\s*[项个条]\s*(?:具体)?(?:整改任务|整改问题|问题|任务|(?=\s*[)），,；;]))"
)
KINDS = re.compile(rf"(?P<count>{NUMERAL})\s*(?:大)?类(?=\s*{NUMERAL}\s*[项个条])")


def categories(text: str, masthead: Masthead, layout: Layout, tasks: "Sequence[TaskRow]") -> Iterator[Check]:
    """Each category's stated number of items, their sum, and the number of categories."""
    firsts = _category_headings(text, layout)
    stated_sum, stated_categories = 0, 0
    for order, (index, heading) in enumerate(firsts):
        if heading < 0:
            continue
        item = layout.items[index]
        stop = firsts[order + 1][0] if order + 1 < len(firsts) else len(layout.items)
        seqs = [other.seq for other in layout.items[index:stop] if other.category == item.category]
        said = list(COUNT_OF_CATEGORY.finditer(text, heading, item.start))
        if not said:
            continue
        stated = number_of(said[-1]["count"])
        stated_sum, stated_categories = stated_sum + stated, stated_categories + 1
        yield Check(
            f"第{order + 1}类任务数", stated, len(seqs), stated == len(seqs),
            f"{item.category}：{items_in_words(seqs)}。", *said[-1].span(),
        )  # fmt: skip
    total = masthead.stated_task_count
    if stated_categories and stated_categories == len(firsts) and all(item.category for item in layout.items):
        note = "各类标题写的任务数相加" + (f"为{stated_sum}。" if total is None else "。")
        name, expected, found = "各类任务数之和与总数", total, stated_sum
        if total is None:
            name, expected, found = "各类任务数之和与清单项数", stated_sum, len(tasks)
        yield Check(name, expected, found, expected == found, note)
    place = masthead.stated_task_count_place
    kinds = KINDS.search(text, max(0, place[0] - 12), place[1]) if place else None
    if kinds and firsts:
        count = number_of(kinds["count"])
        yield Check(
            "问题类别数", count, len(firsts), count == len(firsts), "清单中的类别标题。", *kinds.span()
        )


IMMEDIATE = ("立行立改", "立即整改", "立整立改")
# 2024年完成整改11个 · 2024年底前完成整改4个 · 持续推进整改2个 · 长期坚持1个; not 到2024年底完成3项，到2025年底完成5项, of them all
PART_BY_TIME = re.compile(
    rf"""
    (?: (?<![到至]) (?P<year>20\d\d) \s* 年 (?:\d{{1,2}}月(?:\d{{1,2}}日)?)? [底末]? (?:以?前)? [，,]?
      | (?P<ongoing> 持续推进 | 长期坚持 | 持续整改 | 长期推进 | 常态化推进 )
      | (?P<immediate> 立行立改 | 立即整改 | 立整立改 )
    )
    (?: 需 | 应 | 要 | 计划 | 拟 | 力争 | 完成 | 到期 | 整改 | 办结 | 销号 | 解决 | 到位 | 任务 | 问题 | 事项 | 的 | 有 | 为 | 共 )*
    \s* (?P<count>{NUMERAL}) \s* [项个]
    """,
    re.VERBOSE,
)


def due_in_years(
    text: str, list_start: int, kind: str, tasks: "Sequence[TaskRow]", total: int | None
) -> Iterator[Check]:
    """How many tasks the general part says fall due in each year, where it divides them by time."""
    if kind != "plan":
        return
    for sentence in re.finditer(r"[^。\n]+", text[:list_start]):
        parts = list(PART_BY_TIME.finditer(text, sentence.start(), sentence.end()))
        years = [part for part in parts if part["year"]]
        if len(parts) < 2 or not years or not re.search(r"整改|完成|问题|任务", sentence.group()):
            continue
        if tells_of_others(text, sentence.start(), parts[0].start(), {len(tasks), total or 0}):
            continue
        yield from _due(text, parts, tasks)
        return


def _due(text: str, parts: Sequence[re.Match[str]], tasks: "Sequence[TaskRow]") -> Iterator[Check]:
    """Each year's tasks; those without an end, or to be done at once, count there or, as they say, in their own part."""
    of_year: dict[str, list[re.Match[str]]] = {}
    for part in parts:
        of_year.setdefault(part["year"] or part["ongoing"] or part["immediate"], []).append(part)
    stated = {when: sum(number_of(part["count"]) for part in said) for when, said in of_year.items()}
    readings = [
        _tasks_due(order, tasks, by_words)
        for by_words in (False, True)
        for order in (list(of_year), list(of_year)[::-1])
    ]
    best = max(readings, key=lambda reading: sum(len(reading[when]) == stated[when] for when in stated))
    for when, said in of_year.items():
        seqs = [task.seq for task in best[when]]
        counts = "+".join(str(number_of(part["count"])) for part in said)
        note = f"文中写{counts}项；清单中{found_in_words(seqs)}。"
        apart = [task.seq for task in tasks if str(task.deadline_year) == when and task.seq not in seqs]
        note += f"{items_in_words(apart)}写明立行立改或长期坚持，另计。" if apart else ""
        undated = _named_without_date(tasks, when) if said[0]["year"] else []
        passed: bool | None = stated[when] == len(seqs)
        if 0 < stated[when] - len(seqs) <= len(undated):
            passed = None
        name = f"{when}年到期任务数" if said[0]["year"] else f"{when}的任务数"
        span = said[0].start(), said[-1].end()
        yield Check(name, stated[when], len(seqs), passed, note + "".join(undated), *span)
    start, end = parts[0].start(), parts[-1].end()
    total = sum(stated.values())
    note = f"{'+'.join(part['count'] for part in parts)}={total}。"
    passed = total == len(tasks)
    if total < len(tasks) and len(re.findall(rf"{NUMERAL}\s*[项个]", text[start:end])) > len(parts):
        passed, note = None, note + "文中另有没有读作年份的分项，无从比较。"
    yield Check("分年度任务数之和与清单项数", total, len(tasks), passed, note, start, end)


def _tasks_due(
    parts: Sequence[str], tasks: "Sequence[TaskRow]", by_words: bool
) -> dict[str, list["TaskRow"]]:
    """The tasks of each part: 2024, 长期坚持, 立行立改; a task that says two of them is in one, its date's or its word's."""
    found: dict[str, list[TaskRow]] = {part: [] for part in parts}
    for task in tasks:
        year, said = str(task.deadline_year or ""), task.deadline_text or ""
        words = [
            part
            for part in sorted(parts, key=lambda part: part not in said)
            if not part.isdecimal() and (task.is_immediate if part in IMMEDIATE else task.is_ongoing)
        ]
        if words and (by_words or not task.deadline_on):
            found[words[0]].append(task)
        elif year in found:
            found[year].append(task)
    return found


def _named_without_date(tasks: "Sequence[TaskRow]", year: str) -> list[str]:
    """2024年汛期前 names a year but no day: said, not counted."""
    return [
        f"第{task.seq}项“{task.deadline_text}”没有日期，未计入。"
        for task in tasks
        if task.deadline_on is None and not task.is_ongoing and f"{year}年" in (task.deadline_text or "")
    ]
