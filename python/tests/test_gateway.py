from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from django_fastapi.dispatch.gateway import server_address, trust_environ, trusted_scope

SECRET = "s3cret"


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_FASTAPI_GATEWAY_SECRET", SECRET)


def header(secret: str = SECRET, told: Any = None) -> str:
    payload = json.dumps(told or {"client": ["203.0.113.9", 4711], "scheme": "https"}).encode()
    return f"{secret} {base64.urlsafe_b64encode(payload).decode().rstrip('=')}"


def scope(*headers: tuple[bytes, bytes], kind: str = "http") -> dict[str, Any]:
    return {
        "type": kind,
        "client": None,
        "scheme": "http",
        "server": ("/tmp/x.sock", None),
        "headers": list(headers),
    }


def environ(**headers: str) -> dict[str, Any]:
    return {"REMOTE_ADDR": "", "wsgi.url_scheme": "http", "SERVER_NAME": "x", "SERVER_PORT": "80", **headers}


def test_the_client_behind_the_gateway() -> None:
    found = trusted_scope(
        scope((b"Host", b"shop.example:8443"), (b"X-Django-FastAPI-Gateway", header().encode()))
    )
    assert found["client"] == ("203.0.113.9", 4711)
    assert found["scheme"] == "https"
    assert found["server"] == ("shop.example", 8443)
    assert found["headers"] == [(b"Host", b"shop.example:8443")]


def test_websockets_have_their_own_scheme() -> None:
    found = trusted_scope(scope((b"x-django-fastapi-gateway", header().encode()), kind="websocket"))
    assert found["scheme"] == "wss"


def test_wsgi() -> None:
    given = environ(HTTP_HOST="[::1]:8000", HTTP_X_DJANGO_FASTAPI_GATEWAY=header())
    trust_environ(given)
    assert given == environ(HTTP_HOST="[::1]:8000") | {
        "REMOTE_ADDR": "203.0.113.9",
        "REMOTE_PORT": "4711",
        "wsgi.url_scheme": "https",
        "HTTPS": "on",
        "SERVER_NAME": "[::1]",
        "SERVER_PORT": "8000",
    }


@pytest.mark.parametrize(
    "value",
    [
        header("guessed"),
        SECRET,
        f"{SECRET} not base64!",
        header(told={"client": "nobody"}),
        header(told=[1]),
        "",
        "\xff\xfe",
    ],
)
def test_what_is_not_the_gateways_is_removed_and_not_believed(value: str) -> None:
    found = trusted_scope(scope((b"x-django-fastapi-gateway", value.encode("latin-1"))))
    assert found == scope()
    given = environ(HTTP_X_DJANGO_FASTAPI_GATEWAY=value)
    trust_environ(given)
    assert given == environ()


def test_without_a_secret_nobody_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_FASTAPI_GATEWAY_SECRET")
    assert trusted_scope(scope((b"x-django-fastapi-gateway", header("").encode()))) == scope()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("a.example", ("a.example", 443)),
        ("a.example:1", ("a.example", 1)),
        ("[::1]", ("[::1]", 443)),
        ("", ("localhost", 443)),
    ],
)
def test_addresses_of_host_headers(host: str, address: Any) -> None:
    assert server_address(host, "https") == address
