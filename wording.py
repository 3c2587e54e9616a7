"""Code -> Chinese label and colour: one spelling for pages, charts and downloads.

Status is never told by colour alone: its order, its label and its pattern carry it too. The hues keep clear of the official
air-quality and water-class colours, where green, yellow and red mean other things, and stay apart for colour-blind readers.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

UNREPORTED = "unreported"

STATUS = {
    "closed": "已销号",
    "completed": "已完成",
    "on_track": "推进中",
    "ongoing": "持续推进",
    "not_started": "未启动",
    "overdue": "逾期",
    UNREPORTED: "未见报告",
}
STATUS_GROUPS = {group: name for group, name in STATUS.items() if group != "ongoing"}
"""What is drawn and counted, in this order. 已过时限 is a mark beside the group, never a group."""
DONE = ("closed", "completed")
STANDING = STATUS_GROUPS | {
    "tasks": "全部",
    "open": "未办结",
    "done": "见到办结",
    "past_deadline": "已过时限",
    "partly": "另有部分进展",
    "worded": "进展未写明状态",
}
"""How the tasks of a bar or a number stand."""
STATUS_MEANS = {
    "closed": "来源说已销号，或已通过验收销号。",
    "completed": "来源说已完成，没有说销号；待销号、销号前公示也在此列。",
    "on_track": "来源说达到序时进度、正在推进，或长期坚持、持续推进。",
    "not_started": "来源说尚未启动。",
    "overdue": "来源自己说未按期完成或滞后。只过了时限而没有报告的，不在此列。",
    UNREPORTED: "没有找到写明整项任务状态的报告。既不算完成，也不算未完成。",
}

UNDATED = ("持续推进", "立行立改", "无明确时限")
"""What stands in the place of the year for a task whose deadline has no date: rows apart, never in a year."""
UNTHEMED = "未归类"
"""What stands in the place of the theme for a task that has none."""

ROLES = {"lead": "牵头", "responsible": "责任", "supervising": "监管", "cooperating": "配合"}
UNITS = {role: f"{name}单位" for role, name in ROLES.items()}

DUTIES = {
    f"{role}{which}": f"{name}，{standing}"
    for role, name in (ROLES | {"any": "牵头、责任、监管或配合"}).items()
    for which, standing in (("", "未办结"), ("_past", "已过时限"), ("_tasks", "全部"))
}
"""Of the tasks that units have in a role: those that are not done, past their deadline, or all."""

DUE = {
    "past_181": "过时限180天以上",
    "past_91": "过时限91–180天",
    "past_31": "过时限31–90天",
    "past_1": "过时限1–30天",
    "due_7": "7天内到期",
    "due_30": "8–30天到期",
    "due_90": "31–90天到期",
    "due_later": "90天以后到期",
    "undated": "无具体日期",
}

CHANGES = {
    "new": "新增",
    "closed": "新销号",
    "completed": "新完成",
    "slipped": "新过时限",
    "redated": "改了或另报时限",
    "overdue": "新报逾期",
    "reopened": "完成后退回",
}
CHANGE_MEANS = {
    "new": "任务所在的文件在这段时间印发或公开。",
    "closed": "期末的报告说已销号，期初还没有这样说。",
    "completed": "期末的报告说已完成，期初还没有这样说。",
    "slipped": "时限落在这段时间里，期末仍未见办结。由时限推算。",
    "redated": "延期在这段时间批准；或这段时间的文件对同一问题写了另一个时限，没有记下批复的仍按原时限计。",
    "overdue": "这段时间里有报告新说它未按期或滞后，后来办结的也在此列。",
    "reopened": "有报告说已完成或销号，这段时间里较新的报告不再这样说，后来又办结的也在此列。",
}
BETWEEN = {
    "relapsed": "办结后有过反复",
    "recovered": "报过逾期，后来不再",
    "redated_again": "时限改了或另报了不止一次",
}
"""What happened between the two days and cannot be seen from how things stand on either."""

FLOW = {
    "opening": "期初未销号",
    "new": "新增",
    "closed": "销号",
    "closing": "期末未销号",
    "unclosed": "销号后退回",
    "undated": "新增，文件没有写日期",
}
"""What the bridge from one day to the other is made of: 期初 + 新增 − 销号 = 期末; with 销号后退回 it does not add up."""

DUE_ALWAYS = ("past_181", "past_91", "past_31", "past_1", "due_7", "due_30", "due_90")
"""Shown even where nothing is in them."""
DUE_SOON = ("due_7", "due_30", "due_90")
DUE_TOGETHER = {"past": "已过时限", "soon": "90天内到期"}
"""Several buckets of DUE at once."""

DOCUMENT_KINDS = {"plan": "整改方案", "progress_report": "整改进展", "bulletin": "简报", "ledger": "台账"}
SOURCE_KINDS = {
    "official": "政府公开",
    "media": "媒体报道",
    "repost": "转载",
    "standard": "标准",
    "correction": "人工更正",
    "template": "填报的台账",
}
PRECISIONS = {"day": "日", "month": "月", "year": "年"}
LINK_KINDS = {"report": "报告与任务", "same_problem": "两份清单的同一问题"}
CERTAINTIES = {
    "sure": "确定",
    "doubtful": "待核定",
    "confirmed": "已核定为同一项",
    "rejected": "已核定不是同一项",
}
# How a file that is to be loaded would change the status of tasks (loaders.preview.StatusChange).
STATUS_CHANGES = {
    "finished": ("新办结", "原来没有说完成或销号"),
    "reopened": ("完成后退回", "原来已完成或销号"),
    "overdue": ("新报逾期", "原来没有说逾期、滞后"),
    "under_way": ("新推进", "推进中或持续推进"),
    "not_started": ("新未启动", "原来没有说未启动"),
    "withdrawn": ("不再有报告", "原来的报告这一版没有了"),
}

ELEMENTS = {"air": "空气", "water": "水", "soil": "土壤", "energy": "能源", "waste": "固废", "other": "其他"}
INDICATOR_ROLES = {"baseline": "督察时", "target": "目标", "actual": "实测", "limit": "标准限值"}
OPS = {"<=": "≤", ">=": "≥", "=": "", "<": "＜", ">": "＞"}
JUDGED = {
    "met": "达到",
    "missed": "未达到",
    "earlier": "实测早于目标",
    "so_far_missed": "未达到（只看部分时段）",
    "so_far_met": "达到（只看部分时段）",
    "part": "只有部分时段",
    "unclear": "没有说高低",
    "levels": "缺前后两年的水平",
    "undated": "目标没有写时间",
    "none": "没有实测",
}
"""A target beside what was measured: met or missed, or why they are not compared. See queries.promises."""
RECKONED = {
    "days": "优良天数与比例按全年有效天数（至少 324 天）折算",
    "levels": "由两个全年的水平算出",
    "done": "目标没有写时间，从报办结那天算起",
}
"""How a target and a measurement were made comparable, where they are not of one kind."""
WATER_CLASSES = {1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ", 5: "Ⅴ", 6: "劣Ⅴ"}
# The official colours, only as small swatches with a dark edge beside the class's word: red and green are alike to some.
CLASS_COLOURS = {1: "#33CCFF", 2: "#33CCFF", 3: "#00E400", 4: "#FFFF00", 5: "#FF9B00", 6: "#FF0000"}
AIR_COLOURS = {"优": "#00E400", "良": "#FFFF00"}

PETITION_DIMENSIONS = {
    "total": "合计",
    "area": "地区",
    "department": "部门",
    "industry": "行业",
    "pollution": "污染类型",
    "handling": "办理情况",
    "channel": "来源渠道",
}

TEXTS = {"issue": "问题", "goal": "整改目标", "measures": "整改措施", "progress": "整改进展"}
FIELDS = TEXTS | {"deadline": "整改时限", "units": "单位", "leader": "负责领导", "status": "整改状态"}

# What of a task may be corrected (loaders.deciding.FIELDS).
CORRECTABLE = {
    "deadline_on": "整改时限（日期）",
    "deadline_text": "整改时限（文字）",
    **TEXTS,
    "status": "整改状态",
    **UNITS,
    "leader": "负责领导",
    "category": "类别",
    "is_immediate": "立行立改",
    "is_ongoing": "持续推进",
}

# Names of columns, in tables and in downloads.
COLUMNS = {
    **TEXTS,
    **UNITS,
    **STATUS_GROUPS,
    "overdue": "逾期、滞后（据报）",
    "task_id": "任务编号",
    "document_id": "文件编号",
    "document": "文件",
    "document_title": "文件",
    "title": "文件",
    "city": "城市",
    "area": "县市区",
    "inspection": "督察",
    "seq": "序号",
    "category": "类别",
    "kind": "文种",
    "issued_on": "印发日期",
    "published_on": "公开日期",
    "stated_task_count": "文件自述任务数",
    "checks": "核对",
    "failed_checks": "核对不符",
    "not_understood": "未读懂",
    "reader_remarks": "读取时的情况",
    "indicators": "指标数",
    "deadline_text": "整改时限（原文）",
    "deadline_on": "整改时限",
    "deadline_precision": "时限精度",
    "completed_precision": "完成日期精度",
    "is_past_deadline": "已过时限",
    "has_part": "另有部分进展",
    "has_words": "进展未写明状态",
    "has_conflict": "说法不一",
    "due_row": "到期年份",
    "status_group": "状态",
    "reported_on": "报告日期",
    "completed_on": "完成日期",
    "source_title": "来源",
    "source_url": "网址",
    "source_kind": "来源类型",
    "quote": "原文",
    "name": "单位",
    "system": "系统",
    "role": "职责",
    "indicator_role": "类型",
    "leaders": "负责领导",
    "in_charge": "牵头或责任单位",
    "tasks": "任务数",
    "open_tasks": "未办结",
    "past_deadline": "已过时限",
    "place": "地点",
    "metric": "指标",
    "period": "时段",
    "value": "数值",
    "op": "方向",
    "actual_op": "实测方向",
    "unit": "计量单位",
    "note": "说明",
    "check": "核对项",
    "compared": "比较",
    "reason": "原因",
    "file": "文件名",
    "removed_on": "撤下日期",
    "removed_by": "撤下的人",
    "is_back": "后来又导入",
    "cases": "件数",
    "key_cases": "重点件",
    "key": "名称",
    "dimension": "统计口径",
    "due_on": "到期日",
    "text": "内容",
    "scope": "范围",
    "round": "轮次",
    "as_of": "截至",
    "tasks_total": "任务总数",
    "tasks_completed": "已完成",
    "completion_rate": "完成率（%）",
    "hit": "搜到",
    "themes": "问题类型",
    "where": "城市或督察",
    "theme": "问题类型",
    "earlier_inspection": "前一次督察",
    "earlier_issue": "前一次的问题",
    "done_on": "办结或报告日期",
    "change": "变化",
    "days_past": "已过几天",
    "name_as_written": "原文写作",
    "status_before": "期初状态",
    "told_on": "哪天",
    "status": "说的状态",
    "deadline_after": "改到或另报的时限",
    "after_precision": "新时限精度",
    "days_left": "还有几天",
    "precision": "精度",
    "target": "目标值",
    "actual": "实测值",
    "actual_period": "实测时段",
    "judged": "是否达到",
    "promised": "目标",
    "measured": "实测",
    "reckoned": "怎样比的",
    "said_in": "写在",
    "elsewhere": "同指标测过的别处",
    "lacking": "要判断还缺",
    "actual_place": "实测写作",
    "actual_title": "实测来源",
    "actual_url": "实测网址",
    "gap": "差距",
}


@dataclass(frozen=True)
class Rate:
    """A named rate: what is counted (n) of what (N)."""

    name: str
    formula: str


RATES = {
    "completion": Rate("总完成率", "截至当日已销号或已完成的任务 ÷ 所选全部任务"),
    "due_completion": Rate("到期完成率", "时限在当日或以前的任务中，已销号或已完成的 ÷ 这些到期任务"),
    "reporting": Rate("见报率", "截至当日至少有一份报告写明整项状态的任务 ÷ 所选全部任务"),
}


@dataclass(frozen=True)
class Fill:
    """How a group is drawn: its colour, the pattern over it, its outline, and the text that can be read on it."""

    colour: str
    text: str
    outline: str
    pattern: str = ""
    pattern_colour: str = ""


@dataclass(frozen=True)
class Palette:
    ink: str
    quiet: str  # captions, axes
    grid: str
    page: str  # the background a halo must have
    panel: str
    main: str  # bars that carry no status
    accent: str  # due soon, selected
    link: str
    groups: dict[str, Fill]


LIGHT = Palette(
    ink="#1A2733",
    quiet="#566472",
    grid="#E3E8ED",
    page="#FFFFFF",
    panel="#F1F4F7",
    main="#51697D",
    accent="#C9480B",
    link="#12507F",
    groups={
        "closed": Fill("#12436D", "#FFFFFF", "#12436D"),
        "completed": Fill("#12436D", "#FFFFFF", "#12436D", "/", "#7FA3C4"),
        "on_track": Fill("#28A197", "#08211F", "#1C7C74"),
        "not_started": Fill("#FFFFFF", "#1A2733", "#566472"),
        "overdue": Fill("#801650", "#FFFFFF", "#801650", "x", "#B0638C"),
        UNREPORTED: Fill("#FFFFFF", "#1A2733", "#7B8794", "\\", "#C3CBD3"),
    },
)

DARK = Palette(
    ink="#E6ECF1",
    quiet="#A3B1BE",
    grid="#2A3743",
    page="#11181F",
    panel="#1B252F",
    main="#8FA5B8",
    accent="#FF8B4D",
    link="#8CC4F2",
    groups={
        "closed": Fill("#6FB1E8", "#0A1620", "#6FB1E8"),
        "completed": Fill("#6FB1E8", "#0A1620", "#6FB1E8", "/", "#2F6EA3"),
        "on_track": Fill("#3CB8AD", "#06201E", "#6FD6CC"),
        "not_started": Fill("#11181F", "#E6ECF1", "#A3B1BE"),
        "overdue": Fill("#D9649F", "#22040F", "#D9649F", "x", "#93356A"),
        UNREPORTED: Fill("#11181F", "#E6ECF1", "#8695A3", "\\", "#3B4A58"),
    },
)


def palette(dark: bool) -> Palette:
    return DARK if dark else LIGHT


def correction_text(field: str, value: str) -> str:
    """A corrected value, or the document's in its place, as a reader reads it: a status by its name; nothing as 没有."""
    return STATUS.get(value, value) if field == "status" else value or "没有"


