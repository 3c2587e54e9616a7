"""Closing notices: one item a page, its number in the title, its fields in any dress."""

from datetime import date

import pytest

from loaders.grammar.statuses.task_status import read_task_status
from loaders.items import Layout
from loaders.layouts import closing_notice, read_layout
from loaders.source import Source
from tests.test_table_layout import source_of

TITLE = "关于第二轮省生态环境保护督察反馈问题第{}整改销号的公示"
BODY = """现将整改情况公示如下：
反馈问题：沿河堆放垃圾。
整改目标：清理到位。
整改措施：1.清运；
2.巡查。
整改时限：2024年6月底
责任单位：云渡县人民政府
整改完成情况：垃圾已清运。
验收销号意见：经现场核查，同意销号。
公示时间：2024年9月25日至10月9日
公示期间如有异议，请向县整改办反映。联系电话：0000-1234567
云渡县人民政府
2024年9月24日
"""


def text_source(text: str) -> Source:
    return Source("notice.txt", "", "txt", text)


def fields(source: Source, layout: Layout) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in layout.items[0].fields:
        found.setdefault(field.name, []).append(source.text[field.start : field.end])
    found.pop("ignored", None)
    return found


def of_labels(source: Source, layout: Layout) -> dict[str, list[str]]:
    return {name: words for name, words in fields(source, layout).items() if name != "notice"}


EXPECTED = {
    "issue": ["沿河堆放垃圾。"],
    "goal": ["清理到位。"],
    "measures": ["1.清运；\n2.巡查。"],
    "deadline": ["2024年6月底"],
    "units": ["云渡县人民政府"],
    "progress": ["垃圾已清运。"],
    "closing": ["经现场核查，同意销号。", "2024年9月25日至10月9日"],
}


def test_labels_before_their_words() -> None:
    source = text_source(TITLE.format("37项") + "\n" + BODY)
    assert closing_notice.claims(source)
    layout = closing_notice.read(source)
    assert (layout.shape, layout.kind, layout.items[0].seq) == ("closing_notice", "progress_report", 37)
    assert of_labels(source, layout) == EXPECTED
    assert source.text[layout.items[0].start : layout.items[0].end].endswith("10月9日")


def test_labels_as_headings_on_lines_of_their_own() -> None:
    numbers = iter("一二三四五六七八九")
    labelled = [line.partition("：") for line in BODY.splitlines()[1:10]]
    lines = [f"{next(numbers)}、{label}\n{words}" if colon else label for label, colon, words in labelled]
    source = text_source(
        TITLE.format("二十七项") + "\n" + "\n".join(lines) + "\n云渡县人民政府\n2024年9月24日\n"
    )
    layout = closing_notice.read(source)
    assert layout.items[0].seq == 27
    assert of_labels(source, layout) == EXPECTED


def test_an_opinion_that_closes_a_task_is_a_notice_of_it() -> None:
    text = (
        "云渡县关于第07号整改任务的验收销号意见\n2019年12月21日验收组对完成情况进行了现场验收。\n"
        "一、整改任务\n秸秆焚烧时有发生。\n二、完成情况：\n签订禁烧责任状343个。\n三、验收意见\n同意销号。\n"
    )
    (item,) = read_layout(text_source(text)).items
    assert item.seq == 7
    assert [(f.name, text[f.start : f.end]) for f in item.fields if f.name != "notice"] == [
        ("issue", "秸秆焚烧时有发生。"),
        ("progress", "签订禁烧责任状343个。"),
        ("closing", "同意销号。"),
    ]
    status = read_task_status(text, item.fields, reporting_year=2020, reported_on=None)
    assert [(report.status, report.completed_on) for report in status.reports] == [
        ("closed", date(2019, 12, 21))
    ]


def test_a_table_of_labels_and_words() -> None:
    rows = [[label, "\n".join(words)] for label, words in (
        ("反馈问题", EXPECTED["issue"]), ("整 改\n目 标", EXPECTED["goal"]), ("整改措施", EXPECTED["measures"]),
        ("整改时限", EXPECTED["deadline"]), ("责任单位", EXPECTED["units"]), ("整改完成情况", EXPECTED["progress"]),
        ("验收意见", EXPECTED["closing"][:1]), ("公示时间", EXPECTED["closing"][1:]),
    )]  # fmt: skip
    source = source_of(rows, before=TITLE.format("（十四）项"))
    layout = closing_notice.read(source)
    assert layout.items[0].seq == 14
    assert of_labels(source, layout) == EXPECTED


