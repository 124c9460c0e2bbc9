"""The Node process behind this server process: started, watched, started again, and asked what it serves."""

from __future__ import annotations

import atexit
import json
import logging
import os
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import Any

import httpcore

from django_fastapi.dispatch.claim import Claim
from django_fastapi.front.address import Address
from django_fastapi.front.command import node_environment, project_arguments, project_folder
from django_fastapi.front.route_table import RouteTable

logger = logging.getLogger("django_fastapi")

TABLE_PATH = "/-/route-table"
START_SECONDS = 60.0
STOP_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 10.0
WELL_AFTER = 30.0
"""A process that ran this long was well: its next crash counts as the first."""
PATIENCE = 20.0
"""How long a request waits for a Node that starts."""


class State(Enum):
    STARTING = "starting"
    SERVING = "serving"
    DOWN = "down"


class Node:
    """One a server process; a process that was forked gets its own at its first request."""

    def __init__(self, command: list[str], *, dev: bool) -> None:
        self._command = command
        self._dev = dev
        self.on_table: Callable[[RouteTable], None] | None = None
        """Called with what each new Node says."""
        self._owner = 0
        self._lock = threading.Lock()
        self._reset()
        atexit.register(self.stop)
        os.register_at_fork(after_in_child=self._let_go)

    def _reset(self) -> None:
        self.table: RouteTable | None = None
        self.state = State.STARTING
        self._settled = threading.Event()
        self._changed = threading.Event()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it unless this process has one."""
        if self._owner == os.getpid():
            return
        with self._lock:
            if self._owner == os.getpid():
                return
            self._reset()
            self._folder = tempfile.mkdtemp(prefix="django-fastapi-")
            self._launches = 0
            self._new_address()
            self._owner = os.getpid()
            threading.Thread(target=self._keep_running, name="django-fastapi-node", daemon=True).start()

    def restart(self) -> None:
        """A file of the API has changed."""
        self.table = None
        self._set(State.STARTING)
        self._changed.set()
        if self._process is not None:
            self._process.terminate()

    def stop(self) -> None:
        """When the server ends. (A server that is killed closes Node's stdin all the same.)"""
        if self._owner != os.getpid() or self._stopping.is_set():
            return
        self._stopping.set()
        self._changed.set()
        if self._process is not None:
            self._end(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def claim(self, scope: dict[str, Any]) -> Claim:
        """How far a request is TypeScript's."""
        table = self.table
        return Claim.IF_DJANGO_HAS_NONE if table is None else table.claim(scope)

    def wait(self) -> None:
        """Until it serves or is known not to; a while at most."""
        if self.state is State.STARTING:
            self._settled.wait(PATIENCE)

    def _keep_running(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            self._changed.clear()
            self._set(State.STARTING)
            began = time.monotonic()
            process = self._process = self._launch()
            ready = self._learn(process)
            code = process.wait() if ready else self._end(process)
            if self._stopping.is_set():
                return
            if self._changed.is_set():
                pause = FIRST_PAUSE
                continue
            self._set(State.DOWN)
            if time.monotonic() - began > WELL_AFTER:
                pause = FIRST_PAUSE
            if not ready and self._dev:
                # The reason is in the files: it is on the terminal, and trying again would only repeat it.
                logger.error("The TypeScript API does not start; waiting for a change.")
                self._changed.wait()
                continue
            logger.error("The TypeScript API's process ended (%s); started again in %.1f s.", code, pause)
            self._changed.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _new_address(self) -> None:
        # Each process a socket of its own: that of one that crashed is still there.
        self._launches += 1
        path = os.path.join(self._folder, f"node-{self._launches}.sock")
        self.address = Address(secrets.token_urlsafe(32), uds=path)

    def _launch(self) -> subprocess.Popen[bytes]:
        self._new_address()
        arguments = ["node", "--socket", str(self.address.uds), *(["--dev"] if self._dev else [])]
        return subprocess.Popen(
            [*self._command, *project_arguments(), *arguments],
            cwd=project_folder(),
            env=node_environment(self.address.secret),
            # It ends when this closes. (Not PDEATHSIG: that comes when the thread that started it ends.)
            stdin=subprocess.PIPE,
            # Ctrl-C goes to a terminal's whole process group; the server decides when Node ends.
            start_new_session=True,
        )

    def _learn(self, process: subprocess.Popen[bytes]) -> bool:
        """Waits until it answers, and keeps what it says; False when it ends before."""
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline and not self._changed.is_set():
            try:
                table = fetch_table(self.address)
            except httpcore.NetworkError:
                time.sleep(0.05)
                continue
            except httpcore.ProtocolError:
                return False
            self.table = table
            self._set(State.SERVING)
            if self.on_table is not None:
                self.on_table(table)
            return True
        return False

    def _end(self, process: subprocess.Popen[bytes]) -> int:
        process.terminate()
        try:
            return process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _set(self, state: State) -> None:
        self.state = state
        if state is State.STARTING:
            self._settled.clear()
        else:
            self._settled.set()

    def _let_go(self) -> None:
        """In a forked process: Node's stdin must close when the one that started it ends."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None
        self._lock = threading.Lock()


class NodeElsewhere(Node):
    """FASTAPI_NODE_URL: somebody else runs ``django-fastapi node``; here it is only asked what it serves."""

    POLL_SECONDS = 2.0

    def __init__(self, address: Address) -> None:
        super().__init__([], dev=False)
        self._elsewhere = address

    def start(self) -> None:
        if self._owner == os.getpid():
            return
        with self._lock:
            if self._owner == os.getpid():
                return
            self._reset()
            self.address = self._elsewhere
            self._owner = os.getpid()
            threading.Thread(target=self._keep_asking, name="django-fastapi-node", daemon=True).start()

    def restart(self) -> None:
        """Whoever runs it does that."""

    def stop(self) -> None:
        self._stopping.set()

    def _keep_asking(self) -> None:
        while not self._stopping.is_set():
            try:
                self.table = fetch_table(self.address)
                self._set(State.SERVING)
            except (httpcore.NetworkError, httpcore.ProtocolError, ValueError) as problem:
                if self.state is not State.DOWN:
                    logger.error("FASTAPI_NODE_URL does not answer with the API's routes: %s", problem)
                self._set(State.DOWN)
            self._changed.wait(self.POLL_SECONDS)


def fetch_table(address: Address) -> RouteTable:
    """Raises httpcore's errors, and ValueError for an answer that is none."""
    with httpcore.ConnectionPool(uds=address.uds) as pool:
        headers = [(b"host", b"node"), address.header(None, "http")]
        response = pool.request("GET", address.url(TABLE_PATH.encode()), headers=headers)
    if response.status != 200:
        raise ValueError(f"status {response.status}; have both sides the same DJANGO_FASTAPI_GATEWAY_SECRET?")
    return RouteTable(json.loads(response.content))
