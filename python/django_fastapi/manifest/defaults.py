"""The default of a field: a literal, a callable that TypeScript has as well, or Python."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from django_fastapi.wire import NotWireableError, encode

# datetime's methods are made anew at each look-up, so they are compared and not hashed by identity.
_KNOWN_CALLABLES: tuple[tuple[Callable[[], Any], str], ...] = (
    (timezone.now, "django.utils.timezone.now"),
    (datetime.datetime.now, "datetime.datetime.now"),
    (datetime.date.today, "datetime.date.today"),
    (uuid.uuid1, "uuid.uuid1"),
    (uuid.uuid4, "uuid.uuid4"),
    (dict, "builtins.dict"),
    (list, "builtins.list"),
    (set, "builtins.set"),
    (str, "builtins.str"),
    (int, "builtins.int"),
    (float, "builtins.float"),
    (bool, "builtins.bool"),
)


def describe_default(field: Any) -> dict[str, Any]:
    """``fieldDefault`` of src/manifest/schema.ts."""
    if not field.has_default():
        return {"kind": "none"}
    default = field.default
    if callable(default):
        for known, name in _KNOWN_CALLABLES:
            if default == known:
                return {"kind": "callable", "name": name}
        return {"kind": "python", "name": callable_name(default)}
    try:
        return {"kind": "value", "value": encode(default)}
    except NotWireableError:
        return {"kind": "python", "name": callable_name(type(default))}


def callable_name(function: Any) -> str:
    """A readable name of any callable: partials and instances have none of their own."""
    named = getattr(function, "func", function)
    if not hasattr(named, "__qualname__"):
        named = type(named)
    return f"{named.__module__}.{named.__qualname__}"
