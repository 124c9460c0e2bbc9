"""The ASGI application: TypeScript where Python is in front, FastAPI operations, then Django."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.signals import request_finished, request_started

from django_fastapi.dispatch.choice import Server, choose
from django_fastapi.dispatch.gateway import trusted_scope
from django_fastapi.dispatch.operations import Operations

if TYPE_CHECKING:
    from django_fastapi.front.asgi import ASGIForwarder

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
ASGI = Callable[[Any, Any, Any], Awaitable[None]]


class ASGIApplication:
    """
    ``operations`` is None where FastAPI is not installed, ``front`` where Node is in front; ``django`` may be the
    project's own ASGI application.
    """

    def __init__(
        self, operations: Operations | None, django: ASGI, front: ASGIForwarder | None = None
    ) -> None:
        self.operations = operations
        self.django = django
        self.front = front

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(scope, receive, send)
            return
        scope = trusted_scope(scope)
        if self.front is not None:
            await self.front.settled()
        server = choose(scope, None if self.front is None else self.front.node, self.operations)
        if server is Server.NODE and self.front is not None:
            await self.front(scope, receive, send)
        elif server is Server.OPERATIONS and self.operations is not None:
            await _serve_operation(self.operations.app, scope, receive, send)
        elif scope["type"] == "websocket" and isinstance(self.django, ASGIHandler):
            await _refuse(receive, send)
        else:
            await self.django(scope, receive, send)

    async def _lifespan(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        try:
            if self.operations is not None:
                await self.operations.app(scope, receive, send)
                return
            # Django's handler knows no lifespan.
            for phase in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{phase}.complete"})
        finally:
            if self.front is not None:
                # Uvicorn ends by its signal, without atexit.
                await asyncio.to_thread(self.front.node.stop)


async def _serve_operation(app: ASGI, scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """
    What Django does around a request (django.core.handlers.asgi), so that an operation that uses the ORM finds and
    leaves the connections as a view does.
    """
    if scope["type"] != "http":
        await app(scope, receive, send)
        return
    async with ThreadSensitiveContext():
        # Signal.asend() is not in Django 4.2.
        await sync_to_async(request_started.send)(sender=ASGIApplication, scope=scope)
        try:
            await app(scope, receive, send)
        finally:
            await sync_to_async(request_finished.send)(sender=ASGIApplication)


async def _refuse(receive: Receive, send: Send) -> None:
    await receive()
    # Before it was accepted: the client sees 403.
    await send({"type": "websocket.close", "code": 1000})
