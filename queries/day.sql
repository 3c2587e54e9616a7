-- What was known on one day, getvariable('as_of'): made once for each day that is asked about, and then only read.
-- What a task says is long and stays in the generation: texts; what it is judged by is short and stands in judged.

CREATE TABLE document_days AS -- when a document came out; where it does not say, the last day that it looks back on
SELECT *,                     -- one without any day is known as soon as anything is
       coalesce(not_before, min(not_before) OVER ()) AS known_from,
       coalesce(known_from <= getvariable('as_of'), true) AS is_known
FROM (SELECT document_id, coalesce(issued_on, published_on, reported_on) AS stated_on,
             coalesce(stated_on, looks_back_to) AS not_before
      FROM documents);

CREATE TABLE holding AS       -- the corrections that hold on the day: a deadline that was put off does from the approval on
FROM corrections WHERE coalesce(put_off_on(reason, corrected_on) <= getvariable('as_of'), true);

CREATE TABLE corrected AS     -- what persons put in the place of a task's values
SELECT task_id, map(list(field), list(value)) AS says FROM holding GROUP BY task_id;

CREATE VIEW texts AS          -- what each task says, with these
SELECT task_id,
       coalesce(says['category'], category) AS category,
       coalesce(says['issue'], issue) AS issue,
       coalesce(says['goal'], goal) AS goal,
       coalesce(says['measures'], measures) AS measures,
       coalesce(says['progress'], progress) AS progress,
       coalesce(says['deadline_text'], deadline_text) AS deadline_text,
       says['leader'] AS corrected_leader, says['deadline_on'] AS corrected_deadline
FROM tasks LEFT JOIN corrected USING (task_id);

CREATE TABLE corrected_units AS -- a row a unit that a person named: one that is known by this name, or a new one
SELECT said.task_id, coalesce(known.unit_id, said.name) AS unit_id, said.field AS role,
       said.name AS name_as_written, said.position, coalesce(known.name, said.name) AS name,
       known.city, known.area, known.kind, known.system, coalesce(known.is_group, false) AS is_group
FROM (SELECT task_id, field, unnest(names) AS name, generate_subscripts(names, 1) AS position
      FROM (SELECT task_id, field, list_filter(regexp_split_to_array(value, '[、，,；;[:space:]]+'),
                                               lambda name: name <> '') AS names
            FROM corrections WHERE field IN ('lead', 'responsible', 'supervising', 'cooperating'))) AS said
JOIN tasks USING (task_id)
LEFT JOIN LATERAL (
    SELECT units.* FROM units
    WHERE units.name = said.name
       OR (units.city IS NOT DISTINCT FROM tasks.city AND units.unit_id IN (
           SELECT unit_id FROM task_units WHERE task_units.name_as_written = said.name))
    ORDER BY units.name = said.name DESC, unit_id LIMIT 1
) AS known ON true;

CREATE TABLE corrected_words AS -- what persons put in, as it is searched
SELECT task_id, array_to_string(list_transform(regexp_extract_all(string_agg(regexp_replace(said, '\s', '', 'g'), ' '), '(?s).'),
           lambda written: coalesce(any_value(folds)[written], written)), '') AS words
FROM (SELECT task_id, value AS said FROM corrections UNION ALL SELECT task_id, name FROM corrected_units),
     (SELECT map(list(written), list(folded)) AS folds FROM folded_characters)
GROUP BY task_id;

CREATE VIEW named_units AS    -- a row a task, unit and role
SELECT task_id, unit_id, role, name_as_written, position,
       units.name, units.city, units.area, units.kind, units.system, units.is_group
FROM task_units ANTI JOIN (SELECT task_id, field AS role FROM corrections) USING (task_id, role)
JOIN units USING (unit_id)
UNION ALL BY NAME FROM corrected_units;

CREATE VIEW expanded_units AS -- with the units that a collective name stands for, in its place
FROM named_units WHERE unit_id NOT IN (SELECT unit_id FROM group_members)
UNION ALL BY NAME
SELECT task_id, role, name_as_written, position, member.*
FROM named_units JOIN group_members USING (unit_id) JOIN units AS member ON member.unit_id = member_unit_id;

CREATE TABLE reports AS       -- a row a report on a task; of those that count, the first in place decides its status
SELECT report.* REPLACE (coalesce(report.reported_on, origin.stated_on) AS reported_on),
       coalesce(report.reported_on, origin.not_before) AS known_on,
       CASE WHEN known_on > getvariable('as_of') THEN 'later'
            -- What others wrote before the plan came out is its background, not its progress.
            WHEN known_on < plan.stated_on AND report.source <> tasks.document_id THEN 'background'
            WHEN report.scope <> 'whole' THEN 'part'
            ELSE 'counts'
       END AS standing,
       row_number() OVER (
           PARTITION BY report.task_id, standing
           ORDER BY known_on DESC NULLS LAST, coalesce(source_kind = 'correction', false) DESC,
                    CASE source_kind WHEN 'template' THEN source END DESC NULLS LAST, -- filled in over what was known
                    coalesce(confidence = 'direct', true) DESC, coalesce(source_kind = 'official', true) DESC,
                    report.completed_on DESC NULLS LAST, report.source_start DESC NULLS LAST, report.source
       ) AS place
