"""Where Node listens, and the header that tells it who the client is (docs/architecture.md)."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore


@dataclass(frozen=True)
class Address:
    secret: str
    uds: str | None = None
    host: str = "node"
    port: int = 80

    @classmethod
    def parse(cls, url: str, secret: str) -> Address:
        """``http://127.0.0.1:9000`` or ``unix:/run/node.sock``. Raises ValueError."""
        if url.startswith("unix:"):
            return cls(secret, uds=url[len("unix:") :])
        parts = urlsplit(url)
        if parts.scheme != "http" or not parts.hostname:
            raise ValueError(f"FASTAPI_NODE_URL is http://HOST:PORT or unix:/path/to/socket, not {url!r}")
        return cls(secret, host=parts.hostname, port=parts.port or 80)

    def url(self, target: bytes) -> httpcore.URL:
        """``target`` is a path with its query, as the client sent them."""
        return httpcore.URL(scheme=b"http", host=self.host.encode(), port=self.port, target=target)

    def of(self, scope: dict[str, Any]) -> tuple[bytes, bytes]:
        """The header for the client of an ASGI scope."""
        client = scope.get("client")
        # Daphne gives a WebSocket no scheme.
        scheme = "https" if scope.get("scheme") in ("https", "wss") else "http"
        return self.header((client[0], client[1] or 0) if client else None, scheme)

    def header(self, client: tuple[str, int] | None, scheme: str) -> tuple[bytes, bytes]:
        """Who sent the request; believed because of the secret."""
        told = json.dumps({"client": client, "scheme": scheme}, separators=(",", ":")).encode()
        payload = base64.urlsafe_b64encode(told).rstrip(b"=").decode()
        return b"x-django-fastapi-gateway", f"{self.secret} {payload}".encode()
