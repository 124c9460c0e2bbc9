"""The same for a WSGI server. Who goes away is noticed at the next part of the answer: WSGI tells no earlier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpcore

from django_fastapi.front.exchange import Headers, Unavailable, request_headers, response_headers
from django_fastapi.front.idle import KEEP_SECONDS, IdleConnections
from django_fastapi.front.node import Node, State

CHUNK = 64 * 1024


class WSGIForwarder:
    def __init__(self, node: Node) -> None:
        self.node = node
        self._idle = IdleConnections()

    def settled(self) -> None:
        """Waits while it is not known what Node serves."""
        self.node.start()
        if self.node.table is None:
            self.node.wait()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        try:
            response, read_to_its_end = self._ask(environ)
        except Unavailable as reason:
            start_response(_status_line(reason.status), _native(reason.headers))
            return [reason.body]
        start_response(_status_line(response.status), _native(response_headers(response.headers)))
        return _Answer(response, read_to_its_end)

    def _ask(self, environ: dict[str, Any]) -> tuple[httpcore.Response, Callable[[], None]]:
        self.node.wait()
        if self.node.state is State.DOWN:
            raise Unavailable(sent=False)
        address = self.node.address
        chunked, body = _body(environ)
        host = environ.get("REMOTE_ADDR", "")
        client = (host, int(environ.get("REMOTE_PORT") or 0)) if host else None
        headers = request_headers(
            _headers(environ), gateway=address.header(client, environ["wsgi.url_scheme"]), chunked=chunked
        )
        request = httpcore.Request(
            environ["REQUEST_METHOD"], address.url(_target(environ)), headers=headers, content=body
        )
        connection = self._idle.take(httpcore.HTTPConnection, address) or httpcore.HTTPConnection(
            request.url.origin, uds=address.uds, keepalive_expiry=KEEP_SECONDS
        )
        try:
            response = connection.handle_request(request)
        except httpcore.ConnectError as error:
            raise Unavailable(sent=False) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise Unavailable(sent=True) from error
        return response, lambda: self._idle.give_back(connection, address)


class _Answer:
    def __init__(self, response: httpcore.Response, closed: Callable[[], None]) -> None:
        self._response = response
        self._closed = closed

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        """Called by the server, also when the client has gone: ends the connection to Node if it is not through."""
        self._response.close()
        self._closed()


def _headers(environ: dict[str, Any]) -> Headers:
    names = {key[len("HTTP_") :]: value for key, value in environ.items() if key.startswith("HTTP_")}
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(key):
            names[key] = environ[key]
    return [
        (name.replace("_", "-").lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in names.items()
    ]


def _body(environ: dict[str, Any]) -> tuple[bool, Iterator[bytes]]:
    """Whether its length is unknown, and its parts."""
    source, length = environ["wsgi.input"], environ.get("CONTENT_LENGTH")
    if length:
        return False, _read(source, int(length))
    chunked = environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked"
    # PEP 3333 has no end of a body without a length; servers that make one say so.
    return chunked, _read(source, None) if chunked else iter(())


def _read(source: Any, left: int | None) -> Iterator[bytes]:
    while left is None or left > 0:
        chunk = source.read(CHUNK if left is None else min(CHUNK, left))
        if not chunk:
            return
        if left is not None:
            left -= len(chunk)
        yield chunk


def _target(environ: dict[str, Any]) -> bytes:
    """Path and query, as they were sent where the server tells (gunicorn), else encoded again."""
    mounted_at = environ.get("SCRIPT_NAME", "")
    sent = environ.get("RAW_URI", "") or environ.get("REQUEST_URI", "")
    if sent.startswith("/"):
        return sent[len(mounted_at) :].encode("latin-1") or b"/"
    path = quote(environ.get("PATH_INFO", "").encode("latin-1"), safe="/;:@&=+$,!~*'()-._")
    query = environ.get("QUERY_STRING", "")
    return f"{path or '/'}?{query}".encode("latin-1") if query else (path or "/").encode()


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Status"


def _native(headers: Headers) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
