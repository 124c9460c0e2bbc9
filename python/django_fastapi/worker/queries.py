"""Queries: a tree and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldError

from django_fastapi.query import decode_expressions, decode_value, find_manager, refusing_queries, replay
from django_fastapi.rows import Rows, rows_of, rows_of_raw
from django_fastapi.wire import Wire, encode
from django_fastapi.worker.given import method_arguments


def query(params: Wire) -> Wire:
    terminal = params["terminal"]
    try:
        run = _TERMINALS[terminal["kind"]]
    except KeyError:
        raise FieldError(f'unknown query terminal "{terminal["kind"]}"') from None
    queryset = replay(params["tree"])
    with refusing_queries():
        return run(queryset, terminal)._asdict()


def _aggregate(queryset: Any, terminal: Wire) -> Rows:
    found = queryset.aggregate(**decode_expressions(terminal["expressions"]))
    return Rows(list(found), [[encode(value) for value in found.values()]])


def _delete(queryset: Any, terminal: Wire) -> Rows:
    total, by_model = deletion_result(queryset.delete())
    return Rows(["total", "byModel"], [[total, by_model]])


def deletion_result(result: Any) -> tuple[int, dict[str, int]]:
    """A soft delete that overrides delete() often answers nothing, or a number."""
    if isinstance(result, tuple) and len(result) == 2:
        return result
    return (result if isinstance(result, int) else 0), {}


_TERMINALS: dict[str, Callable[[Any, Wire], Rows]] = {
    "rows": lambda queryset, _: rows_of(queryset),
    "count": lambda queryset, _: Rows([], [[queryset.count()]]),
    "exists": lambda queryset, _: Rows([], [[queryset.exists()]]),
    "aggregate": _aggregate,
    "update": lambda queryset, terminal: Rows(
        [], [[queryset.update(**decode_expressions(terminal["values"]))]]
    ),
    "delete": _delete,
    "explain": lambda queryset, _: Rows([], [[queryset.explain()]]),
}


def raw(params: Wire) -> Wire:
    """Rows by the project's own SQL, as ``Manager.raw()`` gives them."""
    manager = find_manager(apps.get_model(params["model"]), params["manager"])
    with refusing_queries():
        queryset = manager.raw(
            params["sql"],
            decode_value(params["params"]),
            translations=params["translations"],
            using=params["using"],
        )
        return rows_of_raw(queryset)._asdict()


def queryset_method(params: Wire) -> Wire:
    """A method of the tree's QuerySet, or of its manager where the tree is only that."""
    tree, name = params["tree"], params["method"]
    if name.startswith("_"):
        raise AttributeError(f'"{name}" is not a public method')
    owner = manager_of(tree, name)
    arguments = [decode_value(argument) for argument in params["args"]]
    keywords = method_arguments(owner.model, name, params["kwargs"])
    return encode(getattr(owner, name)(*arguments, **keywords))


def manager_of(tree: Wire, method: str) -> Any:
    """The tree's QuerySet, or its manager where the tree is only that and it has the method."""
    queryset = replay(tree)
    if tree["operations"]:
        return queryset
    manager = find_manager(queryset.model, tree["manager"])
    owner = manager if tree["using"] is None else manager.db_manager(tree["using"])
    return owner if hasattr(owner, method) else queryset
