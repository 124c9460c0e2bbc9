"""
What Node's gateway tells about the client, in a header that only it can make: a secret per start stands in it
(docs/architecture.md). The header is removed in any case.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets
from collections.abc import MutableMapping
from typing import Any, NamedTuple

HEADER = "x-django-fastapi-gateway"
_ASGI_HEADER = HEADER.encode()
_WSGI_HEADER = "HTTP_" + HEADER.upper().replace("-", "_")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Client(NamedTuple):
    """What a request came by, before the gateway."""

    address: tuple[str, int]
    scheme: str


def read_header(value: str) -> Client | None:
    """What the header tells; None unless it has this start's secret."""
    secret = os.environ.get("DJANGO_FASTAPI_GATEWAY_SECRET", "")
    given, _, payload = value.partition(" ")
    if not secret or not secrets.compare_digest(given.encode(), secret.encode()):
        return None
    try:
        told = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        host, port = told["client"]
        return Client((str(host), int(port)), str(told["scheme"]))
    except (binascii.Error, KeyError, TypeError, ValueError):
        return None


def trusted_scope(scope: MutableMapping[str, Any]) -> dict[str, Any]:
    """An ASGI scope as it would be without a gateway in between."""
    found = dict(scope)
    headers = scope.get("headers", ())
    found["headers"] = [(name, value) for name, value in headers if name.lower() != _ASGI_HEADER]
    told = (value for name, value in headers if name.lower() == _ASGI_HEADER)
    client = next((known for value in told if (known := read_header(value.decode("latin-1")))), None)
    if client is not None:
        found["client"] = client.address
        found["scheme"] = _websocket_scheme(client.scheme) if scope["type"] == "websocket" else client.scheme
        host = next((value for name, value in found["headers"] if name.lower() == b"host"), b"")
        found["server"] = server_address(host.decode("latin-1"), client.scheme)
    return found


def trust_environ(environ: dict[str, Any]) -> None:
    """The same for a WSGI environ, in place."""
    value = environ.pop(_WSGI_HEADER, None)
    client = read_header(value) if value is not None else None
    if client is None:
        return
    host, port = client.address
    server_name, server_port = server_address(environ.get("HTTP_HOST", ""), client.scheme)
    environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = host, str(port)
    environ["wsgi.url_scheme"] = client.scheme
    environ["SERVER_NAME"], environ["SERVER_PORT"] = server_name, str(server_port)
    if client.scheme == "https":
        environ["HTTPS"] = "on"


def server_address(host: str, scheme: str) -> tuple[str, int]:
    """Name and port that the client asked for: behind a Unix socket the server knows none."""
    name, _, port = host.rpartition(":")
    if name and port.isdigit():
        return name, int(port)
    return host or "localhost", _DEFAULT_PORTS.get(scheme, 80)


def _websocket_scheme(scheme: str) -> str:
    return "wss" if scheme == "https" else "ws"
