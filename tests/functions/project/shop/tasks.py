"""A task as Celery's are: called by ``delay``, which answers something with an id."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass
class Queued:
    id: str


class Task:
    def delay(self, order: int, copy: str | None = None) -> Queued:
        return Queued(f"queued {order} {copy}")


invoice = Task()
