"""The default FastAPI instance of a project: what ``from django_fastapi import api`` gives."""

from __future__ import annotations

import inspect
import os
import sys
from typing import TYPE_CHECKING

from django_fastapi.settings import fastapi_arguments

if TYPE_CHECKING:
    from fastapi import FastAPI


class APIAlreadyRegistered(Exception):  # noqa: N818 - a name that projects import
    """Another instance is in its place."""


class DefaultAPIAlreadyRegistered(APIAlreadyRegistered):
    """The default instance was set or used already: a second one would serve none of its operations."""


_default_api: FastAPI | None = None


def get_default_api() -> FastAPI:
    """
    The default instance, made from the FASTAPI_* settings when it is first asked for.

    Raises ImportError when FastAPI is not installed.
    """
    global _default_api
    if _default_api is None:
        _default_api = _make_api()
    return _default_api


def set_default_api(api: FastAPI) -> None:
    """Puts an instance of the project's own in its place, before anything has asked for the default one."""
    global _default_api
    if _default_api is not None and _default_api is not api:
        raise DefaultAPIAlreadyRegistered(
            "a default FastAPI instance is there already; call set_default_api() before anything imports "
            "`api` from django_fastapi"
        )
    _default_api = api


def fastapi_is_installed() -> bool:
    """Whether the project's Python has FastAPI; without it there are only Django and TypeScript."""
    try:
        import fastapi  # noqa: F401
    except ImportError:
        return False
    return True


def _make_api() -> FastAPI:
    try:
        from fastapi import FastAPI
    except ImportError as missing:
        raise ImportError(
            f"FastAPI is not installed for {sys.executable}. Install it there: {sys.executable} -m pip install fastapi"
        ) from missing
    known = inspect.signature(FastAPI).parameters
    arguments = {name: value for name, value in fastapi_arguments().items() if name in known}
    if os.environ.get("DJANGO_FASTAPI_FRONT") == "node":
        # The document and its pages are TypeScript's there; this instance must not answer where it has none.
        arguments |= {"openapi_url": None, "docs_url": None, "redoc_url": None}
    return FastAPI(**arguments)
