"""Chooses a server, listens, says so, and serves until the parent goes away."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import traceback
from typing import Any

from django_fastapi import pipes
from django_fastapi.failure import describe_startup_failure
from django_fastapi.server.listening import Address, listen

SERVERS = ("uvicorn", "daphne", "wsgi")
"""In the order of preference; the last one needs nothing but Django. Gunicorn has to be asked for."""


def run(*, uds: str | None, host: str, port: int | None, server: str | None) -> int:
    if uds is None and port is None:
        print("Say where to listen: --uds PATH or --port NUMBER.", file=sys.stderr)
        return 2
    report = _Report(os.environ.pop("DJANGO_FASTAPI_READY_FD", None))
    pipes.print_by_line()
    pipes.exit_on_sigterm()
    pipes.end_with_parent()
    try:
        from django_fastapi.bootstrap import set_up_django

        set_up_django()
        address = Address(uds, host, port or 0)
        _serve(server or _installed_server(), address, report)
    except Exception as error:
        traceback.print_exc()
        report.send({"error": describe_startup_failure(error)})
        return 1
    return 0


class _Report:
    """One line of JSON to whoever started the server: that it listens, or why not."""

    def __init__(self, descriptor: str | None) -> None:
        self._descriptor = pipes.take(int(descriptor)) if descriptor else None

    def listening(self, address: dict[str, Any]) -> None:
        self.send({"listening": address})

    def send(self, message: dict[str, Any]) -> None:
        if self._descriptor is not None:
            pipes.write_all(self._descriptor, json.dumps(message).encode() + b"\n")
            os.close(self._descriptor)
            self._descriptor = None


def _installed_server() -> str:
    return next((name for name in SERVERS if importlib.util.find_spec(name)), SERVERS[-1])


def _serve(server: str, address: Address, report: _Report) -> None:
    # These two make their sockets themselves.
    if server == "daphne":
        from django_fastapi.server.daphne_server import serve as serve_daphne

        serve_daphne(address, report.listening)
        return
    if server == "gunicorn":
        from django_fastapi.server.gunicorn_server import serve as serve_gunicorn

        serve_gunicorn(address, report.listening)
        return
    if server == "uvicorn":
        from django_fastapi.server.uvicorn_server import serve
    else:
        from django_fastapi.server.wsgi_server import serve
    with listen(address) as listener:
        serve(listener, report.listening)
