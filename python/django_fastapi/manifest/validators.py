"""A field's validators with their arguments, so that TypeScript can check the same."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise

from django_fastapi.manifest.defaults import callable_name
from django_fastapi.wire import NotWireableError, encode

_ARGUMENTS = (
    "limit_value",
    "offset",
    "inverse_match",
    "flags",
    "allowlist",
    "schemes",
    "max_digits",
    "decimal_places",
    "allowed_extensions",
    "domain_allowlist",
)
"""Attributes of the validators that Django ships (django.core.validators, contrib.postgres.validators)."""


def describe_validators(field: Any) -> list[dict[str, Any]]:
    """``validator`` of src/manifest/schema.ts, for each."""
    return [_describe(validator) for validator in field.validators]


def _describe(validator: Any) -> dict[str, Any]:
    is_function = hasattr(validator, "__qualname__")
    message = None if is_function else getattr(validator, "message", None)
    code = None if is_function else getattr(validator, "code", None)
    return {
        "name": callable_name(validator if is_function else type(validator)),
        "args": {} if is_function else _arguments(validator),
        "code": code if isinstance(code, str) else None,
        "message": str(message) if isinstance(message, (str, Promise)) else None,
    }


def _arguments(validator: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in _ARGUMENTS:
        value = getattr(validator, name, None)
        # A callable limit may answer differently each time.
        if value is None or callable(value):
            continue
        try:
            found[name] = encode(value)
        except NotWireableError:
            continue
    for name in ("regex", "user_regex", "domain_regex"):
        pattern = getattr(getattr(validator, name, None), "pattern", None)
        if isinstance(pattern, str):
            found[name] = pattern
    return found
