"""Runs requests by their method's name, with the care for connections that Django gives an HTTP request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django_fastapi.worker import (
    calls,
    documents,
    files,
    queries,
    templates,
    transactions,
    urls,
    validation,
    writes,
)
from django_fastapi.worker.connections import check_connections, close_idle_connections

METHODS: Mapping[str, Callable[[Any], Any]] = {
    "ping": calls.ping,
    "query": queries.query,
    "raw": queries.raw,
    "querysetMethod": queries.queryset_method,
    "clean": validation.clean,
    "save": writes.save,
    "delete": writes.delete,
    "m2m": writes.m2m,
    "bulk": writes.bulk,
    "storeFile": files.store_file,
    "deleteFile": files.delete_file,
    "call": calls.call,
    "resolve": urls.resolve_path,
    "reverse": urls.reverse_name,
    "render": templates.render,
    "openapi": documents.openapi,
    "transaction": transactions.transaction,
    "execute": transactions.execute,
}
"""``BridgeMethods`` of src/manifest/bridge.ts."""


def run_request(method: str, params: Any) -> Any:
    """The answer, in wire form; user code's exceptions come through."""
    run = METHODS.get(method)
    if run is None:
        raise LookupError(f'the worker has no method "{method}"')
    # Inside a transaction the connection is the caller's until it ends.
    if not transactions.is_open():
        check_connections()
    return run(params)


def rest() -> None:
    """Called when no request has come for a while."""
    if not transactions.is_open():
        close_idle_connections()
