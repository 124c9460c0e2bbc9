"""Hands a request of an ASGI server on to Node, as it comes, and the answer back, as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpcore

from django_fastapi.front.exchange import Unavailable, request_headers, response_headers
from django_fastapi.front.idle import KEEP_SECONDS, IdleConnections
from django_fastapi.front.node import Node, State

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class ASGIForwarder:
    def __init__(self, node: Node) -> None:
        self.node = node
        self._idle = IdleConnections()

    async def settled(self) -> None:
        """Waits while it is not known what Node serves."""
        self.node.start()
        if self.node.state is State.STARTING and self.node.table is None:
            await self._wait()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            # Here: websockets is needed by nobody else.
            from django_fastapi.front.websockets import forward_websocket

            await self._wait()
            await forward_websocket(self.node.address, _target(scope), scope, receive, send)
            return
        body = _Body(receive)
        exchange = asyncio.ensure_future(self._exchange(scope, body, send))
        left = asyncio.ensure_future(body.client_left())
        try:
            await asyncio.wait({exchange, left}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # A client that goes away ends the exchange, and with it the connection to Node.
            for task in (exchange, left):
                task.cancel()
            await asyncio.gather(exchange, left, return_exceptions=True)
        if not exchange.cancelled():
            exchange.result()

    async def _exchange(self, scope: dict[str, Any], body: _Body, send: Send) -> None:
        try:
            response, read_to_its_end = await self._ask(scope, body)
        except Unavailable as reason:
            await send({"type": "http.response.start", "status": reason.status, "headers": reason.headers})
            await send({"type": "http.response.body", "body": reason.body})
            return
        try:
            headers = response_headers(response.headers)
            await send({"type": "http.response.start", "status": response.status, "headers": headers})
            async for chunk in response.aiter_stream():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await response.aclose()
            read_to_its_end()

    async def _ask(self, scope: dict[str, Any], body: _Body) -> tuple[httpcore.Response, Callable[[], None]]:
        await self._wait()
        if self.node.state is State.DOWN:
            raise Unavailable(sent=False)
        address = self.node.address
        headers = request_headers(
            scope["headers"],
            gateway=address.of(scope),
            chunked=_has_body_of_unknown_length(scope),
        )
        request = httpcore.Request(
            scope["method"], address.url(_target(scope)), headers=headers, content=body.chunks()
        )
        belongs_to = (address, asyncio.get_running_loop())
        connection = self._idle.take(
            httpcore.AsyncHTTPConnection, belongs_to
        ) or httpcore.AsyncHTTPConnection(request.url.origin, uds=address.uds, keepalive_expiry=KEEP_SECONDS)
        try:
            response = await connection.handle_async_request(request)
        except httpcore.ConnectError as error:
            raise Unavailable(sent=False) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise Unavailable(sent=True) from error
        return response, lambda: self._idle.give_back(connection, belongs_to)

    async def _wait(self) -> None:
        # Asked again and again: a thread that waits for each request would fill the pool that handlers run in.
        while self.node.state is State.STARTING:
            await asyncio.sleep(0.02)


class _Body:
    """The request's body, and then the news that the client has gone."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._read = asyncio.Event()
        self._left = asyncio.Event()

    async def chunks(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self._left.set()
                self._read.set()
                await asyncio.Event().wait()  # until the exchange is cancelled
            more = message.get("more_body", False)
            if message.get("body"):
                yield message["body"]
        self._read.set()

    async def client_left(self) -> None:
        await self._read.wait()
        while not self._left.is_set():
            if (await self._receive())["type"] == "http.disconnect":
                return


def _has_body_of_unknown_length(scope: dict[str, Any]) -> bool:
    names = {name.lower() for name, _ in scope["headers"]}
    if b"content-length" in names:
        return False
    # HTTP/2 has no Transfer-Encoding.
    return b"transfer-encoding" in names or (
        scope.get("http_version") == "2" and scope["method"] not in ("GET", "HEAD")
    )


def _target(scope: dict[str, Any]) -> bytes:
    """Path and query as they were sent, without what the application is mounted at."""
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    root: bytes = scope.get("root_path", "").encode()
    if root and path.startswith(root + b"/"):
        path = path[len(root) :]
    query: bytes = scope.get("query_string", b"")
    return path + b"?" + query if query else path
