"""What a document says of itself against what was found in it: each difference is shown, none is hidden.

A figure that the source got wrong is no error of the loader, and one that the loader missed shows up here, too.
A check that fails says that the document contradicts itself, so it asks for more than one that passes: what is only
likely to be the same thing (市城区4个黑臭水体, 地级市4个) may agree; where it differs, no check is made of it.
"""

from loaders.checks.agreement import same_counts, same_dates, same_targets
from loaders.checks.chapters import chapter_headings
from loaders.checks.counts import left_in_items, left_in_sentences, shares, totals_of_parts
from loaders.checks.fields import completeness, promised_fields, usual_fields
from loaders.checks.names import names_before_a_count, names_elsewhere_in_a_field
from loaders.checks.petitions import petitions
from loaders.checks.reported import stated_statuses
from loaders.checks.whole_list import (
    categories,
    category_numbers,
    due_in_years,
    numbering,
    stated_total,
)
from loaders.grammar.document.masthead import Masthead
from loaders.items import Check, Layout
from loaders.rows import ParsedDocument


def check_document(text: str, masthead: Masthead, layout: Layout, parsed: ParsedDocument) -> list[Check]:
    """Every check that this document's words allow, those of the whole list first."""
    list_start = layout.items[0].start if layout.items else len(text)
    checks = [*layout.checks]
    if layout.items:
        checks += stated_total(text, masthead, layout)
        if layout.shape != "closing_notice":
            checks += numbering(text, layout, parsed.tasks)
        checks += categories(text, masthead, layout, parsed.tasks)
        checks += category_numbers(text, layout)
        checks += due_in_years(text, list_start, layout.kind, parsed.tasks, masthead.stated_task_count)
        checks += stated_statuses(text, masthead, layout, parsed)
        checks += promised_fields(text, list_start, layout, parsed)
        checks += usual_fields(layout, {check.check for check in checks})
        if layout.shape in ("labelled_items", "progress_report"):
            checks += completeness(text, masthead, layout)
    checks += chapter_headings(text, list_start)
    checks += totals_of_parts(text, layout)
    checks += shares(text, layout)
    checks += left_in_sentences(text, layout)
    checks += left_in_items(text, layout)
    checks += names_before_a_count(text, layout)
    checks += names_elsewhere_in_a_field(text, layout)
    checks += same_targets(text, parsed)
    checks += same_counts(text, layout)
    checks += same_dates(text, masthead, layout, parsed)
    checks += petitions(text, parsed)
    return checks
