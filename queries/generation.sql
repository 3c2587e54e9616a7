-- What the pages call things of one generation, on whatever day.

-- 第二轮省, 第二轮省级, 湖南省第二轮 and 第二轮湖南省生态环境保护督察 are one inspection.
CREATE MACRO inspection_called(words) AS
CASE WHEN contains(words, '省') AND NOT contains(words, '中央')
     THEN regexp_replace(regexp_replace(words, '([^第轮批次年度]{2,3}省|省级?)(.*环境保护督)', '\2'),
                         '^(.*?)((生态)?环境保护督)', '\1省级\2')
     ELSE words END;

CREATE MACRO are_other_inspections(one, other) AS -- of two lists that name theirs
one <> other AND '未写哪次督察' NOT IN (one, other);

-- 2020 · 2018-09 · 2024-12-31 · 2023-01/2023-08 as first and last day.
CREATE MACRO first_day_of(period) AS
(split_part(period, '/', 1) || CASE length(split_part(period, '/', 1)) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END)::DATE;

CREATE MACRO last_day_of(period) AS
CASE length(split_part(period, '/', -1)) WHEN 4 THEN (split_part(period, '/', -1) || '-12-31')::DATE
     WHEN 7 THEN last_day((split_part(period, '/', -1) || '-01')::DATE) ELSE split_part(period, '/', -1)::DATE END;

-- A deadline that was put off (corrections.EXTENSION) holds from the approval on, 延期批复（2025-11-20）：…, else from the day
-- that it was noted; any other correction was always so.
CREATE MACRO put_off_on(reason, corrected_on) AS
CASE WHEN starts_with(reason, '延期批复')
     THEN coalesce(try_cast(regexp_extract(reason, '^延期批复（([0-9-]{10})）', 1) AS DATE), corrected_on) END;

CREATE VIEW dated_steps AS    -- each once: 完成封场 in the deadline is the step that a measure tells in more words (完成填埋场封场工程)
FROM milestones ANTI JOIN (
    SELECT task_id, own.source_start
    FROM milestones AS own JOIN milestones AS more USING (task_id, due_on, precision)
    WHERE length(more.text) > length(own.text)
      AND list_has_all(string_split(more.text, ''), string_split(regexp_replace(own.text, '[全部面完成]', '', 'g'), ''))
) USING (task_id, source_start);

CREATE VIEW linked AS         -- pairs of tasks that surely speak of one matter, either way round
SELECT unnest([from_task_id, to_task_id]) AS task_id, unnest([to_task_id, from_task_id]) AS other_id, kind
FROM links WHERE certainty IN ('sure', 'confirmed');

CREATE OR REPLACE VIEW documents AS -- one without a title goes by its id
SELECT * REPLACE (coalesce(title, document_id) AS title),
       coalesce(inspection_called(inspection), '未写哪次督察') AS answers
FROM generation.documents;