def test_labels_and_words_on_alternating_lines() -> None:
    lines = [line.partition("：") for line in BODY.splitlines()[1:10]]
    text = "\n".join(f"{label}\n{words}" if colon else label for label, colon, words in lines)
    source = text_source(TITLE.format("3项") + "\n" + text + "\n")
    assert of_labels(source, closing_notice.read(source)) == EXPECTED


@pytest.mark.parametrize(
    ("title", "seq"),
    [
        ("云渡县警示片披露问题（编号22）整改完成情况的公示", 22),
        ("云渡县中央督察反馈问题（省编号53）验收销号公示", 53),
        ("云渡县关于第（十四）个问题整改销号的公示", 14),
        ("关于云渡县省级环保督察反馈问题18整改销号的公示", 18),
        ("关于第二轮省督察反馈第5号问题整改验收公示", 5),
        ("省督察反馈问题整改验收公示\n问题编号：云环督2021-57", 57),
        ("云渡县督察反馈问题销号公示\n（2022年第2号）\n采砂问题（问题编号：YD-2021-118）拟予以销号。", 118),
        ("云渡县督察反馈问题整改完成公示（第4号）\n整改任务（第二十三项）完成情况予以公示。", 23),
    ],
)
def test_the_inspectors_number(title: str, seq: int) -> None:
    layout = closing_notice.read(text_source(title + "\n" + BODY))
    assert layout.items[0].seq == seq and not layout.not_understood


def test_a_notice_of_progress_is_claimed_where_it_names_its_one_item() -> None:
    title, body = (
        "云渡县督察反馈问题{}整改进展情况的公示\n",
        "问题情况：水质差。\n整改进展：正在清淤，达到序时进度。\n",
    )
    layout = read_layout(text_source(title.format("第17项") + body))
    assert (layout.shape, layout.items[0].seq) == ("closing_notice", 17)
    assert not closing_notice.claims(text_source(title.format("") + body))


def test_a_notice_that_a_task_is_done_is_claimed() -> None:
    text = "云渡县中央督察反馈问题整改任务完成情况公示\n现将第9项公示如下：\n整改目标：清理。\n整改完成情况：已清运。\n"
    layout = read_layout(text_source(text))
    assert (layout.shape, layout.items[0].seq) == ("closing_notice", 9)


def test_the_number_stands_below_the_pages_own_line() -> None:
    text = (
        "云渡县人民政府 2019-12-13 16:36 来源: 县城管中心\n"
        + TITLE.replace("第{}", "（序号十）")
        + "\n"
        + BODY
    )
    assert closing_notice.read(text_source(text)).items[0].seq == 10


def test_a_notice_without_a_number_says_so() -> None:
    layout = closing_notice.read(text_source("云渡县环保督察整改销号公示\n" + BODY))
    assert layout.items[0].seq == 1 and "没有写明问题编号" in layout.not_understood[0].reason


def test_a_notice_has_a_report() -> None:
    text = TITLE.format("6项") + "\n反馈问题：沿河堆放垃圾。\n整改目标：清理。\n"
    assert not closing_notice.claims(text_source(text))
    assert closing_notice.claims(text_source(text + "整改完成情况：垃圾已清运。\n"))


@pytest.mark.parametrize(
    ("lead", "tail"),
    [("该项问题已完成整改，通过县级验收。\n", ""), ("", "该项问题已完成整改，通过县级验收。\n")],
)
def test_what_stands_around_the_fields_is_handed_on_for_its_status(lead: str, tail: str) -> None:
    labelled = "反馈问题：沿河堆放垃圾。\n整改目标：清理。\n公示时间：2024年9月25日至10月9日\n"
    source = text_source(TITLE.format("6项") + "\n" + lead + labelled + tail)
    found = fields(source, closing_notice.read(source))
    assert "该项问题已完成整改，通过县级验收" in "".join(found["notice"])
    assert found["issue"] == ["沿河堆放垃圾。"]


