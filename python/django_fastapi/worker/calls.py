"""Calls of the project's functions."""

from __future__ import annotations

import inspect
import os
import pkgutil
from collections.abc import Iterator
from typing import Any

import django
from asgiref.sync import async_to_sync
from django.db import connections

from django_fastapi.annotations.signature import signature_of
from django_fastapi.expose import find_exposed
from django_fastapi.query import decode_value
from django_fastapi.wire import Wire, encode


def ping(params: Wire) -> Wire:
    if params.get("using") is not None:
        connection = connections[params["using"]]
        connection.ensure_connection()
        if not connection.is_usable():
            connection.close()
            connection.connect()
    return {"pid": os.getpid(), "django": django.get_version()}


def call(params: Wire) -> Wire:
    """An exposed function by its name, any other by its dotted path."""
    target: str = params["target"]
    function = find_exposed(target) or _find(target)
    arguments = [decode_value(argument) for argument in params["args"]]
    options = {name: decode_value(value) for name, value in params["kwargs"].items()}
    signature = signature_of(function)
    if signature is not None:
        arguments, options = signature.convert(arguments, options)
    # async_to_sync keeps the ORM's synchronous parts in this thread, and so on this worker's connection.
    run: Any = async_to_sync(function) if inspect.iscoroutinefunction(function) else function
    result = run(*arguments, **options)
    return encode(list(result) if isinstance(result, Iterator) else result)


def _find(path: str) -> Any:
    """What is at a dotted path, inside of a class or an object too."""
    try:
        return pkgutil.resolve_name(path)
    except (AttributeError, ValueError) as error:
        raise ImportError(f"there is nothing at {path}") from error
