"""A database of ten tasks for the pages: 云州市's plan of 2024, 山亭县's report without a date, a bulletin of petitions."""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from shutil import copy, copytree

import duckdb
import pytest

from loaders.commands import main
from loaders.database import note_search_terms

SCHEMA = Path(__file__).parent.parent / "loaders" / "schema.sql"
PLAN, REPORT, BULLETIN = "yunzhou-2024-plan", "shanting-2025-report", "yunzhou-2024-bulletin"
NOTICE = "https://example.org/notice"
HOSTILE = "<script>alert(1)</script> **粗** $x$ [链接](javascript:alert(1))"
COUNTY_PLAN = "云渡县整改方案.txt"
COUNTY_TEXT = """云渡县贯彻落实省生态环境保护督察反馈问题整改方案
（2023年8月15日）

一、道路扬尘突出，施工工地没有按要求围挡。
整改目标：工地围挡全部到位。
整改措施：逐个工地排查，建立清单。
整改时限：2024年6月底前
责任单位：云渡县住房和城乡建设局

二、城南污水处理厂长期超负荷运行，污水直排云溪。
整改目标：完成扩建并稳定达标。
整改措施：扩建日处理能力二万吨。
整改时限：2024年12月底前
责任单位：云渡县水利局
"""


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """AppTest leaves its page as the main module; a process that parses a file would run it, and its limits count it."""
    main_module = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main_module


@pytest.fixture(autouse=True, scope="session")
def packages_searched_once() -> Iterator[None]:
    """Each AppTest looks through every installed package for components: most of what a test of a page would take."""
    if "streamlit" not in sys.modules:  # only the loaders are tested
        yield
        return
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


def unlinked(markdown: str) -> str:
    """Its words, those of links too: `[3 项](?part=…)见到办结` is 3 项见到办结."""
    return re.sub(r"\[(.*?)\]\(.*?\)", r"\1", markdown)


@dataclass
class Written:
    """A document being written: each value goes into the text first, and so knows its place."""

    document_id: str
    connection: duckdb.DuckDBPyConnection
    text: str = ""
    pending: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def write(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def quote(self, words: str) -> dict[str, object]:
        start, end = self.write(words)
        self.write("\n")
        return {"quote": words, "source_start": start, "source_end": end}

    def add(self, table: str, **row: object) -> None:
        self.pending.append((table, row))

    def task(self, seq: int, city: str, area: str | None, **row: object) -> str:
        """An item: issue, goal, measures, deadline and units, each on a line of its own."""
        task_id, start = f"{self.document_id}-{seq:02d}", len(self.text)
        for name in ("issue", "goal", "measures", "progress", "deadline_text"):
            if name in row:
                self.add(
                    "task_fields",
                    task_id=task_id,
                    field=name.removesuffix("_text"),
                    label={"progress": "整改情况", "deadline_text": "完成时限"}.get(name, ""),
                    **self.quote(str(row[name])),
                )
        units = row.pop("units", [])
        for role, position, name in units:  # type: ignore[attr-defined]
            unit = {"unit_id": f"云州市{name}", "name_as_written": name}
            self.add("task_units", task_id=task_id, role=role, position=position, **unit, **self.quote(name))
        if leader := row.pop("leader", None):
            said = {"leader": leader, "role_label": "督办市领导", "position": 1}
            self.add("task_leaders", task_id=task_id, **said, **self.quote(str(leader)))
        flags = {"is_immediate": False, "is_ongoing": False}
        place = {"source_start": start, "source_end": len(self.text)}
        names = {"task_id": task_id, "document_id": self.document_id, "city": city, "area": area, "seq": seq}
        self.add("tasks", **names, **flags | row, **place)
        return task_id

    def save(self, **row: object) -> None:
        path = f"data/documents/{self.document_id}.txt"
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        known = {"document_id": self.document_id, "text": self.text, "format": "txt", "source_path": path}
        insert(self.connection, "documents", **known, shape="labelled_items", sha256=digest, **row)
        for table, values in self.pending:
            insert(self.connection, table, **values)


def insert(connection: duckdb.DuckDBPyConnection, table: str, **row: object) -> None:
    columns = ", ".join(f'"{name}"' for name in row)
    connection.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", list(row.values())
    )


def dated(year: int, month: int, day: int, text: str) -> dict[str, object]:
    on = date(year, month, day)
    return {"deadline_text": text, "deadline_on": on, "deadline_precision": "day", "deadline_year": year}


