"""The questions that the pages ask: SQL in, DataFrame out; a module for each page's questions.

Only `queries.database` opens the database; `queries.view` applies the filters and the as-of date, here and nowhere else.
"""

from queries.air_water import (
    PROMISE,
    figures,
    indicator_metrics,
    indicators,
    limits,
    newest_indicators,
    promised_once,
    promises,
)
from queries.completion import (
    benchmarks,
    completion_table,
    falling_due,
    falling_due_counts,
    lateness,
    open_tasks_by_due,
    part_by_due,
    part_late,
    part_of_city,
    part_of_due_row,
    part_of_rate,
    past_deadline_by_city,
    rates,
    tasks_by_city,
    tasks_by_due_row,
    tasks_due,
)
from queries.database import (
    NoDatabase,
    ask,
    build,
    plain,
    rows,
)
from queries.document_list import (
    Holding,
    accuracy,
    checks,
    cities_without_tasks,
    coverage,
    data_date,
    document_name,
    document_text,
    documents,
    failing_checks,
    not_understood,
    part_at,
    petition_counts,
    removals,
    sources,
    table_rows,
)
from queries.searching import (
    hits,
    sought,
)
from queries.task_list import (
    WAITING,
    WHOLE,
    corrections,
    former_corrections,
    ledger_rows,
    links,
    may_speak_of,
    names_of_units,
    orphans,
    other_deadlines,
    task,
    task_count,
    task_fields,
    task_ids,
    task_indicators,
    task_leaders,
    task_milestones,
    task_reports,
    task_themes,
    task_units,
    tasks,
    told_elsewhere,
    told_without_state,
)
from queries.topics import (
    part_of_themes,
    returned,
    rounds,
    themes,
)
from queries.two_days import (
    change_counts,
    changes,
    milestone_counts,
    newest_change,
    steps,
)
from queries.units import (
    duties,
    duty_count,
    duty_counts,
    late_units,
    other_names,
    part_of_late_unit,
    part_of_systems,
    part_of_units,
    part_of_workload,
    systems_by_city,
    unit,
    workload,
    workload_by_due_row,
    workload_totals,
)
from queries.view import (
    Filters,
    Part,
    choices,
    part_of,
)
