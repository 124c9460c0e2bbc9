"""How far a request belongs to one of those who may answer it."""

from __future__ import annotations

from enum import Enum
from typing import Any


class Claim(Enum):
    NONE = 0
    IF_DJANGO_HAS_NONE = 1
    """The path is there by another method or by another slash: Django may have a page there."""
    FULL = 2


def preflighted_method(scope: dict[str, Any]) -> str | None:
    """The method that a CORS preflight asks about: who will serve it answers the preflight too."""
    if scope.get("method") != "OPTIONS":
        return None
    headers = dict(scope["headers"])
    asked: bytes | None = headers.get(b"access-control-request-method")
    return asked.decode("latin-1") if asked and b"origin" in headers else None
