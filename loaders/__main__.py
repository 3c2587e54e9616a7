"""The command line: python -m loaders build | check | show | accuracy. Its users read Chinese."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill

import duckdb

from loaders.build import build
from loaders.database import current_database, database_folder

ROLES = {"lead": "牵头", "responsible": "责任", "supervising": "监管", "cooperating": "配合"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: all went well; 1: something was left out or failed; 2: nothing could be done."""
    parser = argparse.ArgumentParser(
        prog="python -m loaders", description="读取督察整改文件，建成看板的数据库。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    command = commands.add_parser("build", help="读取全部文件（或指名的文件），建成新一代数据库")
    command.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="不写则读 data/documents 下的全部文件"
    )
    command.add_argument("--database", type=Path, metavar="路径", help="写入这个数据库文件，而不是建新一代")

    command = commands.add_parser("check", help="列出与文件自述不符的核对")
    _add_database(command)
    command = commands.add_parser("show", help="逐项列出一份文件读到的内容及其原文，最后是未读懂的部分")
    command.add_argument("document", metavar="文件编号", help="例如 hengyang-2019-plan")
    _add_database(command)
    command = commands.add_parser("accuracy", help="与人工标注相比的准确率，按文件和字段")
    _add_database(command)

    chosen = parser.parse_args(arguments)
    if chosen.command == "build":
        return _build(chosen.files, chosen.database)
    database = chosen.database or current_database(database_folder())
    if database is None or not database.exists():
        print("还没有数据库。请先运行 python -m loaders build", file=sys.stderr)
        return 2
    with duckdb.connect(str(database), read_only=True) as connection:
        if chosen.command == "check":
            return _check(connection)
        if chosen.command == "show":
            return _show(connection, chosen.document)
        return _accuracy(connection)


def _add_database(command: argparse.ArgumentParser) -> None:
    command.add_argument("--database", type=Path, metavar="路径", help="数据库文件；不写则用当前一代")


def _build(files: Sequence[Path], database: Path | None) -> int:
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        print(f"找不到文件：{'、'.join(missing)}。请检查路径。", file=sys.stderr)
        return 2
    report = build(files, database)
    if report.database is None:
        print("没有一份文件能够读取，原有数据库保持不变。", file=sys.stderr)
        return 2
    print(f"{report}。数据库：{report.database.name}")
    if report.refused:
        print(f"{len(report.refused)} 份文件未加载，原因见上。", file=sys.stderr)
        return 1
    return 0


def _check(connection: duckdb.DuckDBPyConnection) -> int:
    failing = connection.execute(
        'SELECT document_id, "check", expected, found, note FROM checks WHERE NOT passed ORDER BY ALL'
    ).fetchall()
    for document_id, check, expected, found, note in failing:
        print(f"{document_id}：{check}：文中称 {_number(expected)}，读到 {_number(found)}。{note or ''}")
    print(f"{len(failing)} 处核对不符。")
    return 1 if failing else 0


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


def _show(connection: duckdb.DuckDBPyConnection, document_id: str) -> int:
    known = [row[0] for row in connection.execute("SELECT document_id FROM documents ORDER BY 1").fetchall()]
    if document_id not in known:
        print(f"没有文件 {document_id}。已加载：{'、'.join(known)}", file=sys.stderr)
        return 2
    tasks = connection.execute(
        """SELECT task_id, seq, category, deadline_on, deadline_precision, is_immediate, is_ongoing
           FROM tasks WHERE document_id = ? ORDER BY source_start""",
        [document_id],
    ).fetchall()
    for task_id, seq, category, deadline_on, precision, is_immediate, is_ongoing in tasks:
        print(f"\n━━ 第 {seq} 项　{task_id}　{category or ''}")
        flags = [word for word, set_ in (("立行立改", is_immediate), ("持续推进", is_ongoing)) if set_]
        print(
            f"   时限：{deadline_on or '无日期'}{f'（{precision}）' if precision else ''} {'、'.join(flags)}"
        )
        _print_units(connection, task_id)
        _print_rows(
            connection, "节点", task_id,
            "SELECT due_on || ' ' || text, quote FROM milestones WHERE task_id = ? ORDER BY source_start",
        )  # fmt: skip
        _print_rows(
            connection, "状态", task_id,
            """SELECT status || ' ' || scope || coalesce(' ' || completed_on, ''), coalesce(quote, basis)
               FROM status_reports WHERE task_id = ? ORDER BY source_start""",
        )  # fmt: skip
        _print_rows(
            connection, "指标", task_id,
            """SELECT concat_ws(' ', role, place, metric, period, op || value, unit), quote
               FROM indicators WHERE task_id = ? ORDER BY source_start""",
        )  # fmt: skip
        fields = connection.execute(
            "SELECT coalesce(label, field), quote FROM task_fields WHERE task_id = ? ORDER BY source_start",
            [task_id],
        ).fetchall()
        for label, quote in fields:
            print(
                fill(
                    f"【{label}】{' '.join(quote.split())}",
                    60,
                    initial_indent="   ",
                    subsequent_indent="     ",
                )
            )
    unread = connection.execute(
        "SELECT reason, quote, source_start FROM not_understood WHERE document_id = ? ORDER BY source_start",
        [document_id],
    ).fetchall()
    print(f"\n━━ 未读懂：{len(unread)} 段")
    for reason, quote, start in unread:
        print(f"   第 {start} 字起：{reason}\n     “{quote}”")
    return 0


def _print_units(connection: duckdb.DuckDBPyConnection, task_id: str) -> None:
    named = connection.execute(
        """SELECT role, string_agg(name_as_written || ' → ' || name, '；' ORDER BY position)
           FROM task_units JOIN units USING (unit_id) WHERE task_id = ? GROUP BY role ORDER BY role""",
        [task_id],
    ).fetchall()
    for role, names in named:
        print(f"   {ROLES[role]}：{names}")


def _print_rows(connection: duckdb.DuckDBPyConnection, title: str, task_id: str, query: str) -> None:
    for value, quote in connection.execute(query, [task_id]).fetchall():
        print(f"   {title}：{value}　“{quote}”")


def _accuracy(connection: duckdb.DuckDBPyConnection) -> int:
    scores = connection.execute(
        """SELECT coalesce(document_id, '合计'), field, sum(expected)::BIGINT, sum(found)::BIGINT,
                  sum(matched)::BIGINT
           FROM accuracy GROUP BY GROUPING SETS ((document_id, field), (field)) ORDER BY document_id NULLS LAST"""
    ).fetchall()
    if not scores:
        print("没有一份已加载的文件带有人工标注（tests/golden），无从比较。", file=sys.stderr)
        return 2
    print("文件\t字段\t标注\t读到\t一致\tF1")
    for document_id, field, expected, found, matched in scores:
        print(
            f"{document_id}\t{field}\t{expected}\t{found}\t{matched}\t{2 * matched / (expected + found):.3f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
