"""Exposed functions with every kind of annotation; found because of the module's name."""

# ruff: noqa: UP007, UP045 - both spellings are tried
from __future__ import annotations

import dataclasses
import datetime
import enum
import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, NewType, Optional, TypedDict, Union

from django_fastapi import expose
from everything.models import Tag


class Size(enum.Enum):
    SMALL = "s"
    LARGE = "l"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


@dataclasses.dataclass
class Node:
    name: str
    price: Decimal = Decimal("1.00")
    children: list[Node] = dataclasses.field(default_factory=list)
    depth: int = dataclasses.field(init=False, default=0)


class Movie(TypedDict):
    title: str
    released: datetime.date


class PartialMovie(Movie, total=False):
    length: datetime.timedelta


class Point(NamedTuple):
    x: float
    y: float


UserId = NewType("UserId", int)


@expose
def echo_types(
    a: datetime.datetime,
    b: datetime.date,
    c: datetime.time,
    d: datetime.timedelta,
    e: Decimal,
    f: uuid.UUID,
    g: bytes,
    h: float,
) -> list[str]:
    """The types that arrive."""
    return [type(value).__name__ for value in (a, b, c, d, e, f, g, h)]


@expose
def structures(node: Node, movie: PartialMovie, point: Point, size: Size, level: Level = Level.LOW) -> str:
    return repr((node, movie, point, size, level))


@expose
def containers(
    numbers: set[int],
    pairs: tuple[str, Decimal],
    many: tuple[int, ...],
    by_id: dict[int, Decimal],
    either: Union[Decimal, list[datetime.date], None] = None,
    text_or_date: str | datetime.date = "",
) -> str:
    return repr((sorted(numbers), pairs, many, by_id, either, text_or_date))


@expose
def parameters(
    first: int, /, second: Literal["a", "b"], *rest: Decimal, flag: bool = False, **more: Sequence[str]
) -> str:
    return repr((first, second, rest, flag, more))


@expose(name="tagged")
def tag_function(tag: Tag, user: UserId, note: Annotated[str, "a note"] = "") -> Tag:
    return tag


@expose
async def later() -> Optional[Point]:
    return Point(1, 2)


@expose
def pages() -> Iterator[dict[str, Any]]:
    yield {"a": 1}
