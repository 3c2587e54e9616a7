"""The facts gathered by hand, and what is said of a row that cannot be read."""

from datetime import date

import pytest

from loaders import facts
from loaders.facts import MalformedFact, read_benchmarks, read_measured_indicators, read_status_facts


def test_status_facts_join_the_tasks_that_are_loaded():
    known = {("hengyang-2019-plan", 29): "hengyang-2019-plan-29"}
    (report,) = read_status_facts(known)
    assert (report.task_id, report.status, report.scope) == ("hengyang-2019-plan-29", "closed", "whole")
    assert report.reported_on == date(2020, 4, 26)
    assert report.source.startswith("http")
    assert read_status_facts({}) == []  # no document loaded, nothing to report on


def test_benchmarks_have_a_day_and_the_words_it_came_from():
    rates = {(rate.scope, rate.round): rate for rate in read_benchmarks()}
    rate = rates["永州市", "第二轮省生态环境保护督察"]
    assert (rate.as_of_text, rate.as_of) == ("2025-01", date(2025, 1, 31))
    assert (rate.tasks_total, rate.tasks_completed, rate.completion_rate) == (56, None, None)
    assert rates["全国", "第二轮中央生态环境保护督察"].completion_rate == 79


def test_standards_know_when_they_are_in_force():
    limits = [row for row in read_measured_indicators() if row.role == "limit" and row.metric == "PM2.5"]
    assert sorted((row.valid_from, row.valid_to, row.value) for row in limits) == [
        (date(2016, 1, 1), date(2026, 2, 28), 35.0),
        (date(2026, 3, 1), date(2030, 12, 31), 30.0),
        (date(2031, 1, 1), None, 25.0),
    ]


CITIES = [
    ("衡阳市城区", "衡阳市"),
    ("沅江市城区", "益阳市"),  # a county-level city lies in a city
    ("志溪河断面(益阳)", "益阳市"),
    ("万子湖断面", "益阳市"),  # told by the file, since the name does not
    ("湖南省", None),
    ("洞庭湖", None),
    ("GB 3095-2026二级", None),
]


@pytest.mark.parametrize(("place", "city"), CITIES)
def test_city_of_a_place(place, city):
    assert {row.city for row in read_measured_indicators() if row.place == place} == {city}


def test_every_row_has_an_address_and_every_figure_an_id():
    figures = read_measured_indicators()
    assert len({row.indicator_id for row in figures}) == len(figures) == 187
    for row in figures:
        assert (row.source_url or "").startswith("http") or row.role == "limit"
    assert all(rate.source_url.startswith("http") for rate in read_benchmarks())


HEADER = "document_id,seq,status,completed_on,reported_on,place_or_matter,basis,source_url,source_title,confidence,source_kind,scope\n"
MALFORMED = [
    ("a-plan,1,done,,,x,y,https://a.cn,t,direct,official,whole\n", "status“done”"),
    ("a-plan,one,closed,,,x,y,https://a.cn,t,direct,official,whole\n", "seq“one”"),
    ("a-plan,1,closed,,2024-13,x,y,https://a.cn,t,direct,official,whole\n", "reported_on“2024-13”"),
    ("a-plan,1,closed,,,x,y,,t,direct,official,whole\n", "source_url“”"),
    ("a-plan,1,closed,,,x,y,somewhere,t,direct,official,whole\n", "source_url“somewhere”"),
    ("a-plan,1,closed\n", "列数"),
]


@pytest.mark.parametrize(("line", "said"), MALFORMED)
def test_a_malformed_row_is_named_with_file_and_line(tmp_path, line, said):
    file = tmp_path / "status.csv"
    file.write_text(HEADER + line, encoding="utf-8")
    with pytest.raises(MalformedFact) as error:
        read_status_facts({}, file)
    assert "status.csv" in str(error.value) and "第 2 行" in str(error.value) and said in str(error.value)


def test_last_day():
    assert facts.last_day("2024-02") == date(2024, 2, 29)
    with pytest.raises(ValueError):
        facts.last_day("2024/02")
