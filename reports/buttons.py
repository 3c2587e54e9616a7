"""What can be taken away from a page: the report as a workbook, 调度通报, 督办单. Each is written when it is asked for."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

import filters
import panels
import queries
from reports import contents, letters, workbook

DAYS = (7, 30, 90)


def of_view(chosen: queries.Filters) -> None:
    """The report of the view and its 调度通报, with the period that it is about; 督办单 where one unit is chosen."""
    place = contents.about(chosen)
    if len(chosen.units) == 1:
        of_unit(queries.unit(chosen.units[0]), chosen)
    with st.popover("报告和通报", icon=":material/description:", help="下载当前所选范围的报告"):
        panels.download(
            "下载报告（XLSX）",
            lambda: workbook.as_xlsx(contents.gather(chosen)),
            f"{place}-督察整改报告-{chosen.day}.xlsx",
            "report_xlsx",
            help="总览、完成率、单位负荷、指标、明细、来源与口径，图可在 Excel 或 WPS 里改。",
        )
        st.divider()
        month, _, year = filters.ends_before(chosen.day).values()
        since = st.date_input(
            "通报期从",
            value=month,
            min_value=date(2014, 12, 1),
            max_value=chosen.day - timedelta(days=1),
            key=f"bulletin_since_{chosen.day}",
            format="YYYY-MM-DD",
            help=f"到截至日（{chosen.day}）为止。",
        )
        filters.day_presets(f"bulletin_since_{chosen.day}", {"上月底": month, "年初以来": year})
        days = _days_ahead("bulletin_days")
        panels.download(
            "下载调度通报（DOCX）",
            lambda: letters.bulletin(
                contents.gather(chosen),
                since,
                queries.changes(chosen, since),
                contents.tasks_due(chosen, days),
                days,
            ),
            f"{place}-督察整改调度通报-{chosen.day}.docx",
            "bulletin_docx",
            help="发文机关、文号、主送机关和日期留空待填。",
        )


def of_unit(unit: Any, chosen: queries.Filters) -> None:
    """督办单 to the unit, about those of its tasks in view that are past their deadline or fall due soon."""
    with st.popover("督办单", icon=":material/outgoing_mail:", help="给这个单位的督办单"):
        days = _days_ahead("reminder_days")
        due = queries.tasks_due(chosen, days)
        if due.empty:
            st.caption("所选任务里，没有已过时限或快到期而未见办结的。")
            return
        st.caption(f"列入 {len(due)} 项：已过时限而未见办结的，和 {days} 天内到期的。")
        panels.download(
            "下载督办单（DOCX）",
            lambda: letters.reminder(unit, contents.tasks_due(chosen, days), chosen, days, queries.build()),
            f"{unit.name}-督办单-{chosen.day}.docx",
            "reminder_docx",
            help="发文机关、文号、反馈期限、联系人和日期留空待填。",
        )


def _days_ahead(key: str) -> int:
    return st.segmented_control(
        "列入几天内到期的", DAYS, default=30, format_func=lambda days: f"{days} 天", key=key, required=True
    )
