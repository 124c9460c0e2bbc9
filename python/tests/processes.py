"""Starts the processes that Node starts, with the file descriptors that Node passes."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PYTHON_SIDE = Path(__file__).parent.parent
PROJECT = Path(__file__).parent / "project"

# Moves the pipes to descriptors 3 and 4, as Node's spawn does, and becomes the real process.
_LAUNCHER = """
import fcntl, os, sys
pipes, command = [int(each) for each in sys.argv[1].split(",")], sys.argv[2:]
high = [fcntl.fcntl(pipe, fcntl.F_DUPFD, 100) for pipe in pipes]
for position, pipe in enumerate(high):
    os.dup2(pipe, 3 + position)
os.closerange(3 + len(pipes), 200)
os.execv(command[0], command)
"""


def start(
    arguments: list[str],
    child_ends: list[int],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path = PROJECT,
    **options: Any,
) -> subprocess.Popen[Any]:
    """``python -m django_fastapi`` with pipe ends as descriptors 3, 4 ...; the ends are closed here."""
    command = [sys.executable, "-m", "django_fastapi", *arguments]
    # "-I": nothing that the environment holds is for the launcher.
    launcher = [sys.executable, "-I", "-c", _LAUNCHER, ",".join(map(str, child_ends)), *command]
    process = subprocess.Popen(
        launcher,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PYTHON_SIDE), **(env or {})},
        stdin=subprocess.PIPE,
        pass_fds=child_ends,
        text=True,
        **options,
    )
    for end in child_ends:
        os.close(end)
    return process


def read_all(descriptor: int) -> bytes:
    chunks = b""
    while chunk := os.read(descriptor, 65536):
        chunks += chunk
    os.close(descriptor)
    return chunks


def describe(env: Mapping[str, str] | None = None, cwd: Path = PROJECT) -> tuple[int, Any, bytes]:
    """Exit code, what came on descriptor 3, and on 4."""
    (manifest, manifest_end), (secrets, secrets_end) = os.pipe(), os.pipe()
    process = start(["manifest"], [manifest_end, secrets_end], env=env, cwd=cwd, stderr=subprocess.DEVNULL)
    answer = json.loads(read_all(manifest))
    told = read_all(secrets)
    process.communicate(timeout=30)
    return process.returncode, answer, told


class WorkerProcess:
    """The other end of the worker channel."""

    def __init__(self, env: Mapping[str, str] | None = None, **options: Any) -> None:
        (request_end, self.requests), (self.answers, answer_end) = os.pipe(), os.pipe()
        self.process = start(["worker"], [request_end, answer_end], env=env, **options)
        self.greeting = self.receive()
        self.last_id = 0

    def receive(self) -> Any:
        header = self._read(4)
        return None if header is None else json.loads(self._read(struct.unpack(">I", header)[0]) or b"")

    def send(self, message: Any) -> None:
        body = json.dumps(message).encode()
        os.write(self.requests, struct.pack(">I", len(body)) + body)

    def ask(self, method: str, **params: Any) -> Any:
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        answer = self.receive()
        assert answer["id"] == self.last_id
        return answer

    def end(self) -> tuple[str, str]:
        """Closes its stdin, as a parent that ends does; answers what it printed."""
        printed: tuple[str, str] = self.process.communicate(timeout=20)
        os.close(self.requests)
        os.close(self.answers)
        return printed

    def _read(self, size: int) -> bytes | None:
        found = b""
        while len(found) < size:
            chunk = os.read(self.answers, size - len(found))
            if not chunk:
                return None
            found += chunk
        return found


class ServerProcess:
    """``python -m django_fastapi server`` with what it reported."""

    def __init__(self, *arguments: str, env: Mapping[str, str] | None = None, cwd: Path = PROJECT) -> None:
        report, report_end = os.pipe()
        self.process = start(
            ["server", *arguments],
            [report_end],
            env={"DJANGO_FASTAPI_READY_FD": "3", **(env or {})},
            cwd=cwd,
            stderr=subprocess.PIPE,
        )
        told = read_all(report)
        self.report = json.loads(told) if told else None

    def end(self) -> tuple[int, str]:
        _, complaints = self.process.communicate(timeout=20)
        return self.process.returncode, complaints
