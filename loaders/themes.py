"""The themes (问题类型) of a document's tasks."""

from collections.abc import Iterator

from loaders.grammar.themes import find_themes
from loaders.rows import ParsedDocument, ThemeRow


def task_themes(document: ParsedDocument) -> Iterator[ThemeRow]:
    """A row a task and theme, with the place of the words that say so."""
    text = document.document.text
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for part in document.task_fields:
        places.setdefault((part.task_id, part.field), (part.source_start, part.source_end))
    for task in document.tasks:
        issue, goal, measures = (places.get((task.task_id, name)) for name in ("issue", "goal", "measures"))
        for found in find_themes(text, issue, goal, measures):
            yield ThemeRow(task.task_id, found.theme, text[found.start : found.end], found.start, found.end)
