"""An exposed function for each kind of annotation, and what can go wrong in one."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime
import enum
import os
import time
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypedDict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from pydantic import BaseModel

from django_fastapi import expose
from shop.models import Product


class Size(enum.Enum):
    SMALL = "s"
    LARGE = "l"


@dataclasses.dataclass
class Line:
    product: str
    price: Decimal
    parts: list[Line] = dataclasses.field(default_factory=list)


class Movie(TypedDict, total=False):
    title: str
    released: datetime.date


class Point(NamedTuple):
    x: float
    y: float


class Address(BaseModel):
    street: str
    since: datetime.datetime | None = None


@expose
def noop() -> None:
    """Does nothing."""


@expose
def primitives(a: bool, b: int, c: float, d: str, e: bytes) -> tuple[bool, int, float, str, bytes]:
    return a, b, c, d, e


@expose
def moments(
    a: datetime.datetime, b: datetime.date, c: datetime.time, d: datetime.timedelta
) -> tuple[datetime.datetime, datetime.date, datetime.time, datetime.timedelta]:
    return a, b, c, d


@expose
def decimal(value: Decimal) -> Decimal:
    return value * 2


@expose
def identifier(value: uuid.UUID) -> uuid.UUID:
    return value


@expose
def optional(value: Decimal | None = None) -> Decimal | None:
    return value


@expose
def containers(values: list[Decimal], by_name: dict[str, int]) -> dict[int, list[Decimal]]:
    return {number: values for number in by_name.values()}


@expose
def choices(mode: Literal["fast", "slow"], size: Size) -> Size:
    return Size.LARGE if mode == "slow" else size


@expose
def typed_dict(movie: Movie) -> Movie:
    return movie


@expose
def data_class(line: Line) -> Line:
    return dataclasses.replace(line, price=line.price * 2)


@expose
def named_tuple(point: Point) -> Point:
    return Point(point.y, point.x)


@expose
def pydantic_model(address: Address) -> Address:
    return address


@expose
def instance(product: Product) -> Product:
    product.price = product.price * 2
    return product


@expose
def queryset(products: Any) -> list[str]:
    assert isinstance(products, QuerySet)
    return list(products.values_list("name", flat=True))


@expose
async def later(seconds: float = 0) -> int:
    await asyncio.sleep(seconds)
    return await Product.objects.acount()


@expose
def pages() -> Iterator[int]:
    yield from (1, 2)


@expose
def places(first: int, /, second: str = "b", *rest: int, flag: bool = False) -> str:
    return repr((first, second, rest, flag))


@expose(name="renamed")
def something_else(*, total: int, note: str = "") -> int:
    return total


@expose
def unannotated(value=None):  # type: ignore[no-untyped-def]
    return value


class OutOfStockError(ValueError):
    """An exception of the project's own."""


@expose
def fail(kind: Literal["own", "validation", "missing"]) -> None:
    if kind == "own":
        raise OutOfStockError("no more of it")
    if kind == "validation":
        raise ValidationError({"name": ["too short"]})
    Product.objects.get(pk=-1)


@expose
def die() -> None:
    os._exit(3)


@expose
def sleep(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


@expose
def noisy() -> str:
    print("a line that is no frame")
    os.write(1, b"\x00\x00\x00\x05junk\n")
    return "done"


@expose
def make_product(name: str, price: Decimal = Decimal(1), *, fail: bool = False) -> Product:
    with transaction.atomic():
        product = Product.objects.create(name=name, price=price)
        if fail:
            raise OutOfStockError(name)
    return product


@expose
def huge() -> int:
    return 2**60
