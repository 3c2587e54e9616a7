"""Reports find their tasks: surely, doubtfully, or not at all."""

from datetime import date
from pathlib import Path

from loaders.candidates import candidates_of
from loaders.carrying import carried_reports, mark_reports, unknown_tasks
from loaders.items import OF_TEMPLATE
from loaders.linking import link_tasks
from loaders.parse import parse_document
from loaders.rows import (
    DocumentRow,
    LinkRow,
    ParsedDocument,
    StatusRow,
    TaskFieldRow,
    TaskRow,
    TaskUnitRow,
    UnitRow,
)

FIXTURES = Path(__file__).resolve().parent / "fixtures" / "documents"
SECOND_ROUND = "第二轮省生态环境保护督察"

SEWAGE = "城镇生活污水收集处理能力不足。中心城区污水集中收集率仅为52.3%，第二污水处理厂进水浓度偏低，雨天溢流频发。"
AIR = "环境空气质量改善压力大。2023年全市PM2.5年均浓度同比上升5.6%，建筑工地扬尘管控粗放。"
MINES = "历史遗留矿山生态修复滞后。应于2022年底前完成的6座废弃矿山修复任务仅完成2座。"


def document(
    document_id: str,
    issues: dict[int, str],
    kind: str = "plan",
    city: str | None = "云州市",
    area: str | None = None,
    inspection: str | None = SECOND_ROUND,
    level: str | None = "provincial",
    day: date | None = None,
    codes: dict[int, str] | None = None,
    status: str | None = None,
    responsible: str | None = None,
) -> ParsedDocument:
    """A document of which only what links go by is filled in; `responsible`: the county whose task each is."""
    made = ParsedDocument(
        DocumentRow(
            document_id, None, city, area, kind, "table", inspection, level, None, day, None, None,
            "\n".join(issues.values()), "txt", f"{document_id}.txt", None, document_id,
        )
    )  # fmt: skip
    for seq, issue in issues.items():
        task_id = f"{document_id}-{seq:02d}"
        made.tasks.append(
            TaskRow(
                task_id, document_id, city, area, None, None, seq, None, issue, None, None, None, None, None,
                None, None, False, False, 0, 0,
            )
        )  # fmt: skip
        if codes and seq in codes:
            made.task_fields.append(TaskFieldRow(task_id, "code", "任务编号", None, codes[seq], 0, 0))
        if status:
            made.status_reports.append(StatusRow(task_id, status, "whole", day, None, document_id))
        if responsible:
            made.units["u"] = UnitRow(
                "u", f"{responsible}党委政府", city, responsible, "government", None, False
            )
            made.task_units.append(
                TaskUnitRow(task_id, "u", "responsible", f"{responsible}党委政府", 1, "", 0, 0)
            )
    return made


def links(*documents: ParsedDocument, **decisions: bool) -> list[tuple[str, str, str]]:
    """(from, to, certainty); decisions are written p_02__r_05=True for p-02 and r-05."""
    decided = {
        (one.replace("_", "-"), other.replace("_", "-")): is_same
        for (one, other), is_same in ((pair.split("__"), is_same) for pair, is_same in decisions.items())
    }
    return [(row.from_task_id, row.to_task_id, row.certainty) for row in link_tasks(documents, decided)]


def plan(**said: object) -> ParsedDocument:
    return document("p", {1: AIR, 2: SEWAGE, 3: MINES}, **said)  # type: ignore[arg-type]


def report(issues: dict[int, str], **said: object) -> ParsedDocument:
    return document("r", issues, **{"kind": "ledger", **said})  # type: ignore[arg-type]


def test_a_ledger_finds_the_plan_under_shorter_words() -> None:
    """The plan and the ledger of one city, made by somebody who did not know the rules."""
    documents = [
        parse_document(FIXTURES / name) for name in ("qinglan-2024-plan.txt", "qinglan-2025-ledger.xls")
    ]
    found = link_tasks(documents, {})
    assert {(row.from_task_id[-2:], row.to_task_id[-2:]) for row in found} == {
        (number, number) for number in ("02", "03", "05", "06", "07", "08")
    }
    assert {(row.kind, row.certainty) for row in found} == {("report", "sure")}
    carried = [row for row in carried_reports(documents, found) if row.scope == "whole"]
    assert {row.task_id[-2:]: row.status for row in carried} == {
        "02": "closed", "03": "completed", "05": "on_track", "06": "on_track", "07": "overdue", "08": "completed",
    }  # fmt: skip
    ledger_text = documents[1].document.text
    for row in carried:
        assert row.source == "qinglan-2025-ledger"
        assert ledger_text[row.source_start : row.source_end] == row.quote  # its place is in the report


