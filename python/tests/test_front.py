"""Django's servers in front, as far as it needs no server; those start in tests/servers of the npm package."""

from __future__ import annotations

import base64
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

pytest.importorskip("httpcore")

from django_fastapi.dispatch.choice import Server, choose
from django_fastapi.dispatch.claim import Claim
from django_fastapi.front import starting
from django_fastapi.front.address import Address
from django_fastapi.front.asgi import _target as asgi_target
from django_fastapi.front.exchange import request_headers, response_headers
from django_fastapi.front.route_table import RouteTable
from django_fastapi.front.starting import imported_by_a_server
from django_fastapi.front.wsgi import _body, _headers
from django_fastapi.front.wsgi import _target as wsgi_target


def table(**options: Any) -> RouteTable:
    routes = [
        {"path": "/books", "pattern": None, "methods": ["GET", "HEAD", "POST"]},
        {"path": None, "pattern": "/books/[0-9]+", "methods": ["GET"]},
        {"path": None, "pattern": "/books/[^/]+", "methods": ["DELETE"]},
        {"path": "/live", "pattern": None, "methods": ["WEBSOCKET"]},
        {"path": "/tell", "pattern": None, "methods": ["GET"]},
    ]
    return RouteTable(
        {"rootPath": "", "redirectSlashes": True, "cors": False, "files": [], "routes": routes, **options}
    )


def scope(method: str, path: str, **more: Any) -> dict[str, Any]:
    return {"type": "http", "method": method, "path": path, "root_path": "", "headers": [], **more}


class TestRouteTable:
    @pytest.mark.parametrize(
        ("method", "path", "claim"),
        [
            ("GET", "/books", Claim.FULL),
            ("PUT", "/books", Claim.IF_DJANGO_HAS_NONE),
            ("GET", "/books/", Claim.IF_DJANGO_HAS_NONE),
            ("GET", "/books/7", Claim.FULL),
            ("DELETE", "/books/7", Claim.FULL),
            ("DELETE", "/books/new", Claim.FULL),
            ("GET", "/books/new", Claim.IF_DJANGO_HAS_NONE),
            ("GET", "/books/7\n", Claim.IF_DJANGO_HAS_NONE),
            ("GET", "/books/7/more", Claim.NONE),
            ("GET", "/live", Claim.NONE),
            ("GET", "/", Claim.NONE),
        ],
    )
    def test_claims(self, method: str, path: str, claim: Claim) -> None:
        assert table().claim(scope(method, path)) is claim

    def test_websockets(self) -> None:
        assert table().claim({"type": "websocket", "path": "/live", "headers": []}) is Claim.FULL
        assert table().claim({"type": "websocket", "path": "/books", "headers": []}) is Claim.NONE

    def test_no_slash_redirects_where_they_are_off(self) -> None:
        assert table(redirectSlashes=False).claim(scope("GET", "/books/")) is Claim.NONE

    def test_root_paths(self) -> None:
        assert table(rootPath="/api").claim(scope("GET", "/api/books")) is Claim.FULL
        assert table(rootPath="/api").claim(scope("GET", "/books")) is Claim.FULL
        assert table(rootPath="/api").claim(scope("GET", "/apibooks")) is Claim.NONE
        assert table().claim(scope("GET", "/site/books", root_path="/site")) is Claim.FULL

    def test_preflights_of_all_that_is_here(self) -> None:
        headers = [(b"origin", b"https://shop.example"), (b"access-control-request-method", b"PATCH")]
        preflight = scope("OPTIONS", "/books", headers=headers)
        assert table(cors=True).claim(preflight) is Claim.FULL
        assert table().claim(preflight) is Claim.IF_DJANGO_HAS_NONE


class Fixed:
    def __init__(self, claim: Claim) -> None:
        self._claim = claim

    def claim(self, scope: dict[str, Any]) -> Claim:
        return self._claim


NONE, PARTLY, FULL = (Fixed(claim) for claim in Claim)


@pytest.mark.parametrize(
    ("path", "node", "operations", "server"),
    [
        ("/nothing", FULL, FULL, Server.NODE),
        ("/tell/", FULL, NONE, Server.NODE),
        ("/tell/", PARTLY, FULL, Server.OPERATIONS),
        ("/tell/", PARTLY, PARTLY, Server.DJANGO),
        ("/nothing", PARTLY, NONE, Server.NODE),
        ("/nothing", PARTLY, PARTLY, Server.OPERATIONS),
        ("/nothing", NONE, PARTLY, Server.OPERATIONS),
        ("/nothing", NONE, NONE, Server.DJANGO),
        ("/nothing", None, None, Server.DJANGO),
    ],
)
def test_typescript_then_fastapi_then_django(path: str, node: Any, operations: Any, server: Server) -> None:
    assert choose(scope("GET", path), node, operations) is server


