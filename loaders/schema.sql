-- The contract between the loaders, which write these tables, and the pages, which read them.
-- A place (source_start, source_end) is a half-open range of characters in documents.text;
-- where a row has a quote, the text at its place is that quote.

CREATE TABLE build (
    generation     TEXT NOT NULL,       -- name of this database generation
    built_at       TIMESTAMP NOT NULL,
    loader_version TEXT NOT NULL,
    reading        TEXT                 -- digest of all that decides how files are read: code, vocabulary, facts
);

CREATE TABLE documents (
    document_id       TEXT PRIMARY KEY, -- stem of the file
    title             TEXT,             -- as published
    city              TEXT,             -- prefecture-level city: 衡阳市
    area              TEXT,             -- county-level area the document is for; NULL for the whole city
    kind              TEXT NOT NULL,    -- plan (整改方案), progress_report (整改进展), bulletin (简报), ledger (台账)
    shape             TEXT NOT NULL,    -- the layout that read it: labelled_items, table, progress_report, …
    inspection        TEXT,             -- 第二轮中央生态环境保护督察
    inspection_level  TEXT,             -- central, provincial, special
    document_number   TEXT,             -- 衡蒸办发〔2024〕18号
    issued_on         DATE,
    published_on      DATE,
    stated_task_count INTEGER,          -- the number of tasks the document says it has
    text              TEXT NOT NULL,    -- what the places point into
    format            TEXT NOT NULL,    -- txt, html, docx, pdf, xlsx, xls, csv
    source_path       TEXT NOT NULL,
    source_url        TEXT,             -- where it was published, if its card says so
    sha256            TEXT NOT NULL,    -- digest of the file's bytes
    taken_from_tasks  TEXT,             -- city, inspection …: columns that it does not say itself, but all the tasks do
                                        -- that it surely reports on
    looks_back_to     DATE,             -- of a document without a date: the last day of what it reports, else that it
                                        -- names as past; a month measured is known at its end, a year as it begins
    reported_on       DATE,             -- the day of its reports, as a person stated it where the file does not
    card              TEXT              -- the card beside it: all that a person stated of it
);

CREATE TABLE document_parts (           -- pages of a PDF, rows of a sheet: where in the file a place lies
    document_id  TEXT NOT NULL,
    sheet        TEXT,                  -- name of the sheet; NULL for a page
    number       INTEGER NOT NULL,      -- page or row, from 1
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL
);

CREATE TABLE table_rows (               -- rows of tables in documents and pages, their cells between tabs
    document_id  TEXT NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL
);

CREATE TABLE tasks (
    task_id            TEXT PRIMARY KEY, -- <document_id>-<seq>, or <document_id>-<list's place>-<seq>
    document_id        TEXT NOT NULL,
    city               TEXT,
    area               TEXT,
    list               TEXT,             -- the list's own name where a file holds several
    inspection         TEXT,             -- where a list answers another inspection than the document
    seq                INTEGER NOT NULL, -- the item's own number
    category           TEXT,
    issue              TEXT,             -- 问题
    goal               TEXT,             -- 整改目标
    measures           TEXT,             -- 整改措施
    progress           TEXT,             -- 整改情况
    deadline_text      TEXT,             -- as written
    deadline_on        DATE,
    deadline_precision TEXT,             -- day, month, year
    deadline_year      INTEGER,
    is_immediate       BOOLEAN NOT NULL, -- 立行立改
    is_ongoing         BOOLEAN NOT NULL, -- 持续推进
    source_start       INTEGER NOT NULL, -- the whole item
    source_end         INTEGER NOT NULL,
    reports_on         TEXT              -- the plan's task that this item of a report surely speaks of: where it
);                                       -- is not NULL the item is no further task, and counts leave it out

CREATE TABLE task_fields (               -- where each field of a task stands in the text
    task_id      TEXT NOT NULL,
    field        TEXT NOT NULL,          -- issue, goal, measures, progress, deadline, units, leader, status, …
    label        TEXT,                   -- as written: 整改目标, 市直牵头单位
    role         TEXT,                   -- of a units field: lead, responsible, supervising, cooperating
    quote        TEXT NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL
);

CREATE TABLE task_themes (              -- what a task is about (问题类型), several a task
    task_id      TEXT NOT NULL,
    theme        TEXT NOT NULL,          -- as in data/vocabulary/themes.csv
    quote        TEXT NOT NULL,          -- the words of the issue, or of the goal, that say so
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL
);

CREATE TABLE search_texts (             -- what a search looks through, its characters folded
    number  INTEGER NOT NULL,           -- from 0
    task_id TEXT PRIMARY KEY,
    words   TEXT NOT NULL
);