def test_the_first_words_of_a_problem_are_enough_where_nothing_else_is_like_them() -> None:
    assert links(plan(), report({7: "城镇生活污水收集处理能力不足"})) == [("r-07", "p-02", "sure")]


def test_the_number_helps_where_words_were_changed() -> None:
    told = "城镇生活污水处理有短板，中心城区收集率一直不高，雨天污水经常溢流"
    assert links(plan(), report({2: told})) == [("r-02", "p-02", "sure")]
    assert links(plan(), report({9: told})) == [("r-09", "p-02", "doubtful")]
    smell = "尤溪镇生活垃圾临时堆放点未采取防渗措施，异味扰民。"
    same_smell = "尤溪镇生活垃圾临时堆放点无防渗措施，群众反映异味重。"
    assert links(document("p", {1: SEWAGE, 2: smell}), report({2: same_smell})) == [("r-02", "p-02", "sure")]
    solvents = "木材加工企业挥发性有机物治理简易低效，使用光氧设施。"
    told = {2: "木材加工企业VOCs治理简易低效"}
    assert links(document("p", {1: SEWAGE, 2: solvents}), report(told)) == [("r-02", "p-02", "sure")]


def test_the_inspectors_number_says_more_than_one_of_the_list() -> None:
    of = document("p", {1: AIR, 4: "（省编号：21）沋河网箱养鱼清理后尾水治理不到位。"})
    told = "沋河网箱养殖取缔后，尾水治理工作滞后。"
    assert links(of, report({21: told})) == [("r-21", "p-04", "sure")]
    assert links(of, report({4: told})) == [("r-04", "p-04", "doubtful")]


def test_the_inspectors_number_may_stand_in_the_items_head(tmp_path: Path) -> None:
    of = tmp_path / "p.txt"
    of.write_text(
        "云州市督察整改措施清单\n"
        + "".join(
            f"问题{n}（省序号：{number}）：{words}\n整改目标：完成整改。\n整改时限：2023年底\n责任单位：市水利局\n"
            for n, number, words in (("一", 21, SEWAGE), ("二", 9, MINES))
        ),
        encoding="utf-8",
    )
    assert [one.numbers for one in candidates_of(parse_document(of))] == [{"21"}, {"9"}]


def test_exceeding_a_limit_is_no_name() -> None:
    of = document("p", {1: AIR, 4: "大通湖总磷浓度偏高，沿湖鱼塘尾水直排入湖。"})
    assert links(of, report({4: "大通湖总磷超标鱼塘尾水直排"})) == [("r-04", "p-04", "sure")]


def test_the_number_alone_is_nothing() -> None:
    assert links(plan(), report({2: "秸秆露天焚烧现象屡禁不止，部分乡镇监管不力"})) == []


def test_words_that_differ_by_a_place_or_an_ordinal_are_never_sure() -> None:
    for there, here, why in (
        (
            "溪口县乡镇污水处理设施运行不正常，出水长期超标",
            "云渡县乡镇污水处理设施运行不正常，出水长期超标",
            "云渡县",
        ),
        (
            "市第一污水处理厂提标改造进度滞后，出水超标",
            "市污水处理厂提标改造进度滞后，出水超标",
            "第一污水处理厂",
        ),
        ("溪口县钢铁企业超低排放改造进度滞后", "云渡市钢铁企业超低排放改造进度滞后", "云渡市"),
        ("溪口县养殖小区粪污直排，涉及养殖户27家", "溪口县养殖小区粪污直排，涉及养殖户9家", "27家"),
    ):
        for seq in (1, 5):
            found = link_tasks([document("p", {1: there, 2: AIR}), report({seq: here})], {})
            assert [row.certainty for row in found] == ["doubtful"], (there, here, seq)
            assert why in found[0].basis


