"""What ASGI and WSGI have in common about a request that goes to Node, and about an answer that does not come."""

from __future__ import annotations

import json

Headers = list[tuple[bytes, bytes]]

# Said between two ends of one connection (RFC 9110, section 7.6.1), which the server and httpcore do themselves.
_HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}
# Expect is answered by the server when the body is read.
_NOT_FOR_NODE = _HOP_BY_HOP | {b"expect", b"x-django-fastapi-gateway"}
# Every server writes its own Date.
_NOT_FOR_CLIENTS = _HOP_BY_HOP | {b"date"}


def request_headers(headers: Headers, *, gateway: tuple[bytes, bytes], chunked: bool) -> Headers:
    kept = [(name, value) for name, value in headers if name.lower() not in _NOT_FOR_NODE]
    framing = [(b"transfer-encoding", b"chunked")] if chunked else []
    return [*kept, *framing, gateway]


def response_headers(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name.lower() not in _NOT_FOR_CLIENTS]


class Unavailable(Exception):  # noqa: N818 - says what is the case
    """Node has no answer. ``sent``: it may have seen the request."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__()
        self.status = 502 if sent else 503
        reason = (
            "The TypeScript API ended the connection before it answered."
            if sent
            else "The TypeScript API is not running at the moment. The server's terminal or log has the reason."
        )
        self.body = json.dumps({"detail": reason}).encode()
        self.headers: Headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(self.body)).encode()),
            (b"cache-control", b"no-store"),
            *([] if sent else [(b"retry-after", b"1")]),
        ]
