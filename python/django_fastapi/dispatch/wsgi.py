"""The WSGI application: TypeScript where Python is in front, FastAPI operations through a2wsgi, then Django."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django_fastapi.dispatch.choice import Server, choose
from django_fastapi.dispatch.gateway import trust_environ
from django_fastapi.dispatch.operations import Operations

if TYPE_CHECKING:
    from django_fastapi.front.wsgi import WSGIForwarder

logger = logging.getLogger("django_fastapi")

WSGI = Callable[[dict[str, Any], Any], Iterable[bytes]]


class WSGIApplication:
    """``operations`` is None where FastAPI or a2wsgi is not installed, ``front`` where Node is in front."""

    def __init__(
        self, operations: Operations | None, django: WSGI, front: WSGIForwarder | None = None
    ) -> None:
        self.operations = operations
        self.django = django
        self.front = front
        self._served_operations: Any = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        trust_environ(environ)
        if self.front is not None:
            self.front.settled()
        server = choose(_scope(environ), None if self.front is None else self.front.node, self.operations)
        if server is Server.NODE and self.front is not None:
            return self.front(environ, start_response)
        if server is Server.OPERATIONS and self.operations is not None:
            return self._operations_over_wsgi(self.operations)(environ, start_response)
        return self.django(environ, start_response)

    def _operations_over_wsgi(self, operations: Operations) -> WSGI:
        # At the first request: a2wsgi starts a thread, which would not survive gunicorn's fork.
        if self._served_operations is None:
            from a2wsgi import ASGIMiddleware

            self._served_operations = ASGIMiddleware(_logging_failures(operations.app))
        return self._served_operations  # type: ignore[no-any-return]


def a2wsgi_is_installed() -> bool:
    try:
        import a2wsgi  # noqa: F401
    except ImportError:
        return False
    return True


def _scope(environ: dict[str, Any]) -> dict[str, Any]:
    """As much of an ASGI scope as route matching reads."""
    root_path = environ.get("SCRIPT_NAME", "").encode("latin-1").decode("utf-8", "replace")
    path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
    preflight = {
        b"origin": environ.get("HTTP_ORIGIN"),
        b"access-control-request-method": environ.get("HTTP_ACCESS_CONTROL_REQUEST_METHOD"),
    }
    return {
        "type": "http",
        "method": environ["REQUEST_METHOD"],
        "path": root_path + path,
        "root_path": root_path,
        "headers": [
            (name, value.encode("latin-1")) for name, value in preflight.items() if value is not None
        ],
    }


def _logging_failures(app: Callable[..., Any]) -> Callable[..., Any]:
    """a2wsgi drops an exception that comes after the 500 response was sent, as FastAPI's do."""

    async def logging_app(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except Exception:
            logger.exception("Exception in a FastAPI operation: %s %s", scope["method"], scope["path"])

    return logging_app
