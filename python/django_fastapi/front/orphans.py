"""
Servers of several processes whose parent is killed: uvicorn's workers and runserver's process would stay, and hold the
port, and with them their Node. (gunicorn's workers look after this themselves.)
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable

POLL_SECONDS = 1.0


def end_with_the_server(*, is_reloading: bool) -> None:
    """Ends this process, as SIGTERM does, when the one that it works for has gone."""
    server = multiprocessing.parent_process()
    if server is not None:  # uvicorn --workers
        _in_background(server.join)
    elif is_reloading:  # runserver's autoreloader
        parent = os.getppid()
        _in_background(lambda: _wait_for_another_parent(parent))


def _in_background(wait: Callable[[], None]) -> None:
    def watch() -> None:
        wait()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="django-fastapi-orphan", daemon=True).start()


def _wait_for_another_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL_SECONDS)
