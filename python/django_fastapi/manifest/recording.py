"""
Writes down the QuerySet methods that a function calls, as operations of the query tree. In Python because a manager's
``get_queryset()`` is code: what it means is found by running it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NamedTuple
from unittest.mock import patch

from django.db.models import Q, QuerySet

from django_fastapi.expressions import NotExpressibleError, condition_to_wire, expression_to_wire
from django_fastapi.manifest.ordering import order_term_to_wire
from django_fastapi.wire import Wire

_OPERATIONS = "_django_fastapi_operations"


class Recorded(NamedTuple):
    queryset: Any
    operations: list[Wire]


def recorded(function: Callable[[], Any]) -> Recorded:
    """The QuerySet that the function answers, with the operations that made it."""
    with _recording():
        queryset = function()
    operations: list[Wire | NotExpressibleError] = getattr(queryset, _OPERATIONS, [])
    for operation in operations:
        if isinstance(operation, NotExpressibleError):
            raise operation
    return Recorded(queryset, operations)


@contextmanager
def _recording() -> Iterator[None]:
    """QuerySet's methods replaced by ones that note what they were called with."""
    depth = 0

    def noting(name: str, original: Callable[..., Any], describe: Callable[..., Wire]) -> Callable[..., Any]:
        @wraps(original)
        def method(queryset: Any, *args: Any, **kwargs: Any) -> Any:
            nonlocal depth
            depth += 1
            try:
                result = original(queryset, *args, **kwargs)
            finally:
                depth -= 1
            if depth == 0:  # not what Django's methods call among themselves
                operations = [*getattr(queryset, _OPERATIONS, []), _describe(name, describe, args, kwargs)]
                setattr(result, _OPERATIONS, operations)
            return result

        return method

    def cloning(queryset: Any) -> Any:
        clone = original_clone(queryset)
        if hasattr(queryset, _OPERATIONS):
            setattr(clone, _OPERATIONS, getattr(queryset, _OPERATIONS))
        return clone

    original_clone: Callable[[Any], Any] = vars(QuerySet)["_clone"]
    replacements: dict[str, Any] = {
        name: noting(name, getattr(QuerySet, name), describe) for name, describe in _METHODS.items()
    }
    with patch.multiple(QuerySet, _clone=cloning, **replacements):
        yield


def _describe(
    name: str, describe: Callable[..., Wire], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Wire | NotExpressibleError:
    try:
        return describe(*args, **kwargs)
    except NotExpressibleError as problem:
        return problem
    except Exception:  # arguments of a shape that is not foreseen here
        return NotExpressibleError(f"calls {name}() with what has no JSON form")


def _condition(operation: str) -> Callable[..., Wire]:
    return lambda *args, **kwargs: {"op": operation, "where": condition_to_wire(Q(*args, **kwargs))}


def _names(operation: str, key: str) -> Callable[..., Wire]:
    def describe(*names: Any) -> Wire:
        if not all(isinstance(name, str) for name in names):
            raise NotExpressibleError(f"calls {operation}() with what is no name")
        return {"op": operation, key: list(names)}

    return describe


def _annotations(operation: str) -> Callable[..., Wire]:
    def describe(*args: Any, **expressions: Any) -> Wire:
        named = {argument.default_alias: argument for argument in args} | expressions
        return {
            "op": operation,
            "expressions": {name: expression_to_wire(value) for name, value in named.items()},
        }

    return describe


def _prefetch_related(*lookups: Any) -> Wire:
    if not all(isinstance(lookup, str) for lookup in lookups):
        raise NotExpressibleError("prefetches by another QuerySet")
    return {
        "op": "prefetchRelated",
        "lookups": [{"path": lookup, "queryset": None, "toAttr": None} for lookup in lookups],
    }


def _select_related(*paths: Any) -> Wire:
    return {"op": "selectRelated", "paths": None if not paths else [] if paths == (None,) else list(paths)}


_METHODS: dict[str, Callable[..., Wire]] = {
    "filter": _condition("filter"),
    "exclude": _condition("exclude"),
    "order_by": lambda *terms: {"op": "orderBy", "terms": [order_term_to_wire(term) for term in terms]},
    "reverse": lambda: {"op": "reverse"},
    "distinct": _names("distinct", "fields"),
    "select_related": _select_related,
    "prefetch_related": _prefetch_related,
    "only": _names("only", "fields"),
    "defer": _names("defer", "fields"),
    "annotate": _annotations("annotate"),
    "alias": _annotations("alias"),
    "none": lambda: {"op": "none"},
}
