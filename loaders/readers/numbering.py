"""Word's automatic numbers, which stand in numbering.xml and not in the text."""

import re
from dataclasses import dataclass, field

from lxml import etree

from loaders.grammar.numbering import DIGITS, chinese
from loaders.readers.archives import attribute

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
STEMS = "甲乙丙丁戊己庚辛壬癸"
NO_NUMBER = ("bullet", "none")


def written(number: int, style: str) -> str:
    """A number in one of Word's number formats; one that is not known is written in digits."""
    lowered = style.lower()
    if lowered in ("chinesecounting", "chinesecountingthousand", "japanesecounting", "taiwanesecounting",
                   "taiwanesecountingthousand"):  # fmt: skip
        return chinese(number)
    if lowered in ("ideographdigital", "japanesedigitaltenthousand", "taiwanesedigital"):
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if lowered in ("chineselegalsimplified", "ideographlegaltraditional"):
        return chinese(number).translate(
            str.maketrans("一二三四五六七八九十百〇", "壹贰叁肆伍陆柒捌玖拾佰零")
        )
    if lowered == "ideographtraditional":
        return STEMS[(number - 1) % 10]
    if lowered.startswith("decimalenclosedcircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if lowered == "decimalfullwidth":
        return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    if lowered == "decimalzero":
        return f"{number:02d}"
    if lowered in ("lowerletter", "upperletter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if lowered == "lowerletter" else letter.upper()
    if lowered in ("lowerroman", "upperroman"):
        words = ""
        for value, letters in ROMAN:
            count, number = divmod(number, value)
            words += letters * count
        return words if lowered == "lowerroman" else words.upper()
    return str(number)


@dataclass
class Level:
    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    is_legal: bool = False
    """All numbers of the pattern in digits (isLgl)."""


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """By numId."""
    family: dict[str, str] = field(default_factory=dict)
    """numId -> the definition it shares its count with."""
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    """numId -> level -> where it starts anew."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next_number(self, num_id: str, level: int) -> str:
        """Count one paragraph on, and write its number: （二）. Empty for bullets and unknown lists."""
        levels = self.levels.get(num_id)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self.family[num_id], {})
        restart = self.overrides.get(num_id, {}).get(level)
        if restart is not None and (num_id, level) not in self._begun:
            counts[level] = restart
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = levels[level].start
        self._begun.add((num_id, level))
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        definition = levels[level]
        if definition.style in NO_NUMBER:
            return ""

        def number_of(reference: re.Match[str]) -> str:
            other = int(reference[1]) - 1
            shown = levels.get(other, Level())
            return written(counts.get(other, shown.start), "decimal" if definition.is_legal else shown.style)

        number = re.sub(r"%([1-9])", number_of, definition.pattern)
        # After 、 and ） nobody types a space; after "1." one keeps "3." and "2023年" apart.
        is_spaced = definition.suffix != "nothing" and number[-1:].isascii() and number[-1:] not in ("", ")")
        return number + " " if is_spaced else number


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that numbering.xml defines."""
    numbering = Numbering()
    if root is None:
        return numbering
    definitions = {
        attribute(element, "abstractNumId"): element for element in root.iterfind("{*}abstractNum")
    }
    by_style = {
        attribute(link, "val"): element
        for element in definitions.values()
        if (link := element.find("{*}styleLink")) is not None
    }
    for num in root.iterfind("{*}num"):
        num_id = attribute(num, "numId") or ""
        definition = definitions.get(attribute(num.find("{*}abstractNumId"), "val"))
        if definition is None:
            continue
        link = definition.find("{*}numStyleLink")
        definition = by_style.get(attribute(link, "val"), definition) if link is not None else definition
        numbering.family[num_id] = attribute(definition, "abstractNumId") or ""
        numbering.levels[num_id] = {
            int(attribute(e, "ilvl") or 0): _level(e) for e in definition.iterfind("{*}lvl")
        }
        numbering.overrides[num_id] = {}
        for override in num.iterfind("{*}lvlOverride"):
            level = int(attribute(override, "ilvl") or 0)
            if (own := override.find("{*}lvl")) is not None:
                numbering.levels[num_id][level] = _level(own)
            if (start := override.find("{*}startOverride")) is not None:
                numbering.overrides[num_id][level] = int(attribute(start, "val") or 1)
    return numbering


def _level(element: etree._Element) -> Level:
    def value(name: str, default: str) -> str:
        found = attribute(element.find(f"{{*}}{name}"), "val")
        return default if found is None else found

    style = element.find("{*}numFmt")
    if style is None:  # a custom format is wrapped together with a plain one for older programs
        style = element.find(".//{*}numFmt")
    return Level(
        start=int(value("start", "0")),
        style=attribute(style, "val") or "decimal",
        pattern=value("lvlText", ""),
        suffix=value("suff", "tab"),
        is_legal=element.find("{*}isLgl") is not None,
    )
