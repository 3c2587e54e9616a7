"""Figures as the tests write them: 临江市 PM2.5 2025 <=32 μg/m³."""

from loaders.grammar.figures.home import Home
from loaders.grammar.figures.indicators import IndicatorFound, find_indicators


def read(
    text: str,
    role: str,
    *,
    city: str | None = "临江市",
    area: str | None = None,
    title: str = "",
    reporting_year: int | None = 2022,
    deadline_period: str | None = None,
) -> list[IndicatorFound]:
    if role == "target" and deadline_period is None:
        deadline_period = "2025-12-31"
    return find_indicators(
        text,
        0,
        len(text),
        role=role,
        home=Home(city, area, title),
        reporting_year=reporting_year,
        deadline_period=deadline_period,
    )


def told(row: IndicatorFound, role: str) -> str:
    """临江市 PM2.5 2025 <=32 μg/m³; a change has Δ before its value, a role other than the field's stands at the end."""
    change = "Δ" if row.is_change else ""
    words = (
        f"{row.place} {row.metric} {row.period or '-'} {row.op}{change}{row.value:g} {row.unit or ''}".strip()
    )
    return words if row.role == role else f"{words} ({row.role})"