def test_a_river_is_not_the_county_whose_name_it_has() -> None:
    here = {"city": "遵义市", "area": "仁怀市"}
    of = document("p", {1: "赤水河流域白酒废水处理能力不足，茅台镇7号污水处理厂超负荷运行。"}, **here)
    assert links(of, report({1: "茅台镇7号污水处理厂超负荷"}, **here)) == [("r-01", "p-01", "sure")]


def test_what_is_plainly_another_is_not_asked_about() -> None:
    for there, here in (
        ("市第一污水处理厂提标改造进度滞后，出水超标", "市第二污水处理厂提标改造进度滞后，出水超标"),
        ("城东污水处理厂超负荷运行，污水溢流入河", "城西污水处理厂超负荷运行，污水溢流入河"),
        ("衡南县乡镇污水处理设施运行不正常", "衡东县乡镇污水处理设施运行不正常"),
    ):
        assert links(document("p", {1: there, 2: AIR}), report({1: here})) == [], (there, here)


def test_a_problem_with_words_left_out_is_sure() -> None:
    full = "溪口县城区雨污分流改造不到位，每天约1.2万吨生活污水溢流入河。"
    for short in ("溪口县城区雨污分流改造不到位，生活污水溢流", "关于溪口县城区雨污分流不到位的问题"):
        assert links(document("p", {1: full, 2: AIR}), report({9: short})) == [("r-09", "p-01", "sure")], (
            short
        )


def test_a_problem_told_in_another_order_is_sure_where_its_city_is_known() -> None:
    """As a city tells anew what the province's list says of it."""
    told = "溪口县清湾江支流仍有排口直排，城区黑臭水体整治反弹。"
    anew = "云州市溪口县城区黑臭水体整治后出现反弹，清湾江支流排口直排。"
    for city, certainty in (("云州市", "sure"), (None, "doubtful")):
        of = document("p", {1: told, 2: AIR}, city=city, day=date(2023, 1, 1))
        assert links(of, document("q", {7: anew}, day=date(2024, 1, 1))) == [("q-07", "p-01", certainty)]


def test_two_problems_that_are_alike_are_both_listed() -> None:
    alike = document("p", {1: "溪口县养殖废水直排", 2: "溪口县养殖废水直排河道", 3: AIR})
    assert links(alike, report({9: "溪口县养殖废水直排"})) == [
        ("r-09", "p-01", "doubtful"), ("r-09", "p-02", "doubtful"),
    ]  # fmt: skip


def test_another_city_is_never_meant() -> None:
    assert links(plan(), report({2: SEWAGE}, city="林州市")) == []
    assert links(plan(), report({2: SEWAGE}, city=None, area="溪口县")) == []


def test_where_a_report_names_no_place_short_words_are_not_enough() -> None:
    assert links(plan(), report({2: "城镇生活污水收集处理能力不足"}, city=None)) == [
        ("r-02", "p-02", "doubtful")
    ]
    assert links(plan(), report({2: SEWAGE}, city=None)) == [("r-02", "p-02", "sure")]


def test_a_report_answers_its_own_inspection() -> None:
    for inspection, level in (
        ("第一轮省生态环境保护督察", "provincial"),
        ("第二轮中央生态环境保护督察", "central"),
        ("第二轮省生态环境保护督察“回头看”", "provincial"),
    ):
        assert links(plan(), report({2: SEWAGE}, inspection=inspection, level=level)) == [], inspection
    assert links(plan(), report({2: SEWAGE}, inspection=None, level=None)) == [("r-02", "p-02", "sure")]


def test_a_report_does_not_come_before_its_plan() -> None:
    early = report({2: SEWAGE}, day=date(2023, 5, 1))
    assert links(plan(day=date(2024, 1, 1)), early) == []


