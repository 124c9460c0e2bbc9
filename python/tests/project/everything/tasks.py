"""Functions that TypeScript calls."""

import asyncio
import dataclasses
import datetime
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from django_fastapi import expose


@dataclasses.dataclass
class Price:
    net: Decimal
    currency: str = "EUR"


@expose
def price(net: Decimal) -> Price:
    return Price(net * 2)


@expose(name="greet")
def greeting(name: str, *, loud: bool = False) -> str:
    return f"HELLO {name}" if loud else f"hello {name}"


async def later(value: Any) -> Any:
    await asyncio.sleep(0)
    return value, await Permission.objects.acount()


def some() -> Iterator[int]:
    yield from (1, 2)


def noisy() -> None:
    print("printed")
    sys.stderr.write("complained\n")


def invalid() -> None:
    raise ValidationError({"name": ["too short", "too loud"]})


def unwireable() -> object:
    return object()


def migrate() -> None:
    # Apps without migrations come first, and refer to tables of those with.
    for run_syncdb in (False, True):
        call_command("migrate", run_syncdb=run_syncdb, verbosity=0, skip_checks=True)


def make_postgres_row() -> None:
    from everything.models import Postgres

    Postgres.objects.create(
        numbers=[1, None],
        matrix=[["a"], ["b"]],
        span=(1, 5),
        days=(datetime.date(2026, 1, 2), None),
        extra={"key": None},
    )


committed: list[str] = []


def note_commit(text: str) -> None:
    transaction.on_commit(lambda: committed.append(text))


def commits() -> list[str]:
    return committed
