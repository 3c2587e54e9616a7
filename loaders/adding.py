"""Files on their way in: what each would change (preview), taking them into the database folder (add), and out again."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from loaders.added import (
    REPLACED,
    added_folder,
    digest,
    document_files,
    safe_name,
    same_name,
)
from loaders.build import (
    DOCUMENTS,
    BuildReport,
    Say,
    current_files,
    parse_files,
    parse_or_message,
    publish,
    read_before,
    shown_path,
)
from loaders.cards import card_text
from loaders.database import database_folder, one_at_a_time
from loaders.deciding import Unacceptable, filled
from loaders.decisions import decisions_folder, record
from loaders.items import OF_TEMPLATE
from loaders.rows import ParsedDocument, RemovalRow


@dataclass(frozen=True)
class Incoming:
    """A file that a user offers, read from a copy under a safe name."""

    file: str
    """As the user calls it."""
    outcome: str
    """new, revision (of a loaded document, which it replaces), already (loaded), refused."""
    message: str | None = None
    """In Chinese, where the file is refused or already loaded."""
    copy: Path | None = None
    parsed: ParsedDocument | None = None
    replaces: ParsedDocument | None = None
    """The loaded document that it replaces, or is."""


def read_incoming(
    files: Sequence[Path],
    loaded: Sequence[ParsedDocument],
    desk: Path,
    reported_on: date | None = None,
    progress: Say = print,
) -> Iterator[Incoming]:
    """Read the files one after another, each from a copy on the desk; a later one may revise an earlier one.

    reported_on: the day of the reports of those that do not say it, as a person states it; noted on their cards.
    """
    known = {same_name(document.document.document_id): document for document in loaded}
    for number, file in enumerate(files, start=1):
        progress(f"[{number}/{len(files)}] 正在读取 {safe_name(file.name)}")
        incoming = _read(file, _card(file, reported_on), known, desk / str(number))
        if incoming.parsed:
            known[same_name(incoming.parsed.document.document_id)] = incoming.parsed
        yield incoming


def _card(file: Path, reported_on: date | None) -> str | None:
    """The card beside a file, with the day that is stated for it."""
    card = card_text(file)
    return f"{card or ''}\nreported_on = {reported_on}\n".lstrip() if reported_on else card


def _read(file: Path, card: str | None, known: dict[str, ParsedDocument], desk: Path) -> Incoming:
    name = safe_name(file.name)
    if Path(name).suffix == ".toml":
        return Incoming(
            name, "refused", f"{name}：是卡片，不是文件。请和它说明的文件放在一起，导入那份文件。"
        )
    try:
        sha256 = digest(file)
    except OSError as error:
        message = f"{name}：打不开（{error.strerror}）。请检查文件是否还在、是否有读取权限。"
        return Incoming(name, "refused", message)
    for document in known.values():
        if document.document.sha256 == sha256 and card in (None, document.document.card):
            message = f"{name}：与已载入的“{document.document.document_id}”完全相同，没有重复载入。"
            return Incoming(name, "already", message, replaces=document)
    for number in count(1):  # 整改方案, 整改方案-2, 整改方案-3, …: two cities may call their files alike
        stem = f"{Path(name).stem}-{number}" if number > 1 else Path(name).stem
        copy = _copy(file, card, desk / stem / f"{stem}{Path(name).suffix}")
        parsed = parse_or_message(copy, shown_path(added_folder(database_folder()) / copy.name))
        if isinstance(parsed, str):
            return Incoming(name, "refused", parsed)
        namesake = known.get(same_name(stem))
        if namesake is None or _same_place(parsed, namesake) and not _is_next_issue(parsed, namesake):
            return Incoming(name, "revision" if namesake else "new", None, copy, parsed, namesake)
    raise AssertionError("numbers never end")


def _copy(file: Path, card: str | None, copy: Path) -> Path:
    """A copy of the file, its card beside it."""
    copy.parent.mkdir(parents=True)
    shutil.copyfile(file, copy)
    if card is not None:
        copy.with_suffix(".toml").write_text(card, encoding="utf-8")
    return copy


def _same_place(one: ParsedDocument, other: ParsedDocument) -> bool:
    """Whether two documents of one name may be two versions: neither says another place than the other."""
    return all(
        here is None or there is None or here == there
        for here, there in (
            (one.document.city, other.document.city),
            (one.document.area, other.document.area),
        )
    )


def _is_next_issue(parsed: ParsedDocument, namesake: ParsedDocument) -> bool:
    """Whether both are our ledger template filled in, this one on a later day: what was reported before stays."""
    before, now = _last_filled_in(namesake), _last_filled_in(parsed)
    return before is not None and now is not None and before < now


def _last_filled_in(document: ParsedDocument) -> date | None:
    """The last day of the reports in a ledger template; None for any other document."""
    is_template = any(field.role == OF_TEMPLATE for field in document.task_fields)
    days = (report.reported_on for report in document.status_reports if report.reported_on and is_template)
    return max(days, default=None)


@dataclass(frozen=True)
class Added:
    """What became of the files offered, and of the database."""

    files: tuple[Incoming, ...]
    report: BuildReport | None
    """None where no file was new, and nothing was built."""


def add(files: Sequence[Path], reported_on: date | None = None, progress: Say = print) -> Added:
    """Take files into the database folder and build a generation with everything; all of it or nothing.

    The files move in after the generation is written and before it is made current: whatever fails before, or
    in between, leaves folder and database as they were.
    """
    with one_at_a_time(database_folder()), _desk() as desk:
        loaded, refused = parse_files(current_files(), lambda _: None, read_before())
        incoming = tuple(read_incoming(files, loaded, desk, reported_on, progress))
        taken = {same_name(i.parsed.document.document_id): i for i in incoming if i.parsed}
        if not taken:
            return Added(incoming, None)
        kept = [d for d in loaded if same_name(d.document.document_id) not in taken]
        new = [i.parsed for i in taken.values() if i.parsed]
        progress("正在写入数据库")
        report = publish([*kept, *new], refused, lambda: _move_in(list(taken.values())))
        return Added(incoming, report)


def remove(document_id: str, reason: str, by: str, progress: Say = print) -> BuildReport:
    """Take an added document out again, and build without it. The file is put aside, and who did it is noted."""
    removal = RemovalRow(document_id, filled("理由", reason), filled("姓名", by), date.today())
    with one_at_a_time(database_folder()):
        folder, here = added_folder(database_folder()), same_name(document_id)
        if not any(same_name(path.stem) == here for path in document_files(folder)):
            raise Unacceptable(
                f"“{document_id}”不是导入的文件，不能撤下。项目自带的文件在 data/documents，由维护者增减。"
            )
        # A document of the project that it stood for comes back.
        files = [path for path in current_files() if same_name(path.stem) != here]
        files += [path for path in document_files(DOCUMENTS) if same_name(path.stem) == here]
        loaded, refused = parse_files(files, lambda _: None, read_before())
        if not loaded:
            raise Unacceptable(f"“{document_id}”是仅有的一份文件。请先导入别的文件，再撤下它。")
        progress("正在写入数据库")

        def put_aside() -> None:
            _move_all(_aside(folder, document_id))
            record(decisions_folder(database_folder()), removal)

        return publish(loaded, refused, put_aside, [removal])


@contextmanager
def _desk() -> Iterator[Path]:
    """A place for copies, on the disk of the database folder, so that moving them in is one step each."""
    folder = added_folder(database_folder())
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".incoming-*"):  # by a process that died; nobody else is at it under the lock
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(dir=folder, prefix=".incoming-") as desk:
        yield Path(desk)


def _move_in(incoming: Sequence[Incoming]) -> None:
    """Put the copies in the folder and what they replace aside; undone whole where one cannot be moved."""
    folder = added_folder(database_folder())
    moves: list[tuple[Path, Path]] = []
    for one in incoming:
        assert one.copy and one.parsed
        moves += _aside(folder, one.copy.stem)
        parts = (one.copy, one.copy.with_suffix(".toml"))
        moves += [(part, folder / part.name) for part in parts if part.exists()]
    _move_all(moves)


def _aside(folder: Path, stem: str) -> list[tuple[Path, Path]]:
    """The file of that name and its card (what was stated of one month's ledger is not true of the next one's), and
    where each goes."""
    namesakes = [
        path for path in folder.iterdir() if path.is_file() and same_name(path.stem) == same_name(stem)
    ]
    return [(old, folder / REPLACED / f"{old.stem}-{digest(old)[:8]}{old.suffix}") for old in namesakes]


def _move_all(moves: Sequence[tuple[Path, Path]]) -> None:
    """All or none."""
    moved: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            target.parent.mkdir(exist_ok=True)
            os.replace(source, target)
            moved.append((source, target))
    except OSError:
        for source, target in reversed(moved):
            os.replace(target, source)
        raise
