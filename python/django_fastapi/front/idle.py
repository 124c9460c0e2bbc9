"""
Connections to Node between two requests. Not httpcore's pools: they look through all of their connections several times
a request, which costs more than the request does.
"""

from __future__ import annotations

import os
from collections import deque
from typing import Protocol, TypeVar

KEEP_SECONDS = 30.0
"""Node's side keeps them longer (src/cli/listen-behind.ts), so that it is not the one that closes."""
MOST = 64


class Connection(Protocol):
    """What httpcore's two kinds of connections have in common."""

    def is_idle(self) -> bool: ...
    def has_expired(self) -> bool: ...


AnyConnection = TypeVar("AnyConnection", bound=Connection)


class IdleConnections:
    """Those of one kind, to the Node of the moment."""

    def __init__(self) -> None:
        self._belongs_to: object = None
        self._connections: deque[Connection] = deque(maxlen=MOST)

    def take(self, kind: type[AnyConnection], belongs_to: object) -> AnyConnection | None:
        """The one used last that still works, of the same Node, process and event loop; else None."""
        key = (os.getpid(), belongs_to)
        if key != self._belongs_to:
            self._belongs_to = key
            self._connections = deque(maxlen=MOST)
        while self._connections:
            connection = self._pop()
            if isinstance(connection, kind) and connection.is_idle() and not connection.has_expired():
                return connection
        return None

    def give_back(self, connection: Connection, belongs_to: object) -> None:
        """After its answer was read to the end; one whose answer was not has closed itself."""
        if connection.is_idle() and self._belongs_to == (os.getpid(), belongs_to):
            self._connections.append(connection)

    def _pop(self) -> Connection | None:
        try:
            return self._connections.pop()
        except IndexError:  # another thread took the last one
            return None
