"""Where the last item of a list ends."""

import re
from collections.abc import Sequence

from loaders.grammar.numbering import Number
from loaders.layouts.furniture import begins_chapter, footer_start, is_furniture, is_issuer, is_page_number
from loaders.layouts.headings import Heading
from loaders.layouts.heads import Head
from loaders.layouts.labels import LINE, SHORT_FIELDS, Label
from loaders.layouts.stretches import ANNEX

# 2021年9月, 9月20日: below 青冈县人民政府, or with nothing below it, the day of a signature
MONTH_ALONE = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月|(?<!年\n)\d{1,2}\s*月\s*\d{1,2}\s*日")
GOES_ON = ("、", "，", ",", "；", "和", "及")
ASIDE = ("remark", "area", "ignored")
"""Fields that are no part of what an item says."""


def list_end(
    text: str,
    heads: Sequence[Head],
    headings: Sequence[Heading],
    labels: Sequence[Label],
    numbers: Sequence[Number],
    stop: int,
) -> int:
    """Where the last item ends at the latest: the next chapter, an annex, the signature, the page's footer."""
    last = heads[-1]
    own_labels = [label for label in labels if label.start >= last.start]
    search_from = own_labels[0].end if own_labels else last.end
    behind = [number for number in numbers if number.start > search_from]
    chapters = (n for n in behind if begins_chapter(text, n) or _ends_list(n, heads, headings, numbers))
    ends = [footer_start(text, last.end, stop), *(number.start for number in chapters)]
    if annex := ANNEX.search(text, search_from, stop):
        ends.append(annex.start())
    return _end_of_running_text(text, search_from, min(ends), own_labels)


def _ends_list(
    number: Number, heads: Sequence[Head], headings: Sequence[Heading], numbers: Sequence[Number]
) -> bool:
    """Whether a number after the last item begins the next chapter: 三、下一步 after 二、整改进展, not measure 3."""
    above = {head.start for head in heads} | {heading.start for heading in headings}
    of_style = [n for n in numbers if n.style == number.style]
    if any(heads[0].start < n.start < number.start and n.start not in above for n in of_style):
        return False
    last = heads[-1]
    if last.number and number.style == last.number.style:
        return number.value in (1, last.seq + 1)
    chapters = [n.value for n in of_style if n.start < heads[0].start]
    chapters += [n.value for n in of_style if n.start in above]
    return bool(chapters) and number.value > chapters[-1]


def _end_of_running_text(text: str, start: int, end: int, labels: Sequence[Label]) -> int:
    """The end of the list's last words: before furniture, and for a short field after its paragraph."""
    own = [label for label in labels if label.start < end and label.known]
    fields = [(each.end, each.known.field) for each in own if each.known and each.known.field not in ASIDE]
    last, field = fields[-1] if fields else (start, None)
    start = last
    for line in LINE.finditer(text, start, end):
        words = line.group().strip()
        if not words or is_page_number(words):
            continue
        is_signed = MONTH_ALONE.fullmatch(words) and (
            is_issuer(text[start:last].rpartition("\n")[2]) or not text[line.end() :].strip()
        )
        is_due = last == start and field == "deadline"
        if line.start() != start and (is_furniture(words) or is_signed) and not is_due:
            break  # a date alone is a signature's, but for that below 整改时限：
        if field in SHORT_FIELDS and last > start and not text[start:last].endswith(GOES_ON):
            break
        last = line.start() + len(line.group().rstrip())
    lines = [line for line in LINE.finditer(text, start, last) if line.group().strip()]
    while len(lines) > 1 and is_issuer(lines[-1].group()):
        lines.pop()
        last = lines[-1].end()
    return last
