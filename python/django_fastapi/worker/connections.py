"""
The worker's database connections between requests. As Django does around an HTTP request, but a connection with
``CONN_MAX_AGE = 0`` is closed when the worker falls idle, not after each of a thousand requests in a row.
"""

from __future__ import annotations

import select
from typing import Any

from django.db import connections, reset_queries


def check_connections() -> None:
    """Closes connections that broke or are too old, and forgets the queries that DEBUG records."""
    reset_queries()
    for connection in connections.all(initialized_only=True):
        if connection.connection is None:
            continue
        # Django looks whether a connection is usable when an error occurred on it.
        connection.errors_occurred = connection.errors_occurred or _has_something_to_say(connection)
        if connection.settings_dict["CONN_MAX_AGE"] != 0 or _is_suspect(connection):
            connection.close_if_unusable_or_obsolete()


def _has_something_to_say(connection: Any) -> bool:
    """What a server sends when nothing was asked is most often the end: it was restarted, or was tired of waiting."""
    driver = connection.connection
    try:
        return bool(
            select.select([getattr(driver, "_sock", driver)], [], [], 0)[0]
        )  # PyMySQL's has no fileno()
    except (TypeError, ValueError, OSError):
        return False  # SQLite's has no socket


def _is_suspect(connection: Any) -> bool:
    autocommit = connection.settings_dict["AUTOCOMMIT"]
    return bool(connection.errors_occurred) or connection.get_autocommit() != autocommit


def close_idle_connections() -> None:
    """Closes what no request may keep."""
    for connection in connections.all(initialized_only=True):
        connection.close_if_unusable_or_obsolete()
