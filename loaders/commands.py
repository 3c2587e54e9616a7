"""The command line: python -m loaders build | preview | add | remove | decide | correct | withdraw | check | show | accuracy.

Its users read Chinese. With --json the answer stands alone on standard output, for the dashboard's pages: see
loaders.preview.FilePreview (preview, a list) and answer_of_add, answer_of_build below.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from loaders.accuracy import pooled
from loaders.added import document_files
from loaders.adding import Added, add, remove
from loaders.build import GOLDEN, BuildReport, build, is_current, parse_files
from loaders.database import current_database, database_folder
from loaders.deciding import FIELDS, Unacceptable, correct, decide, withdraw
from loaders.facts import MalformedFact
from loaders.preview import preview
from loaders.printing import print_accuracy, print_check, print_pooled, print_preview, print_show


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: all went well; 1: something was left out or failed; 2: nothing could be done."""
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.command == "build":
            if chosen.if_changed and is_current():
                return 0
            if _say_missing(chosen.files):
                return 2
            return _built(build(chosen.files, chosen.database), as_json=False)
        if chosen.command == "preview":
            return _preview(chosen.files, chosen.reported_on, chosen.json)
        if chosen.command == "add":
            return _add(chosen.files, chosen.reported_on, chosen.json)
        if chosen.command in SETTLED:
            return _built(SETTLED[chosen.command](chosen), chosen.json)
    except (Unacceptable, MalformedFact) as refusal:
        _aside(str(refusal))
        return 2
    except BrokenPipeError:  # who reads what is printed has gone: no matter of disks
        raise
    except (OSError, duckdb.IOException) as error:
        _aside(f"没有写成：{error}。请检查磁盘空间和文件夹的写入权限；原有数据库保持不变。")
        return 2
    if chosen.command == "accuracy" and chosen.folder:
        return _pooled_accuracy(chosen.folder)
    database = chosen.database or current_database(database_folder())
    if database is None or not database.exists():
        print("还没有数据库。请先运行 python -m loaders build", file=sys.stderr)
        return 2
    with duckdb.connect(str(database), read_only=True) as connection:
        if chosen.command == "check":
            return print_check(connection)
        if chosen.command == "show":
            return print_show(connection, chosen.document)
        return print_accuracy(connection)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m loaders", description="读取督察整改文件，建成看板的数据库。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    command = commands.add_parser("build", help="读取全部文件（或指名的文件），建成新一代数据库")
    command.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="不写则读 data/documents 和已加入的全部文件"
    )
    where = command.add_mutually_exclusive_group()
    where.add_argument("--database", type=Path, metavar="路径", help="写入这个数据库文件，而不是建新一代")
    where.add_argument("--if-changed", action="store_true", help="文件、程序和词表都没有变，就不重建")

    command = commands.add_parser("preview", help="看一看文件读出什么、会改变什么；什么也不载入")
    _add_files(command)
    command = commands.add_parser("add", help="把文件加入数据库文件夹，建成新一代数据库")
    _add_files(command)

    command = commands.add_parser("remove", help="撤下一份导入的文件；文件和记录留底")
    command.add_argument("document", metavar="文件编号")
    _add_person(command)

    command = commands.add_parser("decide", help="断定两项任务是否同一件事")
    command.add_argument("from_task", metavar="任务编号")
    command.add_argument("to_task", metavar="方案中的任务编号")
    command.add_argument("verdict", choices=("same", "different"), help="same 是同一件事，different 不是")
    _add_person(command, needs_reason=False)

    command = commands.add_parser("correct", help="更正一项任务的一栏；文件的原文不变")
    command.add_argument("task", metavar="任务编号")
    command.add_argument("field", metavar="栏目", help="、".join(FIELDS))
    command.add_argument("value", metavar="更正为")
    _add_person(command)

    command = commands.add_parser("withdraw", help="撤回一栏的更正；恢复文件所写，记录照样保留")
    command.add_argument("task", metavar="任务编号")
    command.add_argument("field", metavar="栏目")
    _add_person(command)

    command = commands.add_parser("check", help="列出与文件自述不符的核对")
    _add_database(command)
    command = commands.add_parser("show", help="逐项列出一份文件读到的内容及其原文，最后是未读懂的部分")
    command.add_argument("document", metavar="文件编号", help="例如 hengyang-2019-plan")
    _add_database(command)
    command = commands.add_parser("accuracy", help="与人工标注相比的准确率，按文件和字段")
    command.add_argument(
        "folder", nargs="?", type=Path, metavar="文件夹",
        help="读这个文件夹里的文件，与 tests/golden 相比，按字段和文件形式合计；不写则列已载入的文件",
    )  # fmt: skip
    _add_database(command)
    return parser


