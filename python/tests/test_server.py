from __future__ import annotations

import base64
import http.client
import importlib.util
import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from processes import ServerProcess

SERVERS = [
    pytest.param(
        name,
        marks=pytest.mark.skipif(
            name != "wsgi" and not importlib.util.find_spec(name), reason=f"{name} is not installed"
        ),
    )
    for name in ("uvicorn", "daphne", "wsgi")
]
SECRET = "s3cret"


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost")
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self._path)


def connect(report: Any) -> http.client.HTTPConnection:
    address = report["listening"]
    if "uds" in address:
        return UnixConnection(address["uds"])
    return http.client.HTTPConnection(address["host"], address["port"])


@pytest.fixture(params=SERVERS, scope="module")
def server(request: pytest.FixtureRequest, database: Path) -> Iterator[ServerProcess]:
    """Shared by the tests that leave it running."""
    with running(request.param) as process:
        yield process


@pytest.fixture(params=SERVERS)
def ending_server(request: pytest.FixtureRequest, database: Path) -> Iterator[ServerProcess]:
    with running(request.param) as process:
        yield process


@contextmanager
def running(server: str) -> Iterator[ServerProcess]:
    env = {"DJANGO_FASTAPI_GATEWAY_SECRET": SECRET, "PROJECT_DEBUG": "1", "DJANGO_FASTAPI_FRONT": "node"}
    with socket_path() as path:
        process = ServerProcess("--uds", str(path), "--server", server, env=env)
        yield process
        if process.process.poll() is None:
            process.end()


@contextmanager
def socket_path() -> Iterator[Path]:
    """Where a Unix socket can be: pytest's own folders have names too long for one."""
    with TemporaryDirectory(prefix="django-fastapi-") as folder:
        yield Path(folder) / "django.sock"


def test_django_behind_a_unix_socket(server: ServerProcess) -> None:
    connection = connect(server.report)
    payload = base64.urlsafe_b64encode(
        json.dumps({"client": ["203.0.113.9", 5], "scheme": "https"}).encode()
    ).decode()
    headers = {"x-django-fastapi-gateway": f"{SECRET} {payload}", "host": "shop.example"}
    connection.request("GET", "/tell/", headers=headers)
    assert json.load(connection.getresponse()) == {
        "method": "GET",
        "path": "/tell/",
        "client": "203.0.113.9",
        "scheme": "https",
        "host": "shop.example",
        "port": "443",
        "gateway": None,
        "body": 0,
    }
    connection.request("GET", "/tell/", headers={"x-django-fastapi-gateway": "guessed x"})
    told = json.load(connection.getresponse())
    assert (told["scheme"], told["gateway"]) == ("http", None)


def test_bodies_with_a_length_and_chunked(server: ServerProcess) -> None:
    connection = connect(server.report)
    body = b"x" * 3_000_000
    connection.request("POST", "/tell/", body=body, headers={"content-type": "text/plain"})
    refused = connection.getresponse()
    assert refused.status == 400, "DATA_UPLOAD_MAX_MEMORY_SIZE"
    refused.read()
    connection = connect(server.report)
    connection.request("POST", "/tell/", body=iter([b"ab", b"c" * 70_000]), encode_chunked=True)
    assert json.load(connection.getresponse())["body"] == 70_002


def test_static_files_and_operations(server: ServerProcess) -> None:
    connection = connect(server.report)
    connection.request("GET", "/static/admin/css/base.css")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("content-type")) == (200, "text/css")
    answer.read()
    if importlib.util.find_spec("fastapi") and importlib.util.find_spec("a2wsgi"):
        connection.request("GET", "/python/permissions")
        assert len(json.load(connection.getresponse())) > 10


def test_no_line_per_request_and_an_end_with_the_parent(ending_server: ServerProcess) -> None:
    connection = connect(ending_server.report)
    connection.request("GET", "/tell/")
    connection.getresponse().read()
    code, complaints = ending_server.end()
    assert code == 0
    assert complaints == ""


def test_sigterm_ends_it_and_ctrl_c_is_the_parents(ending_server: ServerProcess) -> None:
    ending_server.process.send_signal(signal.SIGINT)
    connection = connect(ending_server.report)
    connection.request("GET", "/tell/")
    assert connection.getresponse().status == 200
    ending_server.process.send_signal(signal.SIGTERM)
    assert ending_server.process.wait(20) == 0


def test_port_zero_takes_a_free_one_and_a_taken_one_is_told(database: Path) -> None:
    first = ServerProcess("--port", "0")
    port = first.report["listening"]["port"]
    second = ServerProcess("--port", str(port))
    assert second.report["error"]["type"] == "builtins.OSError"
    assert second.process.wait(20) == 1
    connection = connect(first.report)
    connection.request("GET", "/tell/")
    assert connection.getresponse().status == 200
    first.end()


def test_a_stale_socket_is_replaced(database: Path) -> None:
    with socket_path() as path:
        left = socket.socket(socket.AF_UNIX)
        left.bind(str(path))
        left.close()
        server = ServerProcess("--uds", str(path), "--server", "wsgi")
        assert server.report == {"listening": {"uds": str(path)}}
        assert oct(os.stat(path).st_mode & 0o777) == "0o600"
        server.end()


def test_a_project_that_does_not_start() -> None:
    server = ServerProcess("--port", "0", env={"DJANGO_SETTINGS_MODULE": "project.missing"})
    assert server.report["error"]["missingModule"] == "project.missing"
    assert server.process.wait(20) == 1
    _, complaints = server.end()
    assert "No module named 'project.missing'" in complaints
