"""One file -> the rows of every table: the layout finds the fields, the grammar reads each of them."""

import re
from calendar import monthrange
from collections import Counter
from datetime import date
from pathlib import Path

from loaders.cards import card_text, read_card
from loaders.checks import check_document
from loaders.grammar.dates import find_dates, find_impossible_dates
from loaders.grammar.document.issuing import find_last_past_day
from loaders.grammar.document.masthead import read_masthead
from loaders.grammar.figures.periods import periods
from loaders.grammar.figures.tables import find_table_figures
from loaders.grammar.petitions.counts import find_petition_counts
from loaders.grammar.plain import plain
from loaders.items import Field
from loaders.layouts import read_layout
from loaders.layouts.furniture import without_page_edges
from loaders.layouts.ledger import SHEETS
from loaders.readers import read_source
from loaders.reading import Reading
from loaders.reading_item import ItemReading
from loaders.rows import (
    CheckRow,
    DocumentRow,
    ParsedDocument,
    PartRow,
    PetitionRow,
    RemarkRow,
    TableRow,
)
from loaders.source import UnreadableFile
from loaders.traditional import characters_of, simplified

A_PLAN = re.compile("方案|计划|规划|清单|目标|任务|措施")
"""What the title of a plan says whose list was not found; any other tells what was measured."""
FOUND_BY_INSPECTORS = re.compile(r"督察组[^。，\n]{0,20}督察[^。，\n]{0,16}发现|督察组指出|典型案例")
"""What the beginning of a paper says that tells of what inspectors found, and not of what was done."""
STATE_OF_A_TIME = re.compile("环境质量|环境状况|环境空气|年度环境|公报|[月季年]报")
"""What the title of a document says whose figures are of the time in its title: 2023年度环境状况公报."""
A_PERIODICAL = re.compile("[月季简通]报")
PLAN_OF_A_YEAR = re.compile(
    r"(?P<year>20\d\d)年(?!.*督察).*(?:方案|计划|要点)$"
)  # 2022年度水污染防治工作方案
WITHIN_LEAD = 1_000
"""As far into the text, in characters, as a report of a month whose title does not name it tells which it is."""
MONTHS = re.compile(r"20\d\d-\d\d(?:/20\d\d-\d\d)?")
A_TIME, A_DAY = re.compile(r"\d|[年月日底]"), re.compile(r"\d\s*年|\d\s*月|\d\s*[/.-]\s*\d")
DAYS = {"deadline": A_DAY, "reported_on": A_TIME, "completed_on": A_TIME}
"""Fields of dates, and what in them is an attempt at one: 按省定时限, 30日内 is none in a deadline."""


def parse_document(path: Path, shown_path: str | None = None) -> ParsedDocument:
    """Read one file. Raises UnreadableFile, whose message tells a person what to do."""
    card = read_card(path)
    source = read_source(path)
    published, source = source.text, simplified(source)
    as_published = characters_of(published, source.text)
    source = without_page_edges(source)
    layout = read_layout(source)
    list_start = layout.items[0].start if layout.items else None
    masthead = read_masthead(source.text, list_start, card, is_sheet=source.format in SHEETS)
    document = DocumentRow(
        document_id=path.stem,
        title=masthead.title and masthead.title.translate(as_published),
        city=masthead.city,
        area=masthead.area,
        kind=layout.kind,
        shape=layout.shape,
        inspection=masthead.inspection and masthead.inspection.translate(as_published),
        inspection_level=masthead.inspection_level,
        document_number=masthead.document_number,
        issued_on=masthead.issued_on,
        published_on=masthead.published_on,
        stated_task_count=masthead.stated_task_count,
        text=published,
        format=source.format,
        source_path=shown_path or path.name,
        source_url=card.get("source"),  # type: ignore[arg-type]
        sha256=source.sha256,
        reported_on=card.get("reported_on"),  # type: ignore[arg-type]
        card=card_text(path),
    )
    reading = _DocumentReading(source, layout, masthead, ParsedDocument(document), as_published)
    parsed = reading.whole_document()
    if not (document.title or document.city or parsed.tasks or parsed.indicators or parsed.petition_counts):
        reasons = [*source.remarks, *(stretch.reason for stretch in layout.not_understood)]
        raise UnreadableFile(
            f"{path.name}：没有读到标题、地区、条目或数字，不像督察整改文件，没有载入。{''.join(reasons[:2])}"
        )
    return parsed


