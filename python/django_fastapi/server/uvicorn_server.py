"""Served by uvicorn."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn

from django_fastapi.dispatch.asgi import ASGIApplication
from django_fastapi.dispatch.django_part import project_asgi
from django_fastapi.dispatch.operations import load_operations
from django_fastapi.server.listening import describe

GRACE_SECONDS = 5


def serve(listener: socket.socket, listening: Callable[[dict[str, Any]], None]) -> None:
    config = uvicorn.Config(
        ASGIApplication(load_operations(), project_asgi()),
        # Uvicorn's loggers go where the project's LOGGING sends them; requests are logged by Node.
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="on",
        # The client's address comes by the gateway's own header.
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    _Server(config, lambda: listening(describe(listener))).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._listening()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Ctrl-C goes to the whole process group; the parent decides when its children end.
        if sig != signal.SIGINT:
            super().handle_exit(sig, frame)
