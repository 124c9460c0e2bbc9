from __future__ import annotations

import datetime
import decimal
import ipaddress
import json
import uuid
from enum import IntEnum
from pathlib import PurePosixPath
from typing import Any

import pytest
from django.db.models import TextChoices
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from everything.fields import Colour
from everything.models import Tag, Thing

from django_fastapi.wire import NotWireableError, decode, encode

UTC = datetime.timezone.utc

TAGGED: dict[str, tuple[Any, Any]] = {
    "decimal": (decimal.Decimal("1.50"), {"$": "decimal", "v": "1.50"}),
    "decimal without exponent": (decimal.Decimal("1E+2"), {"$": "decimal", "v": "100"}),
    "aware": (
        datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, UTC),
        {"$": "datetime", "v": "2026-01-02T03:04:05.678901+00:00"},
    ),
    "naive": (datetime.datetime(2026, 1, 2), {"$": "datetime", "v": "2026-01-02T00:00:00.000000"}),
    "date": (datetime.date(2026, 1, 2), {"$": "date", "v": "2026-01-02"}),
    "time": (datetime.time(3, 4, 5, 6), {"$": "time", "v": "03:04:05.000006"}),
    "duration": (
        datetime.timedelta(days=-1, microseconds=5),
        {"$": "duration", "v": "-P0DT23H59M59.999995S"},
    ),
    "uuid": (uuid.UUID(int=5), {"$": "uuid", "v": "00000000-0000-0000-0000-000000000005"}),
    "bytes": (b"\x00\xff", {"$": "bytes", "v": "AP8="}),
    "large": (2**53, {"$": "int", "v": "9007199254740992"}),
    "infinite": (float("-inf"), {"$": "float", "v": "-inf"}),
    "tuple": ((1, b""), {"$": "tuple", "v": [1, {"$": "bytes", "v": ""}]}),
    "set": ({1}, {"$": "set", "v": [1]}),
    "keys": ({1: "a"}, {"$": "dict", "v": [[1, "a"]]}),
    "dollar": ({"$": 1}, {"$": "dict", "v": [["$", 1]]}),
}


@pytest.mark.parametrize(("value", "wire"), TAGGED.values(), ids=TAGGED)
def test_tagged_values_go_out_and_come_back(value: Any, wire: Any) -> None:
    assert encode(value) == wire
    assert decode(wire) == value
    assert type(decode(wire)) is type(value)


@pytest.mark.parametrize("value", [None, True, 2**53 - 1, 1.5, "ü", [1, [None]], {"a": {"b": 1}}])
def test_plain_values_stand_for_themselves(value: Any) -> None:
    assert encode(value) == value
    assert decode(value) == value


def test_nan() -> None:
    assert encode(float("nan")) == {"$": "float", "v": "nan"}
    assert str(decode({"$": "float", "v": "nan"})) == "nan"


class Kind(TextChoices):
    NEW = "n", "New"


class Level(IntEnum):
    HIGH = 3


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (Kind.NEW, "n"),
        (Level.HIGH, 3),
        (gettext_lazy("Yes"), "Yes"),
        (mark_safe("<b>"), "<b>"),
        (PurePosixPath("/a"), "/a"),
        (ipaddress.ip_address("::1"), "::1"),
        ({"a": 1}.keys(), ["a"]),
        (memoryview(b"a"), {"$": "bytes", "v": "YQ=="}),
    ],
)
def test_relatives_of_plain_values_lose_their_type(value: Any, wire: Any) -> None:
    assert encode(value) == wire
    json.dumps(encode(value))


def test_z_is_utc_on_every_python() -> None:
    assert decode({"$": "datetime", "v": "2026-01-02T03:04:05Z"}) == datetime.datetime(
        2026, 1, 2, 3, 4, 5, 0, UTC
    )


def test_instances_go_by_their_concrete_values() -> None:
    wire = encode(Thing(id=3, name="x", owner_id=7))
    assert wire["$"] == "instance"
    assert wire["v"]["model"] == "everything.Thing"
    assert wire["v"]["values"]["owner_id"] == 7
    back = decode({"$": "instance", "v": {"model": "everything.Thing", "values": {"id": 3, "name": "x"}}})
    assert isinstance(back, Thing)
    assert (back.pk, back.name, back._state.adding) == (3, "x", False)
    assert "owner_id" in back.get_deferred_fields()


def test_a_custom_fields_object_travels_as_its_column_value() -> None:
    assert encode(Tag(id=1, name="t", colour=Colour("#123")))["v"]["values"]["colour"] == "#123"


def test_what_cannot_travel_is_named() -> None:
    with pytest.raises(NotWireableError, match=r"type builtins\.object cannot"):
        encode(object())
    with pytest.raises(NotWireableError, match='"nonsense"'):
        decode({"$": "nonsense", "v": 1})


def test_ranges() -> None:
    ranges = pytest.importorskip("psycopg.types.range")
    wire = {"$": "range", "v": {"lower": 1, "upper": None, "bounds": "[)", "empty": False}}
    assert encode(ranges.Range(1, None)) == wire
    back: Any = decode(wire)
    assert (back.lower, back.upper) == (1, None)
    assert decode({"$": "range", "v": {"lower": None, "upper": None, "bounds": None, "empty": True}}).isempty
