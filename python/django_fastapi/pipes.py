"""
The file descriptors that Node hands over, kept from user code and its child processes.

In Python because this is the inside of the Python processes: what they inherit, only they can close or hide.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
import threading

GRACE_SECONDS = 5.0
"""How long a process that lost its parent may take to finish what it is doing."""


def take(descriptor: int) -> int | None:
    """A pipe that Node passed, closed for child processes; None when there is none."""
    try:
        kind = os.fstat(descriptor).st_mode
    except OSError:
        return None
    if not (stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
        return None
    os.set_inheritable(descriptor, False)
    return descriptor


def write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def read_exactly(descriptor: int, size: int) -> bytes | None:
    """So many bytes, or None when the other end closed."""
    data = os.read(descriptor, size)
    if len(data) == size:
        return data
    chunks = bytearray(data)
    while data and len(chunks) < size:
        data = os.read(descriptor, size - len(chunks))
        chunks += data
    return bytes(chunks) if len(chunks) == size else None


def print_by_line() -> None:
    """What user code prints appears when it prints, also where stdout is a pipe."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(line_buffering=True)


def end_with_parent() -> None:
    """
    Ends this process when its stdin closes, that is when its parent is gone, however it went. User code gets an
    empty stdin instead. (A terminal or /dev/null as stdin is no parent.)
    """
    stdin = take(0)
    if stdin is None:
        return
    private = os.dup(stdin)
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)

    def watch() -> None:
        while os.read(private, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(GRACE_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def exit_on_sigterm() -> None:
    """SIGTERM ends the process as sys.exit() does, so that ``finally`` and ``atexit`` run."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # Ctrl-C goes to the whole process group; the parent decides when its children end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