def test_whom_to_call_is_no_part_of_the_item() -> None:
    source = text_source(TITLE.format("37项") + "\n" + BODY.replace("公示期间", "联系人：张三\n公示期间"))
    item = closing_notice.read(source).items[0]
    own = [field for field in item.fields if field.name != "notice"]
    assert all(item.start <= field.start <= field.end <= item.end for field in own)


@pytest.mark.parametrize(
    "text",
    [
        "云渡县整改方案\n反馈问题：垃圾。\n整改目标：清理。\n整改措施：清运。\n",
        "关于督察信访件办理情况的公示\n一、群众反映油烟问题已办结。\n",
    ],
)
def test_other_documents_are_not_claimed(text: str) -> None:
    assert not closing_notice.claims(text_source(text))


def test_a_notice_without_labels_is_none() -> None:
    assert not closing_notice.claims(text_source("关于整改完成情况的公告\n已覆盖裸土32万平方米。\n"))


def test_a_notice_that_closes_several_items_in_one_table_is_a_list() -> None:
    rows = [
        ["编号", "反馈问题", "整改措施落实情况", "验收单位及意见"],
        ["5", "黑臭水体整治不彻底。", "已消除", "县住建局验收，同意销号"],
        ["9", "散乱污企业反弹。", "已取缔", "县工信局验收，同意销号"],
    ]
    layout = read_layout(source_of(rows, before="关于省级督察反馈第5、9项问题整改销号的公示"))
    assert [item.seq for item in layout.items] == [5, 9]
    assert not layout.not_understood


def test_a_public_report_on_several_problems_is_no_closing_notice() -> None:
    text = """云渡县督察反馈问题整改进展情况的公示
我县的3个问题中，已完成整改2个（其中销号1个），达到序时进度1个。
1.沿河堆放垃圾。
整改进展：该问题已通过验收销号。
2.管网破损。
整改进展：达到序时进度。
4.秸秆焚烧管控不严。
整改进展：已完成整改。
监督电话：0000-1234567
云渡县人民政府
2024年9月24日
"""
    layout = read_layout(text_source(text))
    assert layout.shape == "progress_report"
    assert [item.seq for item in layout.items] == [1, 2, 4]


def test_a_status_may_follow_the_problem_in_its_own_line() -> None:
    text = """环保督察反馈问题整改情况公示
1.南门河水质超标问题。已完成整改。水质稳定达到Ⅲ类。
2.垃圾中转站臭气扰民问题。正在整改。新站选址已完成。
如有异议，请联系市督察整改办。
公示期自2023年12月1日至12月7日。
"""
    layout = read_layout(text_source(text))
    assert layout.shape == "progress_report"
    found = [{field.name: text[field.start : field.end] for field in item.fields} for item in layout.items]
    assert found[0] == {"issue": "南门河水质超标问题。", "progress": "已完成整改。水质稳定达到Ⅲ类。"}
    assert found[1] == {"issue": "垃圾中转站臭气扰民问题。", "progress": "正在整改。新站选址已完成。"}
    behind_colon = text.replace("问题。已", "：已").replace("问题。正", "：正").replace("情况公示", "情况")
    fields_of = [
        {field.name for field in item.fields} for item in read_layout(text_source(behind_colon)).items
    ]
    assert fields_of == [{"issue", "progress"}] * 2
    measures = text.replace("已完成整改", "已建成管网30公里").replace("正在整改", "已关停企业3家")
    assert read_layout(text_source(measures)).items == ()
    told = measures.replace("水质稳定", "28个排口全部封堵，达到整改要求，水质稳定").replace(
        "新站", "达到序时进度，新站"
    )
    assert [item.seq for item in read_layout(text_source(told)).items] == [1, 2]