def _add_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="文件")
    command.add_argument(
        "--reported-on", type=_past_day, metavar="日期",
        help="文件自己没有写上报日期时，其中的进展是截至哪一天的，如 2024-05-31",
    )  # fmt: skip
    _add_json(command)


def _add_person(command: argparse.ArgumentParser, needs_reason: bool = True) -> None:
    command.add_argument("--by", required=True, metavar="姓名", help="谁说的")
    command.add_argument("--reason", required=needs_reason, default="", metavar="理由")
    _add_json(command)


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="结果写成 JSON；过程写到标准错误")


SETTLED: dict[str, Callable[[argparse.Namespace], BuildReport]] = {
    "remove": lambda said: remove(said.document, said.reason, said.by, _aside),
    "decide": lambda said: decide(
        said.from_task, said.to_task, said.verdict == "same", said.by, said.reason, _aside
    ),
    "correct": lambda said: correct(said.task, said.field, said.value, said.reason, said.by, _aside),
    "withdraw": lambda said: withdraw(said.task, said.field, said.reason, said.by, _aside),
}
"""What a person says, and the build that follows."""


def _add_database(command: argparse.ArgumentParser) -> None:
    command.add_argument("--database", type=Path, metavar="路径", help="数据库文件；不写则用当前一代")


def _aside(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _print_json(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False, default=str))


def _say_missing(files: Sequence[Path]) -> bool:
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        _aside(f"找不到文件：{'、'.join(missing)}。请检查路径。")
    return bool(missing)


def _built(report: BuildReport, as_json: bool) -> int:
    if as_json:
        _print_json(answer_of_build(report))
    if report.database is None:
        _aside("没有一份文件能够读取，原有数据库保持不变。")
        return 2
    if not as_json:
        print(f"{report}。数据库：{report.database.name}")
    if report.refused:
        _aside(f"{len(report.refused)} 份文件没有载入，原因见上。")
        return 1
    return 0


def _past_day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{written}”不是有效的日期，请写成 2024-05-31 的样子") from None
    if day > date.today():
        raise argparse.ArgumentTypeError(f"{day} 还没有到，上报日期不能晚于今天")
    return day


def _preview(files: Sequence[Path], reported_on: date | None, as_json: bool) -> int:
    if _say_missing(files):
        return 2
    previews = preview(files, reported_on, _aside)
    if as_json:
        _print_json([asdict(one) for one in previews])
    else:
        for one in previews:
            print_preview(one)
    return _status([one.outcome for one in previews])


def _add(files: Sequence[Path], reported_on: date | None, as_json: bool) -> int:
    if _say_missing(files):
        return 2
    added = add(files, reported_on, _aside)
    if as_json:
        _print_json(answer_of_add(added))
    else:
        for one in added.files:
            print(
                one.message
                or f"{one.file}：{'已替换' if one.replaces else '已加入'} {one.parsed and one.parsed.document.document_id}"
            )
    status = _status([one.outcome for one in added.files])
    if added.report is None:
        return status
    return max(status, _built(added.report, as_json=False) if not as_json else bool(added.report.refused))


def _pooled_accuracy(folder: Path) -> int:
    documents, refused = parse_files(document_files(folder), _aside)
    compared = [
        document for document in documents if (GOLDEN / f"{document.document.document_id}.json").exists()
    ]
    if not compared:
        _aside(f"{folder} 里没有带人工标注（tests/golden）的文件，无从比较。")
        return 2
    print_pooled(pooled(compared, GOLDEN), compared)
    return int(bool(refused))


def _status(outcomes: Sequence[str]) -> int:
    """As of a build: 1 where a file was refused, 2 where all were. One that is loaded already is no failure."""
    refused = [outcome == "refused" for outcome in outcomes]
    return 2 if all(refused) else int(any(refused))


def answer_of_build(report: BuildReport) -> dict[str, Any]:
    """database: the new generation's file, or null; refused: messages of files left out; summary: one line."""
    name = report.database.name if report.database else None
    return {"database": name, "refused": list(report.refused), "summary": str(report)}


def answer_of_add(added: Added) -> dict[str, Any]:
    """files: for each its file, outcome (new, revision, already, refused), document_id, message; then as of a build."""
    files = [
        {
            "file": one.file,
            "outcome": one.outcome,
            "document_id": one.parsed.document.document_id if one.parsed else None,
            "message": one.message,
        }
        for one in added.files
    ]
    built = (
        answer_of_build(added.report) if added.report else {"database": None, "refused": [], "summary": ""}
    )
    return {"files": files, **built}
