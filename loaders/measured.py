"""The places of all figures, those of documents and those gathered by hand: which names are one place."""

from collections.abc import Iterable, Iterator

from loaders.grammar.measured_places import place_key, waters_of
from loaders.rows import IndicatorRow, MeasuredPlaceRow


def measured_places(figures: Iterable[IndicatorRow]) -> Iterator[MeasuredPlaceRow]:
    """A row a city and place as written."""
    for city, place in sorted({(row.city or "", row.place) for row in figures if row.place}):
        yield MeasuredPlaceRow(
            city or None, place, place_key(place, city or None), waters_of(place, city or None)
        )
