"""What the command line prints. Its readers read Chinese."""

import sys
from collections import Counter
from collections.abc import Sequence
from textwrap import fill, shorten

import duckdb

from loaders.accuracy import FIELDS as ACCURACY_FIELDS
from loaders.accuracy import f1
from loaders.preview import Change, FilePreview, TaskLine
from loaders.rows import AccuracyRow, ParsedDocument

ROLES = {"lead": "牵头", "responsible": "责任", "supervising": "监管", "cooperating": "配合"}
CERTAINTIES = {"sure": "确定", "confirmed": "已核定为同一项"}
STATUSES: dict[str | None, str] = {
    "closed": "已销号", "completed": "已完成", "on_track": "推进中", "ongoing": "持续推进",
    "not_started": "未启动", "overdue": "逾期",
}  # fmt: skip
SHAPES = {
    "labelled_items": "逐项标签", "table": "表格", "progress_report": "进展报告", "closing_notice": "销号公示",
    "ledger": "台账", "bulletin": "简报",
}  # fmt: skip
KINDS = {"plan": "整改方案", "progress_report": "整改进展", "bulletin": "简报", "ledger": "台账"}
CHANGES = {
    "finished": "新办结", "reopened": "完成后退回", "overdue": "新报逾期", "under_way": "新推进",
    "not_started": "新未启动", "withdrawn": "不再有报告",
}  # fmt: skip
FIELDS = {
    "category": "类别", "issue": "存在问题", "goal": "整改目标", "measures": "整改措施", "progress": "整改情况",
    "deadline_text": "时限原文", "deadline_on": "时限",
}  # fmt: skip

OF_TASK = {
    "节点": "SELECT due_on || ' ' || text, quote FROM milestones WHERE task_id = ? ORDER BY source_start",
    "状态": """SELECT status || ' ' || scope || coalesce(' ' || completed_on, ''), coalesce(quote, basis)
               FROM status_reports WHERE task_id = ? ORDER BY source_start""",
    "指标": """SELECT concat_ws(' ', role, place, metric, period, op || value, unit), quote
               FROM indicators WHERE task_id = ? ORDER BY source_start""",
}
"""What `show` prints of a task -> the rows for it: a value and its words."""
FIELDS_OF_TASK = (
    "SELECT coalesce(label, field), quote FROM task_fields WHERE task_id = ? ORDER BY source_start"
)


def print_check(connection: duckdb.DuckDBPyConnection) -> int:
    failing = connection.execute(
        'SELECT document_id, "check", expected, found, note FROM checks WHERE NOT passed ORDER BY ALL'
    ).fetchall()
    for document_id, check, expected, found, note in failing:
        print(f"{document_id}：{check}：{_figures(expected, found)}{note or ''}")
    print(f"{len(failing)} 处核对不符。")
    orphans = connection.execute("""
        SELECT task_id, '更正' FROM corrections ANTI JOIN tasks USING (task_id)
        UNION ALL
        SELECT task_id, '核定' FROM (SELECT unnest([from_task_id, to_task_id]) AS task_id FROM link_decisions)
        ANTI JOIN tasks USING (task_id) ORDER BY ALL""").fetchall()
    for task_id, what in orphans:
        print(
            f"无主的{what}：{task_id} 已不在任何文件里。重新加入原来的文件就恢复；编号变了的，请对新的任务再{what}一次。"
        )
    doubtful = connection.execute("""
        SELECT from_task_id, one.issue, to_task_id, other.issue, basis FROM links
        JOIN tasks one ON one.task_id = from_task_id JOIN tasks other ON other.task_id = to_task_id
        WHERE certainty = 'doubtful' ORDER BY from_task_id, likeness DESC""").fetchall()
    for link in doubtful:
        _print_doubtful(*link)
    print(f"{len(doubtful)} 处对应待核定。")
    return 1 if failing else 0