def write_database(path: Path, generation: str = "test") -> None:
    """The ten tasks, in a new file."""
    connection = duckdb.connect(str(path))
    connection.execute(SCHEMA.read_text(encoding="utf-8"))
    connection.begin()
    built = datetime(2025, 6, 1, 12, 30)
    insert(connection, "build", generation=generation, built_at=built, loader_version="1.2.3")
    for name, system, group in (
        ("生态环境局", "生态环境", False),
        ("水利局", "水利", False),
        ("各县区党委政府", "党委政府综合", True),
    ):
        named = {"unit_id": f"云州市{name}", "name": f"云州市{name}", "city": "云州市"}
        insert(connection, "units", **named, kind="department", system=system, is_group=group)
    county, group = "云州市山亭县党委政府", "云州市各县区党委政府"
    member = {"unit_id": county, "name": county, "city": "云州市", "area": "山亭县", "kind": "government"}
    insert(connection, "units", **member, system="党委政府综合", is_group=False)
    insert(connection, "group_members", unit_id=group, member_unit_id=county)

    plan = Written(PLAN, connection)
    lead, support = [("lead", 1, "生态环境局")], [("cooperating", 1, "生态环境局"), ("lead", 1, "水利局")]
    plan.write("云州市整改方案\n\n")
    closed = plan.task(
        1, "云州市", None, issue="尾矿库渗漏", **dated(2024, 6, 30, "2024年6月30日前"), units=lead
    )
    done = plan.task(2, "云州市", None, issue="污水直排", **dated(2024, 12, 31, "2024年底"), units=support)
    late = plan.task(3, "云州市", None, issue="扬尘严重", **dated(2024, 3, 31, "2024年3月底"), units=lead)
    part = plan.task(
        4, "云州市", None, issue="河道采砂", goal="禁止采砂", measures="一、巡查。\n\n二、查处。",
        **dated(2025, 12, 31, "2025年12月31日前"), units=[("responsible", 1, "各县区党委政府")], leader="李明",
    )  # fmt: skip
    plan.task(
        5,
        "云州市",
        None,
        issue="学习不够",
        deadline_text="立行立改、持续推进",
        is_immediate=True,
        is_ongoing=True,
    )
    plan.task(6, "云州市", None, issue=HOSTILE, deadline_text="按省里部署")
    for task_id, theme, said in (
        (closed, "尾矿库", "尾矿库"),
        (done, "污水收集处理", "污水"),
        (late, "扬尘", "扬尘"),
        (part, "河湖岸线与采砂", "采砂"),
    ):
        start = plan.text.index(said)
        place = {"quote": said, "source_start": start, "source_end": start + len(said)}
        plan.add("task_themes", task_id=task_id, theme=theme, **place)
    step = {"task_id": part, "due_on": date(2025, 3, 31), "precision": "month", "text": "完成巡查"}
    plan.add("milestones", **step, **plan.quote("2025年3月底前完成巡查"))
    figure = {"document_id": PLAN, "place": "云州市", "city": "云州市", "is_change": False}
    water = {"element": "water", "metric": "水质类别", "role": "target", "op": "<=", "value": 3, "unit": "类"}
    said = plan.quote("水质达到Ⅲ类")
    plan.add("indicators", indicator_id="i1", task_id=part, period="2025", **figure, **water, **said)
    for role, op, value in (("target", "<=", 35), ("actual", "=", 38)):
        air = {"element": "air", "metric": "PM2.5", "role": role, "op": op, "value": value, "unit": "μg/m³"}
        said = plan.quote(f"PM2.5 {value}微克")
        plan.add("indicators", indicator_id=f"i{value}", period="2024", **figure, **air, **said)
    plan.add("not_understood", document_id=PLAN, reason="没有标签", **plan.quote("另有一段话"))
    plan.add("reader_remarks", document_id=PLAN, position=1, remark="第 3 页没有文字，没有读取。")
    plan.add("reader_remarks", document_id=PLAN, position=2, remark="文件带有宏，没有运行宏。")
    stated = plan.quote("共7项任务")
    plan.add(
        "checks",
        document_id=PLAN,
        check="任务总数",
        expected=7,
        found=6,
        passed=False,
        note="少一项",
        **stated,
    )
    plan.add("checks", document_id=PLAN, check="编号连续", expected=6, found=6, passed=True)
    plan.add("accuracy", document_id=PLAN, field="任务", expected=6, found=6, matched=6)
    for task_id, status, reported_on, scope in (
        (closed, "completed", date(2024, 7, 1), "whole"),
        (closed, "closed", date(2024, 9, 1), "whole"),
        (closed, "overdue", date(2023, 5, 1), "whole"),  # older than the plan: its background
        (done, "completed", date(2025, 2, 1), "whole"),
        (late, "overdue", date(2024, 8, 1), "whole"),
        (part, "closed", date(2025, 1, 1), "part"),
    ):
        said = {"source": NOTICE, "source_title": "公示", "source_kind": "official", "basis": "公示说明"}
        plan.add(
            "status_reports", task_id=task_id, status=status, scope=scope, reported_on=reported_on, **said
        )
    plan.save(
        title="云州市整改方案", city="云州市", kind="plan", issued_on=date(2024, 1, 10), stated_task_count=7
    )

    report = Written(REPORT, connection)
    for seq, status, completed_on in (
        (1, "closed", date(2025, 4, 30)),
        (2, "ongoing", None),
        (3, "not_started", None),
        (4, None, None),
    ):
        task_id = report.task(seq, "云州市", "山亭县", issue=f"第{seq}个问题", progress=f"第{seq}项进展")
        if status:
            said = {"task_id": task_id, "status": status, "scope": "whole", "completed_on": completed_on}
            report.add("status_reports", **said, source=REPORT, **report.quote(f"进展{seq}"))
    report.save(
        title="山亭县整改进展",
        city="云州市",
        area="山亭县",
        kind="progress_report",
        looks_back_to=date(2025, 4, 30),
    )

    bulletin = Written(BULLETIN, connection)
    for dimension, key, cases, key_cases in (
        ("total", "合计", 5, 1),
        ("area", "山亭县", 3, 1),
        ("area", "河西区", 2, None),
        ("pollution", "大气污染", 6, None),
    ):
        count = {"dimension": dimension, "key": key, "cases": cases, "key_cases": key_cases}
        said = {"document_id": BULLETIN, "as_of": date(2024, 3, 15)}
        bulletin.add("petition_counts", **said, **count, **bulletin.quote(f"{key}{cases}件"))
    bulletin.save(title="云州市督察简报", city="云州市", kind="bulletin", issued_on=date(2024, 3, 15))
    ascii = [chr(code) for code in range(0x21, 0x7F)]
    folds = {"塵": "尘"} | {chr(ord(letter) + 0xFEE0): letter.lower() for letter in ascii}
    folds |= {letter: letter.lower() for letter in ascii if letter.isupper()}
    for written, folded in folds.items():
        insert(connection, "folded_characters", written=written, folded=folded)
    connection.execute("""
        INSERT INTO search_texts
        SELECT row_number() OVER () - 1, task_id, lower(concat_ws(' ', issue, goal, measures, progress, deadline_text,
               (SELECT string_agg(leader, ' ') FROM task_leaders WHERE task_leaders.task_id = tasks.task_id),
               (SELECT string_agg(unit_id, ' ') FROM task_units WHERE task_units.task_id = tasks.task_id)))
        FROM tasks
    """)
    note_search_terms(connection)
    connection.commit()
    connection.close()