def check_figures(quote: str | None, expected: float | None, found: float | None) -> str:
    """What a check compares, its expected figure the document's own where its words are there: 文件自述 7，读到 6; 应有 7."""
    figures = (("文件自述" if quote else "应有", expected), ("读到", found))
    return "，".join(f"{word} {value:g}" for word, value in figures if value is not None)


def cut_in_the_middle(name: str, length: int) -> str:
    """A name no wider than that many Chinese characters, its two ends kept: 衡阳市蒸湘…管理局."""
    widths = [1 if ord(character) > 0x2000 else 0.5 for character in name]
    if sum(widths) <= length:
        return name
    head = tail = 0
    while sum(widths[: head + 1]) + sum(widths[len(name) - tail :]) <= length - 1:
        head += 1
        if sum(widths[:head]) + sum(widths[len(name) - tail - 1 :]) <= length - 1:
            tail += 1
    return name[:head] + "…" + name[len(name) - tail :]


def figure_text(value: float) -> str:
    """A number as a reader writes it: 35, 83.3, 0.052."""
    return f"{value:.6g}"


def level(op: str, value: float, unit: str | None) -> str:
    """A level with its bound and unit: ≤35 μg/m³, ≥81%; a water class is better or worse, not less or more: 不差于Ⅲ类."""
    if unit == "类":
        name = WATER_CLASSES.get(round(value), figure_text(value))
        return {"<=": "不差于", "<": "优于", ">=": "不优于", ">": "差于", "=": ""}[op] + f"{name}类"
    space = "" if unit in (None, "%", "个") else " "
    return f"{OPS[op]}{figure_text(value)}{space}{unit or ''}"


