"""
A column's value as reading it would give it: what code of the project's assigned stays on Django's instance as it was
("1" or 0 for a DecimalField), and a caller in another process has no row to compare it with.
"""

from __future__ import annotations

import decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DecimalField, Field


def as_read(field: Field[Any, Any], value: Any) -> Any:
    # A field of the project's own knows its values itself.
    is_decimal = isinstance(field, DecimalField)
    if value is None or not (is_decimal or type(field).__module__.startswith("django.")):
        return value
    try:
        value = field.to_python(value)
    except ValidationError:
        return value
    return _scaled(field, value) if isinstance(field, DecimalField) else value


def is_rounded(field: Field[Any, Any], value: Any) -> bool:
    """Whether a decimal has more places than its column: databases round in ways of their own."""
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
