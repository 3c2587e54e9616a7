"""Documents taken apart by shape: the five published ones to the character, and small plans in other dress."""

import json
import re
from pathlib import Path

import pytest

from loaders.items import Item, Layout
from loaders.layouts import read_layout
from loaders.layouts.furniture import is_page_number, with_page_edges_out, without_page_edges
from loaders.layouts.labels import find_labels, look_up
from loaders.source import Cell, Source, Table

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = [
    "hengyang-2019-plan",
    "hengyang-zhengxiang-2024-plan",
    "shaoyang-2021-plan",
    "yiyang-yuanjiang-2025-progress",
]
COLUMNS = ("issue", "goal", "measures", "deadline", "progress")


def source_of(text: str, tables: tuple[Table, ...] = ()) -> Source:
    return Source("", "", "txt", text, tables)


def published(document_id: str) -> str:
    path = ROOT / "data" / "documents" / f"{document_id}.txt"
    return path.read_bytes().decode("utf-8")


def golden(document_id: str) -> list[dict]:
    path = ROOT / "tests" / "golden" / f"{document_id}.json"
    return json.loads(path.read_text(encoding="utf-8"))["tasks"]


def words_of(text: str, item: Item) -> dict[str, str]:
    """Field -> words; a units field by its role."""
    return {part.role or part.name: text[part.start : part.end] for part in item.fields}


