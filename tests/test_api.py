"""The JSON addresses: the same filters as the pages, and a plain word where one is misspelt."""

import json
import urllib.error
import urllib.request
from collections import Counter
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response

import api
import filters
import queries
import wording
from benchmarks.serving import serving
from tests.conftest import PLAN

ENDPOINTS = {route.path: route.endpoint for route in api.ROUTES}


def ask(address: str, method: str = "GET", **headers: str) -> Response:
    """The answer to `tasks?status=已销号`."""
    name, _, query = address.partition("?")
    said = {
        "type": "http", "method": method, "path": f"/api/v1/{name}", "query_string": quote(query, safe="=&").encode(),
        "headers": [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()],
        "server": ("127.0.0.1", 80),
    }  # fmt: skip
    return ENDPOINTS[f"/api/v1/{name}"](Request(said))


def get(name: str, **parameters: Any) -> dict[str, Any]:
    answer = ask(
        f"{name}?{urlencode({'as_of': '2025-06-01', **parameters}, doseq=True, quote_via=lambda text, *_: text)}"
    )
    assert answer.status_code == 200, answer.body
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    return json.loads(answer.body)


def test_the_parameters_are_those_of_the_pages() -> None:
    assert set(api.PARAMETERS) == {*filters.NAMED, *api.PAGING, "since"}


@pytest.mark.usefixtures("database")
def test_every_address_says_the_day_and_the_generation() -> None:
    for name in api.ANSWERS:
        answer = get(name, **{"since": "2024-12-31"} if name in api.OF_TWO_DAYS else {})
        assert (answer["as_of"], answer["generation"]) == ("2025-06-01", "test")
        assert answer["count"] == len(answer[name]) > 0


@pytest.mark.usefixtures("database")
def test_labels_and_codes_choose_the_same() -> None:
    by_label = get("tasks", status="已销号", document="云州市整改方案")
    by_code = get("tasks", status="closed", document=PLAN)
    assert by_label["tasks"] == by_code["tasks"]
    assert [task["task_id"] for task in by_label["tasks"]] == [f"{PLAN}-01"]
    assert by_label["tasks"][0]["deadline_on"] == "2024-06-30"


@pytest.mark.usefixtures("database")
def test_a_parameter_named_twice_widens_the_view() -> None:
    both = get("tasks", status=["已销号", "已完成"])
    assert {task["status_group"] for task in both["tasks"]} == {"closed", "completed"}


@pytest.mark.usefixtures("database")
def test_flags_years_and_words_narrow_the_view() -> None:
    assert [task["seq"] for task in get("tasks", past="true")["tasks"]] == [3]
    assert [task["seq"] for task in get("tasks", year="持续推进")["tasks"]] == [5]
    assert [task["seq"] for task in get("tasks", text="河道")["tasks"]] == [4]
    assert get("rates", text="河道")["rates"][0]["total"] == 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "address, said",
    [
        ("tasks?city=云洲市", "参数 city 没有“云洲市”这个值"),
        ("tasks?unit=水利局", "参数 unit 没有“水利局”这个值。可用的有：云州市水利局、"),
        ("tasks?citty=云州市", "没有“citty”这个参数"),
        ("rates?as_of=2025-13-01", "参数 as_of 应写成"),
        ("rates?as_of=2025-6-1", "参数 as_of 应写成"),
        ("rates?as_of=20250601", "参数 as_of 应写成"),
        ("tasks?limit=５", "参数 limit 是"),
        ("rates?past=yes", "只能是 true 或 false"),
        ("rates?as_of=2025-01-01&as_of=2025-02-01", "参数 as_of 只能写一次"),
        ("rates?past=true&past=false", "参数 past 只能写一次"),
        ("tasks?limit=0", "参数 limit 是 1 到 10000 的整数"),
        ("tasks?limit=99999999999999999999", "参数 limit 是"),
        ("tasks?offset=-1", "参数 offset 是从 0 起的整数"),
        ("tasks?since=2025-01-01", "参数 since 只用于 changes、course"),
        ("changes?since=2025-1-1", "参数 since 应写成"),
        ("changes?since=2025-06-01&as_of=2025-06-01", "参数 since 应早于截至日 2025-06-01"),
    ],
)
def test_a_bad_parameter_is_refused_in_chinese(address: str, said: str) -> None:
    answer = ask(address)
    assert answer.status_code == 400
    assert said in json.loads(answer.body)["error"]


@pytest.mark.usefixtures("database")
def test_a_long_answer_is_sent_in_pages() -> None:
    first, rest = get("tasks", limit=7), get("tasks", limit=7, offset=7)
    assert (first["count"], len(first["tasks"]), len(rest["tasks"])) == (10, 7, 3)
    assert first["tasks"] + rest["tasks"] == get("tasks")["tasks"]
    assert get("tasks", offset=100)["tasks"] == []