FROM (
    FROM status_reports
    UNION ALL BY NAME         -- a person's word on the status is a report of its day
    SELECT task_id, value AS status, 'whole' AS scope, corrected_on AS reported_on,
           corrected_by AS source, 'correction' AS source_kind, reason AS basis
    FROM corrections WHERE field = 'status'
) AS report
JOIN tasks USING (task_id)
JOIN document_days AS plan ON plan.document_id = tasks.document_id
LEFT JOIN document_days AS origin ON origin.document_id = report.source;

CREATE VIEW newest AS         -- the report that decides a task's status
FROM reports WHERE standing = 'counts' AND place = 1;

CREATE TABLE judged AS        -- every task as it stood on the day
WITH RECURSIVE
conflicts AS (                -- said to be done, and by another source, no earlier than that, overdue or not begun;
                              -- or under way, where that is the newest word: what was reported as done was given back
    SELECT DISTINCT done.task_id
    FROM reports AS done JOIN reports AS other USING (task_id)
    WHERE done.standing = 'counts' AND done.status IN ('closed', 'completed')
      AND other.standing = 'counts' AND done.source <> other.source
      AND CASE WHEN other.status IN ('overdue', 'not_started')
               THEN coalesce(other.known_on >= coalesce(done.completed_on, done.known_on), true)
               ELSE other.status = 'on_track' AND other.place = 1 AND other.known_on > done.known_on END
),
alike AS (                    -- tasks of two lists that are one problem
    SELECT task_id, other_id FROM linked WHERE kind = 'same_problem'
),
connected AS (
    FROM alike UNION SELECT connected.task_id, alike.other_id FROM connected JOIN alike ON connected.other_id = alike.task_id
),
problems AS (                 -- the tasks that are one problem have one name for it
    SELECT task_id, least(task_id, min(other_id)) AS problem FROM connected GROUP BY task_id
),
told AS (                     -- whose progress is told, in the list itself or by an item that speaks of them, of no part
    SELECT coalesce(reports_on, task_id) AS task_id FROM tasks JOIN document_days USING (document_id)
    WHERE progress <> '' AND is_known
    EXCEPT SELECT task_id FROM reports WHERE standing = 'part'
),
listed AS (                   -- the tasks with what persons put in the place of their values
    SELECT tasks.* EXCLUDE (category, issue, goal, measures, progress, deadline_text) REPLACE (
               CASE WHEN says['deadline_on'] IS NULL THEN deadline_on
                    ELSE try_cast(says['deadline_on'] AS DATE) END AS deadline_on,
               CASE WHEN says['deadline_on'] IS NULL THEN deadline_precision ELSE 'day' END AS deadline_precision,
               CASE WHEN says['deadline_on'] IS NULL THEN deadline_year
                    ELSE year(try_cast(says['deadline_on'] AS DATE)) END AS deadline_year,
               coalesce(says['is_immediate'] = '是', is_immediate) AS is_immediate,
               coalesce(says['is_ongoing'] = '是', is_ongoing) AS is_ongoing)
    FROM tasks LEFT JOIN corrected USING (task_id)
)
SELECT listed.*, problem,
       coalesce(inspection_called(listed.inspection), list.answers) AS answers,
       newest.status, newest.reported_on, newest.completed_on, newest.completed_precision, newest.source AS status_source,
       CASE newest.status WHEN 'ongoing' THEN 'on_track' ELSE coalesce(newest.status, 'unreported')
       END AS status_group,
       newest.task_id IS NOT NULL AS has_report,
       coalesce(newest.status IN ('closed', 'completed'), false) AS is_done,
       coalesce(deadline_on <= getvariable('as_of'), false) AS is_due,
       coalesce(deadline_on < getvariable('as_of'), false) AND NOT is_done AS is_past_deadline,
       CASE WHEN deadline_year IS NOT NULL THEN deadline_year::VARCHAR
            WHEN is_ongoing THEN '持续推进'
            WHEN is_immediate THEN '立行立改'
            ELSE '无明确时限'
       END AS due_row,
       -- A person who settles the status settles the conflict.
       conflicts.task_id IS NOT NULL AND newest.source_kind IS DISTINCT FROM 'correction' AS has_conflict,
       NOT has_report AND task_id IN (SELECT task_id FROM reports WHERE standing = 'part') AS has_part,
       -- Its words are there and name no state: completed, under way or not begun.
       NOT has_report AND task_id IN (FROM told) AS has_words,
       -- An item of a report on a listed task is no further task.
       is_known AND reports_on IS NULL AS is_listed
FROM listed JOIN document_days USING (document_id) JOIN (SELECT document_id, answers FROM documents) AS list USING (document_id)
LEFT JOIN newest USING (task_id) LEFT JOIN conflicts USING (task_id) LEFT JOIN problems USING (task_id);

CREATE VIEW deadlines_told AS -- a row a task and later document of its inspection that gives the problem another deadline, which
                              -- counts for nothing until a person notes the approval
SELECT own.task_id, second.stated_on AS told_on, later.deadline_on AS deadline_told, later.deadline_precision AS told_precision,
       tasks.deadline_text, later.document_id
FROM linked JOIN judged AS own USING (task_id) JOIN judged AS later ON later.task_id = other_id
JOIN tasks ON tasks.task_id = other_id
JOIN document_days AS first ON first.document_id = own.document_id
JOIN document_days AS second ON second.document_id = later.document_id
WHERE first.stated_on < second.stated_on AND own.deadline_on <> later.deadline_on
  AND second.is_known AND NOT are_other_inspections(own.answers, later.answers);
