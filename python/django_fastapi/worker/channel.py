"""Frames of the worker channel: a 4-byte big-endian length, then that many bytes of UTF-8 JSON."""

from __future__ import annotations

import json
import select
import struct
from typing import Any

from django_fastapi import pipes

_LENGTH = struct.Struct(">I")
# No circles: what is sent was built value by value.
_to_json = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")
).encode


class Channel:
    """Requests come in on one file descriptor, answers go out on another; what user code prints goes elsewhere."""

    def __init__(self, requests: int, answers: int) -> None:
        self._requests = requests
        self._answers = answers

    def wait(self, seconds: float) -> bool:
        """Whether a message (or the end) arrives within the time."""
        return bool(select.select([self._requests], [], [], seconds)[0])

    def receive(self) -> Any:
        """The next message; None when the other end has closed."""
        header = pipes.read_exactly(self._requests, _LENGTH.size)
        if header is None:
            return None
        body = pipes.read_exactly(self._requests, _LENGTH.unpack(header)[0])
        return None if body is None else json.loads(body)

    def send(self, message: dict[str, Any]) -> None:
        data = _to_json(message).encode("utf-8", "surrogatepass")
        pipes.write_all(self._answers, _LENGTH.pack(len(data)) + data)
