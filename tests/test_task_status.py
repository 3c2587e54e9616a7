"""What a task's column, remark, closing opinion and bracket say together."""

from datetime import date

import pytest

from loaders.grammar.statuses.task_status import read_task_status, statuses_by_heading, statuses_by_number
from loaders.items import Field, Item
from loaders.parse import parse_document


def read(*cells: tuple[str, str, str], reported_on: date | None = None):
    """Cells of (field, label, words), laid out as a line of a table."""
    text, fields = "", []
    for name, label, words in cells:
        fields.append(Field(name, label, len(text), len(text) + len(words)))
        text += words + "\t"
    return read_task_status(text, fields, reporting_year=2024, reported_on=reported_on)


def whole(found) -> list[tuple[str, date | None]]:
    return [(report.status, report.completed_on) for report in found.reports if report.scope == "whole"]


COLUMN_AND_REMARK = [
    # column, remark, status of the whole, whether they disagree
    ("已完成", "", "completed", False),
    ("", "已完成整改并销号", "closed", False),
    ("已完成", "已通过验收销号", "closed", False),  # the remark says more
    ("已完成", "长期坚持", "completed", False),
    ("100%", "", "completed", False),
    ("80%", "", "on_track", False),
    ("已完成", "尚未完成整改，正在推进", "on_track", True),
    ("已销号", "已完成整改，待销号", "completed", True),
    ("已销号", "该问题已完成整改", "closed", False),  # what was done, not another status
    ("整改中", "已于2024年5月完成整改", "completed", True),
    ("达到序时进度", "未达到序时进度", "overdue", False),
    ("已完成", "印发了工作方案", "completed", False),  # a remark that says nothing of progress
    ("未启动", "修复方案正在编制", "not_started", False),
    ("已完成", "9个村已完工，尚有1个村终端设施正在施工", "on_track", True),
    ("已完成", "定期开展巡查", "completed", False),
    ("逾期", "因选址争议，项目尚未开工", "overdue", False),  # late, for it has not begun
    ("未启动", "清运方案尚未批复", "not_started", False),
    ("", "", None, False),
]


@pytest.mark.parametrize(("column", "remark", "status", "disagrees"), COLUMN_AND_REMARK)
def test_the_remark_decides_against_the_column(column, remark, status, disagrees):
    found = read(("status", "整改状态", column), ("progress", "备注", remark))
    assert [word for word, _ in whole(found)] == ([status] if status else [])
    assert found.disagrees == disagrees


@pytest.mark.parametrize(
    "opinion", ["退回整改", "暂缓销号，待诉讼终结后另行公示", "不同意销号", "不符合销号条件"]
)
def test_an_opinion_that_refuses_decides_against_what_was_done_and_what_is_said_of_all(opinion):
    done, of_all = (
        ("progress", "完成情况", "已复绿，全部拆除到位"),
        ("notice", "各项", "以下8项拟予以销号，现予公示"),
    )
    assert whole(read(done, ("closing", "验收结论", opinion), of_all)) == [("on_track", None)]


def test_a_late_task_that_is_not_accepted_is_late():
    found = read(("status", "整改状态", "整改滞后"), ("closing", "验收意见", "未验收"))
    assert whole(found) == [("overdue", None)]


def test_a_closing_opinion_comes_first_and_takes_the_day_from_the_remark():
    found = read(
        ("progress", "整改情况", "三是企业于2024年3月20日完成整改。持续加强巡查。"),
        ("closing", "验收销号意见", "符合销号条件，拟予以销号"),
    )
    assert whole(found) == [("completed", date(2024, 3, 20))]
    assert not found.disagrees


BY_LABEL = [
    ("progress", "完成情况", "62%", [("on_track", None)]),
    ("status", "是否完成", "是", [("completed", None)]),
    ("status", "是否完成整改", "否", [("on_track", None)]),
    ("status", "是否销号", "是", [("closed", None)]),
    ("status", "是否销号", "否", []),  # says nothing of the work
    ("status", "是否完成", "已完成整改，长期坚持", [("completed", None)]),
    ("status", "已销号", "√", [("closed", None)]),  # a column for each status
    ("status", "推进中", "√", [("on_track", None)]),
    ("status", "是否达到序时进度", "是", [("on_track", None)]),
    ("status", "是否达到序时进度", "否", [("overdue", None)]),
    ("status", "是否达到序时", "否", [("overdue", None)]),
    ("status", "已销号", "×", []),
    ("status", "状态", "□完成 □推进 ☑滞后", [("overdue", None)]),
    ("status", "是否完成", "是☑ 否□", [("completed", None)]),
    ("status", "销号文号", "某督销〔2023〕2号", [("closed", None)]),  # what closed it is its letter
    ("closing", "销号时间", "2024年9月20日", [("closed", date(2024, 9, 20))]),
    ("closing", "拟销号时间", "2024年9月20日", [("completed", None)]),  # a notice before 销号
    ("closing", "公示时间", "2024年9月20日至9月26日", []),
]


