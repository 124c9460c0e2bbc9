"""A WebSocket of an ASGI server, handed on to Node."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect, unix_connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from django_fastapi.front.address import Address
from django_fastapi.front.exchange import Headers, request_headers, response_headers

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_GOING_DOWN = 1012
# What each connection says about itself.
_HANDSHAKE = (b"sec-websocket-", b"host")


async def forward_websocket(
    address: Address, target: bytes, scope: dict[str, Any], receive: Receive, send: Send
) -> None:
    await receive()  # websocket.connect
    try:
        connection = await _open(address, target, scope)
    except InvalidStatus as refused:
        await _refuse(scope, send, refused)
        return
    except (OSError, InvalidHandshake, TimeoutError):
        await send({"type": "websocket.close", "code": _GOING_DOWN})
        return
    async with connection:
        answer = connection.response
        await send(
            {
                "type": "websocket.accept",
                "subprotocol": connection.subprotocol,
                "headers": [] if answer is None else _kept(_raw(answer.headers)),
            }
        )
        await _both_ways(connection, receive, send)


async def _both_ways(connection: ClientConnection, receive: Receive, send: Send) -> None:
    async def to_node() -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            text = message.get("text")
            await connection.send(message["bytes"] if text is None else text)
        await connection.close(_sendable(message.get("code")), message.get("reason") or "")

    async def to_client() -> None:
        # Iterating ends quietly only for codes 1000 and 1001.
        with suppress(ConnectionClosed):
            async for message in connection:
                key = "text" if isinstance(message, str) else "bytes"
                await send({"type": "websocket.send", key: message})
        code, reason = _sendable(connection.close_code), connection.close_reason or ""
        await send({"type": "websocket.close", "code": code, "reason": reason})

    tasks = {asyncio.ensure_future(to_node()), asyncio.ensure_future(to_client())}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception) and not isinstance(result, ConnectionClosed):
                raise result


def _open(address: Address, target: bytes, scope: dict[str, Any]) -> connect:
    host = next((value for name, value in scope["headers"] if name == b"host"), b"node")
    headers = request_headers(_kept(scope["headers"]), gateway=address.of(scope), chunked=False)
    options: dict[str, Any] = {
        "additional_headers": [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers],
        "subprotocols": scope["subprotocols"] or None,
        "user_agent_header": None,
        # Limits, pings and compression are between the client and the server.
        "compression": None,
        "max_size": None,
        "ping_interval": None,
    }
    uri = f"ws://{host.decode('latin-1')}{target.decode('latin-1')}"
    if address.uds is not None:
        return unix_connect(address.uds, uri, **options)
    return connect(uri, host=address.host, port=address.port, proxy=None, **options)


async def _refuse(scope: dict[str, Any], send: Send, refused: InvalidStatus) -> None:
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close"})  # the client sees 403
        return
    response = refused.response
    headers = response_headers(_raw(response.headers))
    await send({"type": "websocket.http.response.start", "status": response.status_code, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": bytes(response.body or b"")})


def _kept(headers: Headers) -> Headers:
    kept = [(name, value) for name, value in headers if not name.lower().startswith(_HANDSHAKE)]
    return response_headers(kept)


def _raw(headers: Any) -> Headers:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.raw_items()]


def _sendable(code: int | None) -> int:
    """Codes that only tell how a connection ended stand in no frame (RFC 6455, section 7.4.1)."""
    if code == 1005:  # closed without a code
        return 1000
    return _GOING_DOWN if code is None or code in (1006, 1015) else code