@pytest.fixture(scope="session")
def ten_tasks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "rectification-test.duckdb"
    write_database(path)
    return path


@pytest.fixture
def database(ten_tasks: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The pages' database is the one of ten tasks."""
    monkeypatch.setitem(os.environ, "RECTIFICATION_DATABASE", str(ten_tasks))
    yield ten_tasks


@pytest.fixture
def own_database(ten_tasks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pages' database is a copy of the ten tasks that the test may change."""
    own = Path(copy(ten_tasks, tmp_path))
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(own))
    return own


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database folder with the project's documents loaded."""
    folder = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECTIFICATION_DATABASE", str(folder))
        assert main(["build"]) == 0
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, for one test."""
    copytree(built, tmp_path / "database")
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path / "database"))
    return tmp_path / "database"


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database folder with nothing in it yet."""
    monkeypatch.setenv("RECTIFICATION_DATABASE", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def county_loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, file = tmp_path_factory.mktemp("county"), tmp_path_factory.mktemp("files") / COUNTY_PLAN
    file.write_text(COUNTY_TEXT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECTIFICATION_DATABASE", str(folder))
        assert main(["add", str(file)]) == 0
    return folder


@pytest.fixture
def county_folder(county_loaded: Path, empty_folder: Path) -> Path:
    """A database folder of one test's own, where 云渡县's plan of two tasks has been added."""
    copytree(county_loaded, empty_folder, dirs_exist_ok=True)
    return empty_folder
