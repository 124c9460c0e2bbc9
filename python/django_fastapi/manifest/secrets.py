"""What travels on a pipe of its own and is never written anywhere: keys, and how databases and caches are reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connections

from django_fastapi.manifest.simple_jwt import describe_keys
from django_fastapi.wire import NotWireableError, encode


def describe_secrets() -> dict[str, Any]:
    """``secretsSchema`` of src/manifest/schema.ts."""
    return {
        "secretKey": str(settings.SECRET_KEY),
        "secretKeyFallbacks": [str(key) for key in settings.SECRET_KEY_FALLBACKS],
        "simpleJwt": describe_keys(),
        "databases": {alias: _database(connections[alias].settings_dict) for alias in connections},
        "caches": {alias: _encodable_items(cache) for alias, cache in settings.CACHES.items()},
    }


def _database(database: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": str(database["NAME"] or ""),
        "user": str(database["USER"] or ""),
        "password": str(database["PASSWORD"] or ""),
        "host": str(database["HOST"] or ""),
        "port": str(database["PORT"] or ""),
        "options": _encodable_items(database["OPTIONS"]),
    }


def _encodable_items(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what cannot travel, such as a function or a connection class."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        try:
            found[str(key)] = encode(value)
        except NotWireableError:
            continue
    return found
