"""Every document -> read -> parse -> check -> a new generation of the database, made current when whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Thread

from loaders.accuracy import score_documents
from loaders.added import added_folder, all_document_files, digest, same_name
from loaders.cards import card_text
from loaders.carrying import carried_reports, mark_reports, take_from_tasks, unknown_tasks
from loaders.database import (
    current_database,
    database_folder,
    make_current,
    new_generation,
    one_at_a_time,
    write_database,
)
from loaders.decisions import (
    decisions_folder,
    read_corrections,
    read_former_corrections,
    read_link_decisions,
    read_removals,
    read_settled_links,
)
from loaders.facts import read_benchmarks, read_measured_indicators, read_status_facts
from loaders.grammar.figures.measured_places import place_key, waters_of
from loaders.grammar.units.groups import members
from loaders.grammar.units.organisations import Unit
from loaders.grammar.units.renames import later_names
from loaders.isolation import parse_isolated
from loaders.linking import link_tasks
from loaders.loaded import Known, is_read_from, read_back, way_of_reading
from loaders.rows import FormerUnitRow, GroupMemberRow, MeasuredPlaceRow, ParsedDocument, UnitRow
from loaders.searching import folded_characters, folding, search_texts
from loaders.source import UnreadableFile
from loaders.themes import task_themes

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = PROJECT / "data" / "documents"
GOLDEN = PROJECT / "tests" / "golden"
AT_ONCE = 2
"""Files parsed at the same time, each in a process of its own."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class BuildReport:
    """What a build did. `database` is None where nothing could be read and nothing was replaced."""

    database: Path | None
    loaded: tuple[ParsedDocument, ...]
    refused: tuple[str, ...]
    """Messages, in Chinese, of files left out."""

    def __str__(self) -> str:
        """The summary of a build in one line."""
        units = {unit_id for document in self.loaded for unit_id in document.units}
        tasks = [(d.document.kind, task) for d in self.loaded for task in d.tasks if task.reports_on is None]
        reported_only = sum(kind != "plan" for kind, _ in tasks)
        counts = {
            "份文件": len(self.loaded),
            f"项任务{f'（{reported_only} 项只见于进展材料）' if reported_only else ''}": len(tasks),
            "个单位": len(units),
            "条指标": sum(len(document.indicators) for document in self.loaded),
            "处核对不符": sum(check.passed is False for document in self.loaded for check in document.checks),
            "段未读懂": sum(len(document.not_understood) for document in self.loaded),
        }
        return "，".join(f"{count} {noun}" for noun, count in counts.items())


def build(files: Sequence[Path] = (), database: Path | None = None, progress: Say = print) -> BuildReport:
    """Load files (every document of the project and every added one where none is named) into a new generation,
    or into one named file.

    Nothing is replaced until everything is written; where no file could be read, nothing is replaced at all.
    """
    Thread(target=folding).start()  # here nothing else is to do until the first file is read
    if database is None:
        with one_at_a_time(database_folder()):
            loaded, refused = parse_files(files or current_files(), progress)
            return publish(loaded, refused)
    loaded, refused = parse_files(files or current_files(), progress)
    if not loaded:
        return BuildReport(None, (), tuple(refused))
    database.parent.mkdir(parents=True, exist_ok=True)
    write_database(database, _all_rows(loaded), new_generation())
    return BuildReport(database, tuple(loaded), tuple(refused))


def rebuild(progress: Say = print) -> BuildReport:
    """A new generation in which only files that changed are read anew; for one that holds the folder's lock."""
    loaded, refused = parse_files(current_files(), progress, read_before())
    return publish(loaded, refused)


def publish(
    loaded: Sequence[ParsedDocument],
    refused: Sequence[str],
    when_written: Callable[[], None] | None = None,
    also: Sequence[object] = (),
) -> BuildReport:
    """Write a new generation, with rows of what is noted only then, and make it current; when_written runs in between,
    and may yet stop it by raising."""
    if not loaded:
        return BuildReport(None, (), tuple(refused))
    folder, generation = database_folder(), new_generation()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"rectification-{generation}.duckdb"
    write_database(target, chain(_all_rows(loaded), also), generation, way_of_reading())
    try:
        if when_written:
            when_written()
    except BaseException:
        target.unlink()
        raise
    make_current(folder, target)
    return BuildReport(target, tuple(loaded), tuple(refused))