def test_the_same_problem_in_two_plans_comes_back_in_a_later_round() -> None:
    later = document("q", {4: SEWAGE}, inspection="第三轮省生态环境保护督察", day=date(2025, 1, 1))
    found = link_tasks([plan(day=date(2022, 1, 1)), later], {})
    assert [(row.from_task_id, row.to_task_id, row.kind, row.certainty) for row in found] == [
        ("q-04", "p-02", "same_problem", "sure")
    ]
    documents = [plan(day=date(2022, 1, 1)), later]
    mark_reports(documents, found)
    assert all(task.reports_on is None for made in documents for task in made.tasks)


def test_our_id_says_it_whatever_the_words_and_the_document() -> None:
    home = document("yunzhou-2025-report", {3: "扬尘严重"}, kind="progress_report")
    code = {1: "yunzhou-2025-report-03"}
    filled = document("t", {1: "扬尘严重"}, kind="ledger", city=None, inspection=None, codes=code)
    assert links(filled, home) == [("t-01", "yunzhou-2025-report-03", "sure")]
    mistaken = document("t", {1: MINES}, kind="ledger", codes=code)
    assert links(home, mistaken) == [("t-01", "yunzhou-2025-report-03", "doubtful")]


def test_the_inspectors_code_is_shared_within_a_city() -> None:
    coded = plan(codes={2: "HN-2023-017"})
    told = {5: "污水厂建设进度慢，中心城区污水直排"}
    assert links(coded, report(told, codes={5: "HN-2023-017"})) == [("r-05", "p-02", "sure")]
    assert links(coded, report(told, codes={5: "HN-2023-017"}, city="林州市")) == []


def test_an_id_that_no_document_has_is_named() -> None:
    filled = document("t", {1: AIR}, kind="ledger", codes={1: "nowhere-2020-plan-01"})
    (row,) = unknown_tasks([plan(), filled])
    assert "nowhere-2020-plan-01" in row.reason and row.document_id == "t"
    assert not list(unknown_tasks([plan(), document("t", {1: AIR}, kind="ledger", codes={1: "p-01"})]))
    assert not list(unknown_tasks([document("t", {1: AIR}, kind="ledger", codes={1: "3"})]))


def test_a_citys_own_numbers_are_told_once() -> None:
    own = {number: f"QH-{number:02d}" for number in range(1, 41)}
    ledger = document("t", dict.fromkeys(own, AIR), kind="ledger", codes=own)
    (row,) = unknown_tasks([plan(), ledger])
    assert "“QH-01”“QH-02”“QH-03”等 40 个" in row.reason and "本地自编的编号" in row.reason
    ledger.task_fields[0].role = OF_TEMPLATE
    (row,) = unknown_tasks([plan(), ledger])
    assert "本地自编的编号" not in row.reason


def test_only_the_row_of_a_template_that_repeats_a_report_is_no_news() -> None:
    """A city's ledger that names the task by a number like ours says what it says."""
    first = report({1: AIR}, codes={1: "p-01"}, day=date(2025, 3, 31), status="completed")
    again = document("s", {1: AIR}, kind="ledger", codes={1: "p-01"}, status="completed")
    documents = [plan(), first, again]
    found = link_tasks(documents, {})
    assert [row.source for row in carried_reports(documents, found)] == ["r", "s"]
    again.task_fields[0].role = OF_TEMPLATE
    assert [row.source for row in carried_reports(documents, found)] == ["r"]


def test_of_two_ledgers_without_a_plan_the_later_reports_on_the_earlier() -> None:
    march = report({2: SEWAGE}, day=date(2025, 3, 31), status="on_track")
    june = document("s", {2: SEWAGE}, kind="ledger", day=date(2025, 6, 30), status="closed")
    found = link_tasks([june, march], {})
    mark_reports([june, march], found)
    assert [(row.from_task_id, row.to_task_id) for row in found] == [("s-02", "r-02")]
    assert june.tasks[0].reports_on == "r-02" and march.tasks[0].reports_on is None
    assert [(row.task_id, row.status) for row in carried_reports([june, march], found)] == [
        ("r-02", "closed")
    ]


def test_of_two_reports_that_only_look_back_the_later_speaks_of_the_earlier() -> None:
    (first, later) = (report({2: SEWAGE}), report({2: SEWAGE}))
    first.document.document_id = "z"
    first.document.looks_back_to, later.document.looks_back_to = date(2023, 9, 30), date(2023, 12, 31)
    first.tasks[0].task_id, first.tasks[0].document_id = "z-02", "z"
    assert links(later, first) == [("r-02", "z-02", "sure")]


