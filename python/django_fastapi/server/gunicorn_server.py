"""Served by gunicorn, with as many processes and threads as ``GUNICORN_CMD_ARGS`` says."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication

from django_fastapi.dispatch.django_part import project_wsgi
from django_fastapi.dispatch.operations import load_operations
from django_fastapi.dispatch.wsgi import WSGIApplication, a2wsgi_is_installed
from django_fastapi.server.listening import Address, remove_stale_socket

GRACE_SECONDS = 5


def serve(address: Address, listening: Callable[[dict[str, Any]], None]) -> None:
    if address.uds is not None:
        remove_stale_socket(address.uds)
    _Application(address, listening).run()


class _Application(BaseApplication):  # type: ignore[misc]
    def __init__(self, address: Address, listening: Callable[[dict[str, Any]], None]) -> None:
        self._address = address
        self._listening = listening
        super().__init__()

    def load_config(self) -> None:
        ours = {
            "worker_class": "gthread",
            "threads": 4,
            "workers": int(os.environ.get("WEB_CONCURRENCY", "2")),
            "graceful_timeout": GRACE_SECONDS,
            # Requests are logged, and their lines and headers limited, by Node.
            "loglevel": "warning",
            "limit_request_line": 0,
            "limit_request_field_size": 0,
            # Whom Node speaks for comes by the gateway's own header.
            "forwarded_allow_ips": "127.0.0.1",
            "secure_scheme_headers": {},
        }
        # As gunicorn's own command reads it (gunicorn.app.base.Application.load_config).
        given = vars(self.cfg.parser().parse_args(self.cfg.get_cmd_args_from_env()))
        asked = {name: value for name, value in given.items() if value is not None and name != "args"}
        uds = self._address.uds
        fixed = {
            "bind": f"unix:{uds}" if uds is not None else f"{self._address.host}:{self._address.port}",
            "when_ready": self._when_ready,
            # Our parent is the one that ends us.
            "daemon": False,
        }
        for name, value in {**ours, **asked, **fixed}.items():
            self.cfg.set(name.lower(), value)

    def load(self) -> Any:
        operations = load_operations() if a2wsgi_is_installed() else None
        return WSGIApplication(operations, project_wsgi())

    def _when_ready(self, arbiter: Any) -> None:
        if self._address.uds is not None:
            # Only the user who runs Node connects.
            os.chmod(self._address.uds, 0o600)
            self._listening({"uds": self._address.uds})
        else:
            host, port = arbiter.LISTENERS[0].sock.getsockname()[:2]
            self._listening({"host": host, "port": port})
