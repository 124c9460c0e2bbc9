"""
Replays a query tree (src/orm/query/tree.ts, its JSON form in docs/architecture.md) on a Django QuerySet: the worker
executor. In Python because its purpose is to be Django itself, managers and custom fields included.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from traceback import walk_tb
from typing import Any

import django
from django.apps import apps
from django.core.exceptions import FieldError
from django.db.models import F, Model, QuerySet

import django_fastapi
from django_fastapi.expressions import condition_from_wire, expression_from_wire
from django_fastapi.wire import Wire, decode

AnyQuerySet = QuerySet[Any, Any]


class QueryError(ValueError):
    """A ValueError or TypeError by which Django refuses a query: a mistake of who asked, not of Python code."""


@contextmanager
def refusing_queries() -> Iterator[None]:
    """Tells what Django refuses apart from what a manager, a field or a lookup of the project raises."""
    try:
        yield
    except (ValueError, TypeError) as error:
        if isinstance(error, QueryError) or not _is_refusal(error):
            raise
        raise QueryError(str(error)) from error


def _is_refusal(error: BaseException) -> bool:
    frames = list(walk_tb(error.__traceback__))
    # ValidationError and its like have classes of their own.
    return type(error) in (ValueError, TypeError) and frames[-1][0].f_code.co_filename.startswith(_FRAMEWORK)


_FRAMEWORK = tuple(os.path.dirname(module.__file__ or "") + os.sep for module in (django, django_fastapi))


def replay(tree: Wire) -> AnyQuerySet:
    """The QuerySet of a tree, not evaluated."""
    with refusing_queries():
        queryset: AnyQuerySet = replay_operations(start(tree), tree["operations"])
    return queryset


def start(tree: Wire) -> AnyQuerySet:
    """What a tree begins with: its manager's ``all()``."""
    manager = find_manager(apps.get_model(tree["model"]), tree["manager"])
    using = tree["using"]
    queryset: AnyQuerySet = manager.all() if using is None else manager.using(using)
    return queryset


def find_manager(model: type[Model], name: str | None) -> Any:
    """The manager of that name; None is the base manager."""
    if name is None:
        return model._base_manager
    try:
        return model._meta.managers_map[name]
    except KeyError:
        raise FieldError(f'{model._meta.label} has no manager "{name}"') from None


def replay_operations(queryset: Any, operations: list[Wire]) -> Any:
    for operation in operations:
        try:
            method = _OPERATIONS[operation["op"]]
        except KeyError:
            raise FieldError(f'unknown query operation "{operation["op"]}"') from None
        queryset = method(queryset, operation)
    return queryset


def decode_value(value: Wire) -> Any:
    """A value inside a tree: an expression, another tree, or a plain value."""
    return decode(value, _DECODERS)


def decode_expressions(expressions: Wire) -> dict[str, Any]:
    return {name: decode_value(expression) for name, expression in expressions.items()}


def order_term(term: Wire) -> Any:
    """A name, or an expression with its direction."""
    if isinstance(term, str):
        return term
    expression = decode_value(term["expression"])
    if isinstance(expression, str):
        expression = F(expression)
    nulls = {f"nulls_{term['nulls']}": True} if term["nulls"] else {}
    return expression.desc(**nulls) if term["descending"] else expression.asc(**nulls)


def _filter(queryset: Any, operation: Wire) -> Any:
    # Related managers let the caller's first filter() share their own one's joins.
    base = queryset._next_is_sticky() if operation.get("sticky") else queryset
    return base.filter(condition_from_wire(operation["where"], _DECODERS))


def _combine(queryset: Any, operation: Wire) -> Any:
    first, *others = map(decode_value, operation["queries"])
    method = getattr(first, operation["combinator"])
    return method(*others, all=True) if operation["all"] else method(*others)


def _select_related(queryset: Any, operation: Wire) -> Any:
    paths = operation["paths"]
    if paths is None:
        return queryset.select_related()
    return queryset.select_related(*paths) if paths else queryset.select_related(None)


_DECODERS: dict[str, Callable[[Wire], Any]] = {
    "expression": lambda payload: expression_from_wire(payload, _DECODERS),
    "condition": lambda payload: condition_from_wire(payload, _DECODERS),
    "tree": replay,
}

_OPERATIONS: dict[str, Callable[[Any, Wire], Any]] = {
    "combine": _combine,
    "filter": _filter,
    "exclude": lambda queryset, op: queryset.exclude(condition_from_wire(op["where"], _DECODERS)),
    "orderBy": lambda queryset, op: queryset.order_by(*map(order_term, op["terms"])),
    "reverse": lambda queryset, op: queryset.reverse(),
    "distinct": lambda queryset, op: queryset.distinct(*op["fields"]),
    "slice": lambda queryset, op: queryset[op["start"] : op["stop"]],
    "selectRelated": _select_related,
    # The caller prefetches by trees of its own.
    "prefetchRelated": lambda queryset, op: queryset,
    "only": lambda queryset, op: queryset.only(*op["fields"]),
    "defer": lambda queryset, op: queryset.defer(*(op["fields"] or [None])),
    "values": lambda queryset, op: queryset.values(*op["fields"]),
    "valuesList": lambda queryset, op: queryset.values_list(*op["fields"], flat=op["flat"]),
    "annotate": lambda queryset, op: queryset.annotate(**decode_expressions(op["expressions"])),
    "alias": lambda queryset, op: queryset.alias(**decode_expressions(op["expressions"])),
    "selectForUpdate": lambda queryset, op: queryset.select_for_update(
        nowait=op["noWait"], skip_locked=op["skipLocked"], of=op["of"], no_key=op["noKey"]
    ),
    "none": lambda queryset, op: queryset.none(),
}