def test_reports_that_contradict_one_another_are_both_kept() -> None:
    one = report({2: SEWAGE}, day=date(2025, 3, 31), status="completed")
    other = document("s", {2: SEWAGE}, kind="progress_report", day=date(2025, 3, 31), status="overdue")
    documents = [plan(), one, other]
    carried = carried_reports(documents, link_tasks(documents, {}))
    assert sorted((row.task_id, row.status, row.source) for row in carried) == [
        ("p-02", "completed", "r"), ("p-02", "overdue", "s"),
    ]  # fmt: skip


def test_a_county_speaks_for_its_part_of_a_citys_task() -> None:
    told = report({2: SEWAGE}, area="溪口县", status="closed")
    documents = [plan(), told]
    found = link_tasks(documents, {})
    mark_reports(documents, found)
    assert [(row.task_id, row.scope) for row in carried_reports(documents, found)] == [("p-02", "part")]
    assert told.tasks[0].reports_on is None
    documents = [plan(responsible="溪口县"), told]
    mark_reports(documents, found)
    assert [row.scope for row in carried_reports(documents, found)] == ["whole"]
    assert told.tasks[0].reports_on == "p-02"


def test_a_countys_own_plan_comes_before_its_citys() -> None:
    county = document("c", {8: SEWAGE}, area="溪口县")
    found = links(plan(), county, report({8: SEWAGE}, area="溪口县"))
    assert ("r-08", "c-08", "sure") in found
    assert not any(one == "r-08" and other == "p-02" for one, other, _ in found)


def test_what_a_person_decided_holds() -> None:
    alike = document("p", {1: "溪口县养殖废水直排", 2: "溪口县养殖废水直排河道", 3: AIR})
    told = report({9: "溪口县养殖废水直排"}, status="closed")
    assert links(alike, told, r_09__p_02=True) == [("r-09", "p-02", "confirmed")]
    # A pair told in the other order is the same pair; with one rejected the other is no longer in doubt.
    assert links(alike, told, p_02__r_09=False) == [("r-09", "p-02", "rejected"), ("r-09", "p-01", "sure")]
    assert links(plan(), told, r_09__p_03=True) == [("r-09", "p-03", "confirmed")]
    earlier = document("o", {4: SEWAGE})
    both = links(earlier, plan(), q := document("q", {6: SEWAGE}), o_04__q_06=True)
    assert ("q-06", "o-04", "confirmed") in both and ("q-06", "p-02", "sure") in both and q.tasks
    found = link_tasks([alike, told], {("r-09", "p-02"): True})
    assert [row.task_id for row in carried_reports([alike, told], found)] == ["p-02"]


def test_a_decision_on_a_task_that_is_gone_is_kept_quiet() -> None:
    assert links(plan(), r_09__p_03=True) == []


def test_rejected_and_doubtful_links_carry_nothing() -> None:
    documents = [plan(), report({2: SEWAGE}, status="closed")]
    for certainty in ("rejected", "doubtful"):
        assert not list(carried_reports(documents, [LinkRow("r-02", "p-02", "report", certainty, 99, "")]))


def test_each_of_two_thousand_rows_finds_its_own_among_the_others() -> None:
    """Months of one long ledger, whose rows share most of their words."""
    names = [
        f"{a}{b}{c}"
        for a in "青白云石清龙双大小上金"
        for b in "溪山塘桥坪湾口田岭河"
        for c in "东西南北前后里外坡"
    ]
    issues = {n: f"{name}村养殖粪污直排{name}沟，群众反映强烈" for n, name in enumerate(names, 1)}
    first = document("p", issues, kind="ledger", day=date(2024, 1, 1))
    found = {(one[2:], other[2:]) for one, other, _ in links(first, report(issues, day=date(2024, 2, 1)))}
    assert {(f"{n:02d}", f"{n:02d}") for n in issues} <= found


