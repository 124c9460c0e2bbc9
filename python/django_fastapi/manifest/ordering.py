"""``Meta.ordering`` as order terms of the query tree."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.expressions import OrderBy

from django_fastapi.expressions import NotExpressibleError, expression_to_wire
from django_fastapi.failure import dotted_name
from django_fastapi.manifest.warning import Warnings
from django_fastapi.wire import Wire


def describe_ordering(model: type[Model], warnings: Warnings) -> list[Wire]:
    """Names as they are; expressions in the tree's JSON form."""
    return [_term(term, model, warnings) for term in model._meta.ordering or ()]


def _term(term: Any, model: type[Model], warnings: Warnings) -> Wire:
    if isinstance(term, str):
        return term
    try:
        return order_term_to_wire(term)
    except NotExpressibleError as problem:
        warnings.add(f"{model._meta.label}.Meta.ordering", problem)
        # A name that TypeScript cannot compile: it asks Python for such queries.
        unknown = {"name": dotted_name(type(term)), "args": [], "options": {}}
        return _order_term({"$": "expression", "v": unknown}, descending=False, nulls=None)


def order_term_to_wire(term: Any) -> Wire:
    """A name, or an expression with its direction."""
    if isinstance(term, str):
        return term
    if not isinstance(term, OrderBy):
        return _order_term(expression_to_wire(term), descending=False, nulls=None)
    nulls = "first" if term.nulls_first else "last" if term.nulls_last else None
    return _order_term(expression_to_wire(term.expression), descending=term.descending, nulls=nulls)


def _order_term(expression: Wire, *, descending: bool, nulls: str | None) -> Wire:
    return {"expression": expression, "descending": bool(descending), "nulls": nulls}