VIEWS: list[dict[str, Any]] = [
    {}, {"city": "云州市"}, {"status": ["未见报告", "已完成"]}, {"year": "2024"}, {"text": "河道 或 扬尘"}, {"unit": "云州市生态环境局"},
    {"once": "true"}, {"document": PLAN}, {"as_of": "2024-02-01"}, {"text": "没有这样的词"},
]  # fmt: skip


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_every_address_answers_what_the_pages_show_under_the_same_filters(view: dict[str, Any]) -> None:
    parameters = [
        (name, each)
        for name, value in {"as_of": "2025-06-01", **view}.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    chosen = api.filters_of(parameters)
    counted = get("rates", **view)["rates"]
    assert [(rate["done"], rate["total"]) for rate in counted] == [
        (rate.done, rate.total) for rate in queries.rows(queries.rates(chosen))
    ]
    total = counted[0]["total"]
    tasks = get("tasks", **view)
    assert tasks["count"] == total == len({task["task_id"] for task in tasks["tasks"]})
    assert sum(year["tasks"] for year in get("completion", **view)["completion"]) == total
    open_tasks = {(row["key"], row["role"]): row["open_tasks"] for row in get("units", **view)["units"]}
    assert open_tasks == {
        (row.key, row.role): row.open_tasks for row in queries.rows(queries.workload(chosen))
    }
    assert [promise["judged"] for promise in get("promises", **view)["promises"]] == [
        promise.judged for promise in queries.rows(queries.promises(chosen))
    ]
    for name, question in (
        ("petitions", queries.petition_counts), ("documents", queries.documents), ("checks", queries.failing_checks),
    ):  # fmt: skip
        assert get(name, **view)["count"] == len(question(chosen))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("view", [{}, {"unit": "云州市水利局"}, {"text": "污水"}], ids=str)
def test_changes_are_those_of_the_page_and_each_leads_to_what_was_said(view: dict[str, Any]) -> None:
    days = {"since": "2024-07-31", "as_of": "2025-06-01"}
    told = get("changes", **days, **view)
    chosen = api.filters_of([*view.items(), ("as_of", "2025-06-01")])
    counts = queries.change_counts(chosen, date(2024, 7, 31))
    assert told["since"] == "2024-07-31"
    assert Counter(row["change"] for row in told["changes"]) == {
        change: counts[change] for change in wording.CHANGES if counts[change]
    }
    course = get("course", **days, **view)["course"]
    changed = {
        row["task_id"] for row in told["changes"] if row["change"] in ("closed", "completed", "overdue")
    }
    assert changed <= {said["task_id"] for said in course}
    assert all(days["since"] < said["told_on"] <= days["as_of"] for said in course)
    assert get("changes")["since"] == "2025-05-31", "the end of the month before"


@pytest.mark.usefixtures("database")
def test_a_value_named_twice_counts_once() -> None:
    assert get("rates", city=["云州市", "云州市"])["view"] == "城市：云州市；截至 2025-06-01"


@pytest.mark.usefixtures("database")
def test_who_holds_the_answer_is_told_that_it_still_holds() -> None:
    first = ask("rates?as_of=2025-06-01")
    mark = first.headers["etag"]
    again = ask("rates?as_of=2025-06-01", if_none_match=f'"another", W/{mark}')
    assert (again.status_code, again.body, again.headers["etag"]) == (304, b"", mark)
    other = ask("rates?as_of=2024-01-01", if_none_match=mark)
    assert other.status_code == 200 and other.headers["etag"] != mark
    assert other.headers["cache-control"] == "no-cache"


def test_what_goes_wrong_inside_is_logged_and_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"no database")
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(broken))
    answer = ask("rates")
    assert answer.status_code == 500
    assert json.loads(answer.body) == {"error": "服务器出错，没有算出结果；详情在服务器的日志里。"}
    assert "broken.duckdb" in caplog.text and "GET" in caplog.text


def test_the_database_is_a_folder_or_one_file(
    ten_tasks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Path(copy(ten_tasks, tmp_path / "rectification-test.duckdb"))
    (tmp_path / "current-generation.txt").write_text("rectification-test.duckdb\n", encoding="utf-8")
    for place in (tmp_path, file):
        monkeypatch.setenv("RECTIFICATION_DATABASE", str(place))
        assert get("rates")["rates"][0]["total"] == 10
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path / "gone.duckdb"))
    answer = ask("rates")
    assert answer.status_code == 503 and "gone.duckdb" in json.loads(answer.body)["error"]


def test_the_list_of_addresses_tells_each_and_every_parameter(database: Path) -> None:
    told = json.loads(ask("").body)
    assert {f"/api/v1/{name}" for name in api.ANSWERS} == set(told["addresses"]) <= set(ENDPOINTS)
    assert set(told["parameters"]) == set(api.PARAMETERS)
    for guide in ("README.md", "README.zh-CN.md"):
        said = (Path(api.__file__).parent / guide).read_text(encoding="utf-8")
        assert not [name for name in api.ANSWERS if f"`{name}`" not in said], guide


def test_without_a_database_it_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path))
    answer = ask("rates")
    assert answer.status_code == 503 and "start.py" in json.loads(answer.body)["error"]


@pytest.mark.usefixtures("database")
def test_without_a_day_it_is_today() -> None:
    assert json.loads(ask("rates").body)["as_of"] == queries.Filters().day.isoformat()


def test_the_dashboard_serves_its_pages_and_the_addresses(database: Path) -> None:
    with serving(database) as server:
        with urllib.request.urlopen(f"{server}/api/v1/rates?as_of=2025-06-01") as answer:
            rates = json.load(answer)["rates"]
        for method, path, status in (
            ("GET", "/api/v1/", 200),
            ("HEAD", "/api/v1/tasks", 200),
            ("OPTIONS", "/api/v1/tasks", 204),
            ("POST", "/api/v1/tasks", 405),
            ("GET", "/api/v1/taks", 404),
            ("GET", "/api/v2/tasks", 404),
            ("GET", "/api", 404),
            ("GET", "/api/v1/tasks?text=%00%27%22", 200),
        ):
            said = urllib.request.Request(server + path, method=method)
            try:
                answer = urllib.request.urlopen(said)
            except urllib.error.HTTPError as refused:
                answer = refused
                assert json.load(answer)["error"]
            assert answer.status == status, (method, path)
        with urllib.request.urlopen(server) as answer:
            assert answer.headers["content-type"].startswith("text/html")
    assert rates[0] == {
        "rate": "completion", "done": 3, "total": 10, "low": 3, "high": 7, "partly": 1, "worded": 1,
    }  # fmt: skip
