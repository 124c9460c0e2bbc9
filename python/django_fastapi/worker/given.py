"""Values that TypeScript gives for a row, as Python finds them in attributes: a Decimal, not its string."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import Model

from django_fastapi.query import decode_value
from django_fastapi.wire import Wire

_VALUES_OF_ROWS = ("create", "get_or_create", "update_or_create", "update")
_DEFAULTS = ("defaults", "create_defaults")


def given_value(model: type[Model], name: str, value: Wire) -> Any:
    decoded = decode_value(value)
    if decoded is None or hasattr(decoded, "resolve_expression") or isinstance(decoded, Model):
        return decoded
    for field in model._meta.concrete_fields:
        if name in (field.attname, field.name):
            return field.to_python(decoded)
    return decoded


def given_values(model: type[Model], values: dict[str, Wire]) -> dict[str, Any]:
    return {name: given_value(model, name, value) for name, value in values.items()}


def method_arguments(model: type[Model], method: str, kwargs: dict[str, Wire]) -> dict[str, Any]:
    """Keyword arguments of a QuerySet's method; where they are a row's values, as such."""
    if method not in _VALUES_OF_ROWS:
        return {name: decode_value(value) for name, value in kwargs.items()}
    return {
        name: given_values(model, value) if name in _DEFAULTS else given_value(model, name, value)
        for name, value in kwargs.items()
    }


def row_of(model: type[Model], params: Wire) -> Model:
    """The row with the caller's values; one that is not new is loaded first, for what the caller did not read."""
    using = params["using"] or router.db_for_write(model)
    pk = decode_value(params["pk"])
    instance = None if params["adding"] else model._base_manager.using(using).filter(pk=pk).first()
    if instance is None:
        instance = model() if pk is None else model(pk=pk)
        instance._state.adding = params["adding"]
        instance._state.db = using
    for name, value in params["values"].items():
        setattr(instance, name, _value(model, name, value))
    return instance


def _value(model: type[Model], name: str, value: Wire) -> Any:
    try:
        return given_value(model, name, value)
    except ValidationError:
        # What the field does not take: clean_fields() says so.
        return decode_value(value)