def current_files() -> list[Path]:
    """Every document of the project, and every added one, which stands for its namesake of the project."""
    return all_document_files(DOCUMENTS, added_folder(database_folder()))


def is_current() -> bool:
    """Whether the current generation holds just the files that there are, read as they would be read now."""
    database = current_database(database_folder())
    if database is None or not database.exists():
        return False
    return is_read_from(database, way_of_reading(), set(map(_known_by, current_files())))


def _known_by(path: Path) -> Known:
    return path.stem, digest(path), card_text(path)


def read_before() -> dict[Known, ParsedDocument]:
    """The documents of the current generation that would be read just so again."""
    database = current_database(database_folder())
    if database is None or not database.exists():
        return {}
    documents = read_back(database, way_of_reading())
    return {(d.document.document_id, d.document.sha256, d.document.card): d for d in documents}


def parse_files(
    files: Sequence[Path], progress: Say, known: Mapping[Known, ParsedDocument] | None = None
) -> tuple[list[ParsedDocument], list[str]]:
    """The documents in the files, and a message for each file left out; `known` ones are not read again."""
    known = known or {}
    loaded: dict[str, ParsedDocument] = {}
    refused: list[str] = []

    def parse(path: Path) -> ParsedDocument | str:
        document = known.get(_known_by(path)) if known else None
        return document or parse_or_message(path, shown_path(path))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        for number, (path, outcome) in enumerate(zip(files, threads.map(parse, files), strict=True), start=1):
            name = same_name(path.stem)
            if isinstance(outcome, ParsedDocument) and name in loaded:
                earlier = loaded[name].document.source_path
                outcome = f"{path.name}：与 {earlier} 同名，只载入了前一份。请改名后重试。"
            if isinstance(outcome, str):
                refused.append(outcome)
                progress(f"[{number}/{len(files)}] 没有载入 {outcome}")
            else:
                loaded[name] = outcome
                progress(f"[{number}/{len(files)}] {path.name}：{len(outcome.tasks)} 项任务")
                for told in outcome.remarks:
                    progress(f"    {told.remark}")
    return list(loaded.values()), refused


def parse_or_message(path: Path, shown: str) -> ParsedDocument | str:
    """The document in a file, or why it was left out and what to do."""
    try:
        return parse_isolated(path, shown)
    except UnreadableFile as error:
        return str(error)


def shown_path(path: Path) -> str:
    """The path as the reader of the dashboard knows it: inside the project, or the file's name alone."""
    absolute = path.resolve()
    return absolute.relative_to(PROJECT).as_posix() if absolute.is_relative_to(PROJECT) else path.name


def _all_rows(loaded: Sequence[ParsedDocument]) -> Iterator[object]:
    decisions = decisions_folder(database_folder())
    links = link_tasks(loaded, read_link_decisions(decisions))
    mark_reports(loaded, links)
    take_from_tasks([d for d in loaded if d.document.kind != "plan"], loaded, links)
    units: dict[str, UnitRow] = {}
    known: dict[tuple[str, int], str] = {}
    for document in loaded:
        yield from document.rows()
        yield from task_themes(document)
        units |= document.units
        known |= {(task.document_id, task.seq): task.task_id for task in document.tasks}
    for group in list(units.values()):
        for member in members(Unit(**vars(group))):
            units.setdefault(member.unit_id, UnitRow(**vars(member)))
            yield GroupMemberRow(group.unit_id, member.unit_id)
    yield from units.values()
    for unit in units.values():
        for unit_id, how in later_names(Unit(**vars(unit))):
            if unit_id in units:
                yield FormerUnitRow(unit_id, unit.unit_id, how)
    yield from links
    yield from unknown_tasks(loaded)
    facts = list(read_status_facts(known))
    yield from facts
    yield from carried_reports(loaded, links, facts)
    yield from read_corrections(decisions)
    yield from read_former_corrections(decisions)
    yield from search_texts(loaded, units)
    yield from folded_characters()
    yield from read_settled_links(decisions)
    yield from read_removals(decisions)
    measured = read_measured_indicators()
    yield from measured
    figures = [*measured, *(row for document in loaded for row in document.indicators)]
    for city, place in sorted({(row.city or "", row.place) for row in figures if row.place}):
        key, waters = place_key(place, city or None), waters_of(place, city or None)
        yield MeasuredPlaceRow(city or None, place, key, waters)
    yield from read_benchmarks()
    yield from score_documents(loaded, GOLDEN)