@pytest.mark.parametrize(("name", "label", "words", "expected"), BY_LABEL)
def test_a_cell_may_need_its_label(name, label, words, expected):
    assert whole(read((name, label, words))) == expected


@pytest.mark.parametrize(("lamp", "status"), [("红灯", "overdue"), ("绿色", "on_track"), ("蓝灯", None)])
def test_lamps_mean_what_the_ledger_says_itself(lamp, status):
    legend = ("ignored", "注", "绿灯为达到序时进度，红灯表示滞后")
    assert [word for word, _ in whole(read(legend, ("status", "亮灯", lamp)))] == ([status] if status else [])


def test_a_tick_is_quoted_with_what_was_done():
    text = "否\t已改造1.3万户。余下待改。"
    fields = [Field("status", "是否完成", 0, 1), Field("progress", "整改进展", 2, len(text))]
    report, *_ = read_task_status(text, fields, reporting_year=2024, reported_on=None).reports
    assert (report.status, text[report.start : report.end]) == ("on_track", "已改造1.3万户")
    (alone,) = read_task_status(text, fields[:1], reporting_year=2024, reported_on=None).reports
    assert text[alone.start : alone.end] == "否"


NOTE_BESIDE_STATUS = [
    # 是否完成, 进展情况, 备注, status of the whole
    ("是", "78家企业完成废水回用改造。", "已报省厅，待销号", "completed"),
    ("否", "拆除8栋，3栋正在诉讼。", "未按时限完成，已发督办函", "overdue"),
    ("否", "查处案件46宗。", "持续开展", "ongoing"),
    ("是", "12宗全部复绿。", "第二批新增任务", "completed"),
    ("是", "断面水质均值达Ⅳ类。", "2024年4月销号", "closed"),
    ("否", "", "1号库已完成清运", "on_track"),  # of one of them
    ("", "", "12处中的9处已整改到位，其余3处计划于2026年3月底前完成。", "on_track"),
]


@pytest.mark.parametrize(("column", "progress", "note", "status"), NOTE_BESIDE_STATUS)
def test_a_note_beside_column_and_report_may_say_more(column, progress, note, status):
    found = read(("status", "是否完成", column), ("progress", "进展情况", progress), ("remark", "备注", note))
    assert [word for word, _ in whole(found)] == [status]


def test_the_day_of_closing_says_that_it_is_closed():
    found = read(
        ("completed_on", "完成日期", "2022.9.28"),
        ("closing", "销号日期", "2022.11.15"),
        ("progress", "目前进展", "捕捞设施7处全部拆除"),
    )
    assert whole(found) == [("closed", date(2022, 11, 15))]


def test_a_notice_is_of_the_day_on_which_its_lead_says_that_it_was_accepted():
    lead = "完成第28项问题整改，市水利局于2024年8月16日组织现场验收并出具验收意见，现公示如下："
    found = read(("notice", "", "第28项问题整改销号的公示\n" + lead), reported_on=date(2024, 9, 1))
    assert whole(found) == [("completed", date(2024, 8, 16))]


def test_a_notice_of_several_is_dated_by_what_each_says():
    text = "反馈问题拟销号公示\n3个问题已通过市级验收，现予公示。\n措施到位，市级验收时间为2022年12月8日。"
    lead = text.rindex("\n")
    fields = [Field("progress", "", lead, len(text)), Field("notice", "", 0, lead)]
    found = read_task_status(text, fields, reporting_year=2023, reported_on=None)
    assert whole(found) == [("completed", date(2022, 12, 8))]


def test_a_closing_opinion_without_a_day_takes_that_of_the_acceptance():
    found = read(
        ("progress", "整改落实情况", "弃渣全部清理。2023年11月17日市自然资源局组织验收。"),
        ("closing", "销号意见", "同意销号。"),
    )
    assert whole(found) == [("closed", date(2023, 11, 17))]


