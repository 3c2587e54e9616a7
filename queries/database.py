"""Opens the current generation of the database for the pages and asks it. No other module imports duckdb here.

The database folder holds one file a generation and `current-generation.txt`, which names the one to serve. The
folder is `database/` of the project; RECTIFICATION_DATABASE names another folder, or one .duckdb file.
"""

import logging
import os
import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pandas as pd
import streamlit as st

# The server imports this for api.py before it runs, and would say at each start that answers are kept in memory. They are.
logging.getLogger("streamlit.runtime.caching.cache_data_api").addFilter(
    lambda record: "No runtime found" not in str(record.msg)
)


BUILDING = "看板启动时会自动读取文件，几秒后这里自动显示；一直没有，请关闭看板，重新运行 start.py"


class NoDatabase(Exception):
    """There is nothing to show yet; the message, in Chinese, says what to do."""


def current_database() -> Path:
    """The file of the current generation; NoDatabase where there is none."""
    place = Path(os.environ.get("RECTIFICATION_DATABASE") or Path(__file__).parent.parent / "database")
    if place.suffix != ".duckdb":
        pointer = place / "current-generation.txt"
        if not pointer.exists():
            raise NoDatabase("还没有数据库。" + BUILDING)
        place = place / pointer.read_text(encoding="utf-8").strip()
    if not place.is_file():
        raise NoDatabase(f"找不到数据库文件 {place.name}。请核对它的位置，或关闭看板，重新运行 start.py")
    return place


GENERATION, DAY = (Path(__file__).with_name(name) for name in ("generation.sql", "day.sql"))


@st.cache_resource(max_entries=4, show_spinner=False)
def _open(path: str, _modified: int, day: date | None) -> duckdb.DuckDBPyConnection:
    """An in-memory database whose views show one generation, and what was known of it on the day (day.sql).

    It can reach no other file. One that makes room for another day lives on as long as somebody reads it.
    """
    connection = duckdb.connect(":memory:")
    quoted = path.replace("'", "''")
    connection.execute(f"ATTACH '{quoted}' AS generation (READ_ONLY)")
    tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'generation'")
    for (table,) in tables.fetchall():
        connection.execute(f'CREATE VIEW "{table}" AS FROM generation."{table}"')
    connection.execute(GENERATION.read_text(encoding="utf-8"))
    if day:
        connection.execute(f"SET VARIABLE as_of = DATE '{day.isoformat()}'")
        connection.execute(DAY.read_text(encoding="utf-8"))
    connection.execute("SET enable_external_access = false; SET lock_configuration = true")
    return connection


@st.cache_data(max_entries=500, show_spinner=False)
def _answer(sql: str, values: dict[str, Any], day: date | None, path: str, modified: int) -> pd.DataFrame:
    try:
        # A cursor of its own: a connection shared between sessions' threads mixes up their rows.
        with _open(path, modified, day).cursor() as cursor:
            return cursor.execute(sql, values).df()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise NoDatabase("数据库是旧版程序建的，缺少新内容。" + BUILDING) from error


def ask(sql: str, as_of: date | None = None, **values: Any) -> pd.DataFrame:
    """The rows of a query: from the cache, if it was asked before of this generation of the database.

    As of a day the query also sees the tables of day.sql. Of the values it gets those that it names.
    """
    database = current_database()
    bound, named = values | {"as_of": as_of}, sorted(set(re.findall(r"\$(\w+)", sql)))
    given = {name: bound[name] for name in named}
    return _answer(sql, given, as_of, str(database), database.stat().st_mtime_ns)


def plain(value: Any) -> Any:
    """A cell as str, bool, int, float, date or datetime; None where it is missing."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date() if value == value.normalize() else value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def rows(table: pd.DataFrame) -> list[Any]:
    """The rows with their columns as attributes and plain values in them: `row.deadline_on or "未写时限"`."""
    columns = list(table.columns)
    return [
        SimpleNamespace(**dict(zip(columns, map(plain, row), strict=True)))
        for row in table.itertuples(index=False, name=None)
    ]


def build() -> Any:
    """When and by which loader the current generation was built: generation, built_at, loader_version."""
    return rows(ask("FROM build"))[0]
