import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import TypeVar

T = TypeVar("T")

_NAMESPACE = uuid.UUID("6f1b1a52-63a5-4c6e-9d0f-0c3f1a7f2a10")
_MASK = (1 << 64) - 1


class Dice:
    """Numbers that look random and depend on the seed alone.

    `random.Random` promises that only for `random()`, not for `choice()` and the like, from Python to Python.
    """

    def __init__(self, *seed: object) -> None:
        digest = hashlib.sha256("/".join(map(str, seed)).encode()).digest()
        self._state = int.from_bytes(digest[:8], "big")

    def below(self, limit: int) -> int:
        """0 to limit - 1, by SplitMix64."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return (mixed ^ (mixed >> 31)) % limit

    def between(self, first: int, last: int) -> int:
        return first + self.below(last - first + 1)

    def one_in(self, number: int) -> bool:
        return self.below(number) == 0

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def sample(self, choices: Sequence[T], count: int) -> list[T]:
        rest = list(choices)
        return [rest.pop(self.below(len(rest))) for _ in range(min(count, len(rest)))]


def sample_uuid(*seed: object) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, "/".join(map(str, seed)))


def moment(minutes: int, microseconds: int = 0) -> datetime:
    """So many minutes after the shop opened."""
    opened = datetime(2024, 1, 1, 9, 0, tzinfo=timezone.utc)
    return opened + timedelta(minutes=minutes, microseconds=microseconds)
