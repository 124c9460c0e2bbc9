"""
Django expressions from their JSON form and back (docs/architecture.md, "A query"). In Python because the classes are
looked up in Django by name: an expression of any Django version, or of contrib.postgres, needs no line here.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from inspect import isclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import FieldError
from django.db.models import Field, Q, Value, When
from django.db.models.expressions import CombinedExpression

from django_fastapi.wire import Decoders, NotWireableError, Wire, decode, encode

EXPRESSION_MODULES = (
    "django.db.models",
    "django.db.models.functions",
    "django.db.models.expressions",
    "django.db.models.lookups",
    "django.contrib.postgres.aggregates",
    "django.contrib.postgres.expressions",
    "django.contrib.postgres.functions",
    "django.contrib.postgres.search",
)


class NotExpressibleError(ValueError):
    """Something that has no JSON form: a package's own expression, a function."""


@cache
def find_class(name: str) -> type[Any]:
    """The class of an expression or an output field by Django's name, or by a dotted path."""
    module_name, _, class_name = name.rpartition(".")
    for module in (module_name,) if module_name else EXPRESSION_MODULES:
        try:
            found = getattr(import_module(module), class_name, None)
        except ImportError:  # contrib.postgres without psycopg
            continue
        if isclass(found) and _stands_in_queries(found):
            return found
    raise FieldError(f'Django has no expression "{name}"')


def _stands_in_queries(candidate: type[Any]) -> bool:
    return (
        issubclass(candidate, (Field, Q)) or hasattr(candidate, "resolve_expression") or _is_frame(candidate)
    )


def _is_frame(candidate: type[Any]) -> bool:
    return hasattr(candidate, "window_frame_start_end")


def expression_from_wire(payload: Wire, decoders: Decoders) -> Any:
    """The expression of ``{"name", "args", "options"}``."""
    kind = find_class(payload["name"])
    arguments = [decode(argument, decoders) for argument in payload["args"]]
    options = {name: decode(value, decoders) for name, value in payload["options"].items()}
    if kind is CombinedExpression:
        left, connector, right = arguments
        return CombinedExpression(_operand(left), connector, _operand(right))
    if isinstance(options.get("output_field"), str):
        options["output_field"] = find_class(options["output_field"])()
    if isinstance(options.get("tzinfo"), str):
        options["tzinfo"] = ZoneInfo(options["tzinfo"])
    if kind is Value and "output_field" in options:
        # Decimals, dates and durations are text on the way here.
        arguments = [options["output_field"].to_python(argument) for argument in arguments]
    return kind(*arguments, **options)


def _operand(value: Any) -> Any:
    return value if hasattr(value, "resolve_expression") else Value(value)


def condition_from_wire(condition: Wire, decoders: Decoders) -> Any:
    """A ``Condition`` of src/orm/query/tree.ts as a Q object."""
    if condition["kind"] == "lookup":
        return Q((condition["key"], decode(condition["value"], decoders)))
    if condition["kind"] == "expression":
        return Q(decode(condition["expression"], decoders))
    children = [_child_from_wire(child, decoders) for child in condition["children"]]
    # By position: keys come from outside and must not meet Q's own keyword arguments.
    return Q(*children, _connector=condition["kind"].upper(), _negated=condition["negated"])


def _child_from_wire(child: Wire, decoders: Decoders) -> Any:
    if child["kind"] == "lookup":
        return child["key"], decode(child["value"], decoders)
    if child["kind"] == "expression":
        return decode(child["expression"], decoders)
    return condition_from_wire(child, decoders)


def expression_to_wire(expression: Any) -> Wire:
    """The JSON form of an expression as its constructor was called."""
    if isinstance(expression, Q):
        return _expression("Q", [{"$": "condition", "v": condition_to_wire(expression)}], {})
    kind = type(expression)
    if isinstance(expression, When):
        # Its lookups may have come as keyword arguments.
        return _expression(
            "When", [value_to_wire(expression.condition)], {"then": value_to_wire(expression.result)}
        )
    if isinstance(expression, Field):
        constructor_args: Any = expression.deconstruct()[2:]
    else:
        constructor_args = getattr(expression, "_constructor_args", None)
    if constructor_args is None or not _found_by_name(kind):
        raise NotExpressibleError(f"{kind.__module__}.{kind.__qualname__} has no JSON form")
    args, options = constructor_args
    return _expression(
        kind.__name__,
        [value_to_wire(argument) for argument in args],
        {name: value_to_wire(value) for name, value in options.items() if value is not None},
    )


def _found_by_name(kind: type[Any]) -> bool:
    try:
        return find_class(kind.__name__) is kind
    except FieldError:
        return False


def _expression(name: str, args: list[Wire], options: dict[str, Wire]) -> Wire:
    return {"$": "expression", "v": {"name": name, "args": args, "options": options}}


def value_to_wire(value: Any) -> Wire:
    """Anything that stands in a query."""
    if hasattr(value, "resolve_expression") or isinstance(value, (Field, Q)):
        return expression_to_wire(value)
    if isinstance(value, (list, tuple)):
        return [value_to_wire(item) for item in value]
    if callable(value):
        raise NotExpressibleError(f"{value!r} has no JSON form")
    try:
        return encode(value)
    except NotWireableError as problem:
        raise NotExpressibleError(str(problem)) from problem


def condition_to_wire(condition: Q) -> Wire:
    """A Q object as a ``Condition`` of src/orm/query/tree.ts."""
    return {
        "kind": str(condition.connector).lower(),
        "negated": bool(condition.negated),
        "children": [_child_to_wire(child) for child in condition.children],
    }


def _child_to_wire(child: Any) -> Wire:
    if isinstance(child, tuple):
        key, value = child
        return {"kind": "lookup", "key": key, "value": value_to_wire(value)}
    if isinstance(child, Q):
        return condition_to_wire(child)
    return {"kind": "expression", "expression": expression_to_wire(child)}