def gap_text(gap: float, unit: str | None) -> str:
    """What is missing to a target: 差 3 μg/m³; of a share in points, as it is no per cent of it: 差 1.5 个百分点."""
    return f"差 {figure_text(gap)} {'个百分点' if unit == '%' else unit or ''}".strip()


def level_in(period: str | None, op: str | None, value: float | None, unit: str | None) -> str:
    """A level and its time: 2020年 ≤42 μg/m³; nothing where there is no level."""
    return "" if value is None else f"{period_text(period)} {level(op or '=', value, unit)}"


def promised(row: Any) -> str:
    """Of a row of queries.promises the target: 2020年 ≤42 μg/m³."""
    return level_in(row.period, row.op, row.target, row.unit)


def measured(row: Any) -> str:
    """Of a row of queries.promises what was measured."""
    return level_in(row.actual_period, row.actual_op, row.actual, row.unit)


def lacking(row: Any) -> str:
    """Of a row of queries.promises what would judge it: 云州市城区2024年全年的PM2.5; nothing where it is judged."""
    if row.judged in ("met", "missed", "unclear"):
        return ""
    if row.judged == "undated":
        return "目标的时间"
    when = f"到{period_text(row.period)}为止" if row.is_built else f"{row.due_year}年（或以后）全年"
    if row.judged == "levels":
        when = f"{row.base_year}年和{row.due_year}年" if row.base_year else "前后两年"
    return f"{row.place}{when}的{row.metric.partition('（')[0]}"


