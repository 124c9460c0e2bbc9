"""
What Django does for TypeScript beside the database: mail, caches, task queues. In Python because backends are Python
and what they store is (pickles in a cache, a queue's message format). Called by dotted path through the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.cache import caches
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.module_loading import import_string

_MISSING = object()
_CACHE_METHODS = frozenset(
    [
        "add",
        "clear",
        "decr",
        "delete",
        "delete_many",
        "get_many",
        "has_key",
        "incr",
        "set",
        "set_many",
        "touch",
    ]
)


def send_mail(message: dict[str, Any]) -> int:
    """Sends one message; the number of those sent, 1 or 0."""
    attachments = message.pop("attachments", [])
    html = message.pop("html", None)
    mail = EmailMultiAlternatives(**message, connection=get_connection())
    if html is not None:
        mail.attach_alternative(html, "text/html")
    for attachment in attachments:
        mail.attach(attachment["filename"], attachment["content"], attachment.get("mimetype"))
    return mail.send()


def cache_get(alias: str, key: str, version: int | None) -> dict[str, Any]:
    """A value, and whether there is one: None may be stored."""
    value = caches[alias].get(key, _MISSING, version=version)
    return {"found": False} if value is _MISSING else {"found": True, "value": value}


def cache_method(alias: str, method: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """``django.core.cache``'s own methods, by name."""
    if method not in _CACHE_METHODS:
        raise AttributeError(f'a cache has no method "{method}" for TypeScript')
    return getattr(caches[alias], method)(*args, **kwargs)


def enqueue(target: str, args: list[Any], kwargs: dict[str, Any]) -> str | None:
    """Hands a task to its queue; the queue's name for it, where it has one."""
    task = import_string(target)
    method = next((name for name in _ENQUEUE if callable(getattr(task, name, None))), None)
    if method is None:
        raise TypeError(f"{target} is no task: it has none of the methods {', '.join(_ENQUEUE)}")
    put: Callable[..., Any] = getattr(task, method)
    result = put(*args, **kwargs)
    return next((str(found) for name in _IDS if (found := getattr(result, name, None)) is not None), None)


_ENQUEUE: Mapping[str, str] = {
    "enqueue": "django.tasks",
    "delay": "Celery, django-rq",
    "defer": "Procrastinate",
    "send": "Dramatiq",
}
_IDS = ("id", "message_id")
