"""The ledger template (台账模板): the chosen tasks as a sheet that a supervisor fills in each month and imports again.

What names a task is locked; the status is a drop-down list, dates are checked as they are typed. What is known already
is filled in, so a template that is imported and exported again is the same.
"""

import io
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

import panels
import queries
import wording
from reports import sheets

LOCKED = {
    "task_id": ("任务编号", 18),
    "seq": ("序号", 6),
    "issue": ("存在问题", 44),
    "lead": ("牵头单位", 20),
    "stated_on": ("下达日期", 12),
    "deadline": ("整改时限", 18),
}
OPEN = {
    "status": ("整改状态", 10),
    "reported_on": ("上报日期", 12),
    "completed_on": ("完成日期", 12),
    "progress_note": ("进展说明", 40),
    "evidence": ("证明材料", 18),
    "remark": ("备注", 14),
}
"""Column of queries.ledger_rows -> heading and width."""

STATUSES = [word for status, word in wording.STATUS.items() if status != wording.UNREPORTED]
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def download(chosen: queries.Filters, count: int) -> None:
    """The button, and what it is for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        panels.download(
            f"台账模板（{count} 项）",
            lambda: as_xlsx(queries.ledger_rows(chosen), chosen.day),
            f"整改台账{''.join(f'-{city}' for city in chosen.cities[:3])}-截至{chosen.day}.xlsx",
            "ledger_template",
            icon=":material/edit_document:",
        )
        st.caption(
            "在 Excel 里填好状态、日期和进展，拖到“导入”页，就成为这些任务的进展报告。", width="content"
        )


def as_xlsx(rows: pd.DataFrame, day: date) -> bytes:
    """The workbook, of rows of queries.ledger_rows, as they stood on the day."""
    file = io.BytesIO()
    book = sheets.new_book(file)
    sheet = book.add_worksheet("整改台账")
    look = {"text_wrap": True, "valign": "top", "align": "left", "border": 1, "border_color": "#D3DBE3"}
    looks = {
        (is_open, is_day): book.add_format(
            look
            | ({"locked": False} if is_open else {"bg_color": "#F1F4F7"})
            | ({"num_format": "yyyy-mm-dd"} if is_day else {})
        )
        for is_day in (False, True)
        for is_open in (False, True)
    }
    columns = LOCKED | OPEN
    sheet.set_row(0, 22)
    for place, (column, (name, width)) in enumerate(columns.items()):
        colour = "#DCEBF7" if column in OPEN else "#E3E8ED"
        heading = {"bold": True, "border": 1, "bg_color": colour, "valign": "vcenter"}
        sheet.write_string(0, place, name, book.add_format(heading))
        sheet.set_column(place, place, width)
    for line, row in enumerate(queries.rows(rows), 1):
        sheets.set_height(sheet, line, [(getattr(row, name), width) for name, (_, width) in columns.items()])
        row.status = wording.STATUS.get(row.status)
        if row.completed_precision in ("month", "year"):  # no day of it: 2024年6月 comes back as what it is
            row.completed_on = wording.period_text(
                wording.day_text(row.completed_on, row.completed_precision)
            )
        for place, column in enumerate(columns):
            look_of_cell = looks[column in OPEN, column.endswith("_on")]
            sheets.write_cell(sheet, line, place, getattr(row, column), look_of_cell)
    if len(rows):
        _check_input(sheet, len(rows))
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.freeze_panes(1, 2)
    sheets.print_on_a4(book, "整改台账", day)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})
    book.close()
    return file.getvalue()


def _check_input(sheet: Any, count: int) -> None:
    """What may be typed into the column of the status and those of dates."""
    places = {column: place for place, column in enumerate(LOCKED | OPEN)}
    status = {
        "validate": "list",
        "source": STATUSES,
        "error_title": "整改状态",
        "error_message": "请从下拉列表中选择：" + "、".join(STATUSES),
    }
    day = {
        "validate": "date",
        "criteria": "between",
        "minimum": FIRST_DAY,
        "maximum": LAST_DAY,
        "error_title": "日期",
        "error_message": "请填写日期，例如 2024-06-30。",
    }
    # A month is no day, and Excel would make its first day of it.
    month = {
        "error_type": "warning",
        "input_title": "完成日期",
        "input_message": "2024-06-30；只知道月份的写 '2024年6月（前加单引号）。",
    }
    for column, rule in (("status", status), ("reported_on", day), ("completed_on", day | month)):
        sheet.data_validation(1, places[column], count, places[column], rule)
