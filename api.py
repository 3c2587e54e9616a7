"""The data as JSON at an address, read-only, under the filters of the pages: /api/v1/rates?city=衡阳市&status=已销号&as_of=2025-06-01.

/api/v1/ lists what there is. Of a long answer `limit` rows are sent (1000 unless said), from row `offset` on.

The names of the parameters and what they take are those in the address of a page; a code (closed) does as well as its
label (已销号). What is misspelt is refused: an answer to another question would look right.
"""

import hashlib
import json
import logging
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import queries
import wording

LISTS = {name: field for name, (field, _) in queries.NAMES.items()}
FLAGS = {"past": "past_deadline", "conflict": "conflict", "once": "once"}
"""Name in the address -> field of queries.Filters, of what can be chosen many times, and of what is true or false."""
OF_TWO_DAYS = ("changes", "course")
PAGING = {"limit": 1000, "offset": 0}
MOST_ROWS, EVERY_UNIT = 10_000, 1_000_000

HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
"""A new generation of the database may come at any time: ask again each time whether the answer still holds (ETag)."""

LOG = logging.getLogger(__name__)


class BadParameter(Exception):
    """The message, in Chinese, says which and what it takes."""


def filters_of(parameters: list[tuple[str, str]]) -> queries.Filters:
    """The view that the parameters of an address choose; BadParameter where one cannot be understood."""
    chosen: dict[str, Any] = {}
    for place, (name, value) in enumerate(parameters):
        if name in LISTS:
            field = LISTS[name]
            named = _choice(name, value, {label: code for code, label in queries.choices(field).items()})
            chosen[field] = tuple(dict.fromkeys((*chosen.get(field, ()), named)))
        elif any(name == before for before, _ in parameters[:place]):
            raise BadParameter(f"参数 {name} 只能写一次。")
        elif name in FLAGS:
            if value not in ("true", "false"):
                raise BadParameter(f"参数 {name} 只能是 true 或 false，不能是“{value}”。")
            chosen[FLAGS[name]] = value == "true"
        elif name == "text":
            chosen["text"] = value.strip()
        elif name == "as_of":
            chosen["as_of"] = _day(name, value)
        elif name not in (*PAGING, "since"):
            raise BadParameter(f"没有“{name}”这个参数。可用的有：{'、'.join(PARAMETERS)}。")
    return queries.Filters(**chosen)


def page_of(parameters: list[tuple[str, str]]) -> tuple[int, int]:
    """How many rows to send, and from which on; BadParameter where that is no number or too many."""
    asked = dict(parameters)
    limit, offset = (asked.get(name, str(usual)) for name, usual in PAGING.items())
    if not (re.fullmatch("[0-9]{1,8}", limit) and 1 <= int(limit) <= MOST_ROWS):
        raise BadParameter(f"参数 limit 是 1 到 {MOST_ROWS} 的整数，不能是“{limit}”。")
    if not re.fullmatch("[0-9]{1,9}", offset):
        raise BadParameter(f"参数 offset 是从 0 起的整数，不能是“{offset}”。")
    return int(limit), int(offset)


def since_of(parameters: list[tuple[str, str]], name: str, day: date) -> date | None:
    """The day from which an answer of two days compares; BadParameter where that is not before the other."""
    asked = dict(parameters).get("since")
    if name not in OF_TWO_DAYS:
        if asked is not None:
            raise BadParameter(f"参数 since 只用于 {'、'.join(OF_TWO_DAYS)}。")
        return None
    since = queries.last_month_end(day) if asked is None else _day("since", asked)
    if since >= day:
        raise BadParameter(f"参数 since 应早于截至日 {day}，不能是“{since}”。")
    return since


def _choice(name: str, value: str, choices: dict[str, str]) -> str:
    if value in choices:
        return choices[value]
    if value in choices.values():
        return value
    alike = sorted(choices, key=lambda label: value not in label)
    examples = "、".join(alike[:6]) + "……" * (len(alike) > 6)
    raise BadParameter(f"参数 {name} 没有“{value}”这个值。可用的有：{examples}。")