def test_a_report_is_dated_by_the_acceptance_that_it_tells_after_its_status():
    told = "已完成整改。园区污水处理厂扩建竣工。2022年12月16日，市生态环境局组织验收并通过。"
    assert whole(read(("progress", "整改进展", told))) == [("completed", date(2022, 12, 16))]
    told = "已完成整改并通过市级验收。弃渣于5月底全部清运；2022年7月1日，市水利局出具验收意见。"
    assert whole(read(("progress", "整改进展", told), ("closing", "验收结论", "通过验收"))) == [
        ("completed", date(2022, 7, 1))
    ]


def test_a_column_may_tell_of_the_acceptance_too():
    column = "已完成整改，2024年4月15日市级已核查"
    assert whole(read(("status", "目前状态", column))) == [("completed", date(2024, 4, 15))]


def test_what_is_accepted_after_its_work_is_done_then():
    found = read(
        ("issue", "反馈问题", "2处消纳场位于河道内。"),
        ("progress", "整改完成情况", "2处消纳场于2023年4月全部关闭。"),
        ("closing", "市级核查情况", "2023年6月10日至12日，市水务局组织核查组现场核查，同意县自查意见。"),
    )
    assert whole(found) == [("completed", date(2023, 6, 12))]


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("8月10日完成整改任务，8月18日通过县级验收。已完成问题整改。", date(2024, 8, 18)),
        ("已完成整改。计划2024年一季度完成验收销号。", None),
        ("已完成整改。2024年3月底前完成验收。", None),
        ("圈舍全部拆除，已完成整改。市级验收通过时间为2023年12月9日。", date(2023, 12, 9)),
        ("2023年5月22日，市生态环境局、水利局联合核查，认定该问题整改到位。", date(2023, 5, 22)),
        ("植被已恢复，2021年9月29日省林草局验收合格。已完成整改。", date(2021, 9, 29)),
    ],
)
def test_a_note_tells_the_day_of_acceptance(note, day):
    assert whole(read(("remark", "备注", note))) == [("completed", day)]


def test_the_acceptance_of_a_form_dates_its_closing():
    found = read(
        ("progress", "整改完成情况", "砂石场全部关闭。"),
        ("closing", "市级验收", "2022年3月22日，市自然资源局牵头组织验收，一致通过。"),
        ("closing", "销号结论", "同意销号。"),
    )
    assert whole(found) == [("closed", date(2022, 3, 22))]


GROUPED = (
    "一、已完成整改的问题\n1.扬尘。整改。\n二、正在整改问题\n2.管网。修。\n三、未按期完成整改的问题\n3.矿山。"
)


def test_a_report_may_group_its_items_by_how_far_they_are():
    categories = ("已完成整改的问题", "正在整改问题", "未按期完成整改的问题")
    items = [
        Item(n, GROUPED.index(f"{n}."), len(GROUPED), (), category)
        for n, category in enumerate(categories, 1)
    ]
    said = statuses_by_heading(GROUPED, items, reporting_year=2024, reported_on=None)
    assert [said[category].status for category in categories] == ["completed", "on_track", "overdue"]
    assert [GROUPED[said[c].start : said[c].end] for c in categories[:1]] == ["已完成整改"]
    of_problems = "（一）整改进展滞后。\n1.甲。\n（二）环境问题突出。\n2.乙。"
    headings = [Item(1, 12, 14, (), "整改进展滞后"), Item(2, 28, 30, (), "环境问题突出")]
    assert statuses_by_heading(of_problems, headings, reporting_year=2024, reported_on=None) == {}


def test_the_column_of_the_day_counts_before_the_remark():
    found = read(
        ("status", "完成状态", "已完成"),
        ("status", "完成日期", "2024年6月20日"),
        ("progress", "备注", "已通过验收，2024年7月5日完成销号。"),
    )
    assert whole(found) == [("closed", date(2024, 6, 20))]


def test_the_day_of_closing_comes_before_that_of_the_acceptance():
    accepted = ("closing", "验收时间", "2022年8月19日")
    assert whole(read(accepted, ("closing", "销号时间", "2022年9月30日"))) == [("closed", date(2022, 9, 30))]
    assert whole(read(accepted, ("closing", "销号时间", ""))) == [("completed", date(2022, 8, 19))]


