"""
FastAPI runs synchronous functions in a pool of threads, each of which would keep a database connection of its own for
ever: never closed as CONN_MAX_AGE says, and broken for good after the database was restarted.
"""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable
from typing import Any

from django.db import close_old_connections

_RUNS_IN_THREADS = ("fastapi.routing", "fastapi.dependencies.utils", "starlette.background")
"""Modules that run endpoints, dependencies and background tasks, each by ``run_in_threadpool``."""


def close_connections_of_threads() -> None:
    """Makes every function that FastAPI runs in a thread do what a Django request does about connections there."""
    for name in _RUNS_IN_THREADS:
        module = importlib.import_module(name)
        original = getattr(module, "run_in_threadpool", None)
        if original is not None and not hasattr(original, "closes_connections"):
            module.run_in_threadpool = _closing(original)  # type: ignore[attr-defined]


def _closing(run_in_threadpool: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def run(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        def with_fresh_connections() -> Any:
            close_old_connections()
            try:
                return function(*args, **kwargs)
            finally:
                close_old_connections()

        return await run_in_threadpool(with_fresh_connections)

    run.closes_connections = True  # type: ignore[attr-defined]
    return run
