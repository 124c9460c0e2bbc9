"""``python -m django_fastapi worker``: answers one request after the other until its parent goes away."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from django_fastapi import pipes
from django_fastapi.failure import describe_exception, describe_startup_failure
from django_fastapi.version import PROTOCOL
from django_fastapi.worker.channel import Channel

IDLE_SECONDS = 1.0


def run() -> int:
    requests, answers = pipes.take(3), pipes.take(4)
    if requests is None or answers is None:
        print("The worker talks over file descriptors 3 and 4; Node starts it.", file=sys.stderr)
        return 2
    pipes.print_by_line()
    pipes.exit_on_sigterm()
    pipes.end_with_parent()
    channel = Channel(requests, answers)
    try:
        from django_fastapi.bootstrap import set_up_django

        set_up_django()
        import django

        from django_fastapi.worker.requests import rest, run_request
    except (Exception, SystemExit) as error:
        channel.send({"startupError": describe_startup_failure(error)})
        return 1
    channel.send({"ready": {"pid": os.getpid(), "django": django.get_version(), "protocol": PROTOCOL}})
    _serve(channel, run_request, rest)
    return 0


def _serve(channel: Channel, run_request: Callable[[str, Any], Any], rest: Callable[[], None]) -> None:
    while True:
        if not channel.wait(IDLE_SECONDS):
            rest()
        message = channel.receive()
        if message is None:
            return
        # {"cancel": id} comes after the request it is about, which is answered by then: Node ends a worker that
        # does not answer in time, since nothing short of that stops every kind of Python code.
        if "method" in message:
            _answer(channel, run_request, message)


def _answer(channel: Channel, run_request: Callable[[str, Any], Any], message: dict[str, Any]) -> None:
    try:
        channel.send({"id": message["id"], "result": run_request(message["method"], message["params"])})
    except Exception as error:
        # Also a result that JSON does not take: nothing of it was sent then.
        channel.send({"id": message["id"], "error": describe_exception(error)})