def test_a_notice_of_several_items_says_its_lead_of_each() -> None:
    lead = "云渡县督察反馈问题整改销号情况公示\n第5、11项已通过市级验收，现予以公示。\n"
    items = "".join(
        f"第{n}项\n【反馈问题】扬尘。\n【整改目标】达标。\n【整改时限】2022年底\n【整改完成情况】查处9起。\n"
        for n in (5, 11)
    )
    layout = read_layout(text_source(lead + items))
    assert [item.seq for item in layout.items] == [5, 11]
    assert [[lead[part.start : part.end] for part in item.fields if part.name == "notice"] for item in layout.items] == [
        [lead], [lead]
    ]  # fmt: skip
    plan = read_layout(text_source("云渡县整改清单\n" + items))
    assert not any(part.name == "notice" for item in plan.items for part in item.fields)


@pytest.mark.parametrize(
    "told",
    [
        "以上整改情况向社会公示，欢迎监督。",
        "现对以上整改内容予以公示，请社会各界监督。",
        "公示时间（2024年7月25日-31日），请社会各界监督。",
    ],
)
def test_the_sentence_that_makes_it_public_is_no_progress(told: str) -> None:
    told += "公示期为2024年7月25日至7月31日。"
    text = f"云渡县督察反馈问题第3项整改情况的公示\n一、反馈问题\n沿河堆放垃圾。\n二、完成情况\n整改已完成\n\n{told}\n"
    source = text_source(text)
    layout = read_layout(source)
    assert fields(source, layout)["progress"] == ["整改已完成"]
    (report,) = read_task_status(text, layout.items[0].fields, reporting_year=2024, reported_on=None).reports
    assert (report.status, report.scope) == ("completed", "whole")


@pytest.mark.parametrize(
    ("day", "field"), [("2020年12月20日", "completed_on"), ("2020年12月底前", "deadline")]
)
def test_a_day_below_what_was_done_is_when_it_was(day: str, field: str) -> None:
    text = f"云渡县第3项问题整改情况的公示\n问题概况：扬尘。\n整改落实情况：料场全部覆盖。\n完成时间：{day}\n验收情况：已通过验收。\n"
    source = text_source(text)
    assert fields(source, read_layout(source))[field] == [day]
    above = text.replace(f"完成时间：{day}\n", "").replace(
        "整改落实", f"整改时限：2021年底\n完成时间：{day}\n整改落实"
    )
    source = text_source(above)
    assert day in fields(source, read_layout(source))[field]


@pytest.mark.parametrize(("lead", "seq"), [("243号问题", 243), ("问题（问题编号：20252792025280）", 1)])
def test_a_number_may_stand_before_its_word_and_a_code_is_none(lead: str, seq: int) -> None:
    text = f"突出问题整改验收销号公示\n云渡县突出生态环境{lead}已整改完成。\n一、整改问题\n裸土未覆盖。\n二、整改完成情况\n已覆盖。\n"
    assert [item.seq for item in read_layout(text_source(text)).items] == [seq]


def test_a_heading_above_labels_is_no_field() -> None:
    text = (
        "云渡县督察整改情况公示\n（2018年督察“回头看”第二十四项整改任务）\n一、整改任务\n（一）反馈问题：沿河堆放垃圾。\n"
        "（二）整改目标：清理到位。\n二、整改完成情况\n（一）清运垃圾30吨。\n公示时间：2020年7月1日至7月7日\n"
    )
    source = text_source(text)
    layout = read_layout(source)
    assert (layout.shape, layout.items[0].seq) == ("closing_notice", 24)
    found = fields(source, layout)
    assert (found["issue"], found["goal"]) == (["沿河堆放垃圾。"], ["清理到位。"])


def test_the_problem_may_stand_in_the_lead_without_a_label() -> None:
    """Without it a notice that gives no number could not be brought to its task."""
    lead = "云岭县第23项整改任务（某石材厂粉尘污染，泥水直排）已完成整改，拟予销号，现公示如下：\n"
    text = f"公示\n{lead}整改情况：已建成封闭厂房3200平方米。\n公示期：2025年6月3日至6月9日。\n"
    (item,) = read_layout(Source("", "", "txt", text)).items
    assert (item.seq, text[item.fields[0].start : item.fields[0].end]) == (23, "某石材厂粉尘污染，泥水直排")
    assert item.start == text.index("某石材厂")
