"""How long every reader of the grammar, and all of them in turn, take for odd inputs of 100,000 characters.

    .venv/bin/python benchmarks/grammar.py [reader] [shape]

Prints a line a reader, a column a shape, in seconds. Each should stay below 2; > means that it was stopped.
"""

import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from loaders.grammar.dates import find_dates, find_impossible_dates  # noqa: E402
from loaders.grammar.deadlines import read_deadline  # noqa: E402
from loaders.grammar.document.masthead import read_masthead  # noqa: E402
from loaders.grammar.figures.home import Home  # noqa: E402
from loaders.grammar.figures.indicators import find_indicators  # noqa: E402
from loaders.grammar.leaders import split_leaders  # noqa: E402
from loaders.grammar.milestones import find_milestones  # noqa: E402
from loaders.grammar.numbering import numbers_at_line_starts  # noqa: E402
from loaders.grammar.petitions.counts import find_petition_counts  # noqa: E402
from loaders.grammar.places import find_places  # noqa: E402
from loaders.grammar.statuses.reported import read_statuses  # noqa: E402
from loaders.grammar.statuses.task_status import read_task_status  # noqa: E402
from loaders.grammar.units.lists import split_units  # noqa: E402
from loaders.grammar.units.organisations import identify  # noqa: E402
from loaders.items import Field  # noqa: E402
from loaders.layouts import read_layout  # noqa: E402
from loaders.parse import parse_document  # noqa: E402
from loaders.source import Source, UnreadableFile  # noqa: E402

SIZE = 100_000
LIMIT = 10
"""Seconds after which a reader is stopped."""
DAY = date(2024, 6, 1)

SHAPES = {
    "no punctuation": "市住建局完成污水管网建设并已整改到位的",
    "only punctuation": "，。；：、（）《》！？",
    "only commas": "，",
    "only digits": "20245",
    "only a list": "衡阳县、衡南县、市水利局、",
    "only dates": "年月日",
    "months": "2024年6月底前",
    "brackets": "（",
    "brackets closed": "（（））",
    "blanks": " ",
    "lines": "\n",
    "tabs": "甲\t1\n",
    "counts": "信访件3件其中大气2件",
    "places": "衡阳市",
    "statuses": "已完成整改",
    "figures": "PM2.5浓度35微克",
    "labels": "整改目标：",
    "and": "和及与",
}


def _units(text: str) -> object:
    return [
        identify(unit.name_as_written, city="衡阳市", area=None) for unit in split_units(text, 0, len(text))
    ]


def _whole_document(text: str) -> object:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "odd.txt"
        path.write_text(text, encoding="utf-8")
        return parse_document(path)


READERS: dict[str, Callable[[str], object]] = {
    "dates": lambda t: list(find_dates(t, 0, len(t), year=2024, reporting_year=2024)),
    "impossible dates": lambda t: list(find_impossible_dates(t, 0, len(t))),
    "deadline": lambda t: read_deadline(t, 0, len(t), reporting_year=2024),
    "milestones": lambda t: find_milestones(
        t, 0, len(t), deadline_year=2024, reporting_year=2024, field="measures"
    ),
    "units": _units,
    "leaders": lambda t: split_leaders(t, 0, len(t)),
    "statuses": lambda t: read_statuses(
        t, 0, len(t), reporting_year=2024, reported_on=DAY, issue=(0, 50), field="progress"
    ),
    "notice": lambda t: read_task_status(
        t, [Field("notice", "", 0, len(t))], reporting_year=2024, reported_on=DAY
    ),
    "petitions": lambda t: find_petition_counts(t, 0, len(t), year=2024, dated=DAY),
    "indicators": lambda t: list(
        find_indicators(
            t, 0, len(t), role="target", home=Home("衡阳市", None), reporting_year=2024, deadline_period=None
        )
    ),
    "masthead": lambda t: read_masthead(t, len(t), {}),
    "places": lambda t: find_places(t, 0, len(t)),
    "numbers": lambda t: list(numbers_at_line_starts(t)),
    "layout": lambda t: read_layout(Source("odd.txt", "", "txt", t)),
    "whole document": _whole_document,
}


def main() -> None:
    readers = {name: read for name, read in READERS.items() if not sys.argv[1:] or name == sys.argv[1]}
    shapes = {name: unit for name, unit in SHAPES.items() if not sys.argv[2:] or name == sys.argv[2]}
    print("reader".ljust(18), *(name[:10].rjust(10) for name in shapes))
    for name, read in readers.items():
        print(name.ljust(18), end=" ", flush=True)
        for unit in shapes.values():
            print(_seconds(read, (unit * SIZE)[:SIZE]).rjust(10), end=" ", flush=True)
        print()


def _seconds(read: Callable[[str], object], text: str) -> str:
    began = time.perf_counter()
    try:
        with _stopped_after(LIMIT):
            read(text)
    except TimeoutError:
        return f"> {LIMIT}"
    except (ValueError, UnreadableFile) as error:  # an empty file is refused
        return type(error).__name__[:10]
    return f"{time.perf_counter() - began:.2f}"


@contextmanager
def _stopped_after(seconds: int) -> Iterator[None]:
    def stop(signal_number: int, frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


if __name__ == "__main__":
    main()
