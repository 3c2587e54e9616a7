"""The data as JSON at an address, read-only, under the filters of the pages: /api/v1/rates?city=衡阳市&status=已销号&as_of=2025-06-01.

The names of the parameters and what they take are those in the address of a page; a code (closed) does as well as its
label (已销号). What is misspelt is refused: an answer to another question would look right.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import queries
import wording

LISTS = {
    "city": "cities",
    "area": "areas",
    "unit": "units",
    "system": "systems",
    "theme": "themes",
    "role": "roles",
    "year": "years",
    "status": "statuses",
    "document": "documents",
}
FLAGS = {"past": "past_deadline", "conflict": "conflict", "once": "once"}
PARAMETERS = (*LISTS, *FLAGS, "text", "as_of")
"""Name in the address -> field of queries.Filters, of what can be chosen many times, and of what is true or false."""


class BadParameter(Exception):
    """The message, in Chinese, says which and what it takes."""


def filters_of(parameters: list[tuple[str, str]]) -> queries.Filters:
    """The view that the parameters of an address choose; BadParameter where one cannot be understood."""
    chosen: dict[str, Any] = {}
    options = queries.filter_options()
    for place, (name, value) in enumerate(parameters):
        if name in LISTS:
            field = LISTS[name]
            chosen[field] = (*chosen.get(field, ()), _choice(name, value, _choices(field, options)))
        elif any(name == before for before, _ in parameters[:place]):
            raise BadParameter(f"参数 {name} 只能写一次。")
        elif name in FLAGS:
            if value not in ("true", "false"):
                raise BadParameter(f"参数 {name} 只能是 true 或 false，不能是“{value}”。")
            chosen[FLAGS[name]] = value == "true"
        elif name == "text":
            chosen["text"] = value.strip()
        elif name == "as_of":
            chosen["as_of"] = _day(value)
        else:
            raise BadParameter(f"没有“{name}”这个参数。可用的有：{'、'.join(PARAMETERS)}。")
    return queries.Filters(**chosen)


def _choices(field: str, options: pd.DataFrame) -> dict[str, str]:
    """What a list takes -> the value it stands for."""
    if field == "roles":
        return {label: code for code, label in wording.ROLES.items()}
    if field == "statuses":
        return {label: code for code, label in wording.STATUS_GROUPS.items()}
    named = options[options["filter"] == field]
    rest = {"years": wording.UNDATED, "themes": (queries.UNTHEMED,)}.get(field, ())
    return dict(zip(named["label"], named["value"], strict=True)) | {word: word for word in rest}


def _choice(name: str, value: str, choices: dict[str, str]) -> str:
    if value in choices:
        return choices[value]
    if value in choices.values():
        return value
    examples = "、".join(list(choices)[:6]) + ("……" if len(choices) > 6 else "")
    raise BadParameter(f"参数 {name} 没有“{value}”这个值。可用的有：{examples}。")


def _day(value: str) -> date:
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise BadParameter(f"参数 as_of 应写成 2025-06-30 这样的日期，不能是“{value}”。") from None


def answering(name: str, question: Callable[[queries.Filters], pd.DataFrame]) -> Route:
    """A route that answers a question about the view in the address."""

    def answer(request: Request) -> Response:
        try:
            chosen = filters_of(request.query_params.multi_items())
            rows = [vars(row) for row in queries.rows(question(chosen))]
            build = queries.build()
        except BadParameter as problem:
            return _json({"error": str(problem)}, 400)
        except queries.NoDatabase as problem:
            return _json({"error": str(problem)}, 503)
        about = {
            "as_of": chosen.day,
            "view": chosen.in_words(),
            "generation": build.generation,
            "built_at": build.built_at,
        }
        return _json({**about, "count": len(rows), name: rows}, 200)

    return Route(f"/api/v1/{name}", answer, methods=["GET"])


def _json(content: dict[str, Any], status: int) -> Response:
    text = json.dumps(content, ensure_ascii=False, default=lambda day: day.isoformat())
    # A new generation of the database may come at any time.
    return Response(text, status, {"Cache-Control": "no-cache"}, media_type="application/json; charset=utf-8")


ROUTES = [
    answering("tasks", queries.tasks),
    answering("rates", queries.rates),
    answering("indicators", queries.figures),
    answering("documents", queries.documents),
]