def squeezed(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


@pytest.mark.parametrize("document_id", PUBLISHED)
def test_published_lists_are_taken_apart_to_the_character(document_id: str) -> None:
    text, expected = published(document_id), golden(document_id)
    layout = read_layout(source_of(text))
    assert [item.seq for item in layout.items] == [row["seq"] for row in expected]
    for item, row in zip(layout.items, expected, strict=True):
        assert (item.start, item.end) == (row["source_start"], row["source_end"]), item.seq
        assert item.category == row["category"]
        words = words_of(text, item)
        for column in COLUMNS:
            wanted = row.get("deadline_text" if column == "deadline" else column)
            assert squeezed(words.get(column)) == squeezed(wanted), (item.seq, column)


def unexplained(source: Source) -> list[str]:
    """Words between the first and the last item that are no field, label, number or heading, nor reported."""
    text, layout = source.text, read_layout(source)
    explained = bytearray(len(text))

    def explain(start: int, end: int) -> None:
        explained[start:end] = b"\1" * (end - start)

    for item in layout.items:
        explain(item.start, item.fields[0].start)
        for part in item.fields:
            explain(part.start, part.end)
    for stretch in layout.not_understood:
        explain(stretch.start, stretch.end)
    for label in find_labels(text):
        if label.known:
            explain(label.start, label.end)
    for cell in (cell for table in source.tables for row in table.rows for cell in row):
        if look_up(text[cell.start : cell.end]):
            explain(cell.start, cell.end)
    for before, after in zip(layout.items, layout.items[1:], strict=False):
        if (after.category, after.list_name) != (before.category, before.list_name):
            explain(before.end, after.start)
    left = range(layout.items[0].start, layout.items[-1].end) if layout.items else range(0)
    lines = "".join(text[place] if not explained[place] else "\n" for place in left).split("\n")
    repeated = {item.category for item in layout.items}  # the heading again, on the next page
    return [
        line
        for line in lines
        if re.search(r"\w", line)
        and not is_page_number(line)
        and line.strip() != "无"
        and re.sub(r"^[一二三四五六七八九十]+、", "", line.strip()) not in repeated
    ]


PLANS = {
    "labels in brackets, all on one line": """岚阳市整改清单

问题一：东湖水质差。
【整改目标】水质达到Ⅳ类。【整改措施】1.截污。2.清淤。【整改时限】2024年12月底【责任单位】市水利局
问题二：扬尘严重。
【整改目标】扬尘受控。【整改措施】洒水。【整改时限】立行立改【责任单位】市住建局
""",
    "labels as headings": """问题1：东湖水质差。
一、整改目标
水质达到Ⅳ类。
二、整改措施
1.截污。2.清淤。
三、整改时限
2024年12月底
四、责任单位
市水利局
问题2：扬尘严重。
一、整改目标
扬尘受控。
二、整改措施
洒水。
三、整改时限
立行立改
四、责任单位
市住建局
""",
    "numbered labels in the third chapter of a plan": """一、总体要求
坚持依法整改。
二、整改目标
全面完成。
三、整改任务
（一）东湖水质差。
1．整改目标：水质达到Ⅳ类。
2．整改措施：1.截污。2.清淤。
3．整改时限：2024年12月底
4．责任单位：市水利局
（二）扬尘严重。
1．整改目标：扬尘受控。
2．整改措施：洒水。
3．整改时限：立行立改
4．责任单位：市住建局
四、保障措施
（一）加强领导。市里成立专班。
（二）强化督导。每月通报。
""",
    "bold, with spaces inside the labels": """**1. 东湖水质差。**

**整 改 目 标：** 水质达到Ⅳ类。

**整　改　措　施**：1.截污。2.清淤。

**整改时限：**2024年12月底

**责任单位：**市水利局

**2. 扬尘严重。**

**整 改 目 标：** 扬尘受控。

**整　改　措　施**：洒水。

**整改时限：**立行立改

**责任单位：**市住建局
""",
    "several labels on a line": """第1项　东湖水质差。
整改目标：水质达到Ⅳ类。
整改措施：1.截污。2.清淤。
整改时限：2024年12月底　　责任单位：市水利局
第2项　扬尘严重。
整改目标：扬尘受控。
整改措施：洒水。
整改时限：立行立改　　责任单位：市住建局
""",
    "labels alone on their lines": """序号：1
反馈问题
东湖水质差。
整改目标
水质达到Ⅳ类。
整改措施
1.截污。2.清淤。
整改时限
2024年12月底
责任单位
市水利局

序号：2
反馈问题
扬尘严重。
整改目标
扬尘受控。
整改措施
洒水。
整改时限
立行立改
责任单位
市住建局
""",
    "a page with its footer of links": """一、东湖水质差。
整改目标：水质达到Ⅳ类。
整改措施：1.截污。2.清淤。
整改时限：2024年12月底
责任单位：市水利局
二、扬尘严重。
整改目标：扬尘受控。
整改措施：洒水。
整改时限：立行立改
责任单位：市住建局

友情链接
主办：岚阳市生态环境局
""",
    "labels and words parted by spaces": """一、东湖水质差。
整改目标  水质达到Ⅳ类。
整改措施  1.截污。2.清淤。
整改时限  2024年12月底
责任单位  市水利局
二、扬尘严重。
整改目标  扬尘受控。
整改措施  洒水。
整改时限  立行立改
责任单位  市住建局
""",
    "labels in tortoise-shell brackets": """1.东湖水质差。
〔整改目标〕水质达到Ⅳ类。
〔整改措施〕1.截污。2.清淤。
〔整改时限〕2024年12月底
〔责任单位〕市水利局
2.扬尘严重。
〔整改目标〕扬尘受控。
〔整改措施〕洒水。
〔整改时限〕立行立改
〔责任单位〕市住建局
""",
    "labels that end in a full stop, one alone": """（一）东湖水质差。
整改目标。水质达到Ⅳ类。
整改措施。
1.截污。2.清淤。
整改时限。2024年12月底
责任单位。市水利局
（二）扬尘严重。
整改目标。扬尘受控。
整改措施。
洒水。
整改时限。立行立改
责任单位。市住建局
""",
    "numbered headings that end in a full stop": """一、反馈问题：东湖水质差。
（一）整改目标。水质达到Ⅳ类。
（二）整改措施。1.截污。2.清淤。
（三）整改时限。2024年12月底
（四）责任单位。市水利局
二、反馈问题：扬尘严重。
（一）整改目标。扬尘受控。
（二）整改措施。洒水。
（三）整改时限。立行立改
（四）责任单位。市住建局
""",
}


@pytest.mark.parametrize("dress", PLANS)
def test_a_plan_reads_the_same_in_every_dress(dress: str) -> None:
    text = PLANS[dress]
    layout = read_layout(source_of(text))
    assert (layout.shape, layout.kind) == ("labelled_items", "plan")
    assert [(item.seq, words_of(text, item)) for item in layout.items] == [
        (
            1,
            {
                "issue": "东湖水质差。",
                "goal": "水质达到Ⅳ类。",
                "measures": "1.截污。2.清淤。",
                "deadline": "2024年12月底",
                "responsible": "市水利局",
            },
        ),
        (
            2,
            {
                "issue": "扬尘严重。",
                "goal": "扬尘受控。",
                "measures": "洒水。",
                "deadline": "立行立改",
                "responsible": "市住建局",
            },
        ),
    ]
    assert unexplained(source_of(text)) == []


@pytest.mark.parametrize("line_end", ["\r\n", "\n\n", "\n\u3000\u3000"])
def test_line_ends_and_indents_change_nothing(line_end: str) -> None:
    text = PLANS["labels as headings"].strip().replace("\n", line_end)
    layout = read_layout(source_of(text))
    assert [words_of(text, item)["goal"] for item in layout.items] == ["水质达到Ⅳ类。", "扬尘受控。"]


def item_numbers(layout: Layout) -> list[int]:
    return [item.seq for item in layout.items]


@pytest.mark.parametrize("label", ["整改措施{}：", "措施{}、"])
def test_measures_each_under_a_counted_label(label: str) -> None:
    measures = "".join(
        label.format(number) + f"{work}\n" for number, work in (("1", "截污。"), ("2", "清淤。"))
    )
    text = "".join(f"{n}、甲。\n整改目标：乙。\n{measures}整改时限：2024年底\n" for n in "一二")
    items = read_layout(source_of(text)).items
    fields = [[(part.name, text[part.start : part.end]) for part in item.fields] for item in items]
    assert fields == [
        [("issue", "甲。"), ("goal", "乙。"), ("measures", "截污。"), ("measures", "清淤。"), ("deadline", "2024年底")]
    ] * 2  # fmt: skip


def test_measures_numbered_like_items_are_no_items() -> None:
    text = "".join(
        f"{number}、问题{name}。\n整改目标：达标。\n整改措施：\n"
        + "".join(f"{step}、措施。\n" for step in range(1, steps + 1))
        + "整改时限：2024年底\n责任单位：市水利局\n"
        for number, name, steps in ((1, "甲", 3), (2, "乙", 4), (4, "丙", 2), (5, "丁", 1))
    )
    assert item_numbers(read_layout(source_of(text))) == [1, 2, 4, 5]


@pytest.mark.parametrize("dress", ["{}.", "（{}）", "问题{}：", "第{}项 "])
def test_a_list_of_more_than_a_thousand_items(dress: str) -> None:
    text = "".join(f"{dress.format(n)}污水直排。\n整改目标：A\n整改措施：B\n" for n in range(1, 1003))
    assert item_numbers(read_layout(source_of(text))) == list(range(1, 1003))


@pytest.mark.parametrize(("numbers", "label"), [("一二三", "{}、污水直排。"), ("123", "{}.污水直排。")])
def test_measures_are_no_items_where_two_labels_name_units(numbers: str, label: str) -> None:
    text = "".join(
        f"{label.format(number)}\n验收单位：市水利局\n整改目标：治理。\n整改措施：1. 排查。\n2. 整治。\n3. 验收。\n责任单位：县政府\n"
        for number in numbers
    )
    assert item_numbers(read_layout(source_of(text))) == [1, 2, 3]


def test_a_number_whose_space_a_pdf_lost_begins_an_item() -> None:
    text = "第1项污水直排。\n整改目标：A\n整改措施：B\n第2项“两高”项目管控不严。\n整改目标：A\n整改措施：B\n"
    assert item_numbers(read_layout(source_of(text))) == [1, 2]


def test_labels_numbered_from_that_of_the_problem_on() -> None:
    text = "".join(
        f"序号：{number}\n1.反馈问题：污水直排。\n2.整改目标：治理。\n3.整改措施：整治。\n"
        for number in (1, 2, 3)
    )
    assert item_numbers(read_layout(source_of(text))) == [1, 2, 3]


def test_numbers_that_name_themselves_are_the_items_though_they_skip() -> None:
    text = "".join(
        heading + f"序号：{n}\n反馈问题：甲。\n整改目标：A\n整改措施：截污。\n"
        for heading, n in (("一、思想方面（1项）\n", 3), ("二、生态方面（3项）\n", 8), ("", 12), ("", 21))
    )
    layout = read_layout(source_of(text))
    assert item_numbers(layout) == [3, 8, 12, 21]
    assert [item.category for item in layout.items] == ["思想方面", "生态方面", "生态方面", "生态方面"]


def test_a_page_s_own_line_is_no_category() -> None:
    text = "整改情况\n【字体：大 中 小】\n1.甲。\n已完成整改。乙。\n2.丙。\n正在推进整改。丁。\n"
    assert [item.category for item in read_layout(source_of(text)).items] == [None, None]


def test_an_item_without_any_label_is_an_item() -> None:
    labelled = "整改目标：达标。\n整改措施：截污。\n责任单位：市水利局\n"
    text = f"一、甲。\n{labelled}二、乙，后面什么也没有。\n三、丙。\n{labelled}四、丁。\n{labelled}"
    layout = read_layout(source_of(text))
    assert item_numbers(layout) == [1, 2, 3, 4]
    assert words_of(text, layout.items[1]) == {"issue": "乙，后面什么也没有。"}


def test_pages_numbers_and_running_headers_are_no_part_of_an_item() -> None:
    header = "云岭市督察反馈意见整改方案"
    pages = ("一、污水直\n", "排。\n整改目标：消除直\n", "排。\n")
    text = "".join(f"{page}    — {number} —\n\f{header}\n" for number, page in enumerate(pages, 1))
    read = without_page_edges(source_of(text)).text
    assert len(read) == len(text)
    assert squeezed(with_page_edges_out(text, read)) == "一、污水直排。整改目标：消除直排。"
    once = f"{header}\n一、污水直\n— 1 —\n{header}\n排。\n"  # the title again on the second page
    assert squeezed(without_page_edges(source_of(once)).text) == f"{header}一、污水直排。"


def test_labels_numbered_with_their_item_are_labels() -> None:
    text = "".join(
        f"{n}. 问题：{issue}\n{n}.1 整改目标：治理。\n{n}.2整改时限：2024年底\n{n}.3 责任单位：县水利局\n"
        for n, issue in ((1, "直排。"), (2, "溢流。"))
    )
    for item in read_layout(source_of(text)).items:
        words = words_of(text, item)
        assert (words["goal"], words["deadline"], words["responsible"]) == ("治理。", "2024年底", "县水利局")


def test_units_behind_each_measure_are_the_items_where_it_has_none_of_that_role() -> None:
    text = "".join(
        f"{n}.{issue}\n牵头单位：县水利局\n整改目标：治理。\n整改措施：\n（1）清淤。（责任单位：东镇；完成时限：2024年底）\n"
        for n, issue in ((1, "直排。"), (2, "溢流。"))
    )
    for item in read_layout(source_of(text)).items:
        assert (words_of(text, item)["lead"], words_of(text, item)["responsible"]) == ("县水利局", "东镇")


def test_buttons_below_the_last_item_are_no_part_of_it() -> None:
    text = "整改情况公开\n1.反馈问题：甲。\n整改情况：已完成。\n2.反馈问题：乙。\n整改情况：正在推进。\n\n打印本页 | 关闭窗口\n"
    layout = read_layout(source_of(text))
    assert words_of(text, layout.items[1])["progress"] == "正在推进。"


def test_a_closing_opinion_is_a_report_too() -> None:
    text = "整改情况公示\n" + "".join(
        f"{n}、{words}。\n整改心得：认识提高。\n整改结论：完成整改。\n"
        for n, words in (("一", "甲"), ("二", "乙"))
    )
    layout = read_layout(source_of(text))
    assert [words_of(text, item).get("closing") for item in layout.items] == ["完成整改。", "完成整改。"]


UNLABELLED = [
    # 一、第3项 and the report as a paragraph without a label, its status anywhere in it
    (
        "云渡县督察反馈问题整改情况公开\n一、第3项　砂石料场迹地未恢复。\n8家料场中7家已完成平整，1家正在平整。\n"
        "二、第8项　污水处理厂长期停运。\n2022年完成工艺改造，2023年3月通过核查，已完成销号。\n",
        [3, 8],
        ["砂石料场迹地未恢复。", "污水处理厂长期停运。"],
    ),
    # the chapters around are no items
    (
        "云渡县督察反馈意见整改落实情况的报告\n一、总体情况\n反馈问题2个，已销号1个。\n二、具体问题整改情况\n"
        "（一）关于断面水质不达标的问题\n新建管网21公里。目前，该问题已于2022年9月整改销号。\n"
        "（二）关于矿区涌水治理滞后的问题\n施工单位未进场。目前，该问题未达到序时进度。\n"
        "三、下一步工作\n（一）压实责任。逾期未完成的严肃追责。\n（二）加快进度。确保年底前完成整改。\n",
        [1, 2],
        ["关于断面水质不达标的问题", "关于矿区涌水治理滞后的问题"],
    ),
    # a dash, the status and the report in the problem's line
    (
        "云渡县督察反馈问题整改进展\n1.河道砂坑未治理——已完成。回填砂坑9处。\n2.断面氨氮偏高——持续推进。建成截污管8公里。\n",
        [1, 2],
        ["河道砂坑未治理", "断面氨氮偏高"],
    ),
    # the inspectors' numbers behind the list's own
    (
        "云渡县问题（序号23、35）整改完成情况的公示\n一、序号23：管网破损。\n整改情况：2022年9月28日通过市住建局验收。\n"
        "二、序号35：矿山废水超标。\n整改情况：2022年10月19日通过市生态环境局验收。\n",
        [23, 35],
        ["管网破损。", "矿山废水超标。"],
    ),
    # 存在问题 behind what was done is no problem of the inspectors
    (
        "云渡县督察反馈问题整改进展\n一、管网覆盖不足\n整改进展：新建管网21公里，达到序时进度。\n存在问题：部分巷道狭窄。\n"
        "二、红树林被侵占\n整改进展：清退养殖塘43亩，已完成整改。\n存在问题：无。\n",
        [1, 2],
        ["管网覆盖不足", "红树林被侵占"],
    ),
    # 问题整改情况。 in the problem's line, whatever follows; a signature whose day has no year
    (
        "云渡县生态环境问题整改情况\n一、草原开垦问题整改情况。退耕1.2万亩，收回草场3处。\n"
        "二、河道采砂问题整改情况。已关停砂场6家，完成整改。\n三、矿山问题整改进展情况。其余2座正在施工。\n3月5日\n",
        [1, 2, 3],
        ["草原开垦问题整改情况。", "河道采砂问题整改情况。", "矿山问题整改进展情况。"],
    ),
]


@pytest.mark.parametrize(("text", "numbers", "problems"), UNLABELLED)
def test_a_report_may_stand_below_its_problem_without_label_or_status_first(text, numbers, problems) -> None:
    layout = read_layout(source_of(text))
    assert (layout.shape, item_numbers(layout)) == ("progress_report", numbers)
    assert [words_of(text, item)["issue"] for item in layout.items] == problems
    assert "3月5日" not in words_of(text, layout.items[-1])["progress"]


def test_an_inspectors_number_may_end_in_a_full_stop() -> None:
    text = "整改任务销号公示\n" + "".join(
        f"{n}.第{number}项。整改任务：违建。完成情况：已拆除。验收单位：市林业局。\n"
        for n, number in ((1, "六十二"), (2, "八十"))
    )
    layout = read_layout(source_of(text))
    assert item_numbers(layout) == [62, 80]


def test_items_have_the_numbers_that_the_inspectors_gave() -> None:
    text = "关于两个问题予以销号的公示\n" + "".join(
        f"{place}、第{number}号问题\n问题描述：弃渣堆放。\n整改目标：清理。\n整改落实情况：已清理。\n销号意见：同意销号。\n"
        for place, number in (("一", 33), ("二", 41))
    )
    assert item_numbers(read_layout(source_of(text))) == [33, 41]
    text = "岚阳市整改情况的通报\n（一）反馈问题第3项：扬尘。\n整改情况：已完成。\n（二）反馈问题第7项：黑臭。\n整改情况：已完成。\n"
    layout = read_layout(source_of(text))
    assert [(item.seq, words_of(text, item)["issue"]) for item in layout.items] == [
        (3, "扬尘。"),
        (7, "黑臭。"),
    ]
    text = (
        "岚阳市整改情况的通报\n问题（一）扬尘。\n整改情况：已完成。\n问题（二）黑臭。\n整改情况：已完成。\n"
    )
    layout = read_layout(source_of(text))
    assert [(item.seq, words_of(text, item)["issue"]) for item in layout.items] == [
        (1, "扬尘。"),
        (2, "黑臭。"),
    ]
    text = "岚阳市整改情况的通报\n一、问题5：扬尘。\n整改情况：已完成。\n二、问题11：黑臭。\n整改情况：已完成。\n"
    layout = read_layout(source_of(text))
    assert [(item.seq, words_of(text, item)["issue"]) for item in layout.items] == [
        (5, "扬尘。"),
        (11, "黑臭。"),
    ]


def test_an_inspectors_number_may_stand_in_a_field_above_the_problem() -> None:
    text = "云渡县督察反馈问题整改销号公示\n" + "".join(
        f"【任务编号】第{number}项\n【问题内容】{words}\n【整改时限】2024年底\n【整改目标】清理。\n【整改完成情况】已清理。\n"
        for number, words in ((8, "弃渣堆放。"), (11, "渗滤液积存。"))
    )
    layout = read_layout(source_of(text))
    assert [(item.seq, words_of(text, item)["issue"]) for item in layout.items] == [
        (8, "弃渣堆放。"),
        (11, "渗滤液积存。"),
    ]
    assert [text[item.start : item.start + 6] for item in layout.items] == ["【任务编号】"] * 2


def test_more_than_a_status_under_the_label_of_one_is_the_report() -> None:
    text = "云渡县督察反馈问题整改工作情况\n1.粉尘污染。整改进度：已整改完成。11家企业完成改造。\n2.水体黑臭。整改进度：正在整改。\n"
    layout = read_layout(source_of(text))
    assert [words_of(text, item) for item in layout.items] == [
        {"issue": "粉尘污染。", "progress": "已整改完成。11家企业完成改造。"},
        {"issue": "水体黑臭。", "status": "正在整改。"},
    ]


def test_a_problems_label_may_stand_alone_above_its_number() -> None:
    text = "".join(
        f"整改任务\n第{number}项：{words}\n整改时限\n2024年6月底\n整改进展\n已完成。\n目前状态\n已完成整改\n"
        for number, words in (
            ("六", "矿山没有复绿。"),
            ("三十一", "锅炉没有拆除。"),
            ("四十", "渗滤液外溢。"),
        )
    )
    layout = read_layout(source_of("关于云渡县整改进展的公告\n" + text))
    assert item_numbers(layout) == [6, 31, 40]
    assert [words_of(text, item)["issue"] for item in read_layout(source_of(text)).items] == [
        "矿山没有复绿。", "锅炉没有拆除。", "渗滤液外溢。"
    ]  # fmt: skip


FULL = "整改目标：完成。\n整改措施：1.建设。\n2.验收。\n整改时限：2025年6月底\n责任单位：县水利局\n"
SPARSE = "整改时限：2025年底\n"


@pytest.mark.parametrize(
    "fields", [(FULL, FULL, SPARSE, SPARSE), (SPARSE, FULL, FULL), (FULL, SPARSE, FULL, SPARSE)]
)
def test_items_with_fewer_labels_than_the_others_are_items(fields: tuple[str, ...]) -> None:
    problems = ["管网不配套。", "矿山没有复绿。", "尾矿库渗漏。", "油烟扰民。"][: len(fields)]
    items = [
        f"{number}、{problem}\n{field}"
        for number, problem, field in zip("一二三四", problems, fields, strict=False)
    ]
    text = "云渡县整改方案\n" + "\n".join(items)
    layout = read_layout(source_of(text))
    assert [words_of(text, item)["issue"] for item in layout.items] == problems
    assert [words_of(text, item)["deadline"] for item in layout.items] == [
        "2025年6月底" if field == FULL else "2025年底" for field in fields
    ]


def test_a_problem_of_several_numbered_paragraphs_is_one_item() -> None:
    text = "".join(
        f"{number}、{name}问题突出。\n1.甲。\n2.乙。\n整改目标：达标。\n整改措施：\n1.截污。\n责任单位：市水利局\n"
        for number, name in (("一", "水"), ("二", "大气"), ("三", "土壤"))
    )
    layout = read_layout(source_of(text))
    assert item_numbers(layout) == [1, 2, 3]
    assert words_of(text, layout.items[0])["issue"] == "水问题突出。\n1.甲。\n2.乙。"


def test_how_a_problem_shows_is_part_of_it() -> None:
    item = "{}、水质保护不力。具体表现：1.养殖未清退；2.污水直排。\n整改目标：达标。\n整改时限：2024年底\n"
    text = "".join(map(item.format, "一二"))
    items = read_layout(source_of(text)).items
    assert [words_of(text, item)["issue"] for item in items] == [
        "水质保护不力。具体表现：1.养殖未清退；2.污水直排。"
    ] * 2


def test_an_unknown_label_ends_the_field_before_it_and_is_reported() -> None:
    text = """一、东湖水质差。
整改目标：水质达到Ⅳ类。
整改难点与任务：资金缺口大。
整改措施：
1.加强领导：成立专班。
其中：东城区完成3公里。
东城区：完成3公里。
整改时限：2024年12月底
包干干部：张三
责任单位：市水利局
二、扬尘严重。
整改目标：扬尘受控。
整改措施：洒水。
整改时限：立行立改
责任单位：市住建局
"""
    layout = read_layout(source_of(text))
    words = words_of(text, layout.items[0])
    assert words["goal"] == "水质达到Ⅳ类。"
    assert words["measures"].endswith("东城区：完成3公里。")  # a sentence with a colon is no label
    assert words["deadline"] == "2024年12月底"
    reported = [text[stretch.start : stretch.end] for stretch in layout.not_understood]
    assert reported == ["整改难点与任务：资金缺口大。", "包干干部：张三"]
    assert all("labels.csv" in stretch.reason for stretch in layout.not_understood)


def test_an_unknown_label_may_be_numbered_where_the_others_are() -> None:
    labels = (
        "（一）整改目标：达标。\n（二）责任单位：市水利局\n（三）包干干部：李强\n（四）整改时限：2024年底\n"
    )
    layout = read_layout(source_of("".join(f"{n}、水质差。\n{labels}" for n in "一二三")))
    assert len(layout.not_understood) == 3


@pytest.mark.parametrize("below", ["责任单位：市水利局", "验收单位：市生态环境局"])
def test_steps_numbered_as_the_items_are_between_labels_of_units(below: str) -> None:
    labels = f"牵头单位：市住建局\n整改措施：\n1.建管网。\n2.建泵站。\n{below}\n整改时限：2024年底\n"
    assert item_numbers(read_layout(source_of("".join(f"{n}.水质差。\n{labels}" for n in "123")))) == [
        1,
        2,
        3,
    ]


def test_units_behind_a_single_measure_do_not_end_the_measures() -> None:
    text = "".join(
        f"{number}、问题。\n整改目标：达标。\n整改措施：\n1.截污。（责任单位：市水利局；完成时限：2024年6月底）\n"
        "2.清淤。（责任单位：市住建局）\n整改时限：2024年底\n责任单位：市水利局\n"
        for number in "一二"
    )
    for item in read_layout(source_of(text)).items:
        words = words_of(text, item)
        assert words["measures"].endswith("（责任单位：市住建局）")
        assert words["responsible"] == "市水利局"


def test_units_behind_each_measure_are_the_items_where_it_has_none_of_its_own() -> None:
    text = "".join(
        f"{number}、问题。\n整改目标：达标。\n整改措施：\n1.截污。（牵头单位：市水利局；责任单位：各县（区）政府；完成时限：2024年6月底）\n"
        "2.清淤。（牵头单位：市住建局，责任单位：东城区政府）\n整改时限：2024年底\n"
        for number in "一二"
    )
    for item in read_layout(source_of(text)).items:
        units = [
            (field.role, text[field.start : field.end]) for field in item.fields if field.name == "units"
        ]
        assert units == [
            ("lead", "市水利局"), ("responsible", "各县（区）政府"), ("lead", "市住建局"), ("responsible", "东城区政府"),
        ]  # fmt: skip
        assert words_of(text, item)["measures"].endswith("责任单位：东城区政府）")


def test_categories_with_and_without_numbers_counts_and_page_breaks() -> None:
    numbered = "一、大气方面（2项）\n主要包括扬尘等2项整改任务。\n（一）甲。\n整改目标：A\n整改措施：B\n（二）乙。\n整改目标：A\n整改措施：B\n二、水方面。\n（三）丙。\n整改目标：A\n整改措施：B\n"
    bracketed = "【大气方面】\n1.甲。\n整改目标：A\n整改措施：B\n2.乙。\n整改目标：A\n整改措施：B\n- 3 -\n【水方面】\n3.丙。\n整改目标：A\n整改措施：B\n"
    for text in (numbered, bracketed):
        layout = read_layout(source_of(text))
        assert [(item.seq, item.category) for item in layout.items] == [
            (1, "大气方面"), (2, "大气方面"), (3, "水方面"),
        ]  # fmt: skip
        assert all(words_of(text, item)["measures"] == "B" for item in layout.items)


def test_a_category_that_a_page_s_edge_broke_over_lines_is_no_part_of_the_item_above() -> None:
    broken = "二、水环境治理方面问题比较突出，主要包括污水处理厂建设滞后、\n黑臭水体整治进展缓慢以及饮用水水源保护区内排污口没有取缔等四\n个方面4项整改任务。\n"
    items = [
        f"（{number}）{issue}。\n整改目标：A\n督办领导：李明\n"
        for number, issue in zip("一二三", "甲乙丙", strict=True)
    ]
    text = f"云岭市整改清单\n一、大气方面。\n{items[0]}{items[1]}{broken}{items[2]}"
    layout = read_layout(source_of(text))
    assert layout.items[2].category == broken.removeprefix("二、").replace("\n", "").rstrip("。")
    assert words_of(text, layout.items[1])["leader"] == "李明"


def test_categories_that_nothing_marks() -> None:
    items = [
        f"{number}、{issue}。\n整改目标：A\n责任单位：市水利局\n"
        for number, issue in zip("一二三", "甲乙丙", strict=True)
    ]
    text = f"云岭市整改清单\n◆ 党政同责落实不力\n{items[0]}{items[1]}突出环境问题\n{items[2]}"
    layout = read_layout(source_of(text))
    assert [item.category for item in layout.items] == [
        "党政同责落实不力",
        "党政同责落实不力",
        "突出环境问题",
    ]
    assert words_of(text, layout.items[1])["responsible"] == "市水利局"
    assert {item.category for item in read_layout(source_of("云岭市清单\n" + "".join(items))).items} == {None}


def test_a_page_s_number_behind_a_field_is_no_part_of_it() -> None:
    text = (
        "一、甲。\n整改目标：A\n整改措施：B。\n\n- 2 -\n\n整改时限：C\n二、乙。\n整改目标：A\n整改措施：B\n"
    )
    layout = read_layout(source_of(text))
    assert words_of(text, layout.items[0])["measures"] == "B。"


def test_a_date_alone_below_its_label_ends_the_list() -> None:
    text = "一、甲。\n整改目标：\nA\n整改时限：\n2024年12月31日\n二、乙。\n整改目标：\nB\n整改时限：\n2025年6月30日\n"
    layout = read_layout(source_of(text))
    assert words_of(text, layout.items[1])["deadline"] == "2025年6月30日"


def test_the_last_measure_is_no_category() -> None:
    items = [
        f"问题{n}：甲。\n整改目标：A\n整改措施：（1）排查。\n（2）整治。\n（3）巩固提升。\n"
        for n in (1, 2, 3)
    ]
    text = f"（一）水方面\n{items[0]}（二）气方面\n{items[1]}{items[2]}"
    layout = read_layout(source_of(text))
    assert [item.category for item in layout.items] == ["水方面", "气方面", "气方面"]


def test_numbers_that_begin_anew_under_each_category_name_lists() -> None:
    text = "一、大气\n1.甲。\n整改目标：A\n整改措施：B\n2.乙。\n整改目标：A\n整改措施：B\n二、水\n1.丙。\n整改目标：A\n整改措施：B\n"
    layout = read_layout(source_of(text))
    assert [(item.list_name, item.seq) for item in layout.items] == [("大气", 1), ("大气", 2), ("水", 1)]


def test_a_list_that_lost_its_line_breaks_is_taken_apart() -> None:
    text = "岭市整改清单 (一)甲。整改目标:A 责任单位:市水利局 (二)乙。整改目标:B。 责任单位:市住建局、县政府 (三)丙。整改目标:C 责任单位:市林业局"
    layout = read_layout(source_of(text))
    assert [words_of(text, item)["issue"] for item in layout.items] == ["甲。", "乙。", "丙。"]


def test_a_category_named_like_a_label_keeps_its_name() -> None:
    text = "一、典型案例（1个）\n（一）甲。\n责任单位：A\n整改时限：B\n二、反馈问题（2个）\n（一）乙。\n责任单位：A\n整改时限：B\n（二）丙。\n责任单位：A\n整改时限：B\n"
    layout = read_layout(source_of(text))
    assert [(item.category, item.seq) for item in layout.items] == [
        ("典型案例", 1), ("反馈问题", 1), ("反馈问题", 2),
    ]  # fmt: skip


def test_two_annexes_are_two_lists_each_with_its_inspection() -> None:
    text = """岚阳市人民政府办公室关于印发整改措施清单的通知
现将两份清单印发给你们。
附件1
岚阳市第三轮中央生态环境保护督察反馈问题整改措施清单
问题1
反馈问题：甲。
整改目标：A
整改措施：B
问题2
反馈问题：乙。
整改目标：A
整改措施：B
附件2
岚阳市2024年省生态环境警示片披露问题整改措施清单
一、披露问题：丙。
整改目标：A
整改措施：B
二、披露问题：丁。
整改目标：A
整改措施：B
"""
    layout = read_layout(source_of(text))
    assert [(item.seq, item.list_name, item.inspection) for item in layout.items] == [
        (1, "岚阳市第三轮中央生态环境保护督察反馈问题整改措施清单", None),
        (2, "岚阳市第三轮中央生态环境保护督察反馈问题整改措施清单", None),
        (1, "岚阳市2024年省生态环境警示片披露问题整改措施清单", "2024年省生态环境警示片"),
        (2, "岚阳市2024年省生态环境警示片披露问题整改措施清单", "2024年省生态环境警示片"),
    ]


def test_items_without_numbers_are_counted_and_a_check_says_so() -> None:
    text = "反馈问题：甲。\n整改目标：A\n整改措施：B\n\n反馈问题：乙。\n整改目标：A\n整改措施：B\n"
    layout = read_layout(source_of(text))
    assert item_numbers(layout) == [1, 2]
    assert [check.check for check in layout.checks] == ["清单编号"]


@pytest.mark.parametrize(
    "numbers", ["Ⅰ. Ⅱ.", "壹、 贰、", "No.1 No.2", "★问题1★ ★问题2★", "(i) (ii)", "1_ 2_"]
)
def test_numbers_in_rare_dress_are_no_part_of_the_problem(numbers: str) -> None:
    text = "".join(f"{n} 甲。\n整改目标：A\n整改措施：B\n责任单位：市水利局\n" for n in numbers.split())
    layout = read_layout(source_of(text))
    assert [words_of(text, item)["issue"] for item in layout.items] == ["甲。"] * 2


def test_items_whose_automatic_numbers_were_lost_begin_with_their_problem() -> None:
    text = "整改清单\n东湖水质差。\n整改目标：A\n整改措施：B\n责任单位：市水利局\n扬尘严重。\n整改目标：A\n整改措施：B\n责任单位：市住建局\n"
    layout = read_layout(source_of(text))
    assert [words_of(text, item)["issue"] for item in layout.items] == ["东湖水质差。", "扬尘严重。"]
    assert [words_of(text, item)["responsible"] for item in layout.items] == ["市水利局", "市住建局"]


def test_numbered_categories_above_items_without_numbers_are_no_items() -> None:
    rest = "\n整改目标：A\n整改措施：1.截污。2.清淤。\n责任单位：市水利局\n"
    text = f"整改清单\n一、水环境\n东湖水质差。{rest}西湖有排口。{rest}二、大气\n扬尘严重。{rest}"
    layout = read_layout(source_of(text))
    assert [words_of(text, item)["issue"] for item in layout.items] == [
        "东湖水质差。",
        "西湖有排口。",
        "扬尘严重。",
    ]
    assert [item.category for item in layout.items] == ["水环境", "水环境", "大气"]
    assert {words_of(text, item)["responsible"] for item in layout.items} == {"市水利局"}


def test_a_number_out_of_order_begins_an_item() -> None:
    text = "".join(f"{number}问题。\n整改目标：A\n整改措施：B\n" for number in ("1.", "2.", "7.", "3."))
    assert len(read_layout(source_of(text)).items) == 4


def test_a_label_in_the_general_part_begins_no_item() -> None:
    text = (
        "一、总体要求\n依法整改。\n二、主要任务\n整改目标：全面完成整改。\n三、保障措施\n加强领导。\n附件\n整改清单\n"
        + "".join(f"{n}、问题。\n整改目标：A\n整改措施：B\n" for n in "一二三")
    )
    assert item_numbers(read_layout(source_of(text))) == [1, 2, 3]


def test_signature_printing_line_and_footer_are_no_part_of_the_last_item() -> None:
    for after in (
        "\n\n友情链接\n主办：岚阳市生态环境局\n联系电话：0000\n",
        "\n\n\n中共岚阳市委办公室          2024年6月28日印发\n— 2 —\n",
        "\n岚阳市人民政府办公室\n2024年3月1日\n",
        "\n岚阳市人民政府办公室\n2019126日\n",
        "\n\n主办单位：岚阳市人民政府　承办：市政府办公室　湘ICP备00000000号\n",
        "\n\n主办单位：岚阳市人民政府\n网站标识码：0000000000\n",
        "\n附件2\n另一份表\n",
    ):
        text = "一、甲。\n整改目标：A\n整改措施：B\n二、乙。\n整改目标：A\n整改措施：截污。" + after
        layout = read_layout(source_of(text))
        assert text[: layout.items[-1].end].endswith("截污。"), after


def test_a_text_cut_in_the_middle_keeps_its_last_words() -> None:
    text = "一、甲。\n整改目标：A\n整改措施：\n1.截污。\n2.清淤。\n二、乙。\n整改目标：A\n整改措施：\n1.截污。\n2.加强对各"
    assert read_layout(source_of(text)).items[-1].end == len(text)


def test_an_item_cut_off_before_its_labels_is_an_item_but_the_next_chapter_is_not() -> None:
    items = "".join(f"{n}、问题。\n整改目标：A\n整改措施：\n1.截污。\n2.清淤。\n3.补水。\n" for n in "一二三")
    cut = items + "四、部分矿山生态修复滞后，群众反映强烈，至今没有"
    assert item_numbers(read_layout(source_of(cut))) == [1, 2, 3, 4]
    chapter = items + "四、保障措施\n（一）加强领导。市里成立专班，每月调度一次。\n"
    layout = read_layout(source_of(chapter))
    assert item_numbers(layout) == [1, 2, 3]
    assert chapter[: layout.items[-1].end].endswith("3.补水。")


def test_items_without_numbers_whose_measures_have_some() -> None:
    rest = "\n整改目标：A\n整改措施：\n1.截污。\n2.清淤。\n责任单位：市水利局\n"
    for head in ("● {}", "反馈问题：{}", "壹、{}"):
        text = "岭市整改清单\n" + "".join(head.format(issue) + rest for issue in ("甲。", "乙。", "丙。"))
        items = read_layout(source_of(text)).items
        assert [words_of(text, item)["measures"] for item in items] == ["1.截污。\n2.清淤。"] * 3
        assert [words_of(text, item)["issue"][-2:] for item in items] == ["甲。", "乙。", "丙。"]


def test_an_item_may_begin_with_its_units() -> None:
    rest = "责任单位：市水利局\n反馈问题：甲。\n整改措施：\n1.截污。\n2.清淤。\n"
    assert item_numbers(read_layout(source_of("".join(f"{n}、{rest}" for n in "一二三")))) == [1, 2, 3]


@pytest.mark.parametrize(
    "item",
    [
        "{}、甲。整改目标：乙。整改时限：2024年底前责任领导：李明牵头单位：市水利局\n",  # nothing between them
        "{}、甲。（责任领导：李明；牵头单位：市水利局）\n整改目标：乙。\n整改时限：2024年底前\n",
        "{}、甲。（责任领导：李明；牵头单位：市水利局；整改时限：2024年底前）\n整改目标：乙。\n整改措施：\n",
        "{}、甲。\n（1）整改目标：乙。（2）整改时限：2024年底前（3）责任领导：李明（4）牵头单位：市水利局\n",
        "{}、甲。\n1.整改目标：乙。2.整改时限：2024年底前3.责任领导：李明4.牵头单位：市水利局\n",
        "{}、甲。\n整改目标：乙。；整改时限：2024年底前；责任领导：李明；牵头单位：市水利局\n",
        "{}、甲。\n整改目标\t乙。\n整改时限\t2024年底前\n责任领导\t李明\n牵头单位\t市水利局\n",
        "{}、甲。\n整改目标 | 乙。\n整改时限 | 2024年底前\n责任领导 | 李明\n牵头单位 | 市水利局\n",
        "{}、甲。\n（整改目标）乙。\n（整改时限）2024年底前\n（责任领导）李明\n（牵头单位）市水利局\n",
        "{}、甲。（整改目标）乙。（整改时限）2024年底前（责任领导）李明（牵头单位）市水利局\n",
        "{}、甲。\n〈整改目标〉乙。\n〈整改时限〉2024年底前\n〈责任领导〉李明\n〈牵头单位〉市水利局\n",
        "{}、甲。\n整改目标——乙。\n整改时限——2024年底前\n责任领导——李明\n牵头单位——市水利局\n",
        "{}、甲。\n▶整改目标：乙。\n▶ 整改时限：2024年底前\n➤责任领导：李明\n➤牵头单位：市水利局\n",
        "{}、甲。\n**整改目标** 乙。\n**整改时限** 2024年底前\n**责任领导**李明\n**牵头单位** 市水利局\n",
        "{}、甲。\n* 整改目标：乙。\n* 整改时限：2024年底前\n* 责任领导：李明\n* 牵头单位：市水利局\n=======\n",
        "{}、反馈问题：甲。 | 整改目标：乙。 | 整改时限：2024年底前 | 责任领导：李明 | 牵头单位：市水利局\n",
        "{}、甲。\n整改目标为：乙。\n整改时限为：2024年底前；责任领导为：李明；牵头单位为：市水利局\n",
        "{}、甲。\n整改目标：乙。\n整改时限：2024年底前\n责任分工：责任领导：李明；牵头单位：市水利局\n",
        "{}、甲。\n整改目标：乙。\n整改时限：2024年底前\n责任领导：李明；牵头：市水利局\n",
        "{}、甲。\n整改目标：乙。整改时\n限：2024年底前；责任\n领导：李明；牵头单\n位：市水利局\n",  # broken lines
        "{}、甲。\n整改目标→乙。\n整改时限→2024年底前\n责任领导→李明\n牵头单位→市水利局\n",
        "{}、甲。\n整改目标为：乙。\n整改时限为：2024年底前\n责任领导为：李明\n牵头单位为：市水利局\n",
    ],
)
def test_labels_however_they_are_parted(item: str) -> None:
    text = "".join(item.format(number) for number in "一二")
    of_plan = {
        "issue": "甲。",
        "goal": "乙。",
        "deadline": "2024年底前",
        "leader": "李明",
        "lead": "市水利局",
    }
    assert [words_of(text, item) for item in read_layout(source_of(text)).items] == [of_plan] * 2


def test_the_part_that_holds_the_list_is_no_category() -> None:
    items = "".join(f"第{n}项  问题。\n整改目标：A\n整改时限：2024年底\n" for n in "一二三")
    text = f"第一部分  总体要求\n坚持。\n第二部分  整改任务（共3项）\n{items}第三部分  保障措施\n加强领导。\n"
    assert {item.category for item in read_layout(source_of(text)).items} == {None}


@pytest.mark.parametrize(
    "tail",
    [
        "四、保障措施\n（一）加强领导。\n（二）强化督导。责任单位：市督察办。\n",
        "注：1.整改时限以报备为准。2.责任单位排第一位的为牵头单位。\n",
        "云岭市督察整改办公室  2024年4月10日\n",
    ],
)
@pytest.mark.parametrize("number", ["{}、", "（{}）", "问题{}："])
def test_what_follows_the_last_item_is_no_part_of_it(number: str, tail: str) -> None:
    items = "".join(
        f"{number.format(n)}甲。\n责任单位：市水利局\n整改措施：\n1.截污。\n2.清淤。\n" for n in "一二三"
    )
    layout = read_layout(source_of("云岭市整改清单\n" + items + tail))
    assert item_numbers(layout) == [1, 2, 3]
    assert words_of("云岭市整改清单\n" + items + tail, layout.items[-1])["measures"] == "1.截污。\n2.清淤。"


def test_measures_that_begin_like_a_web_page_s_footer_stay() -> None:
    for step in ("关闭非法砂场3家。", "打印企业全部安装设施。", "主动公开环境信息。"):
        text = "".join(f"{n}、问题。\n整改目标：A\n整改措施：\n截污。\n{step}\n" for n in "一二")
        assert words_of(text, read_layout(source_of(text)).items[-1])["measures"] == f"截污。\n{step}"


def test_fields_on_one_line_lose_the_comma_between_them() -> None:
    text = "".join(f"{n}.问题。\n整改目标：A\n责任单位：市水利局，完成时限：2024年底\n" for n in (1, 2))
    words = words_of(text, read_layout(source_of(text)).items[0])
    assert (words["responsible"], words["deadline"]) == ("市水利局", "2024年底")


REPORTS = {
    "labelled": "1.扬尘严重。\n整改情况：已完成整改。一是洒水。\n2.2024年秸秆焚烧。\n整改情况：正在推进。\n",
    "labelled by what was done": "1.扬尘严重。\n整改主要工作及成效：已完成整改。一是洒水。\n2.2024年秸秆焚烧。\n整改主要工作及成效：正在推进。\n",
    "labelled by the result": "1.扬尘严重。\n办理结果：已完成整改。一是洒水。\n2.2024年秸秆焚烧。\n办理结果：正在推进。\n",
    "behind bullets": "●问题1：扬尘严重。\n○整改进展：已完成整改。一是洒水。\n●问题2：2024年秸秆焚烧。\n○整改进展：正在推进。\n",
    "behind triangles": "▶问题1：扬尘严重。\n▷整改进展：已完成整改。一是洒水。\n▶问题2：2024年秸秆焚烧。\n▷整改进展：正在推进。\n",
    "labelled by the month": "1.扬尘严重。\n本月进展：已完成整改。一是洒水。\n2.2024年秸秆焚烧。\n本月进展：正在推进。\n",
    "in the same paragraph": "1.扬尘严重。整改情况：已完成整改。一是洒水。\n2.2024年秸秆焚烧。整改情况：正在推进。\n",
    "the next paragraph's first words": "1.扬尘严重。\n已完成整改。一是洒水。\n2.2024年秸秆焚烧。\n正在推进。\n",
}


@pytest.mark.parametrize(
    "closing",
    ["三、下一步\n1.继续努力。\n", "下一步，我市将继续努力。\n", "附件：1.整改任务清单\n2.分工表\n"],
)
@pytest.mark.parametrize("dress", REPORTS)
def test_a_progress_report_reads_the_same_in_every_dress(dress: str, closing: str) -> None:
    lead = "岚阳市整改情况的通报\n共2个问题，1个完成，1个正在推进。\n一、大气（2个）\n"
    text = lead + REPORTS[dress] + closing
    layout = read_layout(source_of(text))
    assert (layout.shape, layout.kind) == ("progress_report", "progress_report")
    assert [words_of(text, item) for item in layout.items] == [
        {"issue": "扬尘严重。", "progress": "已完成整改。一是洒水。"},
        {"issue": "2024年秸秆焚烧。", "progress": "正在推进。"},
    ]
    assert [item.category for item in layout.items] == ["大气", "大气"]


@pytest.mark.parametrize("problem", ["针对“扬尘严重”的问题。", "关于扬尘严重问题，"])
def test_a_problem_and_its_report_may_be_one_paragraph(problem: str) -> None:
    text = "岚阳市整改情况的通报\n" + "".join(
        f"（{n}）{problem}建成喷淋设施3套，已完成整改。\n" for n in "一二"
    )
    layout = read_layout(source_of(text))
    assert [words_of(text, item)["progress"] for item in layout.items] == [
        "建成喷淋设施3套，已完成整改。"
    ] * 2
    assert "扬尘严重" in words_of(text, layout.items[0])["issue"]


@pytest.mark.parametrize("dash", ["——", "--"])
def test_a_dash_parts_the_problem_from_its_status(dash: str) -> None:
    text = f"岚阳市整改情况的通报\n1.水质差{dash}已完成整改，并通过销号\n治理河道23公里。\n2.扬尘{dash}超期\n仅覆盖3处。\n"
    assert [words_of(text, item) for item in read_layout(source_of(text)).items] == [
        {"issue": "水质差", "status": "已完成整改，并通过销号", "progress": "治理河道23公里。"},
        {"issue": "扬尘", "status": "超期", "progress": "仅覆盖3处。"},
    ]


@pytest.mark.parametrize("mark", ["▲{}（{}项）", "【{}】", "{}", "二、{}（{}项）"])
def test_headings_may_say_how_far_the_items_below_them_are(mark: str) -> None:
    text = (
        f"岚阳市整改情况的通报\n{mark.format('已完成', 2)}\n1.非法采砂。拆除采砂船4艘。\n2.粪污直排。\n"
        f"{mark.format('滞后', 1)}\n3.管网混接。改造进度46%。\n岚阳市整改办\n"
    )
    layout = read_layout(source_of(text))
    assert (layout.shape, [(item.seq, item.category, words_of(text, item)) for item in layout.items]) == (
        "progress_report",
        [
            (1, "已完成", {"issue": "非法采砂。", "progress": "拆除采砂船4艘。"}),
            (2, "已完成", {"issue": "粪污直排。"}),
            (3, "滞后", {"issue": "管网混接。", "progress": "改造进度46%。"}),
        ],
    )


@pytest.mark.parametrize("day", ["2021年9月", "9月20日"])
def test_a_signature_without_a_whole_date_is_no_part_of_the_last_item(day: str) -> None:
    text = (
        f"岚阳市整改情况\n1.扬尘。\n整改情况：已整改。\n2.油烟。\n整改情况：正在整改\n岚阳市人民政府\n{day}\n"
    )
    last = read_layout(source_of(text)).items[-1]
    assert words_of(text, last) == {"issue": "油烟。", "progress": "正在整改"}


def test_a_status_in_brackets_is_no_part_of_the_problem() -> None:
    text = "一、大气\n1.扬尘（含3处工地）严重。【已完成整改】\n3.秸秆焚烧（达到序时进度）。\n二、水\n4.东湖水质差（正在整改）。已建管网3公里。\n"
    layout = read_layout(source_of(text))
    assert [(item.seq, item.category, words_of(text, item)) for item in layout.items] == [
        (1, "大气", {"issue": "扬尘（含3处工地）严重。", "status": "已完成整改"}),
        (3, "大气", {"issue": "秸秆焚烧", "status": "达到序时进度"}),
        (4, "水", {"issue": "东湖水质差", "status": "正在整改", "progress": "已建管网3公里。"}),
    ]


def test_a_quoted_problem_is_its_words() -> None:
    text = """一、关于“污水处理厂长期‘吃不饱’。”问题
整改进展情况：已经完成。
1.新建管网。
二、关于“油烟扰民。”的问题
整改进展情况：未达到序时进度。下一步，继续安装净化器。
"""
    items = read_layout(source_of(text)).items
    assert [words_of(text, item) for item in items] == [
        {
            "issue": "污水处理厂长期‘吃不饱’。",
            "ignored": "”问题",
            "progress": "已经完成。\n1.新建管网。",
        },
        {"issue": "油烟扰民。", "ignored": "”的问题", "progress": "未达到序时进度。下一步，继续安装净化器。"},
    ]


def test_a_status_in_brackets_before_the_problem_is_no_part_of_it() -> None:
    text = "".join(
        f"问题{n}【{status}】：{issue}\n责任单位：县水利局\n整改时限：2025年3月底前\n整改进展：清退3处。\n"
        for n, status, issue in (("一", "已完成", "水源地散养。"), ("三", "正在整改", "【园区】废水未接管。"))
    )
    items = read_layout(source_of(text)).items
    assert [(item.seq, words_of(text, item)["status"], words_of(text, item)["issue"]) for item in items] == [
        (1, "已完成", "水源地散养。"),
        (3, "正在整改", "【园区】废水未接管。"),
    ]


def test_a_plan_with_a_report_on_each_item_is_a_progress_report() -> None:
    text = "".join(f"{number}、问题。\n整改目标：A\n整改措施：B\n整改进展：已完成。\n" for number in "一二三")
    layout = read_layout(source_of(text))
    assert (layout.shape, layout.kind) == ("labelled_items", "progress_report")


def test_where_only_the_state_has_a_label_what_was_done_stands_behind_the_problem() -> None:
    """Read with the problem, what was measured would count as found by the inspectors, before anything was done."""
    line = "{}.{}长期超标问题。已建成污水管网12公里，水质达到Ⅲ类。整改状态：已完成。\n"
    text = "云岭市督察反馈问题整改进展情况\n" + "".join(
        line.format(n, river) for n, river in ((1, "青溪"), (2, "白水"))
    )
    first = read_layout(source_of(text)).items[0]
    assert words_of(text, first) == {
        "issue": "青溪长期超标问题。",
        "progress": "已建成污水管网12公里，水质达到Ⅲ类。",
        "status": "已完成。",
    }


def test_a_bulletin_has_no_items() -> None:
    layout = read_layout(source_of(published("yongzhou-2024-03-bulletin")))
    assert (layout.shape, layout.kind, layout.items) == ("bulletin", "bulletin", ())


def test_a_monthly_report_has_no_list_to_be_missed() -> None:
    text = "云岭市生态环境质量月报\n2026年11月10日\n10月，全市优良天数比率为93.5%。\n县区\tPM2.5\n东县\t35\n"
    layout = read_layout(source_of(text))
    assert (layout.kind, layout.not_understood) == ("bulletin", ())
    (missed,) = read_layout(source_of("云岭市督察整改方案\n一、总体要求\n")).not_understood
    assert "没有带表头的表格" in missed.reason


def test_a_notice_of_what_was_passed_on_is_a_bulletin() -> None:
    text = "督察组交办我市举报件情况\n11月30日，中央第二督察组交办我市第九批群众信访举报件10件，均为来电。\n"
    assert read_layout(source_of(text)).kind == "bulletin"
    text = "省配合督察工作领导小组边督边改组向怒江州转办第十七批群众举报投诉问题4件。\n"
    assert read_layout(source_of(text)).kind == "bulletin"
    text = "交办我市第二十一批环境信访案件\n6月27日，中央第五环境保护督察组向我市交办环境信访案件12宗。\n"
    assert read_layout(source_of(text)).kind == "bulletin"
    text = "督察组向我省转交的第二十三批84件群众信访举报件，已办结56件。\n"
    assert read_layout(source_of(text)).kind == "bulletin"


@pytest.mark.parametrize(
    "case",
    [
        "序号：{}\n受理编号：D3AH2026000{}\n反映情况：油烟扰民。\n是否属实：属实\n处理和整改情况：已更换净化器。\n办结状态：已办结\n",
        "{}、受理编号：D3AH2026000{}。反映情况：油烟扰民。经查，基本属实。处理和整改情况：已更换净化器。\n",
    ],
)
def test_what_the_public_complained_of_case_by_case_is_no_list_of_tasks(case: str) -> None:
    """No rate counts a complaint among the tasks of a rectification list, and what is left aside is said."""
    text = "云岭市群众信访举报转办和边督边改公开情况（第四批）\n" + "".join(
        case.format(n, n) for n in (1, 2, 3)
    )
    layout = read_layout(source_of(text))
    assert (layout.kind, layout.items) == ("bulletin", ())
    assert "不是整改清单的任务" in layout.not_understood[0].reason
    tasks = text.replace("办结状态", "整改时限：2024年底\n办结状态").replace(
        "经查", "整改时限：2024年底。经查"
    )
    assert read_layout(source_of(tasks)).kind != "bulletin"  # 信访件整改台账


def test_a_document_no_layout_knows_says_so() -> None:
    text = "岚阳市关于督察整改方案的说明\n本方案共有若干措施。\n"
    layout = read_layout(source_of(text))
    assert layout.items == () and layout.kind == "plan"
    assert "没有认出" in layout.not_understood[0].reason


def with_table(text: str) -> tuple[str, Table]:
    """The text with a table of two items behind it."""
    rows = [["序号", "反馈问题", "整改目标", "整改措施"], ["1", "甲", "乙", "丙"], ["2", "丁", "戊", "己"]]
    table = []
    for row in rows:
        cells = []
        for words in row:
            cells.append(Cell(len(text), len(text) + len(words)))
            text += words + "\t"
        text += "\n"
        table.append(tuple(cells))
    return text, Table(tuple(table))


def test_a_list_beside_another_is_reported() -> None:
    items = "".join(f"{n}、问题。\n整改目标：A\n整改措施：B\n责任单位：市水利局\n" for n in "一二三")
    text, table = with_table(items + "附件2\n")
    layout = read_layout(source_of(text, (table,)))
    assert item_numbers(layout) == [1, 2, 3]
    assert "另有2项" in layout.not_understood[0].reason


def test_labels_behind_the_last_item_are_reported() -> None:
    text, table = with_table("云渡县整改清单\n")
    text += "油烟扰民。\n整改目标：治理。\n整改时限：2025年底\n"
    layout = read_layout(source_of(text, (table,)))
    assert item_numbers(layout) == [1, 2]
    assert [text[stretch.start : stretch.end][:4] for stretch in layout.not_understood] == ["整改目标"]


@pytest.mark.parametrize(
    ("written", "field", "role"),
    [
        ("整改目标", "goal", None),
        ("整 改　目 标：", "goal", None),
        ("【整改措施】", "measures", None),
        ("整改措施（3条）", "measures", None),
        ("市直牵头单位", "units", "lead"),
        ("旗县责任单位", "units", "responsible"),
        ("师市领导", "leader", None),
        ("责任人及联系电话", "leader", None),
        ("县级责任单位", "units", "responsible"),
        ("主体责任单位", "units", "responsible"),
        ("监管责任单位", "units", "supervising"),
        ("市直配合单位", "units", "cooperating"),
        ("督办市领导", "leader", None),
        ("牵头区领导", "leader", None),
        ("市级包靠领导", "leader", None),  # not listed, but of the same characters
        ("行业牵头部门", "units", "lead"),
        ("主要牵头单位", "units", "lead"),
        ("业务指导单位", "units", "supervising"),
        ("督查部门", "units", "supervising"),
        ("技术支持单位", "units", "cooperating"),
        ("第一责任单位", "units", "responsible"),
        ("挂牌督办领导", "leader", None),
        ("督察报告原文", "issue", None),
        ("督察指出", "issue", None),
        ("负责单位", "units", "responsible"),
        ("整改完成标准", "goal", None),
        ("拟采取的整改措施", "measures", None),
        ("整改目标标准", "goal", None),  # as these three, made of the same words
        ("拟推进举措", "measures", None),
        ("整改销号期限", "deadline", None),
        ("完成时间节点", "deadline", None),
        ("原因分析", "ignored", None),
        ("牵头领导单位", "units", "lead"),
    ],
)
def test_labels_are_known_in_any_dress(written: str, field: str, role: str | None) -> None:
    known = look_up(written)
    assert known and (known.field, known.role) == (field, role)


def test_words_that_only_contain_a_label_are_none() -> None:
    assert look_up("落实整改目标") is None
    assert look_up("加强组织领导") is look_up("有关部门") is None


@pytest.mark.parametrize(
    ("label", "words", "fields"),
    [
        (
            "整改时限及责任单位",
            "2024年12月底前，长期坚持；市水利局、白石县政府",
            [("deadline", "2024年12月底前，长期坚持"), ("responsible", "市水利局、白石县政府")],
        ),
        ("责任单位和整改时限", "市水利局 2024年底", [("responsible", "市水利局"), ("deadline", "2024年底")]),
        ("整改时限及责任单位", "立行立改", [("deadline", "立行立改")]),
        ("整改时限及责任单位", "市水利局、市财政局", [("responsible", "市水利局、市财政局")]),
        ("责任领导及单位", "李明、王伟，市水利局", [("leader", "李明、王伟"), ("responsible", "市水利局")]),
        ("责任领导及单位", "分管副市长", [("leader", "分管副市长")]),
    ],
)
def test_a_label_that_names_two_fields_is_read_as_both(
    label: str, words: str, fields: list[tuple[str, str]]
) -> None:
    text = f"一、污水直排。\n整改目标：消除直排。\n{label}：{words}\n二、油烟扰民。\n整改目标：治理。\n{label}：{words}\n"
    layout = read_layout(source_of(text))
    assert [list(words_of(text, item).items())[-len(fields) :] for item in layout.items] == [fields, fields]


def test_a_heading_may_skip_a_number() -> None:
    text = "".join(
        f"{heading}\n{number}.{issue}\n整改目标：治理。\n整改措施：（一）排查。\n（二）整治。\n"
        for heading, number, issue in (
            ("一、大气环境问题", 1, "扬尘。"),
            ("二、水环境问题", 2, "直排。"),
            ("四、固体废物问题", 3, "渗漏。"),
        )
    )
    layout = read_layout(source_of(text))
    assert [item.category for item in layout.items] == ["大气环境问题", "水环境问题", "固体废物问题"]
    assert words_of(text, layout.items[1])["measures"].endswith("整治。")


def test_a_heading_above_each_problem_is_no_part_of_the_item_before() -> None:
    text = "督察整改方案\n制定本方案。\n" + "".join(
        f"{heading}\n反馈问题：{issue}\n整改目标：治理。\n整改时限：2024年底\n责任单位：县水利局\n"
        for heading, issue in (("生态修复管护问题", "成活率低。"), ("地下水超采问题", "机井未关闭。"))
    )
    for item in read_layout(source_of(text)).items:
        assert words_of(text, item)["responsible"] == "县水利局"


def test_labels_in_brackets_behind_each_problem_are_read_where_nothing_else_is_a_list() -> None:
    text = "督察整改任务清单\n共2项。\n" + "".join(
        f"{n}. {issue}（责任领导：李明；责任单位：各乡（镇）、县水利局；完成时限：2024年底）\n"
        for n, issue in ((1, "污水直排。"), (2, "扬尘突出。"))
    )
    first, _ = read_layout(source_of(text)).items
    expected = {
        "issue": "污水直排。",
        "leader": "李明",
        "responsible": "各乡（镇）、县水利局",
        "deadline": "2024年底",
    }
    assert words_of(text, first) == expected
