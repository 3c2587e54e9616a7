"""Stretches of a text (brackets, book titles), asked whether others touch them."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Places with start and end, which may overlap.

    >>> Spans([(3, 5), (8, 9)]).touch(4, 6), Spans([(3, 5), (8, 9)]).touch(5, 8)
    (True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Has any of them a character between start and end?"""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

    def hold(self, place: int) -> bool:
        """Does the character at this place lie in any of them?"""
        return self.touch(place, place + 1)
