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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FrameType
from typing import Any, TypeVar

from asgiref.local import Local

Answer = TypeVar("Answer")


class NotConstantError(Exception):
    """The function depends on more than the project's code and settings; the message says on what."""


def constant_value(function: Callable[[], Answer]) -> Answer:
    """
    The function's answer.

    Raises NotConstantError when the answer may be another one another time.
    """
    with _watched(_Steadiness().watch):
        return function()


def value_without_database(function: Callable[[], Answer]) -> Answer:
    """The function's answer now; NotConstantError when it takes a query to find."""
    with _watched(_refuse_queries):
        return function()


Watch = Callable[[FrameType, str, Any], None]


@contextmanager
def _watched(watch: Watch) -> Iterator[None]:
    previous = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield
    finally:
        sys.setprofile(previous)


_DATABASE_FUNCTIONS = {"connect", "cursor", "ensure_connection", "execute"}


def _refuse_queries(frame: FrameType, event: str, _: Any) -> None:
    if (
        event == "call"
        and frame.f_code.co_name in _DATABASE_FUNCTIONS
        and _module(frame).startswith("django.db.backends.")
    ):
        raise NotConstantError("runs a query")


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

_TRUSTED_MODULES = (
    "django.apps",
    "django.conf",
    "django.db",
    "django.utils.connection",
    "django.utils.functional",
    "importlib",
)
"""Query building, which reads thread-locals (connections) without its answer depending on them."""

_CONTEXT_TYPES = (contextvars.ContextVar, threading.local, Local)


class _Steadiness:
    def __init__(self) -> None:
        self._checked: set[CodeType] = set()

    def watch(self, frame: FrameType, event: str, argument: Any) -> None:
        _refuse_queries(frame, event, argument)
        if event == "call":
            self._check_call(frame)
        elif event == "c_call":
            _check_builtin(frame, argument)

    def _check_call(self, frame: FrameType) -> None:
        module = _module(frame)
        if _is_within(module, _TRUSTED_MODULES) or frame.f_code in self._checked:
            return
        if _is_within(module, _UNSTEADY_MODULES):
            if not _serves_trusted_code(frame):
                raise NotConstantError(f"calls {module}.{frame.f_code.co_name}()")
            return
        self._checked.add(frame.f_code)
        _check_names(frame)


def _check_names(frame: FrameType) -> None:
    """A thread-local's attributes are read without a call that a profiler sees: the names in the code are looked at."""
    named = {name: frame.f_globals.get(name) for name in frame.f_code.co_names}
    for name, value in (named | frame.f_locals).items():
        if isinstance(value, _CONTEXT_TYPES):
            raise NotConstantError(f"reads {name}, which belongs to a thread or a task")


def _check_builtin(frame: FrameType, function: Any) -> None:
    if _is_within(_module(frame), _TRUSTED_MODULES):
        return
    if isinstance(getattr(function, "__self__", None), _CONTEXT_TYPES):
        raise NotConstantError("reads a context variable")
    name = getattr(function, "__name__", "")
    if name in _UNSTEADY_BUILTINS:
        raise NotConstantError(f"calls {name}()")


def _serves_trusted_code(frame: FrameType) -> bool:
    """Whether Django's query building called it, such as the Local below Django's connections."""
    caller = frame.f_back
    while caller is not None and _is_within(_module(caller), (*_UNSTEADY_MODULES, "contextlib")):
        caller = caller.f_back
    return caller is not None and _is_within(_module(caller), _TRUSTED_MODULES)


def _module(frame: FrameType) -> str:
    module: str = frame.f_globals.get("__name__", "")
    return module


def _is_within(module: str, packages: tuple[str, ...]) -> bool:
    return module.startswith(packages) and any(
        module == package or module.startswith(f"{package}.") for package in packages
    )