def _day(name: str, value: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadParameter(f"参数 {name} 应写成 2025-06-30 这样的日期，不能是“{value}”。")


Question = Callable[..., tuple[pd.DataFrame, int]]
"""A view, how many rows are wanted and, of OF_TWO_DAYS, since when -> the first of them, and how many there are."""


def all_of(question: Callable[[queries.Filters], pd.DataFrame]) -> Question:
    """A question whose rows are few enough to be asked for at once."""

    return lambda chosen, _first: _all(question(chosen))


def _all(found: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    return found, len(found)


def _changed(chosen: queries.Filters, since: date) -> int:
    counts = queries.change_counts(chosen, since)
    return sum(counts[change] for change in wording.CHANGES)


def answering(name: str, question: Question) -> Route:
    """A route that answers a question about the view in the address."""

    def answer(request: Request) -> Response:
        try:
            parameters = request.query_params.multi_items()
            chosen, (limit, offset) = filters_of(parameters), page_of(parameters)
            since = since_of(parameters, name, chosen.day)
            days = {"since": since} if since else {}
            found, count = question(chosen, offset + limit, **days)
            build = queries.build()
        except BadParameter as problem:
            return _json({"error": str(problem)}, 400)
        except queries.NoDatabase as problem:
            return _json({"error": str(problem)}, 503)
        about = {
            **days,
            "as_of": chosen.day,
            "view": chosen.in_words(),
            "generation": build.generation,
            "built_at": build.built_at,
        }
        rows = [vars(row) for row in queries.rows(found[offset : offset + limit])]
        return _json({**about, "count": count, "offset": offset, "limit": limit, name: rows}, 200)

    return reading(f"/api/v1/{name}", answer)


def reading(path: str, answer: Callable[[Request], Response]) -> Route:
    """A route that answers GET and HEAD; to OPTIONS it names these, and refuses anything else in words."""

    def said(request: Request) -> Response:
        if request.method in ("GET", "HEAD"):
            return _unless_known(request, _answer_or_regret(request, answer))
        allowed = {"Allow": "GET, HEAD, OPTIONS"}
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=allowed)
        return _json({"error": f"这里只能读取（GET），不接受 {request.method}。"}, 405, allowed)

    return Route(path, said, methods=["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])


def _answer_or_regret(request: Request, answer: Callable[[Request], Response]) -> Response:
    """What went wrong inside is for who runs the server: the log has it, the answer does not."""
    try:
        return answer(request)
    except Exception:
        LOG.exception("%s %s", request.method, request.url)
        return _json({"error": "服务器出错，没有算出结果；详情在服务器的日志里。"}, 500)


def _unless_known(request: Request, said: Response) -> Response:
    """Only that nothing has changed, to who holds the same answer already."""
    if said.status_code != 200:
        return said
    mark = f'"{hashlib.sha256(bytes(said.body)).hexdigest()[:32]}"'
    said.headers["ETag"] = mark
    held = request.headers.get("if-none-match", "").replace("W/", "")
    if mark in (each.strip() for each in held.split(",")):
        return Response(status_code=304, headers={"ETag": mark, **HEADERS})
    return said


def contents(_request: Request) -> Response:
    """What there is, and how to ask for it."""
    return _json(
        {
            "addresses": {f"/api/v1/{name}": meaning for name, (_, meaning) in ANSWERS.items()},
            "parameters": PARAMETERS,
            "example": "/api/v1/rates?city=衡阳市&status=已销号&as_of=2025-06-30",
        },
        200,
    )


def nothing_here(request: Request) -> Response:
    """An address under /api/ that there is none of."""
    return _json({"error": f"没有 {request.url.path} 这个地址。/api/v1/ 列出所有地址。"}, 404)


def _json(content: dict[str, Any], status: int, headers: dict[str, str] | None = None) -> Response:
    text = json.dumps(content, ensure_ascii=False, default=lambda day: day.isoformat())
    return Response(text, status, HEADERS | (headers or {}), media_type="application/json; charset=utf-8")


ANSWERS: dict[str, tuple[Question, str]] = {
    "tasks": (
        lambda chosen, first: (queries.tasks(chosen, first), queries.task_count(chosen)),
        "整改任务，一行一项",
    ),
    "rates": (all_of(queries.rates), "总完成率、到期完成率、见报率，各为完成数、总数和可能的范围"),
    "completion": (all_of(queries.completion_table), "各到期年份的任务数，按状态"),
    "units": (
        all_of(lambda chosen: queries.workload(chosen, first=EVERY_UNIT)),
        "单位负荷，一行一个单位和职责",
    ),
    "changes": (
        lambda chosen, first, since: (queries.changes(chosen, since, first=first), _changed(chosen, since)),
        "从 since 到 as_of 的变化，一行一项任务的一种变化",
    ),
    "course": (
        lambda chosen, first, since: _all(queries.told_between(chosen, since)),
        "这些任务的期间经过：来源在这段时间说过的每一句，和每一次改时限",
    ),
    "indicators": (all_of(queries.figures), "空气和水的目标、基线、实测与限值"),
    "promises": (
        all_of(lambda chosen: queries.promised_once(queries.promises(chosen))),
        "目标与实测相比：达到、未达到，或为什么不能比；写在几处的同一个目标是一行",
    ),
    "petitions": (all_of(queries.petition_counts), "信访件统计"),
    "documents": (all_of(queries.documents), "文件，各读到多少任务、指标，几处核对不符"),
    "checks": (all_of(queries.failing_checks), "文件自述与读到的不符的地方"),
}
"""Name -> the question, and what is answered."""

PARAMETERS = {
    "city": "城市，可写多次", "area": "县市区（清单属于它，或点到它的单位），可写多次", "inspection": "哪次督察，可写多次",
    "unit": "单位，可写多次", "system": "系统，可写多次",
    "theme": "问题类型，可写多次", "role": "单位的职责，可写多次", "year": "整改时限的年份，或持续推进、立行立改、无明确时限，可写多次",
    "status": "状态，可写多次", "document": "文件，可写多次", "past": "true：只要已过时限的", "conflict": "true：只要说法不一的",
    "once": "true：同一问题只计一次", "text": "搜索：空格是都要有，| 是有一个就行，词前的 - 是不要有，引号里是一个词，括号分组",
    "as_of": "截至哪一天，如 2025-06-30；不写是今天", "since": "changes 和 course 从哪天比起；不写是上月底", "limit": f"最多几行，1 到 {MOST_ROWS}，不写是 {PAGING['limit']}",
    "offset": "从第几行起，0 是第一行",
}  # fmt: skip

ROUTES = [
    *(answering(name, question) for name, (question, _) in ANSWERS.items()),
    reading("/api", nothing_here),
    reading("/api/v1", contents),
    reading("/api/v1/", contents),
    reading("/api/{rest:path}", nothing_here),
]