def test_a_layout_may_name_the_column_of_the_day():
    found = read(("status", "整改状态", "整改到位"), ("completed_on", "完成时间", "2024年8月"))
    assert whole(found) == [("completed", date(2024, 8, 31))]
    found = read(("status", "整改状态", "整改中"), ("completed_on", "完成时间", "2024年12月"))
    assert whole(found) == [("on_track", None)]  # when it should be done


def test_a_day_ahead_is_no_report():
    assert whole(read(("closing", "销号时间", "2024年9月20日"), reported_on=date(2024, 6, 1))) == []


def test_parts_stay_beside_an_unfinished_whole():
    found = read(
        ("issue", "问题", "7处关闭矿山未治理。"),
        ("status", "状态", "达到序时进度"),
        ("progress", "整改情况", "其中2处矿山已完成治理，5处正在施工。"),
    )
    assert [(report.status, report.scope) for report in found.reports] == [
        ("on_track", "whole"),
        ("completed", "part"),
    ]


NOTICES = [
    # title and lead, status, its words
    ("关于第37项问题整改销号的公示", "completed", "问题整改销号的公示"),
    ("关于警示片披露问题\n（编号22）整改完成情况的公示", "completed", "整改完成情况的公示"),
    ("整改任务（第14项）完成情况的公示", "completed", "整改任务（第14项）完成情况的公示"),
    ("第5号问题拟予以销号公示", "completed", "问题拟予以销号公示"),
    ("关于第8项问题验收情况的公示", "completed", "问题验收情况的公示"),
    ("关于第6项问题整改情况的公示\n该项问题已通过省级验收销号。", "closed", "该项问题已通过省级验收销号"),
    (
        "第6项整改完成情况公示\n第6项任务已通过验收，同意销号，现予以公示。",
        "closed",
        "第6项任务已通过验收，同意销号",
    ),
    ("关于第6项问题整改进展情况的公示", None, None),
    ("关于第6项问题不予销号的公示", None, None),
]


@pytest.mark.parametrize(("text", "status", "words"), NOTICES)
def test_being_published_is_a_status(text: str, status: str | None, words: str | None) -> None:
    found = read_task_status(
        text, [Field("notice", "", 0, len(text))], reporting_year=2024, reported_on=None
    ).reports
    assert [(report.status, text[report.start : report.end]) for report in found] == (
        [(status, words)] if status else []
    )


def test_the_lead_of_a_notice_says_more_than_its_report():
    text = "第27项问题整改完成情况公示\n第27项任务已通过验收，同意销号，现公示如下。\n垃圾已全部清运。"
    report = Field("progress", "整改情况", text.index("垃圾"), len(text))
    around = Field("notice", "", 0, report.start)
    found = read_task_status(text, [report, around], reporting_year=2024, reported_on=None)
    assert [status.status for status in found.reports] == ["closed"]


def test_one_steps_day_is_not_that_of_the_task():
    steps = "（一）2023年9月20日拆除全部设施。（二）砂石已全部清运。（三）已复绿5公顷。"
    closing = "同意销号。"
    found = read(
        ("issue", "问题", "码头未拆除。"), ("progress", "整改情况", steps), ("closing", "验收意见", closing)
    )
    assert whole(found) == [("closed", None)]


def test_a_closing_act_is_dated_by_the_clauses_that_lead_up_to_it():
    words = "2023年9月21日，省水利厅组织验收，同意销号。"
    assert whole(read(("closing", "验收意见", words))) == [("closed", date(2023, 9, 21))]
    office = "2025年6月12日，市整改办验收销号（云督改〔2025〕6号）。"
    assert whole(read(("progress", "整改情况", office))) == [("closed", date(2025, 6, 12))]
    bound = "2024年8月15日前堆放的砂石已全部清运，通过市级验收。"
    assert whole(read(("progress", "整改情况", bound))) == [("completed", date(2024, 8, 15))]
    accepted = "2022年8月26日，市自然资源局组织验收，认为已完成整改，同意申请销号。"
    assert whole(read(("closing", "验收结论", accepted))) == [("completed", date(2022, 8, 26))]
    letter = "2024年6月20日，市督察整改办下达《整改销号通知书》（〔2024〕8号），同意该问题销号。"
    assert whole(read(("progress", "整改情况", letter))) == [("closed", date(2024, 6, 20))]
    nearest = "违建已于2024年3月15日前全部拆除，市林业局于2024年5月20日出具验收意见，同意销号。"
    assert whole(read(("progress", "整改情况", nearest))) == [("closed", date(2024, 5, 20))]
    begun = "2021年10月启动沿江截污干管和泵站改造二期工程，经省级核查，已销号。"
    assert whole(read(("closing", "验收意见", begun))) == [("closed", None)]


