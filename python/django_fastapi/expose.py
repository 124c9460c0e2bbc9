"""
``@expose``: the Python functions that TypeScript may call by name. In Python because it decorates Python functions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, overload

Function = TypeVar("Function", bound=Callable[..., Any])

_exposed: dict[str, Callable[..., Any]] = {}
_discovered = False


@overload
def expose(function: Function) -> Function: ...
@overload
def expose(*, name: str) -> Callable[[Function], Function]: ...
def expose(function: Function | None = None, *, name: str | None = None) -> Any:
    """
    Gives TypeScript the function, typed by its annotations: ``functions.<name>`` of ``#django/<app>``. ``name`` is what
    it is called there, where that is not its own name.
    """

    def register(exposed: Function) -> Function:
        _exposed[name or f"{exposed.__module__}.{exposed.__qualname__}"] = exposed
        return exposed

    return register if function is None else register(function)


def find_exposed(name: str) -> Callable[..., Any] | None:
    """The function exposed by that name."""
    return _exposed.get(name) or discover_exposed().get(name)


def discover_exposed() -> Mapping[str, Callable[..., Any]]:
    """All of them by name, once each app's modules of FASTAPI_FUNCTIONS_MODULES are imported."""
    global _discovered
    if not _discovered:
        # Not at the top: the package is imported where Django is missing too, to say so.
        from django.utils.module_loading import autodiscover_modules

        from django_fastapi.settings import fastapi_setting

        autodiscover_modules(*fastapi_setting("FASTAPI_FUNCTIONS_MODULES"))
        _discovered = True
    return _exposed