def _print_doubtful(
    from_id: str, from_issue: str | None, to_id: str, to_issue: str | None, basis: str
) -> None:
    """Both texts, one below the other, why they are doubted, and what to type."""
    print(f"对应待核定：{basis}")
    print(f"   {from_id}　{shorten(from_issue or '没有问题文字', 160, placeholder='…')}")
    print(f"   {to_id}　{shorten(to_issue or '没有问题文字', 160, placeholder='…')}")
    print(f"   是同一项：python -m loaders decide {from_id} {to_id} same --by 姓名；不是：different")


def _figures(expected: float | None, found: float | None) -> str:
    """应有 28，读到 25。"""
    figures = (("应有", expected), ("读到", found))
    said = "，".join(f"{word} {value:g}" for word, value in figures if value is not None)
    return said and f"{said}。"


def print_show(connection: duckdb.DuckDBPyConnection, document_id: str) -> int:
    known = [row[0] for row in connection.execute("SELECT document_id FROM documents ORDER BY 1").fetchall()]
    if document_id not in known:
        print(f"没有文件 {document_id}。已载入：{'、'.join(known)}", file=sys.stderr)
        return 2
    tasks = connection.execute(
        """SELECT task_id, seq, category, deadline_on, deadline_precision, is_immediate, is_ongoing
           FROM tasks WHERE document_id = ? ORDER BY source_start""",
        [document_id],
    ).fetchall()
    for task_id, seq, category, deadline_on, precision, is_immediate, is_ongoing in tasks:
        print(f"\n━━ 第 {seq} 项　{task_id}　{category or ''}")
        flags = [word for word, set_ in (("立行立改", is_immediate), ("持续推进", is_ongoing)) if set_]
        print(
            f"   时限：{deadline_on or '无日期'}{f'（{precision}）' if precision else ''} {'、'.join(flags)}"
        )
        _print_units(connection, task_id)
        for title, query in OF_TASK.items():
            for value, quote in connection.execute(query, [task_id]).fetchall():
                print(f"   {title}：{value}　“{quote}”")
        for label, quote in connection.execute(FIELDS_OF_TASK, [task_id]).fetchall():
            words = f"【{label}】{' '.join(quote.split())}"
            print(fill(words, 60, initial_indent="   ", subsequent_indent="     "))
    remarks = connection.execute(
        "SELECT remark FROM reader_remarks WHERE document_id = ? ORDER BY position", [document_id]
    ).fetchall()
    if remarks:
        print(f"\n━━ 读取时的情况：{len(remarks)} 条")
    for (remark,) in remarks:
        print(f"   {remark}")
    unread = connection.execute(
        "SELECT reason, quote, source_start FROM not_understood WHERE document_id = ? ORDER BY source_start",
        [document_id],
    ).fetchall()
    print(f"\n━━ 未读懂：{len(unread)} 段")
    for reason, quote, start in unread:
        print(f"   第 {start} 字起：{reason}\n     “{quote}”")
    return 0


def _print_units(connection: duckdb.DuckDBPyConnection, task_id: str) -> None:
    named = connection.execute(
        """SELECT role, string_agg(name_as_written || ' → ' || name, '；' ORDER BY position)
           FROM task_units JOIN units USING (unit_id) WHERE task_id = ? GROUP BY role ORDER BY role""",
        [task_id],
    ).fetchall()
    for role, names in named:
        print(f"   {ROLES[role]}：{names}")


def print_accuracy(connection: duckdb.DuckDBPyConnection) -> int:
    scores = connection.execute(
        """SELECT coalesce(document_id, '合计'), field, sum(expected)::BIGINT, sum(found)::BIGINT,
                  sum(matched)::BIGINT
           FROM accuracy GROUP BY GROUPING SETS ((document_id, field), (field)) ORDER BY document_id NULLS LAST"""
    ).fetchall()
    if not scores:
        print("没有一份已载入的文件带有人工标注（tests/golden），无从比较。", file=sys.stderr)
        return 2
    print("文件\t字段\t标注\t读到\t一致\tF1")
    for document_id, field, expected, found, matched in scores:
        score = f1(AccuracyRow(document_id, field, expected, found, matched))
        print(f"{document_id}\t{field}\t{expected}\t{found}\t{matched}\t{score:.3f}")
    return 0


