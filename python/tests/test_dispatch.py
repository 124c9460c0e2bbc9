"""The two applications in this process, by what a client gets."""

from __future__ import annotations

import asyncio
import contextlib
import io
import sys
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

pytest.importorskip("fastapi")

from django.db import connections

from django_fastapi import registry
from django_fastapi.asgi import application as asgi_application
from django_fastapi.wsgi import application as wsgi_application

pytestmark = pytest.mark.usefixtures("database")

ORIGIN = "https://shop.example"


class Answer:
    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def json(self) -> Any:
        import json

        return json.loads(self.body)


def over_asgi(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
    messages: list[Any] = []
    incoming = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        if not incoming:
            await asyncio.Event().wait()  # the client stays
        return incoming.pop()

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
        "headers": [(b"host", b"localhost"), *((k.encode(), v.encode()) for k, v in headers.items())],
    }

    async def run() -> None:
        # Starlette answers an unexpected error and then raises it again, for the server's log.
        with contextlib.suppress(ZeroDivisionError):
            await asgi_application(scope, receive, send)

    asyncio.run(run())
    start = messages[0]
    told = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], told, b"".join(message.get("body", b"") for message in messages[1:]))


def over_wsgi(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
    setup_testing_defaults(environ)
    started: list[Any] = []
    content = b"".join(wsgi_application(environ, lambda status, told, _=None: started.extend((status, told))))
    return Answer(int(started[0][:3]), {name.lower(): value for name, value in started[1]}, content)


@pytest.fixture(params=[over_asgi, over_wsgi], ids=["asgi", "wsgi"])
def ask(request: pytest.FixtureRequest) -> Any:
    if request.param is over_wsgi:
        pytest.importorskip("a2wsgi")

    def ask(method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return request.param(method, path, named, body)  # type: ignore[no-any-return]

    return ask


def test_operations_first_then_django(ask: Any) -> None:
    synchronous, asynchronous = ask("GET", "/python/permissions"), ask("GET", "/python/async/permissions")
    assert synchronous.json() == asynchronous.json()
    assert len(synchronous.json()) > 10
    assert ask("GET", "/python/included").json()["permissions"] == len(synchronous.json())
    assert ask("GET", "/tell/").json()["client"] == "127.0.0.1"
    assert ask("POST", "/python/echo", b"body").json()["body"] == "body"
    assert ask("GET", "/python/teapot").json() == {"detail": "short and stout"}


def test_what_neither_has_is_djangos_404(ask: Any) -> None:
    answer = ask("GET", "/nothing")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_a_method_that_only_django_has(ask: Any) -> None:
    assert ask("POST", "/both").json() == {"by": "FastAPI"}
    assert ask("GET", "/both").json()["path"] == "/both"


def test_a_method_that_neither_has(ask: Any) -> None:
    answer = ask("DELETE", "/python/permissions")
    assert (answer.status, answer.headers["allow"]) == (405, "GET")


def test_slash_redirects_only_when_neither_side_resolves(ask: Any) -> None:
    answer = ask("GET", "/slashed")
    assert (answer.status, answer.headers["location"]) == (307, "http://localhost/slashed/")
    assert ask("GET", "/python/permissions/").headers["location"] == "http://localhost/python/permissions"
    assert ask("GET", "/tell").status == 404, "Django's own APPEND_SLASH needs CommonMiddleware"


def test_cors_on_operations_only(ask: Any) -> None:
    allowed = "access-control-allow-origin"
    assert ask("GET", "/python/permissions", origin=ORIGIN).headers[allowed] == ORIGIN
    assert allowed not in ask("GET", "/python/permissions", origin="https://other.example").headers
    assert allowed not in ask("GET", "/tell/", origin=ORIGIN).headers
    assert ask("GET", "/python/teapot", origin=ORIGIN).headers[allowed] == ORIGIN


def test_cors_on_unexpected_errors(ask: Any) -> None:
    answer = ask("GET", "/python/fails", origin=ORIGIN)
    assert answer.status == 500
    assert answer.headers["access-control-allow-origin"] == ORIGIN


def test_a_preflight_is_answered_by_whom_the_request_would_reach(ask: Any) -> None:
    asked = {"origin": ORIGIN, "access_control_request_method": "POST"}
    answer = ask("OPTIONS", "/both", **asked)
    assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, ORIGIN)
    assert "access-control-allow-origin" not in ask("OPTIONS", "/tell/", **asked).headers


def test_templates_with_context_processors(ask: Any) -> None:
    answer = ask("GET", "/python/page")
    assert answer.status == 201
    assert answer.body.strip() == b"Ada at /python/page, True"
    assert answer.headers["x-page"] == "1"
    assert answer.headers["content-type"].startswith("text/html")


def test_threads_keep_no_connection(ask: Any) -> None:
    # CONN_MAX_AGE is 0: each request finds its thread without a connection.
    assert [ask("GET", "/python/connection").json()["was_open"] for _ in range(3)] == [False] * 3


def test_the_settings_make_the_default_instance() -> None:
    from django_fastapi import api

    assert api.title == "Everything"
    assert api.version == "unknown"
    assert api is registry.get_default_api()


def test_a_second_default_instance_is_refused() -> None:
    from fastapi import FastAPI

    registry.set_default_api(registry.get_default_api())
    with pytest.raises(registry.DefaultAPIAlreadyRegistered):
        registry.set_default_api(FastAPI())


def test_with_node_in_front_the_document_is_typescripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_default_api", None)
    assert registry.get_default_api().docs_url == "/docs"
    monkeypatch.setattr(registry, "_default_api", None)
    monkeypatch.setenv("DJANGO_FASTAPI_FRONT", "node")
    assert registry.get_default_api().docs_url is None
    assert registry.get_default_api().openapi_url is None


def test_without_fastapi_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_default_api", None)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    with pytest.raises(ImportError, match="pip install fastapi"):
        from django_fastapi import api  # noqa: F401


def websocket(path: str) -> list[Any]:
    sent: list[Any] = []
    incoming = [{"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1000}]

    async def receive() -> Any:
        return incoming.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "ws",
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
        "subprotocols": [],
        "headers": [(b"host", b"localhost")],
    }
    asyncio.run(asgi_application(scope, receive, send))
    return sent


def test_websockets() -> None:
    accepted, text, _ = websocket("/python/socket")
    assert accepted["type"] == "websocket.accept"
    assert text["text"] == "127.0.0.1 ws"
    assert websocket("/nothing") == [{"type": "websocket.close", "code": 1000}]


def test_lifespan() -> None:
    incoming = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[str] = []

    async def receive() -> Any:
        return incoming.pop(0)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    asyncio.run(asgi_application({"type": "lifespan", "state": {}}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_the_database_file_is_the_tests(database: Path) -> None:
    assert connections["default"].settings_dict["NAME"] == str(database)


def test_the_document_of_the_operations_for_typescript() -> None:
    from django_fastapi.worker.documents import openapi

    document = openapi({})["document"]
    assert "/python/permissions" in document["paths"]
    assert document["info"]["title"] == "Everything"
