"""How a letter addresses a unit: 内江市资中县党委政府 is written to as 资中县委、县政府."""

import re
from typing import Any

TWO_OFFICES = {
    "党工委管委会": "党工委、管委会",
    "党工委办事处": "党工委、办事处",
    "党委政府": "党委、政府",
}
"""The data model's one name for the Party's and the government's office of an area -> both."""

AREA = re.compile(r"(?P<name>.*?)(?P<type>省|地区|[州市县区旗盟乡镇]|苏木)$")
WHOLE_TYPE = re.compile(r"(自治[州县旗]|新区|特区|林区|矿区|^.[县区])$")
"""Of these the name is not said without its type: 长阳土家族自治县县委, 浦东新区区委, 忠县县委, but 资中县委."""


def addressed(unit: Any) -> str:
    """Its name in the line of the addressee (主送机关), of a row of queries.unit. A letter of the city does not name the city
    before its counties and their departments."""
    of_county = unit.area and unit.name.startswith(f"{unit.city or ''}{unit.area}") or unit.is_group
    name = unit.name.removeprefix(unit.city or "") if of_county else unit.name
    ending = next((ending for ending in TWO_OFFICES if name.endswith(ending)), None)
    if ending is None or name == ending:
        return name
    area = name.removesuffix(ending)
    found = None if unit.is_group or ending != "党委政府" else AREA.match(area)
    if not found or area.endswith("自治区"):
        return area + TWO_OFFICES[ending]
    kind = found["type"]
    if kind in ("乡", "镇", "苏木"):
        return f"{area}党委、{kind}政府"
    if kind in ("地区", "盟"):
        return f"{found['name']}{kind[0]}委、行署"
    return f"{area}{kind * bool(WHOLE_TYPE.search(area))}委、{kind}政府"


def spoken_to(unit: Any) -> str:
    """How the letter calls it: 你县 where it is sent to a county, else 你单位."""
    area = re.search(r"([省州市县区旗盟乡镇])(党?委)、", addressed(unit))
    return f"你{area[1]}" if area and not unit.is_group else "你单位"
