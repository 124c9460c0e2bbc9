"""A function's signature: described for TypeScript, and used to convert the arguments of a call."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django_fastapi.annotations.kinds import ANY, Kind, Structures
from django_fastapi.annotations.read import read_annotation
from django_fastapi.wire import Wire

Function = Callable[..., Any]


class Parameter(NamedTuple):
    name: str
    place: inspect._ParameterKind
    required: bool
    kind: Kind


class Signature(NamedTuple):
    parameters: list[Parameter]
    returns: Kind
    problem: Exception | None
    """Why annotations could not be evaluated (a name that is imported for type checkers only)."""

    def describe(self, structures: Structures) -> Wire:
        return {
            "parameters": [
                {
                    "name": parameter.name,
                    "place": _PLACES[parameter.place],
                    "required": parameter.required,
                    "type": parameter.kind.describe(structures),
                }
                for parameter in self.parameters
            ],
            "returns": self.returns.describe(structures),
        }

    def convert(self, args: list[Any], kwargs: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Arguments as their annotations say. What has no parameter stays, for Python to complain about."""
        if not any(parameter.kind.converts for parameter in self.parameters):
            return args, kwargs
        positional = [each for each in self.parameters if each.place in _POSITIONAL]
        rest = next(
            (each for each in self.parameters if each.place is inspect.Parameter.VAR_POSITIONAL), None
        )
        by_name = {each.name: each for each in self.parameters if each.place in _NAMED}
        other = next((each for each in self.parameters if each.place is inspect.Parameter.VAR_KEYWORD), None)
        return (
            [
                _converted(positional[index] if index < len(positional) else rest, value)
                for index, value in enumerate(args)
            ],
            {name: _converted(by_name.get(name, other), value) for name, value in kwargs.items()},
        )


_PLACES: Mapping[Any, str] = {
    inspect.Parameter.POSITIONAL_ONLY: "positionalOnly",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional",
    inspect.Parameter.VAR_POSITIONAL: "rest",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.VAR_KEYWORD: "restKeywords",
}
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)

_signatures: dict[Function, Signature | None] = {}


def signature_of(function: Function) -> Signature | None:
    """None for what has no signature (a function written in C)."""
    if function not in _signatures:
        _signatures[function] = _read(function)
    return _signatures[function]


def _read(function: Function) -> Signature | None:
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):
        return None
    # A class is called with the arguments of its __init__.
    annotated: Any = getattr(function, "__init__") if isinstance(function, type) else inspect.unwrap(function)  # noqa: B009
    problem: Exception | None = None
    try:
        hints = typing.get_type_hints(annotated)
        kinds = {name: read_annotation(hint) for name, hint in hints.items()}
    except Exception as error:  # annotations are expressions of the project: anything can be raised
        kinds, problem = {}, error
    parameters = [
        Parameter(each.name, each.kind, each.default is each.empty, kinds.get(each.name, ANY))
        for each in signature.parameters.values()
    ]
    return Signature(parameters, kinds.get("return", ANY), problem)


def _converted(parameter: Parameter | None, value: Any) -> Any:
    if parameter is None or not parameter.kind.converts:
        return value
    try:
        return parameter.kind.convert(value)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise TypeError(
            f'the argument "{parameter.name}" is not what its annotation says ({type(error).__name__})'
        ) from error
