"""
Served by Django's own threading WSGI server (the one of runserver), where neither uvicorn nor Daphne is installed.
It needs nothing but Django, so the admin always works.
"""

from __future__ import annotations

import signal
import socket
import socketserver
import sys
import tempfile
from collections.abc import Callable
from typing import IO, Any, cast

from django.core.servers.basehttp import ServerHandler, WSGIRequestHandler, WSGIServer

from django_fastapi.dispatch.django_part import project_wsgi
from django_fastapi.dispatch.operations import load_operations
from django_fastapi.dispatch.wsgi import WSGIApplication, a2wsgi_is_installed
from django_fastapi.server.listening import describe

MAX_BODY_IN_MEMORY = 2_621_440
MAX_LINE = 65_536


def serve(listener: socket.socket, listening: Callable[[dict[str, Any]], None]) -> None:
    operations = load_operations() if a2wsgi_is_installed() else None
    with _Server(listener) as server:
        server.set_app(WSGIApplication(operations, project_wsgi()))
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        listening(describe(listener))
        server.serve_forever()


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    """Listens on a socket that is there already, a Unix socket or a TCP one."""

    daemon_threads = False

    def __init__(self, listener: socket.socket) -> None:
        super().__init__(("", 0), _RequestHandler, bind_and_activate=False)
        self.socket.close()
        self.socket = listener
        self.server_name, self.server_port = "localhost", 80
        self.setup_environ()


class _RequestHandler(WSGIRequestHandler):
    def setup(self) -> None:
        if cast("Any", self.server).socket.family == socket.AF_UNIX:  # whose clients have no address
            self.client_address = ("", 0)
        super().setup()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the overridden method's name
        """Requests are logged by Node."""

    def handle_one_request(self) -> None:
        """As Django's, and with chunked bodies, which the gateway passes on as they come."""
        self.raw_requestline = self.rfile.readline(MAX_LINE + 1)
        if len(self.raw_requestline) > MAX_LINE:
            self.requestline = self.request_version = self.command = ""
            self.send_error(414)
            return
        if not self.parse_request():
            return
        environ = self.get_environ()
        body: IO[bytes] = cast("IO[bytes]", self.rfile)
        if self.headers.get("transfer-encoding", "").lower() == "chunked":
            body, size = read_chunked(body)
            environ["CONTENT_LENGTH"] = str(size)
        handler: Any = ServerHandler(body, self.wfile, self.get_stderr(), environ)
        handler.request_handler = self
        handler.run(cast("Any", self.server).get_app())


def read_chunked(source: IO[bytes]) -> tuple[IO[bytes], int]:
    """A chunked body (RFC 9112, section 7.1), with its size; large ones are kept on disk."""
    body = tempfile.SpooledTemporaryFile(MAX_BODY_IN_MEMORY)  # noqa: SIM115 - closed by garbage collection
    while size := int(source.readline(MAX_LINE).split(b";")[0], 16):
        body.write(source.read(size))
        source.readline(MAX_LINE)
    while source.readline(MAX_LINE).strip():  # trailers
        pass
    total = body.tell()
    body.seek(0)
    return cast("IO[bytes]", body), total