def day_text(day: date | None, precision: str | None) -> str:
    """A day as precisely as its source has it: 2024-12-31, 2024-12, 2024."""
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision or "", 10)] if day else ""


def period_text(period: str | None) -> str:
    """2020年 · 2018年9月 · 2023年1–8月 · 2024年12月31日; a range over years keeps both ends."""
    if not isinstance(period, str):
        return "未写时间"
    ends = [[str(int(part)) for part in end.split("-")] for end in period.split("/")]
    first, last = ends[0], ends[-1]
    marks = "年月日"
    text = "".join(part + mark for part, mark in zip(first, marks, strict=False))
    if len(ends) == 1:
        return text
    same = next((at for at, (a, b) in enumerate(zip(first, last, strict=True)) if a != b), 0)
    kept = text[:-1] if same == len(first) - 1 else text  # 1–8月, but 3月1日–2030年12月31日
    return kept + "–" + "".join(part + mark for part, mark in zip(last[same:], marks[same:], strict=False))


def shared_among(units: int, groups: int, duties: int) -> str:
    """How open tasks are spread (queries.workload_totals): 分到 97 个单位、7 个集体名称，合计 456 项次."""
    collective = f"、{groups} 个集体名称" if groups else ""
    return f"分到 {units} 个单位{collective}，合计 {duties} 项次"


