"""Offices under the names that they had before: 衡阳市环保局 became 衡阳市生态环境局, 邵东县 became 邵东市."""

from collections.abc import Iterator

from loaders.grammar.places import full_name, is_area
from loaders.grammar.units.organisations import Unit
from loaders.vocabulary import rows


def later_names(unit: Unit) -> Iterator[tuple[str, str]]:
    """The unit_ids that a unit may go by now, and how: renamed, or merged (its duties are a larger office's).

    Of 衡阳市国土局 both 衡阳市自然资源局 and 衡阳市自然资源规划局: which of them there is, the loaded documents show.
    """
    if unit.is_group or unit.kind == "company":
        return
    city, area = unit.city or "", unit.area or ""
    if not unit.unit_id.startswith(city + area):
        return
    office = unit.unit_id.removeprefix(city + area)
    now = _present_area(area, city) if area else ""
    if now != area:
        yield city + now + office, "renamed"
    for row in rows("renamed_offices"):
        if row["former"] == office:
            yield city + now + row["present"], row["how"]


def _present_area(area: str, city: str) -> str:
    """邵东市 of 邵东县: the only area of its name that there is now; an area that there still is stays."""
    present = full_name(area, city) or full_name(area[:-1], city or None)
    return present if present and is_area(present) else area
