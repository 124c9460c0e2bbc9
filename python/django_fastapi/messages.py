"""
Messages of django.contrib.messages that a TypeScript handler leaves for the visitor. In Python because the project
chooses where they are kept (MESSAGE_STORAGE), in a format of each storage's own. Called by dotted path.
"""

from __future__ import annotations

from typing import Any

from django.contrib.messages.storage import default_storage
from django.http import HttpRequest, HttpResponse

from django_fastapi.auth import session_store


def add(
    messages: list[tuple[int, str, str]],
    cookies: dict[str, str],
    session_key: str | None,
    session: dict[str, Any],
) -> dict[str, Any]:
    """Adds to those that wait already; the cookies to set, and the session's data where they are kept in that."""
    request = HttpRequest()
    request.COOKIES = dict(cookies)
    store = session_store(session_key, session)
    request.session = store
    storage = default_storage(request)
    for level, text, tags in messages:
        storage.add(level, text, tags)
    response = HttpResponse()
    storage.update(response)
    return {
        "cookies": [morsel.OutputString() for morsel in response.cookies.values()],
        "session": dict(store._session_cache) if store.modified else None,
    }
