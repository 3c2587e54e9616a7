"""Tables whose cells came out one a line, as when a web page is copied: first the header's cells, then the rest."""

from collections.abc import Iterator

from loaders.source import Table


def tables_of_lines(text: str) -> Iterator[Table]:
    yield from ()
