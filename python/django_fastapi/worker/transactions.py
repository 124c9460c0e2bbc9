"""
Transactions of a pinned worker: Node says when they begin and end, and its own SQL runs on Django's cursor between.

Django's ``atomic`` holds each of them, so that user code that opens another one, or asks for ``on_commit``, finds the
transaction it is in.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import connections
from django.db.transaction import Atomic, TransactionManagementError, atomic

from django_fastapi.wire import Wire, decode, encode
from django_fastapi.worker.raw_rows import prepare, raw_result

_open: dict[str, Atomic] = {}


def is_open() -> bool:
    """Whether this worker belongs to a transaction now."""
    return bool(_open)


class _RolledBackError(Exception):
    """What atomic takes as the reason to roll back."""


def transaction(params: Wire) -> bool:
    """Whether what was written is kept: Django rolls back where a failure inside was caught, and says nothing."""
    using: str = params["using"]
    action: str = params["action"]
    if action == "begin":
        _begin(using)
        return True
    if action == "commit":
        return _commit(using)
    if action == "rollback":
        # A commit that failed has ended it already.
        if using in _open:
            _take(using).__exit__(_RolledBackError, _RolledBackError(), None)
        return False
    return _savepoint(using, action, params["name"])


def _begin(using: str) -> None:
    if using in _open:
        raise TransactionManagementError(f'a transaction on "{using}" is open already; nest by savepoints')
    block = atomic(using=using)
    block.__enter__()
    _open[using] = block


def _commit(using: str) -> bool:
    is_kept = not connections[using].needs_rollback
    _take(using).__exit__(None, None, None)
    return is_kept


def _take(using: str) -> Atomic:
    try:
        return _open.pop(using)
    except KeyError:
        raise TransactionManagementError(f'no transaction is open on "{using}"') from None


def _savepoint(using: str, action: str, name: str) -> bool:
    connection = connections[using]
    if action == "release" and connection.needs_rollback:
        _savepoint(using, "rollbackTo", name)
        _savepoint(using, "release", name)
        return False
    statements = {
        "savepoint": connection.ops.savepoint_create_sql,
        "release": connection.ops.savepoint_commit_sql,
        "rollbackTo": connection.ops.savepoint_rollback_sql,
    }
    if action == "rollbackTo":
        # What failed before is undone: Django must not refuse the queries that follow.
        connection.needs_rollback = False
    with connection.cursor() as cursor:
        cursor.execute(statements[action](connection.ops.quote_name(name)))
    return action != "rollbackTo"


def execute(params: Wire) -> Wire:
    """Node's SQL; rows are as Node's own driver would give them."""
    connection = connections[params["using"]]
    values = [decode(value) for value in params["params"]]
    sql, arguments = django_placeholders(params["sql"], values, numbered=connection.vendor == "postgresql")
    with connection.cursor() as cursor:
        prepare(connection.vendor, cursor)
        cursor.execute(sql, arguments)
        rows, types = raw_result(connection.vendor, cursor)
        return {
            "columns": [column[0] for column in cursor.description or ()],
            "types": types,
            "rows": rows,
            "rowCount": cursor.rowcount,
            "lastRowId": encode(getattr(cursor, "lastrowid", None)),
        }


_QUOTED = r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`"""
_NUMBERED = re.compile(rf"{_QUOTED}|%|\$(\d+)")
_PLAIN = re.compile(rf"{_QUOTED}|%|\?")


def django_placeholders(sql: str, values: list[Any], *, numbered: bool) -> tuple[str, Any]:
    """Node's placeholders ("?", or "$1" where ``numbered``) as those of Django's cursors."""

    def replace(match: re.Match[str]) -> str:
        found = match.group()
        if found == "?":
            return "%s"
        if numbered and match.group(1):
            return f"%(p{match.group(1)})s"
        return found.replace("%", "%%")

    converted = (_NUMBERED if numbered else _PLAIN).sub(replace, sql)
    if numbered:
        return converted, {f"p{position}": value for position, value in enumerate(values, 1)}
    return converted, values
