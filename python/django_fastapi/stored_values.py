"""
A row's columns after Python has written it, as reading them would give them: what a project's code assigned stays on
Django's instance as it was ("1" or 0 for a DecimalField), and the caller has no row to compare it with.
"""

from __future__ import annotations

import decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DecimalField, Field, Model

from django_fastapi.wire import Wire, encode_field_value


def stored_values(instance: Model) -> dict[str, Wire]:
    """The concrete columns by attname; those that only the database knows are read."""
    fields = instance._meta.concrete_fields
    unknown = [
        field.attname for field in fields if _is_databases(field, instance.__dict__.get(field.attname))
    ]
    if unknown:
        instance.refresh_from_db(fields=unknown)
    return {field.attname: encode_field_value(field, as_read(field, instance)) for field in fields}


def as_read(field: Field[Any, Any], instance: Model) -> Any:
    value = field.value_from_object(instance)
    # A field of the project's own knows its values itself.
    if value is None or not _is_djangos(field):
        return value
    try:
        value = field.to_python(value)
    except ValidationError:
        return value
    return _scaled(field, value) if isinstance(field, DecimalField) else value


def _is_databases(field: Field[Any, Any], value: Any) -> bool:
    """An expression (F("stock") - 1, a database default); more decimals than the database keeps, which it rounds."""
    if hasattr(value, "resolve_expression"):
        return True
    if not (isinstance(field, DecimalField) and isinstance(value, (decimal.Decimal, float, str))):
        return False
    try:
        value = field.to_python(value)
    except ValidationError:
        return False
    return bool(value.is_finite() and _scaled(field, value) != value)


def _scaled(field: DecimalField[Any, Any], value: decimal.Decimal) -> decimal.Decimal:
    """As the converters of django.db.backends.sqlite3.operations, and the columns of other databases, have it."""
    if field.decimal_places is None or not value.is_finite():
        return value
    try:
        return value.quantize(decimal.Decimal(1).scaleb(-field.decimal_places), context=field.context)
    except (
        decimal.InvalidOperation
    ):  # more digits than there may be: the database has refused it, or not cared
        return value


def _is_djangos(field: Field[Any, Any]) -> bool:
    return isinstance(field, DecimalField) or type(field).__module__.startswith("django.")
