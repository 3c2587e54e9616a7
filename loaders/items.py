"""What a layout hands on: the items of a document with their fields, all as places in the text."""

import re
from dataclasses import dataclass, field

OUR_ID = re.compile(r"\S*\D\S*-\d{2,}(?:\.\d+)?")
"""A number of the form that our tasks have: hengyang-2019-plan-07."""
TEMPLATE_LABEL = "任务编号"
"""Above these numbers in a ledger template."""
TEMPLATE_HEADINGS = (TEMPLATE_LABEL, "下达日期", "上报日期", "进展说明", "证明材料")
"""What tells a ledger template from a city's own ledger, whose 任务编号 (QH-01) may look like ours."""
OF_TEMPLATE = "of_template"
"""The role of the number in a row of a ledger template, which names a task of ours."""


@dataclass(frozen=True)
class Field:
    """A labelled stretch of an item. `name` is a field of data/vocabulary/labels.csv."""

    name: str
    """issue, goal, measures, progress, deadline, units, leader, status, closing, remark (备注), area (县区), or ignored; or
    notice, what stands around the fields of a closing notice."""
    label: str
    """As written: 整改目标, 市直牵头单位; empty where the layout has none."""
    start: int
    end: int
    role: str | None = None
    """Of units: lead, responsible, supervising, cooperating; of a number: OF_TEMPLATE."""


@dataclass(frozen=True)
class Item:
    """One item of a rectification list (整改任务)."""

    seq: int
    start: int
    end: int
    fields: tuple[Field, ...]
    category: str | None = None
    list_name: str | None = None
    inspection: str | None = None

    @property
    def is_of_template(self) -> bool:
        """A row of a ledger template."""
        return any(field.role == OF_TEMPLATE for field in self.fields)


@dataclass(frozen=True)
class NotUnderstood:
    """A stretch that became no value, with the reason and the remedy in Chinese."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Check:
    """What the document states of itself against what was found. Place: the words that state it."""

    check: str
    expected: float | None
    found: float | None
    passed: bool | None
    note: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Layout:
    """A document taken apart by one of the modules of loaders/layouts."""

    shape: str
    """Name of the module: labelled_items, table, progress_report, closing_notice, ledger, bulletin."""
    kind: str
    """plan, progress_report, bulletin, ledger."""
    items: tuple[Item, ...] = ()
    not_understood: tuple[NotUnderstood, ...] = ()
    checks: tuple[Check, ...] = field(default=())
    """Checks that only the layout can make: numbering, categories with their stated counts."""
