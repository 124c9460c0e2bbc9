from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from processes import WorkerProcess


@pytest.fixture(scope="module")
def worker(database: Path) -> Iterator[WorkerProcess]:
    """Shared by the tests that leave it running."""
    process = WorkerProcess(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    yield process
    process.end()


@pytest.fixture
def ending_worker(database: Path) -> Iterator[WorkerProcess]:
    process = WorkerProcess(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    yield process
    if process.process.poll() is None:
        process.end()


def test_it_says_when_it_is_ready_and_answers(worker: WorkerProcess) -> None:
    ready = worker.greeting["ready"]
    assert ready == {"pid": worker.process.pid, "django": django.get_version(), "protocol": 1}
    assert worker.ask("ping")["result"] == {"pid": worker.process.pid, "django": django.get_version()}


def test_what_user_code_prints_goes_elsewhere(ending_worker: WorkerProcess) -> None:
    assert ending_worker.ask("call", target="everything.tasks.noisy", args=[], kwargs={})["result"] is None
    assert ending_worker.end() == ("printed\n", "complained\n")
    assert ending_worker.process.returncode == 0


def test_child_processes_inherit_neither_the_channel_nor_stdin(worker: WorkerProcess) -> None:
    code = "import os; print(os.listdir('/proc/self/fd')); print(repr(input()) if False else os.read(0, 9))"
    answer = worker.ask(
        "call",
        target="subprocess.check_output",
        args=[["python3", "-c", code]],
        kwargs={"text": True},
    )
    descriptors, stdin = answer["result"].splitlines()
    assert "'4'" not in descriptors
    assert stdin == "b''"


def test_exceptions_are_data(worker: WorkerProcess) -> None:
    error = worker.ask("call", target="everything.tasks.invalid", args=[], kwargs={})["error"]
    assert error["type"] == "django.core.exceptions.ValidationError"
    assert error["mro"][-2:] == ["builtins.Exception", "builtins.BaseException"]
    assert error["data"]["messageDict"] == {"name": ["too short", "too loud"]}
    assert "everything/tasks.py" in error["traceback"]
    assert "django_fastapi/worker" not in error["traceback"], "how we got there tells nobody anything"
    assert worker.ask("ping")["result"], "and the worker goes on"


def test_results_that_cannot_travel_and_methods_that_do_not_exist(worker: WorkerProcess) -> None:
    error = worker.ask("call", target="everything.tasks.unwireable", args=[], kwargs={})["error"]
    assert error["type"] == "django_fastapi.wire.NotWireableError"
    assert worker.ask("no such method")["error"]["type"] == "builtins.LookupError"
    assert (
        "no_such" in worker.ask("call", target="everything.no_such", args=[], kwargs={})["error"]["message"]
    )


def test_a_cancellation_is_no_request(worker: WorkerProcess) -> None:
    worker.send({"cancel": 1})
    assert worker.ask("ping")["result"]


def test_queries_of_all_kinds(worker: WorkerProcess, tree: Any) -> None:
    permissions = tree("auth.Permission")
    count = worker.ask("query", tree=permissions, terminal={"kind": "count"})["result"]["rows"][0][0]
    assert count > 10
    rows = worker.ask("query", tree=permissions, terminal={"kind": "rows"})["result"]
    assert len(rows["rows"]) == count
    assert rows["columns"] == ["id", "name", "content_type_id", "codename"]
    assert worker.ask("query", tree=permissions, terminal={"kind": "exists"})["result"]["rows"] == [[True]]
    highest = {"$": "expression", "v": {"name": "Max", "args": ["id"], "options": {}}}
    terminal = {"kind": "aggregate", "expressions": {"top": highest}}
    assert worker.ask("query", tree=permissions, terminal=terminal)["result"]["columns"] == ["top"]
    assert (
        "auth_permission"
        in worker.ask("query", tree=permissions, terminal={"kind": "explain"})["result"]["rows"][0][0]
    )


def test_it_ends_with_its_channel(ending_worker: WorkerProcess) -> None:
    import os

    os.close(ending_worker.requests)
    assert ending_worker.process.wait(20) == 0
    ending_worker.requests = os.open(os.devnull, os.O_RDONLY)


def test_it_ends_with_its_parent_even_in_the_middle_of_a_call(ending_worker: WorkerProcess) -> None:
    ending_worker.send(
        {"id": 1, "method": "call", "params": {"target": "time.sleep", "args": [60], "kwargs": {}}}
    )
    ending_worker.end()
    assert ending_worker.process.returncode == 0


def test_a_project_that_does_not_start() -> None:
    worker = WorkerProcess(env={"DJANGO_SETTINGS_MODULE": "project.missing"}, stderr=subprocess.DEVNULL)
    error = worker.greeting["startupError"]
    assert error["type"] == "builtins.ModuleNotFoundError"
    assert error["settingsModule"] == "project.missing"
    assert worker.process.wait(20) == 1