LISTED = {
    1: "云州市白鹤镇生活垃圾填埋场渗滤液收集设施破损，汛期存在外溢风险。",
    2: "清湾江国考断面总磷浓度长期不达标，沿岸7处农田退水直排。",
    3: "云州市第二热电厂煤场未封闭，卸煤时粉尘扰民。",
    4: "金银湖水产养殖尾水未经处理外排。",
    5: "铜鼓岭石灰岩矿边坡未复绿，3处采坑积水。",
}
TOLD = {
    1: "金银湖养殖尾水外排",
    2: "清湾江断面总磷不达标",
    3: "石灰岩矿边坡复绿不到位",
    4: "填埋场渗滤液收集池破损",
}


def test_in_a_report_on_the_plan_a_few_words_are_enough_that_only_one_task_has() -> None:
    found = links(document("p", LISTED), report({**TOLD, 5: "部分干部担当不够"}))
    assert found == [
        ("r-01", "p-04", "sure"), ("r-02", "p-02", "sure"), ("r-03", "p-05", "sure"), ("r-04", "p-01", "sure"),
    ]  # fmt: skip
    as_tasks = links(document("p", LISTED), report({seq: f"{told}任务" for seq, told in TOLD.items()}))
    assert as_tasks == found


def test_a_short_name_and_several_at_once_are_the_things_meant() -> None:
    of = {
        1: "云州市第一、第二污水处理厂进水浓度偏低，雨污合流管网改造进度慢。",
        2: "云州河煤化工集团有限责任公司气化装置异味扰民，群众反复投诉。",
        3: "沋河水库水源保护区内仍有村庄生活污水入库。",
    }
    told = {
        1: "云化集团气化装置异味扰民",
        2: "沋河水库上游村庄生活污水",
        3: "污水处理厂进水浓度低、雨污合流管网改造慢",
    }
    assert links(document("p", of), report(told)) == [
        ("r-01", "p-02", "sure"), ("r-02", "p-03", "sure"), ("r-03", "p-01", "sure"),
    ]  # fmt: skip


def test_the_same_few_words_are_not_enough_where_the_report_is_on_something_else() -> None:
    few = {3: "铜鼓岭矿边坡和采坑治理"}
    others = {5: "路灯损坏", 6: "桥梁限高架缺失", 7: "公交站台破旧", 8: "校门口堵车", 9: "电梯超期未检"}
    assert links(document("p", LISTED), report({**few, **others})) == [("r-03", "p-05", "doubtful")]
    assert ("r-03", "p-05", "sure") in links(document("p", LISTED), report({**TOLD, **few}))


def test_a_name_alone_is_asked_about_even_in_a_report_on_the_plan() -> None:
    for told in ("云州市第二热电厂在线监测数据弄虚作假", "第二热电厂卸煤车辆夜间鸣笛"):
        found = links(document("p", LISTED), report({**TOLD, 5: told}))
        assert ("r-05", "p-03", "doubtful") in found and len(found) == 5, told


def test_the_name_of_a_county_alone_asks_nothing() -> None:
    of = document("p", {1: "椒江区医化园区恶臭异味扰民", 2: "温岭市污泥露天堆存"}, city="台州市")
    assert links(of, report({3: "椒江区二桥噪声"}, city="台州市")) == []


def test_what_was_done_tells_which_task_is_meant() -> None:
    """The plan asks for it at one task only; a report on something else at the same works says other things."""
    on_plan = document("p", {**LISTED, 6: "云州市乡镇污水处理设施“晒太阳”，22座中有9座未正常运行。"})
    on_plan.tasks[2].measures = "建设封闭煤棚，加装喷淋抑尘设施。"
    told = report(
        {**TOLD, 5: "第二热电厂抑尘措施欠缺", 6: "部分乡镇污水站闲置", 7: "第二热电厂卸煤车辆夜间鸣笛"}
    )
    told.tasks[4].progress = "封闭煤棚已经建成，喷淋设施投入使用。"
    told.tasks[5].progress = "22座设施全部委托第三方运维，9座恢复正常运行。"
    told.tasks[6].progress = "在厂区道路设置禁鸣标志，调整运输时段。"
    found = links(on_plan, told)
    assert {("r-05", "p-03", "sure"), ("r-06", "p-06", "sure")} <= set(found)
    assert ("r-07", "p-03", "sure") not in found