CREATE TABLE search_terms (             -- which of these texts hold a character or two that stand together
    term   TEXT NOT NULL,
    number INTEGER NOT NULL             -- of search_texts
);

CREATE TABLE folded_characters (        -- traditional as simplified, full width as half, capitals as small letters
    written TEXT PRIMARY KEY,
    folded  TEXT NOT NULL
);

CREATE TABLE milestones (                -- dated steps in a task's deadline or measures
    task_id      TEXT NOT NULL,
    due_on       DATE NOT NULL,
    precision    TEXT NOT NULL,
    text         TEXT NOT NULL,          -- what is due
    quote        TEXT NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL
);

CREATE TABLE units (                     -- organisations
    unit_id  TEXT PRIMARY KEY,
    name     TEXT NOT NULL,              -- canonical, with its place: 衡阳市生态环境局
    city     TEXT,
    area     TEXT,
    kind     TEXT NOT NULL,              -- government, department, zone, company, court, other
    system   TEXT,                       -- line of work (系统): 生态环境, 水利, …
    is_group BOOLEAN NOT NULL            -- a collective name: 各县市区党委政府
);

CREATE TABLE group_members (            -- the units that a collective name stands for, where that is plain
    unit_id        TEXT NOT NULL,       -- the collective name: 衡阳市各县市区党委政府
    member_unit_id TEXT NOT NULL        -- 衡阳市衡阳县党委政府
);

CREATE TABLE former_units (             -- names that units had before; both names stand in loaded documents
    unit_id        TEXT NOT NULL,       -- 衡阳市生态环境局
    former_unit_id TEXT NOT NULL,       -- 衡阳市环保局
    how            TEXT NOT NULL        -- renamed: one office; merged: its duties are the larger office's now
);

CREATE TABLE task_units (
    task_id         TEXT NOT NULL,
    unit_id         TEXT NOT NULL,
    role            TEXT NOT NULL,       -- lead, responsible, supervising, cooperating
    name_as_written TEXT NOT NULL,
    position        INTEGER NOT NULL,    -- from 1 within a task's role
    quote           TEXT NOT NULL,       -- the name's own words, before a shared suffix is added
    source_start    INTEGER NOT NULL,
    source_end      INTEGER NOT NULL
);

CREATE TABLE task_leaders (
    task_id      TEXT NOT NULL,
    leader       TEXT NOT NULL,          -- name or post
    role_label   TEXT NOT NULL,          -- 督办市领导
    position     INTEGER NOT NULL,
    quote        TEXT NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL
);

CREATE TABLE status_reports (
    task_id         TEXT NOT NULL,
    status          TEXT NOT NULL,       -- closed, completed, on_track, ongoing, not_started, overdue
    scope           TEXT NOT NULL,       -- whole, or part: of the task only, never decides it
    reported_on     DATE,
    completed_on    DATE,
    source          TEXT NOT NULL,       -- document_id, or the address of a public notice
    source_title    TEXT,
    source_kind     TEXT,                -- of a public notice: official, media, repost; template: a row that a person filled in
    basis           TEXT,                -- of a public notice: what it says, in our words
    place_or_matter TEXT,
    confidence      TEXT,                -- of a public notice: direct (names the item), matter (same site)
    quote           TEXT,                -- the words that say so, where the source is a loaded document
    source_start    INTEGER,             -- their place in the source document's text
    source_end      INTEGER,
    carried_from    TEXT,                -- the report's item that a sure link took this from
    completed_precision TEXT             -- day, month or year: how precisely its words give completed_on; NULL: not known
);

CREATE TABLE indicators (
    indicator_id TEXT PRIMARY KEY,
    document_id  TEXT,
    task_id      TEXT,
    city         TEXT,                   -- city the place lies in, where known
    place        TEXT,
    element      TEXT NOT NULL,          -- air, water, soil, energy, waste, other
    metric       TEXT NOT NULL,
    role         TEXT NOT NULL,          -- target, baseline, actual, limit
    period       TEXT,                   -- 2020, 2018-09, 2024-12-31, 2023-01/2023-08
    op           TEXT NOT NULL,          -- <=, >=, =, <, >
    value        DOUBLE NOT NULL,
    unit         TEXT,
    valid_from   DATE,                   -- of a limit
    valid_to     DATE,
    is_change    BOOLEAN NOT NULL,       -- a change (同比), not a level
    base_year    INTEGER,                -- of a change: the year it counts from, where that is said (较2015年, 同比)
    is_built     BOOLEAN NOT NULL DEFAULT false, -- of what is built and stays (座, km, t/d); air and water are known of years
    source_url   TEXT,                   -- of a published figure
    source_title TEXT,
    source_kind  TEXT,
    note         TEXT,
    quote        TEXT,
    source_start INTEGER,
    source_end   INTEGER
);