def percent(done: int, total: int) -> str | None:
    """12.5% of whole numbers; nothing where fewer than five make a percentage mislead."""
    if total < 5:
        return None
    return f"{100 * done / total:.1f}%"


COUNTED_APART = {
    "reports": (
        "待核定的对应",
        "任务里有 {}来自进展报告、销号公示或台账，可能与已有的任务是同一件事，核定以前各计一次。请到“导入”页核定。",
    ),
    "lists": (
        "另一份清单里也有的任务",
        "任务里有 {}与另一份清单的任务是同一问题，各计一次。只计一次，请打开“更多筛选”里的“同一问题只计一次”。",
    ),
}
"""Tasks that the rates count though they may be, or are, another one: their name, and what is said of how many."""
CONFLICT = "有来源说已完成或已销号，另有来源在那以后说逾期、未启动或仍在推进。"
"""What 说法不一 is; see conflicts in day.sql."""
LATENESS = {
    "said": ("据报逾期或滞后", "报告自己说未按期、滞后"),
    "past_unreported": ("过时限，未见报告", "时限已过，不等于没做"),
    "past_reported": ("过时限，未办结", "有报告，但没有说完成"),
    "contradicted": ("说法不一", "有的说办结，后来又说没有办结"),
    "due_in_7": ("7 天内到期", "未见办结"),
    "due_in_30": ("30 天内到期", "含 7 天内"),
    "due_in_90": ("90 天内到期", "含 30 天内"),
}
"""What is late and what falls due soon, each with what it means; counted by queries.lateness."""
