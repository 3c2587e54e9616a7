"""Every document -> read -> parse -> check -> a new generation of the database, made current when whole."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from loaders.accuracy import score_documents
from loaders.database import database_folder, make_current, new_generation, write_database
from loaders.decisions import decisions_folder, read_corrections, read_link_decisions
from loaders.facts import read_benchmarks, read_measured_indicators, read_status_facts
from loaders.isolation import parse_isolated
from loaders.linking import carried_reports, link_tasks
from loaders.parse import ParsedDocument
from loaders.rows import UnitRow
from loaders.source import UnreadableFile

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = PROJECT / "data" / "documents"
GOLDEN = PROJECT / "tests" / "golden"
AT_ONCE = 2
"""Files parsed at the same time, each in a process of its own."""


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
        counts = {
            "份文件": len(self.loaded),
            "项任务": sum(len(document.tasks) for document in self.loaded),
            "个单位": len(units),
            "条指标": sum(len(document.indicators) for document in self.loaded),
            "处核对不符": sum(check.passed is False for document in self.loaded for check in document.checks),
            "段未读懂": sum(len(document.not_understood) for document in self.loaded),
        }
        return "，".join(f"{count} {noun}" for noun, count in counts.items())


def document_files(folder: Path = DOCUMENTS) -> list[Path]:
    """The documents of a folder in order of name; the cards beside them and hidden files are none."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix != ".toml" and not path.name.startswith((".", "~$"))
    )


def build(
    files: Sequence[Path] = (), database: Path | None = None, progress: Callable[[str], None] = print
) -> BuildReport:
    """Load files (every document of the project where none is named) into a new generation, or into one named file.

    Nothing is replaced until everything is written; where no file could be read, nothing is replaced at all.
    """
    loaded, refused = _parse_all(files or document_files(), progress)
    if not loaded:
        return BuildReport(None, (), tuple(refused))
    generation = new_generation()
    if database is None:
        folder = database_folder()
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"rectification-{generation}.duckdb"
        write_database(target, _all_rows(loaded), generation)
        make_current(folder, target)
    else:
        target = database
        target.parent.mkdir(parents=True, exist_ok=True)
        write_database(target, _all_rows(loaded), generation)
    return BuildReport(target, tuple(loaded), tuple(refused))


def _parse_all(
    files: Sequence[Path], progress: Callable[[str], None]
) -> tuple[list[ParsedDocument], list[str]]:
    loaded: list[ParsedDocument] = []
    refused: list[str] = []
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for number, (path, outcome) in enumerate(zip(files, threads.map(_try, files), strict=True), start=1):
            if isinstance(outcome, ParsedDocument):
                earlier = next((d for d in loaded if d.document.document_id == path.stem), None)
                if earlier is None:
                    loaded.append(outcome)
                else:
                    outcome = (
                        f"{path.name}：与 {earlier.document.source_path} 同名，只加载了前一份。请改名后重试。"
                    )
            if isinstance(outcome, str):
                refused.append(outcome)
                progress(f"[{number}/{len(files)}] 未加载 {outcome}")
            else:
                progress(f"[{number}/{len(files)}] {path.name}：{len(outcome.tasks)} 项任务")
                for remark in outcome.remarks:
                    progress(f"    {remark}")
    return loaded, refused


def _try(path: Path) -> ParsedDocument | str:
    try:
        return parse_isolated(path, _shown_path(path))
    except UnreadableFile as error:
        return str(error)


def _shown_path(path: Path) -> str:
    """The path as the reader of the dashboard knows it: inside the project, or the file's name alone."""
    absolute = path.resolve()
    return absolute.relative_to(PROJECT).as_posix() if absolute.is_relative_to(PROJECT) else path.name


def _all_rows(loaded: Sequence[ParsedDocument]) -> Iterator[object]:
    units: dict[str, UnitRow] = {}
    known: dict[tuple[str, int], str] = {}
    for document in loaded:
        yield from document.rows()
        units |= document.units
        known |= {(task.document_id, task.seq): task.task_id for task in document.tasks}
    yield from units.values()
    decisions = decisions_folder(database_folder())
    links = link_tasks(loaded, read_link_decisions(decisions))
    yield from links
    yield from carried_reports(loaded, links)
    yield from read_corrections(decisions)
    yield from read_status_facts(known)
    yield from read_measured_indicators()
    yield from read_benchmarks()
    yield from score_documents(loaded, GOLDEN)
