"""The URLconf: whether it has a path, and the path of a name."""

from __future__ import annotations

from django.urls import Resolver404, resolve, reverse

from django_fastapi.query import decode_value
from django_fastapi.wire import Wire


def resolve_path(params: Wire) -> Wire:
    return {"resolves": resolves(params["path"])}


def resolves(path: str) -> bool:
    """Whether Django has a view for the path."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def reverse_name(params: Wire) -> Wire:
    arguments = [decode_value(argument) for argument in params["args"]]
    options = {name: decode_value(value) for name, value in params["kwargs"].items()}
    # reverse() takes the one or the other.
    return {"url": reverse(params["name"], args=arguments or None, kwargs=options or None)}