def test_a_problem_in_its_turn_among_those_that_are_sure_may_be_told_in_other_words() -> None:
    """A report that goes through the plan in its order, under numbers of its own."""
    works = "靖水县刘川工业集中区污水处理厂建成3年未投运，园区废水由罐车转运，转运台账缺失。"
    on_plan = document("p", {1: AIR, 2: works, 3: SEWAGE, 4: MINES})
    told = [
        "环境空气质量改善压力大",
        "刘川工业集中区污水处理厂长期闲置",
        "城镇生活污水收集处理能力不足",
        "历史遗留矿山生态修复滞后",
    ]
    in_turn = links(on_plan, report(dict(enumerate(told, start=11))))
    assert in_turn == [(f"r-{10 + seq}", f"p-{seq:02d}", "sure") for seq in (1, 2, 3, 4)]
    out_of_turn = links(on_plan, report(dict(enumerate([*told[:1], *told[2:], told[1]], start=11))))
    assert ("r-14", "p-02", "doubtful") in out_of_turn


def test_two_of_a_kind_are_told_apart_by_one_word_where_they_stand_in_their_turn() -> None:
    of = {1: AIR, 2: "沋河田湖段非法采砂破坏河道。", 3: "沋河饭坡段河道内堆放弃渣约2万方。", 4: MINES}
    told = {1: AIR, 2: "河道采砂问题", 3: "河道弃渣问题", 4: MINES}
    found = links(document("p", of), report(told))
    assert found == [(f"r-{seq:02d}", f"p-{seq:02d}", "sure") for seq in told]
    out_of_turn = links(document("p", of), report({1: AIR, 2: told[3], 3: told[2], 4: MINES}))
    assert {certainty for report, _, certainty in out_of_turn if report in ("r-02", "r-03")} == {"doubtful"}


def test_a_notice_of_the_county_may_be_short() -> None:
    told = {7: "湿地保护区实验区内养殖围堰没有清退"}
    of = document("p", {1: "湿地保护区溪口县境内实验区存在养殖围堰3200亩", 2: AIR}, responsible="溪口县")
    assert links(of, report(told, area="溪口县", responsible="溪口县")) == [("r-07", "p-01", "sure")]
    elsewhere = report(told, area="云渡县", responsible="云渡县")
    assert links(of, elsewhere) == []
    river = {2: "沋河劣Ⅴ类问题"}
    of = document("p", {1: AIR, 2: "溪口县沋河断面长期为劣Ⅴ类。"}, responsible="溪口县")
    assert links(of, report(river, area="溪口县", responsible="溪口县")) == [("r-02", "p-02", "sure")]


def test_the_same_figure_and_the_earlier_inspection_named_make_two_plans_one() -> None:
    wide = "云州市黄龙湖被大面积违规填占，填湖面积约280亩，湖泊生态功能受损。"
    city = "黄龙湖违规填占问题。黄龙湖约280亩湖面被违规填占，湖泊生态功能受损。"
    (row,) = link_tasks([document("p", {1: wide}, responsible="溪口县"), document("q", {5: city})], {})
    assert (row.kind, row.certainty, row.basis) == ("same_problem", "sure", "数字相同，文字相近")
    again = "第一轮督察指出的云岭经济开发区污水处理厂问题整改不力，虽已建成但配套管网缺失。"
    before = "云岭经济开发区污水处理厂未建成，园区废水未经处理排入青江。"
    (row,) = link_tasks([document("p", {1: before}), document("q", {5: again}, day=date(2024, 1, 1))], {})
    assert (row.certainty, row.basis) == ("sure", "写明是前一轮督察指出的问题")


def test_a_doubtful_link_says_what_agrees_and_what_differs() -> None:
    of = document("p", {1: "溪口县养殖小区粪污直排，涉及养殖户27家", 2: AIR})
    (row,) = link_tasks([of, report({9: "溪口县养殖小区粪污直排，涉及养殖户9家"})], {})
    assert row.certainty == "doubtful" and row.basis.startswith(
        "数字不同：27家、9家。两项都说“溪口县养殖小区粪污直排"
    )
