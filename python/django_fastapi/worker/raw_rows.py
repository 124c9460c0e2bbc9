"""
Rows as the driver on Node's side would give them: Node's SQL runs on Python's cursor within a transaction that Python
owns, and the same code there reads the rows of both.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django_fastapi.wire import Wire, encode


def raw_result(vendor: str, cursor: Any) -> tuple[list[list[Wire]], list[int | None]]:
    """Rows, and the type number of each column where the database has such."""
    if cursor.description is None:
        return [], []
    if vendor != "postgresql":
        rows = [[encode(_stored(value)) for value in row] for row in cursor.fetchall()]
        return rows, [None] * len(cursor.description)
    types = [column[1] for column in cursor.description]
    result = getattr(cursor.cursor, "pgresult", None)
    if result is None:  # psycopg2: `prepare` made it leave values as text
        return [list(row) for row in cursor.fetchall()], types
    columns = range(result.nfields)
    return [
        [_text(result.get_value(row, column)) for column in columns] for row in range(result.ntuples)
    ], types


def prepare(vendor: str, cursor: Any) -> None:
    """Before the SQL runs: psycopg2 converts while it fetches, unless it is told otherwise."""
    if vendor != "postgresql" or hasattr(cursor.cursor, "pgresult"):
        return
    from psycopg2 import extensions

    every_type = tuple(extensions.string_types)
    extensions.register_type(
        extensions.new_type(every_type, "TEXT_AS_SENT", lambda value, _: value), cursor.cursor
    )


def _text(value: bytes | memoryview | None) -> str | None:
    return None if value is None else bytes(value).decode()


def _stored(value: Any) -> Any:
    """SQLite: what Django's converters (django.db.backends.sqlite3.base) made of the text or number in the file."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value
