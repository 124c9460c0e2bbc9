"""
Whether a function of the project gives the same whenever and wherever it is called: only then may its answer be
written down. It is run with a profiler that stops it as soon as it does what makes an answer depend on the moment:
reads a clock, a random number, a context variable or thread-local, the active language, or the database.

In Python because it is about what Python code does while it runs. What is stopped wrongly costs speed, for its
queries run in Python then; what passes wrongly would leak one tenant's rows to another. So doubt means "no".
"""

from __future__ import annotations

import contextvars
import sys
import threading
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any, TypeVar

from asgiref.local import Local

Answer = TypeVar("Answer")


class NotConstantError(Exception):
    """The function depends on more than the project's code and settings; the message says on what."""


_UNSTEADY_MODULES = (
    "asgiref.local",
    "contextvars",
    "random",
    "secrets",
    "threading",
    "uuid",
    "django.utils.crypto",
    "django.utils.timezone",
    "django.utils.translation",
)
"""Modules that tell of the moment or the context; a call of anything in them ends the trial."""

_UNSTEADY_BUILTINS = {
    "now",
    "utcnow",
    "today",
    "time",
    "time_ns",
    "monotonic",
    "perf_counter",
    "urandom",
    "random",
}
"""Names of built-in functions that are clocks or dice: datetime.now, time.time, random.random."""

_DATABASE_FUNCTIONS = {"connect", "cursor", "ensure_connection", "execute"}

_TRUSTED_PACKAGES = (
    "django.db.models.",
    "django.db.utils",
    "django.utils.functional",
    "django.conf",
    "importlib",
)
"""Django's query building, which reads thread-locals (connections) without its answer depending on them."""

_CONTEXT_TYPES = (contextvars.ContextVar, threading.local, Local)


def constant_value(function: Callable[[], Answer]) -> Answer:
    """
    The function's answer.

    Raises NotConstantError when the answer may be another one another time.
    """
    previous = sys.getprofile()
    checked: set[CodeType] = set()

    def watch(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            _check_call(frame, checked)
        elif event == "c_call":
            _check_builtin(frame, argument)

    sys.setprofile(watch)
    try:
        return function()
    finally:
        sys.setprofile(previous)


def _check_call(frame: FrameType, checked: set[CodeType]) -> None:
    module = frame.f_globals.get("__name__", "")
    code = frame.f_code
    if module.startswith("django.db.backends.") and code.co_name in _DATABASE_FUNCTIONS:
        raise NotConstantError("runs a query")
    if module.startswith(_TRUSTED_PACKAGES) or code in checked:
        return
    if _is_within(module, _UNSTEADY_MODULES):
        # asgiref's Local stands below Django's connections and URL prefixes.
        if not _is_called_by_trusted(frame):
            raise NotConstantError(f"calls {module}.{code.co_name}()")
        return
    checked.add(code)
    _check_names(frame)


def _check_names(frame: FrameType) -> None:
    """A thread-local's attributes are read without a call that a profiler sees: the names in the code are looked at."""
    for name in frame.f_code.co_names:
        if isinstance(frame.f_globals.get(name), _CONTEXT_TYPES):
            raise NotConstantError(f"reads {name}, which belongs to a thread or a task")
    for name, value in frame.f_locals.items():
        if isinstance(value, _CONTEXT_TYPES):
            raise NotConstantError(f"reads {name}, which belongs to a thread or a task")


def _check_builtin(frame: FrameType, function: Any) -> None:
    if frame.f_globals.get("__name__", "").startswith(_TRUSTED_PACKAGES):
        return
    owner = getattr(function, "__self__", None)
    if isinstance(owner, _CONTEXT_TYPES):
        raise NotConstantError("reads a context variable")
    name = getattr(function, "__name__", "")
    if name in _UNSTEADY_BUILTINS:
        raise NotConstantError(f"calls {name}()")


def _is_within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _is_called_by_trusted(frame: FrameType) -> bool:
    caller = frame.f_back
    while caller is not None and _is_within(caller.f_globals.get("__name__", ""), _UNSTEADY_MODULES):
        caller = caller.f_back
    module = caller.f_globals.get("__name__", "") if caller is not None else ""
    return module.startswith((*_TRUSTED_PACKAGES, "django.utils.connection", "django.db"))
