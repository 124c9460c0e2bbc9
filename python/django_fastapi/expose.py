"""
``@expose``: the Python functions that TypeScript may call by name. In Python because it decorates Python functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

Function = TypeVar("Function", bound=Callable[..., Any])

_exposed: dict[str, Callable[..., Any]] = {}


@overload
def expose(function: Function) -> Function: ...
@overload
def expose(*, name: str) -> Callable[[Function], Function]: ...
def expose(function: Function | None = None, *, name: str | None = None) -> Any:
    """Lets TypeScript call the function, by ``name`` or else by its dotted path."""

    def register(exposed: Function) -> Function:
        _exposed[name or f"{exposed.__module__}.{exposed.__qualname__}"] = exposed
        return exposed

    return register if function is None else register(function)


def find_exposed(name: str) -> Callable[..., Any] | None:
    """The function exposed by that name."""
    return _exposed.get(name)
