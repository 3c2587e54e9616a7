"""The rows that loaders write: one class a table of schema.sql, the same columns in the same order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date


@dataclass
class DocumentRow:
    document_id: str
    title: str | None
    city: str | None
    area: str | None
    kind: str
    shape: str
    inspection: str | None
    inspection_level: str | None
    document_number: str | None
    issued_on: date | None
    published_on: date | None
    stated_task_count: int | None
    text: str
    format: str
    source_path: str
    source_url: str | None
    sha256: str
    taken_from_tasks: str | None = None
    looks_back_to: date | None = None
    reported_on: date | None = None
    card: str | None = None

    @property
    def stated_on(self) -> date | None:
        """The day of what it says, where it or its card says one."""
        return self.issued_on or self.published_on or self.reported_on

    @property
    def known_from(self) -> date | None:
        """The day of what it says; of a document without a date the last that it looks back on."""
        return self.stated_on or self.looks_back_to


@dataclass
class PartRow:
    document_id: str
    sheet: str | None
    number: int
    source_start: int
    source_end: int


@dataclass
class TableRow:
    document_id: str
    source_start: int
    source_end: int


@dataclass
class TaskRow:
    task_id: str
    document_id: str
    city: str | None
    area: str | None
    list: str | None
    inspection: str | None
    seq: int
    category: str | None
    issue: str | None
    goal: str | None
    measures: str | None
    progress: str | None
    deadline_text: str | None
    deadline_on: date | None
    deadline_precision: str | None
    deadline_year: int | None
    is_immediate: bool
    is_ongoing: bool
    source_start: int
    source_end: int
    reports_on: str | None = None


@dataclass
class TaskFieldRow:
    task_id: str
    field: str
    label: str | None
    role: str | None
    quote: str
    source_start: int
    source_end: int


@dataclass
class ThemeRow:
    task_id: str
    theme: str
    quote: str
    source_start: int
    source_end: int


@dataclass
class SearchRow:
    number: int
    task_id: str
    words: str


@dataclass
class FoldedRow:
    written: str
    folded: str


@dataclass
class MilestoneRow:
    task_id: str
    due_on: date
    precision: str
    text: str
    quote: str
    source_start: int
    source_end: int


@dataclass
class UnitRow:
    unit_id: str
    name: str
    city: str | None
    area: str | None
    kind: str
    system: str | None
    is_group: bool


@dataclass
class GroupMemberRow:
    unit_id: str
    member_unit_id: str


@dataclass
class FormerUnitRow:
    unit_id: str
    former_unit_id: str
    how: str


@dataclass
class TaskUnitRow:
    task_id: str
    unit_id: str
    role: str
    name_as_written: str
    position: int
    quote: str
    source_start: int
    source_end: int


@dataclass
class TaskLeaderRow:
    task_id: str
    leader: str
    role_label: str
    position: int
    quote: str
    source_start: int
    source_end: int


@dataclass
class StatusRow:
    task_id: str
    status: str
    scope: str
    reported_on: date | None
    completed_on: date | None
    source: str
    source_title: str | None = None
    source_kind: str | None = None
    basis: str | None = None
    place_or_matter: str | None = None
    confidence: str | None = None
    quote: str | None = None
    source_start: int | None = None
    source_end: int | None = None
    carried_from: str | None = None
    completed_precision: str | None = None


@dataclass
class IndicatorRow:
    indicator_id: str
    document_id: str | None
    task_id: str | None
    city: str | None
    place: str | None
    element: str
    metric: str
    role: str
    period: str | None
    op: str
    value: float
    unit: str | None
    valid_from: date | None
    valid_to: date | None
    is_change: bool
    base_year: int | None
    is_built: bool
    source_url: str | None = None
    source_title: str | None = None
    source_kind: str | None = None
    note: str | None = None
    quote: str | None = None
    source_start: int | None = None
    source_end: int | None = None


@dataclass
class MeasuredPlaceRow:
    city: str | None
    place: str
    place_key: str
    waters: str | None


@dataclass
class PetitionRow:
    document_id: str
    as_of: date | None
    dimension: str
    key: str
    cases: int
    key_cases: int | None
    quote: str
    source_start: int
    source_end: int


@dataclass
class CheckRow:
    document_id: str
    check: str
    expected: float | None
    found: float | None
    passed: bool | None
    note: str | None
    quote: str | None
    source_start: int | None
    source_end: int | None


@dataclass
class RemarkRow:
    document_id: str
    position: int
    remark: str


@dataclass
class NotUnderstoodRow:
    document_id: str
    quote: str
    reason: str
    source_start: int
    source_end: int


@dataclass
class BenchmarkRow:
    scope: str
    round: str
    as_of: date | None
    as_of_text: str | None
    tasks_total: int | None
    tasks_completed: int | None
    completion_rate: float | None
    source_url: str
    source_title: str
    source_kind: str


@dataclass
class AccuracyRow:
    document_id: str
    field: str
    expected: int
    found: int
    matched: int


@dataclass(frozen=True)
class LinkRow:
    from_task_id: str
    to_task_id: str
    kind: str
    certainty: str
    likeness: float
    basis: str


@dataclass
class CorrectionRow:
    task_id: str
    field: str
    value: str
    reason: str
    corrected_by: str
    corrected_on: date


@dataclass
class FormerCorrectionRow(CorrectionRow):
    """A correction that another took the place of, or that a person took back."""

    is_withdrawn: bool
    ended_by: str
    ended_on: date
    ended_reason: str


@dataclass
class LinkDecisionRow:
    from_task_id: str
    to_task_id: str
    is_same: bool
    decided_by: str
    decided_on: date
    reason: str = ""


@dataclass
class RemovalRow:
    """An added document that a person took out again; its file is kept aside."""

    document_id: str
    reason: str
    removed_by: str
    removed_on: date


TABLES: dict[type, str] = {
    DocumentRow: "documents",
    PartRow: "document_parts",
    TableRow: "table_rows",
    TaskRow: "tasks",
    TaskFieldRow: "task_fields",
    ThemeRow: "task_themes",
    SearchRow: "search_texts",
    FoldedRow: "folded_characters",
    MilestoneRow: "milestones",
    UnitRow: "units",
    GroupMemberRow: "group_members",
    FormerUnitRow: "former_units",
    TaskUnitRow: "task_units",
    TaskLeaderRow: "task_leaders",
    StatusRow: "status_reports",
    IndicatorRow: "indicators",
    MeasuredPlaceRow: "measured_places",
    PetitionRow: "petition_counts",
    CheckRow: "checks",
    RemarkRow: "reader_remarks",
    NotUnderstoodRow: "not_understood",
    BenchmarkRow: "benchmarks",
    AccuracyRow: "accuracy",
    LinkRow: "links",
    CorrectionRow: "corrections",
    FormerCorrectionRow: "former_corrections",
    LinkDecisionRow: "link_decisions",
    RemovalRow: "removals",
}


@dataclass
class ParsedDocument:
    """Everything read from one file."""

    document: DocumentRow
    remarks: list[RemarkRow] = field(default_factory=list)
    parts: list[PartRow] = field(default_factory=list)
    table_rows: list[TableRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    task_fields: list[TaskFieldRow] = field(default_factory=list)
    milestones: list[MilestoneRow] = field(default_factory=list)
    units: dict[str, UnitRow] = field(default_factory=dict)
    task_units: list[TaskUnitRow] = field(default_factory=list)
    task_leaders: list[TaskLeaderRow] = field(default_factory=list)
    status_reports: list[StatusRow] = field(default_factory=list)
    indicators: list[IndicatorRow] = field(default_factory=list)
    petition_counts: list[PetitionRow] = field(default_factory=list)
    checks: list[CheckRow] = field(default_factory=list)
    not_understood: list[NotUnderstoodRow] = field(default_factory=list)

    def rows(self) -> Iterator[object]:
        """All rows but the units, which documents share."""
        yield self.document
        for table in (
            self.remarks,
            self.parts,
            self.table_rows,
            self.tasks,
            self.task_fields,
            self.milestones,
            self.task_units,
            self.task_leaders,
            self.status_reports,
            self.indicators,
            self.petition_counts,
            self.checks,
            self.not_understood,
        ):
            yield from table
