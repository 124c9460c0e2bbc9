"""The socket that a server is given."""

from __future__ import annotations

import os
import socket
import stat
from typing import Any, NamedTuple


class Address(NamedTuple):
    """A Unix socket's path, or a host and port."""

    uds: str | None
    host: str
    port: int


def listen(address: Address) -> socket.socket:
    """A listening socket."""
    if address.uds is not None:
        remove_stale_socket(address.uds)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address.uds)
        # Only the user who runs Node connects.
        os.chmod(address.uds, 0o600)
        listener.listen(1024)
        return listener
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listener = socket.create_server((address.host, address.port), family=family, backlog=1024)
    # Accepted sockets inherit it; asyncio sets it only on sockets that it made itself, and an answer in two packets
    # would wait 40 ms for the client's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def remove_stale_socket(path: str) -> None:
    """A socket file outlives the process that listened on it."""
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            os.unlink(path)
    except FileNotFoundError:
        pass


def describe(listener: socket.socket) -> dict[str, Any]:
    """Where a socket listens: the port that was taken for port 0."""
    name = listener.getsockname()
    return {"uds": name} if isinstance(name, str) else {"host": name[0], "port": name[1]}
