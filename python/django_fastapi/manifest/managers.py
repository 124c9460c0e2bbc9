"""
Managers, and the WHERE that a manager's ``get_queryset()`` adds, if it is always the same. Anything else is "python":
its queries are evaluated there, freshly each time, never with a frozen ``now()`` or tenant.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.manager import BaseManager

from django_fastapi.expressions import NotExpressibleError
from django_fastapi.failure import dotted_name
from django_fastapi.manifest.constancy import NotConstantError, constant_value
from django_fastapi.manifest.hooks import QUERYSET_WRITES
from django_fastapi.manifest.ownership import foreign_owner, is_django
from django_fastapi.manifest.recording import recorded
from django_fastapi.query import replay_operations
from django_fastapi.wire import Wire

# Methods that Django's own reading of a QuerySet goes through: overridden, they change what any query means.
_READING = tuple(
    name
    for name, value in vars(QuerySet).items()
    if callable(value) and name not in QUERYSET_WRITES and not name.startswith("a")
)
_NOT_READING = {"__class_getitem__", "__deepcopy__", "__getstate__", "__setstate__", "__repr__", "as_manager"}


def describe_manager(manager: Any, model: type[Model]) -> dict[str, Any]:
    """``manager`` of src/manifest/schema.ts."""
    queryset_class = getattr(manager, "_queryset_class", QuerySet)
    return {
        "name": manager.name,
        "className": dotted_name(type(manager)),
        "querysetClassName": dotted_name(queryset_class),
        "default": manager is model._meta.default_manager,
        "filter": describe_filter(manager, model),
    }


def describe_filter(manager: Any, model: type[Model]) -> dict[str, Any]:
    """``managerFilter`` of src/manifest/schema.ts."""
    if foreign_owner(type(manager), "get_queryset", BaseManager) is None and not _has_own_start(manager):
        reason = _changed_reading(getattr(manager, "_queryset_class", QuerySet))
        return {"kind": "python", "reason": reason} if reason else {"kind": "none"}
    if model._meta.swapped:
        return {"kind": "python", "reason": "the model is swapped out"}
    try:
        return _constant_filter(manager, model)
    except (NotConstantError, NotExpressibleError) as problem:
        return {"kind": "python", "reason": f"get_queryset() {problem}"}
    except Exception as problem:  # it may need what is there only in a request
        return {"kind": "python", "reason": f"get_queryset() failed: {type(problem).__name__}"}


def _has_own_start(manager: Any) -> bool:
    """A manager of Django's own with a filter, such as CurrentSiteManager."""
    return type(manager).get_queryset is not BaseManager.get_queryset


def _constant_filter(manager: Any, model: type[Model]) -> dict[str, Any]:
    first, second = (constant_value(lambda: recorded(manager.get_queryset)) for _ in range(2))
    reason = _changed_reading(type(first.queryset))
    if reason:
        return {"kind": "python", "reason": reason}
    if first.operations != second.operations:
        return {"kind": "python", "reason": "get_queryset() answers differently each time"}
    rebuilt = replay_operations(QuerySet(model), first.operations)
    # The proof: the operations alone make the same SQL. It fails for what was done by other means than by methods.
    if not (_sql(first.queryset) == _sql(second.queryset) == _sql(rebuilt)):
        return {"kind": "python", "reason": "get_queryset() does more than call QuerySet methods"}
    if not first.operations:
        return {"kind": "none"}
    return {"kind": "operations", "operations": first.operations}


def _sql(queryset: Any) -> Wire:
    sql, params = queryset.query.get_compiler(queryset.db).as_sql()
    return sql, params


def _changed_reading(queryset_class: type) -> str | None:
    for name in _READING:
        if name in _NOT_READING:
            continue
        owner = foreign_owner(queryset_class, name, QuerySet)
        if owner is not None and not is_django(owner.__module__):
            return f"{dotted_name(owner)}.{name}() is overridden"
    return None
