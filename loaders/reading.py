"""One document being read: what every step needs to know of it, and how the rows of any part of it are noted."""

from collections.abc import Iterable
from dataclasses import replace

from loaders.grammar.deadlines import Deadline
from loaders.grammar.document.masthead import Masthead
from loaders.grammar.figures.home import Home
from loaders.grammar.figures.indicators import IndicatorFound, find_indicators
from loaders.grammar.figures.quantities import is_built
from loaders.grammar.figures.times import base_year
from loaders.grammar.statuses.reported import StatusFound
from loaders.grammar.statuses.task_status import statuses_by_heading, statuses_by_number
from loaders.items import Field, Layout
from loaders.layouts.furniture import with_page_edges_out
from loaders.rows import IndicatorRow, NotUnderstoodRow, ParsedDocument
from loaders.source import Source


class Reading:
    """A document with its layout and masthead; `parsed` takes the rows."""

    def __init__(
        self,
        source: Source,
        layout: Layout,
        masthead: Masthead,
        parsed: ParsedDocument,
        as_published: dict[int, str],
    ) -> None:
        self.source = source
        self.text = source.text  # simplified, without pages' edges; the published one is parsed.document.text
        self.as_published = as_published
        self.layout = layout
        self.masthead = masthead
        # A paper that is called as none of rectifications is (…2021年度实施计划) has its name in its first line.
        self.title = masthead.title or self.text.strip().partition("\n")[0].strip()
        self.home = Home(masthead.city, masthead.area, self.title)
        self.parsed = parsed
        self.document_id = parsed.document.document_id
        self.reported_on = masthead.issued_on or masthead.published_on or masthead.told_until
        self.by_number: dict[int, StatusFound] = {}
        self.by_heading: dict[str, StatusFound] = {}
        if layout.kind == "progress_report" and layout.items:
            year, day = masthead.reporting_year, self.reported_on
            self.by_heading = statuses_by_heading(
                self.text, layout.items, reporting_year=year, reported_on=day
            )
            if len({item.list_name for item in layout.items}) == 1:
                self.by_number = statuses_by_number(
                    self.text, 0, layout.items[0].start, reporting_year=year, reported_on=day
                )

    def quote(self, start: int, end: int) -> str:
        return self.parsed.document.text[start:end]

    def words(self, part: Field | None) -> str | None:
        if part is None or part.start == part.end:
            return None
        words = with_page_edges_out(self.quote(part.start, part.end), self.text[part.start : part.end])
        return (
            words.replace('""', '"') if self.source.format == "csv" else words
        )  # as CSV writes a quotation mark

    def note_figures(
        self, start: int, end: int, role: str, task_id: str | None = None, deadline: Deadline | None = None,
        problem: tuple[int, int] | None = None, period: str | None = None, area: str | None = None,
    ) -> None:  # fmt: skip
        """`area` is the county that a row of a list is for, whose figures are its own."""
        figures = find_indicators(
            self.text, start, end, role=role, home=replace(self.home, area=area) if area else self.home,
            reporting_year=int(period[:4]) if period else self.masthead.reporting_year,
            deadline_period=_period(deadline), problem=problem, period=period,
            month=self.reported_on.isoformat()[:7] if self.reported_on else None,
        )  # fmt: skip
        self.note_found(figures, task_id)

    def note_found(self, figures: Iterable[IndicatorFound], task_id: str | None) -> None:
        for figure in figures:
            quote = self.quote(figure.start, figure.end)
            said = {name: value for name, value in vars(figure).items() if name not in ("start", "end")}
            self.parsed.indicators.append(
                IndicatorRow(
                    indicator_id=f"{self.document_id}-i{len(self.parsed.indicators) + 1:03d}",
                    document_id=self.document_id,
                    task_id=task_id,
                    city=self.masthead.city,
                    valid_from=None,
                    valid_to=None,
                    base_year=base_year(quote, figure.period) if figure.is_change else None,
                    is_built=is_built(figure.unit),
                    quote=quote,
                    source_start=figure.start,
                    source_end=figure.end,
                    **said,
                )
            )

    def set_aside(self, start: int, end: int, reason: str) -> None:
        self.parsed.not_understood.append(
            NotUnderstoodRow(self.document_id, self.quote(start, end), reason, start, end)
        )


def _period(deadline: Deadline | None) -> str | None:
    """A deadline as a period, at its own precision: 2018-12-31, 2018-12 or 2018."""
    if deadline is None or deadline.on is None:
        return None
    return deadline.on.isoformat()[: {"day": 10, "month": 7, "year": 4}[deadline.precision or "day"]]
