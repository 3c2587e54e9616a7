"""A person's word, checked against what is loaded, written down, and built in: links settled, values corrected."""

from datetime import date

import duckdb

from loaders.build import BuildReport, Say, rebuild
from loaders.database import current_database, database_folder, one_at_a_time
from loaders.decisions import decisions_folder, read_corrections, record
from loaders.facts import STATUSES
from loaders.rows import CorrectionRow, LinkDecisionRow

FIELDS = {
    "category": "类别",
    "issue": "存在问题",
    "goal": "整改目标",
    "measures": "整改措施",
    "progress": "整改情况",
    "deadline_text": "整改时限原文",
    "deadline_on": "整改时限（日期，如 2024-06-30；没有日期则留空）",
    "is_immediate": "立行立改（是、否）",
    "is_ongoing": "持续推进（是、否）",
    "leader": "督办领导",
    "lead": "牵头单位",
    "responsible": "责任单位",
    "supervising": "监管单位",
    "cooperating": "配合单位",
    "status": "整改状态",
}
"""What of a task may be corrected, and what to write there."""


class Unacceptable(Exception):
    """What a person decided cannot stand; the message, in Chinese, says what and how to mend it."""


def decide(
    from_task_id: str, to_task_id: str, is_same: bool, by: str, reason: str, progress: Say = print
) -> BuildReport:
    """Settle whether two tasks are the same, and build that in."""
    if from_task_id == to_task_id:
        raise Unacceptable("两个任务编号相同。请给出两项不同的任务。")
    by = filled("姓名", by)
    with one_at_a_time(database_folder()):
        with _database() as connection:
            _known_task(connection, from_task_id)
            _known_task(connection, to_task_id)
            is_turned = connection.execute(
                "SELECT 1 FROM links WHERE from_task_id = ? AND to_task_id = ?", [to_task_id, from_task_id]
            ).fetchone()
        pair = (to_task_id, from_task_id) if is_turned else (from_task_id, to_task_id)
        decision = LinkDecisionRow(*pair, is_same, by, date.today(), reason.strip())
        record(decisions_folder(database_folder()), decision)
        return rebuild(progress)


def correct(task_id: str, field: str, value: str, reason: str, by: str, progress: Say = print) -> BuildReport:
    """Put a value beside the document's own, and build that in."""
    if field not in FIELDS:
        known = "、".join(f"{name}（{words.partition('（')[0]}）" for name, words in FIELDS.items())
        raise Unacceptable(f"不认识的栏目“{field}”。可以更正的栏目：{known}。")
    correction = CorrectionRow(
        task_id,
        field,
        _checked(field, value.strip()),
        filled("理由", reason),
        filled("姓名", by),
        date.today(),
    )
    with one_at_a_time(database_folder()):
        with _database() as connection:
            _known_task(connection, task_id)
        record(decisions_folder(database_folder()), correction)
        return rebuild(progress)


def withdraw(task_id: str, field: str, reason: str, by: str, progress: Say = print) -> BuildReport:
    """Take the correction of a field back: the document's own value counts again. What was said stays on record."""
    words = CorrectionRow(task_id, field, "", filled("理由", reason), filled("姓名", by), date.today())
    with one_at_a_time(database_folder()):
        decisions = decisions_folder(database_folder())
        if (task_id, field) not in {(row.task_id, row.field) for row in read_corrections(decisions)}:
            raise Unacceptable(f"任务 {task_id} 的{FIELDS.get(field, field)}没有更正，无从撤回。")
        record(decisions, words, is_withdrawal=True)
        return rebuild(progress)


def _database() -> duckdb.DuckDBPyConnection:
    database = current_database(database_folder())
    if database is None or not database.exists():
        raise Unacceptable("还没有数据库。请先运行 python -m loaders build")
    return duckdb.connect(str(database), read_only=True)


def _known_task(connection: duckdb.DuckDBPyConnection, task_id: str) -> None:
    if not connection.execute("SELECT 1 FROM tasks WHERE task_id = ?", [task_id]).fetchone():
        raise Unacceptable(f"没有编号为“{task_id}”的任务。请在任务台账中核对任务编号。")


def filled(name: str, words: str) -> str:
    if not words.strip():
        raise Unacceptable(f"没有填写{name}。请补上后重试。")
    return words.strip()


def _checked(field: str, value: str) -> str:
    if field == "deadline_on" and value:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise Unacceptable(f"“{value}”不是有效的日期。请写成 2024-06-30 的样子。") from None
    if field in ("is_immediate", "is_ongoing") and value not in ("是", "否"):
        raise Unacceptable(f"“{value}”不能用于{FIELDS[field]}。请写“是”或“否”。")
    if field == "status" and value not in STATUSES:
        raise Unacceptable(f"不认识的整改状态“{value}”。可用的状态：{'、'.join(STATUSES)}。")
    return filled(FIELDS[field], value) if field == "issue" else value
