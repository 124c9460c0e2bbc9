"""
Managers, and the WHERE that a manager's ``get_queryset()`` adds, if it is always the same. Anything else is "python":
its queries are evaluated there, freshly each time, never with a frozen ``now()`` or tenant.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

from django_fastapi.expressions import NotExpressibleError
from django_fastapi.failure import dotted_name
from django_fastapi.manifest.constancy import NotConstantError, constant_value
from django_fastapi.manifest.hooks import QUERYSET_WRITES
from django_fastapi.manifest.ownership import foreign_owner
from django_fastapi.manifest.querysets import queryset_class
from django_fastapi.manifest.recording import recorded
from django_fastapi.query import replay_operations
from django_fastapi.wire import Wire


def describe_manager(manager: Any, model: type[Model]) -> dict[str, Any]:
    """``manager`` of src/manifest/schema.ts."""
    return {
        "name": manager.name,
        "className": dotted_name(type(manager)),
        "querysetClassName": dotted_name(queryset_class(manager) or QuerySet),
        "default": manager is model._meta.default_manager,
        "filter": _describe_filter(manager, model),
    }


def _describe_filter(manager: Any, model: type[Model]) -> dict[str, Any]:
    if model._meta.swapped:
        return {"kind": "python", "reason": "the model is swapped out"}
    try:
        operations = _constant_operations(manager, model)
    except (NotConstantError, NotExpressibleError) as problem:
        return {"kind": "python", "reason": f"get_queryset() {problem}"}
    except Exception as problem:  # it may need what is there only in a request
        return {"kind": "python", "reason": f"get_queryset() failed: {type(problem).__name__}"}
    return {"kind": "operations", "operations": operations} if operations else {"kind": "none"}


def _constant_operations(manager: Any, model: type[Model]) -> list[Wire]:
    first, second = (constant_value(lambda: recorded(manager.get_queryset)) for _ in range(2))
    if overridden := _overridden_reading(type(first.queryset)):
        raise NotConstantError(f"gives a QuerySet whose {overridden}() is overridden")
    if not _is_plain(first.queryset):
        raise NotConstantError("chooses a database, or gives something else than instances")
    # The proof that the operations are all there is to it: alone they make the same SQL.
    rebuilt = replay_operations(QuerySet(model), first.operations)
    if not (_sql(first.queryset) == _sql(second.queryset) == _sql(rebuilt)):
        raise NotConstantError("does more than call QuerySet methods, or not the same each time")
    return first.operations


def _is_plain(queryset: Any) -> bool:
    return queryset._db is None and queryset._iterable_class is ModelIterable


def _sql(queryset: Any) -> Wire:
    # all() for what an overridden _clone() may do.
    query = queryset.all().query
    return str(query.get_compiler(queryset.db).as_sql()) if not query.is_empty() else None


# Methods whose overriding changes what a query means. The constructor and _clone() usually carry an attribute along;
# what else they do would show in the SQL.
_READING = tuple(
    name
    for name, value in vars(QuerySet).items()
    if callable(value)
    and name not in QUERYSET_WRITES
    and (
        not name.startswith("_")
        or name in ("_chain", "_fetch_all", "_filter_or_exclude", "__iter__", "__getitem__")
    )
)


def _overridden_reading(kind: type) -> str | None:
    return next((name for name in _READING if foreign_owner(kind, name, QuerySet)), None)
