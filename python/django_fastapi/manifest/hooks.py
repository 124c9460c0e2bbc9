"""
Write hooks: the Python that Django would run when a row is written, found where Django would find it (method
resolution, signals). What Django itself brings is known to TypeScript and is no hook.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Field, Manager, Model, UniqueConstraint, signals
from django.db.models.constraints import BaseConstraint
from django.dispatch import Signal

from django_fastapi.failure import dotted_name
from django_fastapi.manifest.defaults import callable_name
from django_fastapi.manifest.ownership import foreign_owner, is_django
from django_fastapi.manifest.querysets import queryset_class

SAVE_METHODS = ("save", "save_base", "_save_parents", "_save_table", "_do_update", "_do_insert")
DELETE_METHODS = ("delete",)
CLEAN_METHODS = (
    "full_clean",
    "clean_fields",
    "validate_unique",
    "validate_constraints",
    "_get_unique_checks",
    "_perform_unique_checks",
    "get_constraints",
    "unique_error_message",
)
QUERYSET_WRITES = (
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "update",
    "delete",
)


def describe_hooks(model: type[Model]) -> dict[str, Any]:
    """``writeHooks`` of src/manifest/schema.ts."""
    # Django sends no signals for automatic through models, and nothing is written by a model that is swapped out.
    if model._meta.auto_created or model._meta.swapped:
        return {"save": None, "delete": None, "clean": None, "queryset": {}, "m2mChanged": {}}
    return {
        "save": next(_save_hooks(model), None),
        "delete": next(_delete_hooks(model), None),
        "clean": next(_clean_hooks(model), None),
        "queryset": {
            manager.name: hooks for manager in model._meta.managers if (hooks := _queryset_hooks(manager))
        },
        "m2mChanged": {
            field.name: reason
            for field in model._meta.many_to_many
            if (reason := next(_receivers(signals.m2m_changed, field.remote_field.through), None))
        },
    }


def _save_hooks(model: type[Model]) -> Iterator[str]:
    yield from _overrides(model, SAVE_METHODS)
    yield from _receivers(signals.pre_save, model)
    yield from _receivers(signals.post_save, model)
    for field in model._meta.concrete_fields:
        if foreign_owner(type(field), "pre_save", Field):
            yield f'the field "{field.name}" ({dotted_name(type(field))}) has a pre_save() of its own'


def _delete_hooks(model: type[Model]) -> Iterator[str]:
    yield from _overrides(model, DELETE_METHODS)
    yield from _receivers(signals.pre_delete, model)
    yield from _receivers(signals.post_delete, model)


def _clean_hooks(model: type[Model]) -> Iterator[str]:
    """Why TypeScript cannot validate rows as Django does."""
    yield from _overrides(model, CLEAN_METHODS)
    for kind in model.__mro__:
        # Django's own too: users have one.
        if "clean" in vars(kind) and kind is not Model:
            yield f"{dotted_name(kind)}.clean() is overridden"
    for field in model._meta.concrete_fields:
        yield from _field_clean_hooks(field)
    for owner in (model, *model._meta.get_parent_list()):
        for constraint in owner._meta.constraints:
            if not _is_plain_unique(constraint):
                yield f'the constraint "{constraint.name}" is more than unique values of fields'
    if settings.USE_I18N and settings.LANGUAGE_CODE not in ("en", "en-us"):
        yield f'what is said of invalid values is in the language "{settings.LANGUAGE_CODE}"'


def _field_clean_hooks(field: Any) -> Iterator[str]:
    what = f'the field "{field.name}" ({dotted_name(type(field))})'
    if not type(field).__module__.startswith("django.db.models.fields"):
        yield f"{what} validates by itself"
    if getattr(field, "_error_messages", None):
        yield f"{what} has error_messages"
    if field.unique_for_date or field.unique_for_month or field.unique_for_year:
        yield f"{what} is unique for a date"
    if field.is_relation and field.get_limit_choices_to():
        yield f"{what} has limit_choices_to"


def _is_plain_unique(constraint: BaseConstraint) -> bool:
    return (
        type(constraint) is UniqueConstraint
        and bool(constraint.fields)
        and constraint.condition is None
        # Django 5.0 and newer
        and getattr(constraint, "nulls_distinct", None) is not False
        and getattr(constraint, "violation_error_code", None) is None
        and constraint.violation_error_message == constraint.default_violation_error_message
    )


def _overrides(kind: type, methods: tuple[str, ...]) -> Iterator[str]:
    for method in methods:
        owner = foreign_owner(kind, method, Model)
        if owner:
            yield f"{dotted_name(owner)}.{method}() is overridden"


def _receivers(signal: Signal, sender: type[Model] | None) -> Iterator[str]:
    name = next(name for name, value in vars(signals).items() if value is signal)
    for receiver in live_receivers(signal, sender):
        function = getattr(receiver, "__func__", receiver)
        if not is_django(getattr(function, "__module__", None)):
            yield f"{name} receiver {callable_name(function)}()"


def live_receivers(signal: Signal, sender: type[Model] | None) -> list[Any]:
    live: Any = signal._live_receivers(sender)
    # Django 5.0 and newer: synchronous and asynchronous ones apart.
    return [receiver for group in live for receiver in group] if isinstance(live, tuple) else live


def _queryset_hooks(manager: Manager[Any]) -> dict[str, str]:
    kind = queryset_class(manager)
    if kind is None:
        return dict.fromkeys(QUERYSET_WRITES, "the QuerySet class is known only in a request")
    found: dict[str, str] = {}
    for method in QUERYSET_WRITES:
        for owner in (type(manager), kind):
            function = getattr(owner, method, None)
            # Managers made from a QuerySet have copies of its methods, which keep their module.
            if function is not None and not is_django(getattr(function, "__module__", None)):
                found[method] = f"{callable_name(function)}() is overridden"
                break
    return found
