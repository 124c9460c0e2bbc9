"""A field as ``FieldDescription`` of src/manifest/schema.ts has it."""

from __future__ import annotations

from typing import Any

from django.db import connections, router
from django.db.models import NOT_PROVIDED, Field, Model

from django_fastapi.failure import dotted_name
from django_fastapi.manifest.defaults import describe_default
from django_fastapi.manifest.ownership import foreign_owner
from django_fastapi.manifest.relations import describe_relation
from django_fastapi.manifest.validators import describe_validators
from django_fastapi.manifest.warning import Warnings
from django_fastapi.wire import encode

CONVERSIONS = (
    "from_db_value",
    "get_db_converters",
    "to_python",
    "get_prep_value",
    "get_db_prep_value",
    "get_db_prep_save",
    "get_placeholder",
    "select_format",
)
"""Methods by which a field turns column values into Python's and back."""


def describe_field(field: Any, model: type[Model], warnings: Warnings) -> dict[str, Any] | None:
    """The description of a field (or a generic foreign key, which is none); None, with a warning, when it fails."""
    try:
        return _describe(field, model, warnings)
    except Exception as problem:
        warnings.add(f"{model._meta.label}.{getattr(field, 'name', field)}", problem)
        return None


def _describe(field: Any, model: type[Model], warnings: Warnings) -> dict[str, Any]:
    owner = (getattr(field, "model", None) or model)._meta
    concrete = owner.concrete_model or model
    upload_to = getattr(field, "upload_to", None)
    is_field = isinstance(field, Field)
    return {
        "name": field.name,
        "attname": getattr(field, "attname", field.name) or field.name,
        # A many-to-many field has a column's name, and no column.
        "column": None if getattr(field, "many_to_many", False) else getattr(field, "column", None),
        "model": concrete._meta.label,
        "internalType": field.get_internal_type() if is_field else type(field).__name__,
        "className": dotted_name(type(field)),
        "dbType": _db_type(field, concrete, warnings) if is_field else None,
        "primaryKey": bool(getattr(field, "primary_key", False)),
        "null": bool(getattr(field, "null", False)),
        "blank": bool(getattr(field, "blank", False)),
        "unique": bool(getattr(field, "unique", False)),
        "editable": bool(getattr(field, "editable", False)),
        "maxLength": getattr(field, "max_length", None),
        "maxDigits": getattr(field, "max_digits", None),
        "decimalPlaces": getattr(field, "decimal_places", None),
        "choices": _choices(field, model, warnings) if is_field else None,
        "default": describe_default(field) if is_field else {"kind": "none"},
        "dbDefault": getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED,
        "autoNow": bool(getattr(field, "auto_now", False)),
        "autoNowAdd": bool(getattr(field, "auto_now_add", False)),
        "generated": bool(getattr(field, "generated", False)),
        "uploadTo": str(upload_to) if upload_to is not None and not callable(upload_to) else None,
        "validators": describe_validators(field) if is_field else [],
        "verboseName": str(getattr(field, "verbose_name", None) or field.name.replace("_", " ")),
        "helpText": str(getattr(field, "help_text", "")),
        "uniqueForDate": getattr(field, "unique_for_date", None),
        "uniqueForMonth": getattr(field, "unique_for_month", None),
        "uniqueForYear": getattr(field, "unique_for_year", None),
        "overrides": _overrides(type(field)),
        "relation": describe_relation(field) if getattr(field, "is_relation", False) else None,
        "baseField": _base_field(field, model, warnings),
    }


def _db_type(field: Any, model: type[Model], warnings: Warnings) -> str | None:
    alias = router.db_for_read(model)
    try:
        db_type: str | None = field.db_type(connections[alias])
    except Exception as problem:  # some backends ask the server, which may be down
        warnings.add(f"database {alias}", f"column types are not known: {problem}")
        return None
    return db_type


def _choices(field: Any, model: type[Model], warnings: Warnings) -> list[list[Any]] | None:
    try:
        choices = [[encode(value), str(label)] for value, label in field.flatchoices]
    except Exception as problem:  # a callable may need the database or a request
        warnings.add(f"{model._meta.label}.{field.name}", f"choices are not known: {problem}")
        return None
    return choices or None


def _overrides(field_class: type) -> list[str]:
    return [name for name in CONVERSIONS if foreign_owner(field_class, name, Field)]


def _base_field(field: Any, model: type[Model], warnings: Warnings) -> dict[str, Any] | None:
    """What an ArrayField or a range field holds."""
    base_field = getattr(field, "base_field", None)
    if isinstance(base_field, type):  # a range field that was not made by its constructor
        base_field = base_field()
    if not isinstance(base_field, Field):
        return None
    described = describe_field(_named_like(base_field, field), model, warnings)
    return None if described is None else {**described, "column": None}


def _named_like(base_field: Any, field: Any) -> Any:
    named = base_field.clone()
    named.set_attributes_from_name(field.name)
    named.model = field.model
    return named