class _DocumentReading(Reading):
    """The whole of a document, part by part."""

    def whole_document(self) -> ParsedDocument:
        parsed = self.parsed
        parsed.remarks = [
            RemarkRow(self.document_id, position, remark)
            for position, remark in enumerate(self.source.remarks, start=1)
        ]
        parsed.parts = [
            PartRow(self.document_id, part.sheet, part.number, part.start, part.end)
            for part in self.source.parts
        ]
        parsed.table_rows = [TableRow(self.document_id, *place) for place in self.source.tabbed_rows()]
        for item, task_id in zip(self.layout.items, self._task_ids(), strict=True):
            ItemReading(self, item, task_id).note_all()
        self._outside_the_list()
        self._petitions()
        self._not_understood()
        self._checks()
        if parsed.document.stated_on is None:
            parsed.document.looks_back_to = self._last_day_told()
        return parsed

    def _task_ids(self) -> list[str]:
        """hengyang-2019-plan-07; with several lists hengyang-2019-plan-2-07; a number used twice gets .2."""
        lists = list(dict.fromkeys(item.list_name for item in self.layout.items))
        times_used: Counter[str] = Counter()
        task_ids = []
        for item in self.layout.items:
            place = f"{lists.index(item.list_name) + 1}-" if len(lists) > 1 else ""
            task_id = f"{self.document_id}-{place}{item.seq:02d}"
            times_used[task_id] += 1
            task_ids.append(f"{task_id}.{times_used[task_id]}" if times_used[task_id] > 1 else task_id)
        return task_ids

    def _outside_the_list(self) -> None:
        """Figures of the general part: a plan promises them, a report or bulletin says they were reached.

        What a report says after its list (下一步…) is still to be reached.
        """
        list_start = self.layout.items[0].start if self.layout.items else len(self.text)
        is_plan = self.layout.items or A_PLAN.search(self.title)
        role = "target" if self.layout.kind == "plan" and is_plan else "actual"
        if not self.layout.items and FOUND_BY_INSPECTORS.search(self.text, 0, 500):
            role = "baseline"
        self._prose_and_tables(0, list_start, role, role)
        if self.layout.items:
            list_end = max(item.end for item in self.layout.items)
            self._prose_and_tables(list_end, len(self.text), "target", role)

    def _prose_and_tables(self, start: int, end: int, role: str, of_tables: str) -> None:
        """The figures of a stretch, those of its tables read as tables."""
        home, period = self.home, self._own_time()
        year = int(period[:4]) if period else self.masthead.reporting_year
        for table in self.source.tables:
            first, last = table.rows[0][0].start, table.rows[-1][-1].end
            if not (start <= first and last <= end):
                continue
            figures = find_table_figures(
                self.text, table.rows, role=of_tables, home=home, year=year, period=period
            )
            if found := list(figures):
                self.note_figures(start, first, role, period=period)
                self.note_found(found, None)
                start = last
        self.note_figures(start, end, role, period=period)

    def _own_time(self) -> str | None:
        """The time that all figures of the document are of; a monthly one's is in its title or the first month told."""
        title = plain(self.title, 0, len(self.title)).text
        if yearly := PLAN_OF_A_YEAR.search(title):
            return yearly["year"]
        if not STATE_OF_A_TIME.search(title):
            return None
        if named := periods(title, 0, len(title), this_year=None, due_year=None):
            return named[0].value
        if not A_PERIODICAL.search(title):
            return None
        text = plain(self.text, 0, WITHIN_LEAD).text
        told = periods(text, 0, len(text), this_year=self.masthead.reporting_year, due_year=None)
        return next((time.value for time in told if MONTHS.fullmatch(time.value)), None)

    def _petitions(self) -> None:
        year = self.reported_on.year if self.reported_on else self.masthead.reporting_year
        end = (
            self.layout.items[0].start if self.layout.items else len(self.text)
        )  # an item's problem counts others'
        for count in find_petition_counts(self.text, 0, end, year=year, dated=self.reported_on):
            self.parsed.petition_counts.append(
                PetitionRow(
                    self.document_id, count.as_of, count.dimension, count.key, count.cases, count.key_cases,
                    self.quote(count.start, count.end), count.start, count.end,
                )
            )  # fmt: skip

    def _last_day_told(self) -> date | None:
        """The last day of what a document without a date reports; else the last that its words name as past."""
        parsed = self.parsed
        days = [day for row in parsed.status_reports for day in (row.reported_on, row.completed_on)]
        days += [count.as_of for count in parsed.petition_counts]
        days += [_known_on(figure.period) for figure in parsed.indicators if figure.role == "actual"]
        if told := max(filter(None, days), default=None):
            return told
        is_plan = self.layout.kind == "plan"
        ahead = ("deadline", "measures") if is_plan else ("deadline",)
        return self.masthead.told_until or find_last_past_day(
            self.text,
            [(said.source_start, said.source_end) for said in parsed.task_fields if said.field in ahead],
            is_plan=is_plan,
            first_deadline=min((task.deadline_on for task in parsed.tasks if task.deadline_on), default=None),
        )

    def _not_understood(self) -> None:
        for stretch in self.layout.not_understood:
            self.set_aside(stretch.start, stretch.end, stretch.reason)
        for item in self.layout.items:
            for part in item.fields:
                if part.name in ("deadline", "measures", "reported_on", "completed_on"):
                    for start, end in find_impossible_dates(self.text, part.start, part.end):
                        self.set_aside(start, end, "没有这一天，未当作日期。请向发文单位核实。")
                if part.name in DAYS and self._is_unread_day(part, DAYS[part.name]):
                    reason = f"{part.label}“{self.words(part)}”没有读作日期。请写成 2024-06-30 的样子。"
                    self.set_aside(part.start, part.end, reason)

    def _is_unread_day(self, part: Field, a_time: re.Pattern[str]) -> bool:
        """六月底, of a year that nothing says; not 正在推进, which is no attempt at a date."""
        place, year = (part.start, part.end), self.masthead.reporting_year
        return bool(
            a_time.search(self.text, *place)
            and not find_dates(self.text, *place, year=year, reporting_year=year)
            and not find_impossible_dates(self.text, *place)
        )

    def _checks(self) -> None:
        if self.layout.items and all(item.is_of_template for item in self.layout.items):
            return  # its words are those of the tasks' own documents, which are checked there
        for check in check_document(self.text, self.masthead, self.layout, self.parsed):
            quote = (
                self.parsed.document.text[slice(check.start, check.end)] if check.start is not None else None
            )
            self.parsed.checks.append(
                CheckRow(
                    self.document_id, check.check, check.expected, check.found, check.passed, check.note,
                    quote, check.start, check.end,
                )
            )  # fmt: skip


def _known_on(period: str | None) -> date | None:
    """When what was measured from 2024-01 to 2024-09 is known; of a year alone its beginning is sure."""
    if not period:
        return None
    year, month, day = ([int(part) for part in period.split("/")[-1].split("-")] + [0, 0])[:3]
    return date(year, month or 1, day or (monthrange(year, month)[1] if month else 1))