def test_the_day_under_a_closing_opinion_is_that_of_the_closing():
    for day in ("2024年10月29日", "（2024年10月29日）"):
        opinion = f"经市级验收组现场核查，同意销号。{day}"
        assert whole(read(("closing", "验收销号意见", opinion))) == [("closed", date(2024, 10, 29))]


def test_a_notice_that_the_task_is_done_is_no_report_that_it_goes_on():
    text = "现将第10项任务整改完成情况进行公示。\n每月调度预警，强化督查督办。"
    report = Field("progress", "整改完成情况", text.index("每月"), len(text))
    around = Field("notice", "", 0, report.start)
    found = read_task_status(text, [report, around], reporting_year=2019, reported_on=None)
    assert [status.status for status in found.reports] == ["completed"]


def test_the_day_on_which_closing_was_asked_for_is_none():
    assert whole(read(("progress", "整改情况", "恢复植被33亩，2024年4月已上报销号材料。"))) == [
        ("completed", None)
    ]
    passed = "2023年8月31日，通过县级验收，待市级销号。"
    assert whole(read(("progress", "整改情况", passed))) == [("completed", date(2023, 8, 31))]


def test_not_done_by_its_day_is_late_though_it_says_only_not_done_first():
    words = "未完成整改。2座小水电站因补偿分歧未按期退出。"
    assert whole(read(("issue", "问题", "2座小水电站未按期退出。"), ("progress", "整改情况", words))) == [
        ("overdue", None)
    ]


def test_the_day_by_which_it_was_due_is_not_that_of_its_completion():
    words = "按照整改方案，应于2023年12月底前完成，目前已全面完成并通过验收。"
    assert whole(read(("progress", "整改情况", words))) == [("completed", None)]


def test_the_title_of_a_notice_speaks_of_no_item_by_its_number():
    title = "关于第8、14项问题整改销号的公示"
    assert statuses_by_number(title, 0, len(title), reporting_year=2024, reported_on=None) == {}


def test_the_lead_speaks_of_items_by_their_numbers(tmp_path):
    """Where an item's own words do not say how far it is."""
    report = tmp_path / "report.txt"
    report.write_text(
        "云雁市2023年生态环境保护督察反馈问题整改情况报告\n"
        "截至2023年10月25日，第1、3至4项已完成整改，第2项达到序时进度，第5项已销号，第五项达到序时进度。\n"
        "1.园区污水管网覆盖不全。\n整改情况：新建管网7.8公里。\n"
        "2.石材加工整治不彻底。\n整改情况：关停取缔石材加工点64家。\n"
        "3.支流水质超标。\n整改情况：该问题已通过验收销号。\n"
        "4.养殖污染反弹。\n整改情况：新建粪污处理设施12处。\n"
        "5.臭氧超标天数上升。\n整改情况：升级治理设施24家。\n",
        encoding="utf-8",
    )
    document = parse_document(report)
    seqs = {task.task_id: task.seq for task in document.tasks}
    found = {seqs[row.task_id]: (row.status, row.quote) for row in document.status_reports}
    assert found == {
        1: ("completed", "第1、3至4项已完成整改"),
        2: ("on_track", "第2项达到序时进度"),
        3: ("closed", "该问题已通过验收销号"),  # its own words say it
        4: ("completed", "第1、3至4项已完成整改"),
    }  # of the fifth the lead says two things


def test_a_status_beside_what_was_done_is_no_part_of_it(tmp_path):
    report = tmp_path / "report.txt"
    items = "".join(
        f"第{numeral}项任务：{name}\n问题描述：{name}不到位。\n完成情况：已完成\n整改成效：{name}已改造。\n"
        for numeral, name in (("一", "料棚"), ("二", "管网"))
    )
    report.write_text(f"云雁市督察反馈问题整改进展\n{items}", encoding="utf-8")
    assert [task.progress for task in parse_document(report).tasks] == ["料棚已改造。", "管网已改造。"]
