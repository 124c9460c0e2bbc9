"""
The Python side of django-fastapi-bridge. ``from django_fastapi import api`` gives the project's default FastAPI
instance, ``expose`` marks functions that TypeScript calls.
"""

from __future__ import annotations

from typing import Any

from django_fastapi.expose import expose
from django_fastapi.version import __version__

__all__ = ["__version__", "expose"]


def __getattr__(name: str) -> Any:
    # Lazily: FastAPI need not be installed, and INSTALLED_APPS imports this module before settings are ready.
    if name == "api":
        from django_fastapi.registry import get_default_api

        return get_default_api()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