CREATE TABLE measured_places (           -- the places of indicators: names of one place have one key
    city      TEXT,
    place     TEXT NOT NULL,             -- as in indicators: 蒸水河入湘江口断面, 蒸水入湘江口断面
    place_key TEXT NOT NULL,             -- never shown
    waters    TEXT                       -- lake, river; NULL where that is not known
);

CREATE TABLE petition_counts (           -- complaints passed on by the inspectors (信访件交办)
    document_id  TEXT NOT NULL,
    as_of        DATE,
    dimension    TEXT NOT NULL,          -- area, department, industry, pollution, handling, channel, total
    key          TEXT NOT NULL,
    cases        INTEGER NOT NULL,
    key_cases    INTEGER,                -- 重点件
    quote        TEXT NOT NULL,
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL
);

CREATE TABLE checks (                    -- what a document says of itself against what was found in it
    document_id  TEXT NOT NULL,
    "check"      TEXT NOT NULL,          -- in Chinese, shown as it is
    expected     DOUBLE,
    found        DOUBLE,
    passed       BOOLEAN,                -- NULL: cannot be compared
    note         TEXT,
    quote        TEXT,                   -- the words that state the expected figure
    source_start INTEGER,
    source_end   INTEGER
);

CREATE TABLE reader_remarks (            -- what the reader of the file had to leave out, or to take in another way
    document_id TEXT NOT NULL,
    position    INTEGER NOT NULL,        -- from 1 within a document
    remark      TEXT NOT NULL            -- in Chinese, with the remedy: 工作表“草稿”是隐藏的，没有读取；…
);

CREATE TABLE not_understood (            -- stretches of a document that became no value
    document_id  TEXT NOT NULL,
    quote        TEXT NOT NULL,
    reason       TEXT NOT NULL,          -- in Chinese: what could not be read and what would help
    source_start INTEGER NOT NULL,
    source_end   INTEGER NOT NULL
);

CREATE TABLE benchmarks (                -- published completion rates of other places and rounds
    scope           TEXT NOT NULL,
    round           TEXT NOT NULL,
    as_of           DATE,
    as_of_text      TEXT,
    tasks_total     INTEGER,
    tasks_completed INTEGER,
    completion_rate DOUBLE,              -- %
    source_url      TEXT NOT NULL,
    source_title    TEXT NOT NULL,
    source_kind     TEXT NOT NULL
);

CREATE TABLE accuracy (                  -- tables against the golden of each document
    document_id TEXT NOT NULL,
    field       TEXT NOT NULL,
    expected    INTEGER NOT NULL,        -- rows or values in the golden
    found       INTEGER NOT NULL,        -- rows or values read
    matched     INTEGER NOT NULL
);

CREATE TABLE links (                     -- a report's item and the plan's task it speaks of; one problem in two lists
    from_task_id TEXT NOT NULL,
    to_task_id   TEXT NOT NULL,
    kind         TEXT NOT NULL,          -- report, same_problem
    certainty    TEXT NOT NULL,          -- sure, doubtful, confirmed (a person says so), rejected
    likeness     DOUBLE NOT NULL,        -- of the words of the two problems, 0 to 100
    basis        TEXT NOT NULL           -- in Chinese: why they were linked
);

CREATE TABLE corrections (               -- what a person put beside a document's value; the document stays as it is
    task_id      TEXT NOT NULL,
    field        TEXT NOT NULL,
    value        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    corrected_by TEXT NOT NULL,
    corrected_on DATE NOT NULL
);

CREATE TABLE former_corrections (        -- those that another took the place of, or that a person took back
    task_id      TEXT NOT NULL,
    field        TEXT NOT NULL,
    value        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    corrected_by TEXT NOT NULL,
    corrected_on DATE NOT NULL,
    is_withdrawn BOOLEAN NOT NULL,       -- taken back, not replaced
    ended_by     TEXT NOT NULL,
    ended_on     DATE NOT NULL,
    ended_reason TEXT NOT NULL
);

CREATE TABLE link_decisions (            -- a person's word on a link: by whom, when
    from_task_id TEXT NOT NULL,
    to_task_id   TEXT NOT NULL,
    is_same      BOOLEAN NOT NULL,
    decided_by   TEXT NOT NULL,
    decided_on   DATE NOT NULL,
    reason       TEXT NOT NULL
);

CREATE TABLE removals (                  -- an added document that a person took out again
    document_id TEXT NOT NULL,
    reason      TEXT NOT NULL,
    removed_by  TEXT NOT NULL,
    removed_on  DATE NOT NULL
);