def print_pooled(sums: dict[tuple[str, str], AccuracyRow], documents: Sequence[ParsedDocument]) -> None:
    """A table in Markdown: a row a field, a column a shape; F1, and of how many values in the golden."""
    counts = Counter(document.document.shape for document in documents)
    shapes = {"": f"全部 {counts.total()} 份"} | {
        shape: f"{name} {counts[shape]} 份" for shape, name in SHAPES.items() if counts[shape]
    }
    print(f"| 字段 | {' | '.join(shapes.values())} |\n| --- |{' --- |' * len(shapes)}")
    for field in ACCURACY_FIELDS:
        found = [sums.get((field, shape)) for shape in shapes]
        if found[0]:
            cells = (f"{f1(row):.3f}（{row.expected}）" if row else "" for row in found)
            print(f"| {field} | {' | '.join(cells)} |")


def print_preview(preview: FilePreview) -> None:
    """One file: what was understood, and what loading it would change."""
    print(f"\n━━ {preview.file}")
    if preview.message:
        print(f"   {preview.message}")
        _print_undated(preview)
        return
    what = {"new": "新文件", "revision": f"替换已载入的 {preview.replaces}"}[preview.outcome]
    print(f"   {preview.document_id}：{what}")
    print(
        f"   {preview.title or '没有读到标题'}　{preview.city or '未知城市'}{preview.area or ''}　{KINDS[preview.kind or '']}"
    )
    print(f"   {preview.tasks} 项任务，{preview.status_reports} 条进展，{preview.indicators} 条指标")
    if preview.resembles:
        print(f"   与已载入的 {preview.resembles} 地区、标题相同；如是它的新版本，请改成同名后再加入。")
    _print_undated(preview)
    for remark in preview.remarks:
        print(f"   {remark}")
    for check in preview.checks:
        print(f"   核对不符：{check.check}：{_figures(check.expected, check.found)}{check.note or ''}")
    for unread in preview.not_understood:
        print(f"   未读懂：{unread.place} {unread.reason}“{shorten(unread.quote, 60, placeholder='…')}”")
    for link in preview.links:
        if link.certainty == "doubtful":
            _print_doubtful(link.from_task_id, link.from_issue, link.to_task_id, link.to_issue, link.basis)
            continue
        certainty = CERTAINTIES[link.certainty]
        print(f"   关联（{certainty}）：{link.from_task_id} → {link.to_task_id}　{link.basis}")
    _print_tasks("新增", preview.new)
    _print_tasks("不再列出", preview.gone)
    _print_tasks("对上任务、不再单独计数的进展", preview.become_reports)
    _print_tasks("对不上任务、重新单独计数的进展", preview.become_tasks)
    for change in preview.status_changes:
        before, after = (STATUSES.get(status, "未见报告") for status in (change.before, change.after))
        print(f"   {CHANGES[change.kind]}：{change.task_id} {before} → {after}")
    _print_changes("时限变动", preview.redated)
    _print_changes("另报时限，未采用", preview.told_otherwise)
    _print_changes("文字变动", preview.changed)


def _print_undated(preview: FilePreview) -> None:
    if preview.undated:
        print(f"   {preview.undated}知道是哪一天，请加上 --reported-on 2024-05-31 这样的日期。")


def _print_tasks(title: str, tasks: Sequence[TaskLine]) -> None:
    if tasks:
        print(f"   {title} {len(tasks)} 项：{'、'.join(task.task_id for task in tasks)}")


def _print_changes(title: str, changes: Sequence[Change]) -> None:
    for change in changes:
        before, after = (
            shorten(words or "无", 60, placeholder="…") for words in (change.before, change.after)
        )
        print(f"   {title}：{change.task_id} {FIELDS[change.field]}：{before} → {after}")
