"""Files on their way in: what was understood of each, what loading would change, and the button that loads them."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from html import escape
from typing import Any

import streamlit as st

import address
import loading
import panels
import queries
import wording

MEGABYTES = 100
SHOWN = 30
"""Lines of a list on the page; the rest is counted."""

OUTCOMES = {
    "new": ("新文件", "blue"),
    "revision": ("新版本，将替换", "violet"),
    "already": ("已经载入过", "gray"),
    "refused": ("不能载入", "orange"),
}
GOOD = ("new", "revision")
NEW_MEANS = {
    "plan": "已载入的文件里没有",
    "report": "与已载入的任务没有对应，各算一项；说的若是已有的任务，载入后打开它指明",
}


def show() -> None:
    """The place to drop files, a preview of each, and below them the one button that loads anything."""
    _loaded_before()
    times = st.session_state.setdefault("times_loaded", 0)
    offered = st.file_uploader(
        "把文件拖到这里，可以一次拖多份",
        accept_multiple_files=True,
        key=f"files_{times}",  # a new key empties it once its files are loaded
        max_upload_size=MEGABYTES,
        help="文本、网页、Word（.docx）、有文字层的 PDF、Excel 和 CSV。是什么文件看内容，不看扩展名。",
    )
    uploads = [
        loading.Upload(
            file.name, file.getvalue(), st.session_state.get(_day_key(loading.safe_name(file.name)))
        )
        for file in offered
    ]
    if not uploads:
        st.caption("先看读出了什么、会改变什么；按下“载入”之前，什么也不会改变。")
        return
    try:
        found = _previews(uploads)
    except loading.Failed as problem:
        panels.wrong(f"没有读成：{problem}")
        return
    for number, preview in enumerate(found):
        _card(preview, number)
    good = [preview for preview in found if preview["outcome"] in GOOD]
    refused = sum(preview["outcome"] == "refused" for preview in found)
    if not good:
        st.info("这些文件里没有可以载入的。", icon=":material/info:")
        return
    st.button(
        f"载入这 {len(good)} 份" + (f"（另有 {refused} 份不能载入，不受影响）" if refused else ""),
        key="load",
        type="primary",
        icon=":material/database_upload:",
        on_click=lambda: st.session_state.update(load_now=True),
    )
    if st.session_state.pop("load_now", False):
        _load(uploads, found)


def _previews(uploads: Sequence[loading.Upload]) -> list[dict[str, Any]]:
    """Asked of the loaders once for the same files and the same generation of the database."""
    try:
        generation = queries.build().generation
    except queries.NoDatabase:
        generation = None
    asked = generation, tuple((file.name, hash(file.content), file.reported_on) for file in uploads)
    if st.session_state.get("previewed", (None, None))[0] != asked:
        with _working("正在读取文件") as say:
            st.session_state["previewed"] = asked, loading.preview(uploads, say)
    found: list[dict[str, Any]] = st.session_state["previewed"][1]
    return found


@contextmanager
def _working(what: str) -> Iterator[loading.Say]:
    """A bar that moves with what the loaders tell: [2/5] 正在读取 ….xlsx."""
    bar = st.progress(0.0, text=f"{what}……")

    def say(line: str) -> None:
        step = re.match(r"\[(?P<number>\d+)/(?P<all>\d+)\]\s*(?P<words>.*)", line)
        if step:
            bar.progress(
                (int(step["number"]) - 0.5) / int(step["all"]), text=panels.plain(step["words"][:120])
            )
        elif line == "正在写入数据库":
            bar.progress(0.95, text=line)

    try:
        yield say
    finally:
        bar.empty()


def _load(uploads: Sequence[loading.Upload], previews: Sequence[dict[str, Any]]) -> None:
    refused = {preview["file"] for preview in previews if preview["outcome"] == "refused"}
    try:
        with _working("正在载入") as say:
            answer = loading.add([upload for upload in uploads if upload.name not in refused], say)
        if answer["database"] is None:
            raise loading.Failed("；".join(file["message"] for file in answer["files"] if file["message"]))
    except loading.Failed as problem:
        panels.wrong(f"没有载入，原有数据没有改变。{problem}")
        return
    st.session_state["loaded"] = answer | {"changed": _changed(previews)}
    st.session_state["times_loaded"] += 1
    st.session_state.pop("previewed", None)
    st.rerun()


def _changed(previews: Sequence[dict[str, Any]]) -> str:
    """What loading these files changed, as their previews told: 新增任务 2，新办结 1."""
    sums: dict[str, int] = {}
    for preview in previews:
        if preview["outcome"] in GOOD:
            for name, count, _ in _counts(preview)[1:]:
                sums[name] = sums.get(name, 0) + count
    return "，".join(f"{name} {count}" for name, count in sums.items() if count) or "没有改变任务"


def _loaded_before() -> None:
    """What the last loading changed and brought, and the way to it."""
    answer = st.session_state.get("loaded")
    if not answer:
        return
    with st.container(border=True, key="loaded_files"):
        st.markdown(f":material/check_circle: **已载入：{panels.plain(answer['changed'])}。**")
        st.caption(panels.plain(f"现有 {answer['summary']}。"))
        for number, file in enumerate(answer["files"]):
            if file["outcome"] in GOOD:
                words, key = f"打开 {file['file']}：内容、核对和任务", f"open_loaded_{number}"
                icon, opens = ":material/description:", file["document_id"]
                address.button(panels.plain(words), address.DOCUMENT, opens, key, icon=icon)
            elif file["message"]:
                st.caption(panels.plain(file["message"]))
        st.button("知道了", key="loaded_seen", on_click=lambda: st.session_state.pop("loaded"))


def _card(preview: dict[str, Any], number: int) -> None:
    name, colour = OUTCOMES[preview["outcome"]]
    with st.container(border=True, gap="small", key=f"incoming_{number}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{panels.plain(preview['file'])}**", width="content")
            st.markdown(f":{colour}-badge[{name}]", width="content")
        if preview["outcome"] not in GOOD:
            st.markdown(panels.plain(preview["message"] or ""))
            _day_of_reports(preview)
            return
        _said_of_itself(preview)
        _day_of_reports(preview)
        tiles = {name: (name, count, hint) for name, count, hint in _counts(preview)}
        panels.count_tiles(tiles, f"incoming_{number}", clickable=False)
        for remark in preview["remarks"]:
            st.markdown(f":material/info: {panels.plain(remark)}")
        for title, lines in _lists(preview).items():
            if lines:
                with st.expander(f"{title} {len(lines)}"):
                    _lines(lines)


def _said_of_itself(preview: dict[str, Any]) -> None:
    days = (("issued_on", "{} 印发"), ("published_on", "{} 发布"), ("known_from", "材料截至 {}"))
    issued = next((told.format(preview[day]) for day, told in days if preview[day]), "没有写日期")
    place = " ".join(part for part in (preview["city"], preview["area"]) if part) or "没有写明地区"
    about = [wording.DOCUMENT_KINDS[preview["kind"]], place, preview["inspection"], issued]
    title = preview["title"] or "文件没有写标题"
    st.markdown(
        f"{panels.plain(title)}  \n:small[{panels.plain(' · '.join(part for part in about if part))}]"
    )
    if preview["taken_from_tasks"]:
        st.caption("文件没有写明地区或督察，这里按它所列的任务填写。")
    if preview["replaces"]:
        st.caption(f"将替换已载入的 {panels.plain(preview['replaces'])}；旧文件会留底。")
    if preview["resembles"]:
        st.caption(
            f"与已载入的 {panels.plain(preview['resembles'])} 地区、标题相同而文件名不同，两份都会保留。"
            "如果是同一份的新版本，请改成同样的文件名再导入。"
        )


def _day_of_reports(preview: dict[str, Any]) -> None:
    """What follows where reports have no day, and the place to state it; it stays while it is stated here."""
    key = _day_key(preview["file"])
    if not preview["undated"] and not st.session_state.get(key):
        return
    if preview["undated"]:
        st.warning(panels.plain(preview["undated"]), icon=":material/event_busy:")
    st.date_input(
        "这份文件的进展截至哪一天（知道才填）",
        value=None,
        max_value=date.today(),
        format="YYYY-MM-DD",
        key=key,
        help="文件没有写的，由你说明。载入后写在“文件与核对”里，注明是导入时填写的；文件的原文不变。",
        width=320,
    )


def _day_key(file: str) -> str:
    return f"reported_on_{st.session_state['times_loaded']}_{file}"


def _counts(preview: dict[str, Any]) -> list[tuple[str, int, str]]:
    stated = preview["stated_task_count"]
    certain = {
        kind: sum(link["certainty"] == kind for link in preview["links"]) for kind in ("sure", "doubtful")
    }
    tiles = [
        ("读出任务", preview["tasks"], f"文件自述 {stated} 项" if stated else "文件没有写总数"),
        ("新增任务", len(preview["new"]), NEW_MEANS["plan" if preview["kind"] == "plan" else "report"]),
        ("改了时限", len(preview["redated"]), "与已载入的不同"),
        (
            "另报时限",
            len(preview["told_otherwise"]),
            "不采用，仍按原时限计；批准了延期的，载入后打开任务记下",
        ),
        ("不再列出", len(preview["gone"]), "原来有，这一份没有"),
        ("不再单独计数", len(preview["become_reports"]), "已载入的进展，对上了这份文件的任务"),
        ("重新单独计数", len(preview["become_tasks"]), "已载入的进展，对不上任务了"),
        ("确定的对应", certain["sure"], "与已载入的、或同一批文件里的任务是同一项"),
        ("待核定的对应", certain["doubtful"], "载入后由人核定"),
    ]
    tiles[2:2] = [
        (name, sum(change["kind"] == kind for change in preview["status_changes"]), hint)
        for kind, (name, hint) in wording.STATUS_CHANGES.items()
    ]
    return tiles[:3] + [tile for tile in tiles[3:] if tile[1]]


def _lists(preview: dict[str, Any]) -> dict[str, list[str]]:
    """Heading -> lines, each as HTML."""
    return {
        "核对不符": [_check(check) for check in preview["checks"]],
        "未读懂": [
            f"{escape(each['place'])} “{escape(panels.short(each['quote']))}”<br><small>{escape(each['reason'])}</small>"
            for each in preview["not_understood"]
        ],
        "新增任务": [_task(task) + _read_of(task) for task in preview["new"]],
        **{
            name: [_status_change(change) for change in preview["status_changes"] if change["kind"] == kind]
            for kind, (name, _) in wording.STATUS_CHANGES.items()
        },
        "改了时限": [_change(change) for change in preview["redated"]],
        "另报时限": [_change(change) for change in preview["told_otherwise"]],
        "改了文字": [_change(change) for change in preview["changed"]],
        "不再列出": [_task(task) for task in preview["gone"]],
        "不再单独计数": [_task(task) for task in preview["become_reports"]],
        "重新单独计数": [_task(task) for task in preview["become_tasks"]],
        "与已载入任务的对应": [_link(link) for link in preview["links"]],
    }


def _check(check: dict[str, Any]) -> str:
    figures = wording.check_figures(check["quote"], check["expected"], check["found"])
    return escape("　".join([check["check"], figures, check["note"] or ""]))


def _task(task: dict[str, Any]) -> str:
    return f"第{task['seq']}项　{escape(panels.short(task['issue'] or '没有问题文字'))}"


def _read_of(task: dict[str, Any]) -> str:
    """What to look at before loading: whether deadline, units and status were read as they stand in the file."""
    said = [
        f"时限：{task['deadline'] or '没有读到'}",
        f"牵头或责任单位：{'、'.join(task['leads']) or '没有读到'}",
        f"状态：{wording.STATUS[task['status']]}" if task["status"] else "",
    ]
    return f"<br><small>{escape(panels.short('；'.join(filter(None, said))))}</small>"


def _status_change(change: dict[str, Any]) -> str:
    before, after = (wording.STATUS[change[key] or wording.UNREPORTED] for key in ("before", "after"))
    return f"{_task(change)}　<del>{before}</del> → {after}"


def _change(change: dict[str, Any]) -> str:
    field = wording.COLUMNS.get(change["field"], change["field"])
    before, after = (panels.short(change[key] or "没有") for key in ("before", "after"))
    return f"第{change['seq']}项　{field}：<del>{escape(before)}</del> → {escape(after)}"


def _link(link: dict[str, Any]) -> str:
    kind = wording.LINK_KINDS[link["kind"]]
    sure = wording.CERTAINTIES[link["certainty"]]
    issues = (panels.short(link[key] or "没有问题文字") for key in ("from_issue", "to_issue"))
    words = "<br>".join(escape(issue) for issue in issues)
    return (
        f"{kind} · {sure} · 相似度 {link['likeness']:.0f} · {escape(link['basis'])}<br><small>{words}</small>"
    )


def _lines(lines: list[str]) -> None:
    rest = f"<li style='list-style:none'>其余 {len(lines) - SHOWN} 条</li>" if len(lines) > SHOWN else ""
    items = "".join(f"<li>{line}</li>" for line in lines[:SHOWN])
    st.html(
        f"<ul style='line-height:1.7;margin:0;padding-left:1.2rem;overflow-wrap:anywhere'>{items}{rest}</ul>"
    )