def test_who_sent_it_is_told_with_the_secret() -> None:
    name, value = Address("s3cret", uds="/x").header(("203.0.113.9", 5), "https")
    secret, _, payload = value.decode().partition(" ")
    told = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert (name, secret) == (b"x-django-fastapi-gateway", "s3cret")
    assert told == {"client": ["203.0.113.9", 5], "scheme": "https"}


def test_addresses() -> None:
    assert Address.parse("unix:/run/node.sock", "s").uds == "/run/node.sock"
    assert Address.parse("http://node:9000", "s") == Address("s", host="node", port=9000)
    with pytest.raises(ValueError, match="FASTAPI_NODE_URL"):
        Address.parse("https://node", "s")


def test_what_is_between_two_ends_stays_there() -> None:
    sent = [
        (b"Connection", b"close"),
        (b"x-django-fastapi-gateway", b"guessed"),
        (b"x-a", b"1"),
        (b"x-a", b"2"),
    ]
    assert request_headers(sent, gateway=(b"g", b"v"), chunked=True) == [
        (b"x-a", b"1"),
        (b"x-a", b"2"),
        (b"transfer-encoding", b"chunked"),
        (b"g", b"v"),
    ]
    answered = [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"), (b"Date", b"now"), (b"keep-alive", b"5")]
    assert response_headers(answered) == [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]


def test_the_target_as_it_was_sent() -> None:
    sent = scope("GET", "/a b", raw_path=b"/a%20b", query_string=b"q=%2F")
    assert asgi_target(sent) == b"/a%20b?q=%2F"
    assert asgi_target({**sent, "root_path": "/a", "raw_path": b"/a/x"}) == b"/x?q=%2F"
    assert wsgi_target({"PATH_INFO": "/ü/a b".encode().decode("latin-1"), "QUERY_STRING": "x=1"}) == (
        b"/%C3%BC/a%20b?x=1"
    )
    assert wsgi_target({"RAW_URI": "/site/a%2Fb?x=1", "SCRIPT_NAME": "/site"}) == b"/a%2Fb?x=1"


def test_bodies_and_headers_of_wsgi() -> None:
    known, parts = _body({"wsgi.input": io.BytesIO(b"abcdef"), "CONTENT_LENGTH": "3"})
    assert (known, list(parts)) == (False, [b"abc"])
    chunked, parts = _body({"wsgi.input": io.BytesIO(b"abc"), "HTTP_TRANSFER_ENCODING": "chunked"})
    assert (chunked, list(parts)) == (True, [b"abc"])
    assert list(_body({"wsgi.input": io.BytesIO(b"the next request")})[1]) == []
    assert _headers({"HTTP_X_A": "1", "CONTENT_TYPE": "a/b", "CONTENT_LENGTH": "", "PATH_INFO": "/"}) == [
        (b"x-a", b"1"),
        (b"content-type", b"a/b"),
    ]


@pytest.mark.parametrize(
    ("argv", "reloading", "server"),
    [
        (["/venv/bin/uvicorn", "django_fastapi.asgi:application"], False, True),
        (["/venv/lib/uvicorn/__main__.py", "x:y"], False, True),
        (["/venv/bin/gunicorn", "x:y"], False, True),
        (["manage.py", "runserver"], True, True),
        (["manage.py", "runserver"], False, False),
        (["manage.py", "runserver", "--noreload"], False, True),
        (["manage.py", "migrate"], False, False),
        (["/venv/bin/pytest"], False, False),
    ],
)
def test_who_starts_node(
    argv: list[str], reloading: bool, server: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RUN_MAIN", "true" if reloading else "")
    assert imported_by_a_server(argv) is server


def test_two_threads_that_ask_at_once_get_the_same_node(monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly() -> list[str]:
        time.sleep(0.05)
        return ["node"]

    monkeypatch.setattr(starting, "node_command", slowly)
    monkeypatch.setattr(starting, "fastapi_setting", lambda name: None)
    starting._make_node.cache_clear()
    with ThreadPoolExecutor() as threads:
        made = list(threads.map(lambda _: starting.the_node(), range(4)))
    starting._make_node.cache_clear()
    assert made[0] is not None
    assert set(map(id, made)) == {id(made[0])}
