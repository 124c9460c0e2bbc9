"""
Python values in the JSON of the worker channel and the manifest; the other half is src/manifest/wire.ts.

In Python because only Python can make and read Python's own values (Decimal, model instances, lazy strings).
Strings, booleans, None, lists, string-keyed dicts, finite floats and integers within 2^53 stand for
themselves; everything else is ``{"$": tag, "v": payload}``.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime
import decimal
import enum
import ipaddress
import math
import os
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.db.models import Model, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string
from django.utils.functional import Promise

from django_fastapi.as_read import as_read

Wire: TypeAlias = Any
"""A JSON value. Any, because a recursive alias makes every reader cast."""

MAX_SAFE_INTEGER = 2**53 - 1


class NotWireableError(TypeError):
    """A value that has no wire form."""


def encode(value: Any) -> Wire:
    """The wire form of a value."""
    encoder = _ENCODERS.get(type(value))
    return encoder(value) if encoder else _encode_by_ancestry(value)


def _tag(name: str, payload: Wire) -> Wire:
    return {"$": name, "v": payload}


def _same(value: Any) -> Wire:
    return value


def _integer(value: int) -> Wire:
    return int(value) if -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER else _tag("int", str(int(value)))


def _float(value: float) -> Wire:
    if math.isfinite(value):
        return float(value)
    return _tag("float", "nan" if math.isnan(value) else "inf" if value > 0 else "-inf")


def _decimal(value: decimal.Decimal) -> Wire:
    return _tag("decimal", format(value, "f") if value.is_finite() else str(value))


def _datetime(value: datetime.datetime) -> Wire:
    return _tag("datetime", value.isoformat(timespec="microseconds"))


def _date(value: datetime.date) -> Wire:
    return _tag("date", value.isoformat())


def _time(value: datetime.time) -> Wire:
    return _tag("time", value.isoformat(timespec="microseconds"))


def _duration(value: datetime.timedelta) -> Wire:
    return _tag("duration", duration_iso_string(value))


def _uuid(value: uuid.UUID) -> Wire:
    return _tag("uuid", str(value))


def _bytes(value: bytes | bytearray | memoryview) -> Wire:
    return _tag("bytes", base64.b64encode(value).decode("ascii"))


def _list(value: Iterable[Any]) -> Wire:
    return [encode(item) for item in value]


def _tuple(value: tuple[Any, ...]) -> Wire:
    return _tag("tuple", _list(value))


def _set(value: Iterable[Any]) -> Wire:
    return _tag("set", _list(value))


def _dict(value: Mapping[Any, Any]) -> Wire:
    if all(type(key) is str for key in value) and "$" not in value:
        return {key: encode(item) for key, item in value.items()}
    return _tag("dict", [[encode(key), encode(item)] for key, item in value.items()])


def _instance(value: Model) -> Wire:
    deferred = value.get_deferred_fields()
    fields = [field for field in value._meta.concrete_fields if field.attname not in deferred]
    values = {
        field.attname: encode_field_value(field, as_read(field, field.value_from_object(value)))
        for field in fields
    }
    return _tag("instance", {"model": value._meta.label, "values": values})


def _range(value: Any) -> Wire:
    """psycopg's Range, whichever psycopg it is."""
    lower, upper = encode(value.lower), encode(value.upper)
    return _tag(
        "range", {"lower": lower, "upper": upper, "bounds": value._bounds or None, "empty": value.isempty}
    )


_ENCODERS: dict[type, Callable[[Any], Wire]] = {
    type(None): _same,
    bool: _same,
    str: _same,
    int: _integer,
    float: _float,
    decimal.Decimal: _decimal,
    datetime.datetime: _datetime,
    datetime.date: _date,
    datetime.time: _time,
    datetime.timedelta: _duration,
    uuid.UUID: _uuid,
    bytes: _bytes,
    bytearray: _bytes,
    memoryview: _bytes,
    list: _list,
    tuple: _tuple,
    set: _set,
    frozenset: _set,
    dict: _dict,
}

_ANCESTORS: tuple[tuple[type | tuple[type, ...], Callable[[Any], Wire]], ...] = (
    (enum.Enum, lambda value: encode(value.value)),
    ((Promise, str), str),
    (FieldFile, lambda value: value.name),
    (Model, _instance),
    (QuerySet, _list),
    (os.PathLike, os.fspath),
    ((ipaddress.IPv4Address, ipaddress.IPv6Address, ipaddress.IPv4Network, ipaddress.IPv6Network), str),
    (int, _integer),
    (float, _float),
    (decimal.Decimal, _decimal),
    (datetime.datetime, _datetime),
    (datetime.date, _date),
    (datetime.time, _time),
    (datetime.timedelta, _duration),
    (uuid.UUID, _uuid),
    (tuple, _tuple),
    ((list, type({}.keys()), type({}.values())), _list),
    ((set, frozenset), _set),
    (Mapping, _dict),
)


_AS_THEY_ARE = frozenset({type(None), bool, str})


def encode_column(values: Sequence[Any]) -> Sequence[Wire]:
    """The same for values that are mostly of one type, without looking at each of them."""
    kinds = set(map(type, values))
    if kinds <= _AS_THEY_ARE:
        return values
    kinds.discard(type(None))
    encoder = _ENCODERS.get(kinds.pop()) if len(kinds) == 1 else None
    if encoder is None:
        return [encode(value) for value in values]
    return [None if value is None else encoder(value) for value in values]


def _encode_by_ancestry(value: Any) -> Wire:
    for ancestors, encoder in _ANCESTORS:
        if isinstance(value, ancestors):
            return encoder(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if hasattr(value, "model_dump"):  # pydantic, which need not be installed
        return encode(value.model_dump())
    if hasattr(value, "isempty") and hasattr(value, "_bounds"):
        return _range(value)
    kind = type(value)
    raise NotWireableError(
        f"a value of type {kind.__module__}.{kind.__qualname__} cannot be sent to TypeScript"
    )


def encode_field_value(field: Any, value: Any) -> Wire:
    """A field's value; a custom field's object travels as what the field would store."""
    try:
        return encode(value)
    except NotWireableError:
        return encode(field.get_prep_value(value))


Decoders: TypeAlias = Mapping[str, Callable[[Wire], Any]]


def decode(value: Wire, decoders: Decoders | None = None) -> Any:
    """The value of a wire form. ``decoders`` adds tags to those of every channel (expressions, trees)."""
    if type(value) is list:
        return [decode(item, decoders) for item in value]
    if type(value) is not dict:
        return value
    if "$" not in value:
        return {key: decode(item, decoders) for key, item in value.items()}
    tag, payload = value["$"], value["v"]
    if decoders and tag in decoders:
        return decoders[tag](payload)
    scalar = _SCALAR_DECODERS.get(tag)
    if scalar:
        return scalar(payload)
    nested = _NESTED_DECODERS.get(tag)
    if nested:
        return nested(payload, decoders)
    raise NotWireableError(f'unknown tag "{tag}"')


def _decode_datetime(text: str) -> datetime.datetime:
    # Python 3.10's fromisoformat does not read "Z".
    return datetime.datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)


def _decode_duration(text: str) -> datetime.timedelta:
    duration = parse_duration(text)
    if duration is None:
        raise NotWireableError("a duration that is not ISO 8601")
    return duration


def _decode_instance(payload: Wire, decoders: Decoders | None) -> Model:
    from django.apps import apps

    model: type[Model] = apps.get_model(payload["model"])
    names = list(payload["values"])
    instance: Model = model.from_db(
        None, names, [decode(payload["values"][name], decoders) for name in names]
    )
    return instance


def _decode_range(payload: Wire, decoders: Decoders | None) -> Any:
    from django.db.backends.postgresql import psycopg_any

    lower, upper = decode(payload["lower"], decoders), decode(payload["upper"], decoders)
    bound = lower if lower is not None else upper
    if isinstance(bound, datetime.datetime):
        kind = psycopg_any.DateTimeTZRange
    elif isinstance(bound, datetime.date):
        kind = psycopg_any.DateRange
    else:
        kind = psycopg_any.NumericRange
    return kind(empty=True) if payload["empty"] else kind(lower, upper, payload["bounds"])


_SCALAR_DECODERS: dict[str, Callable[[Any], Any]] = {
    "decimal": decimal.Decimal,
    "datetime": _decode_datetime,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "duration": _decode_duration,
    "uuid": uuid.UUID,
    "bytes": base64.b64decode,
    "int": int,
    "float": float,
}

_NESTED_DECODERS: dict[str, Callable[[Any, Decoders | None], Any]] = {
    "tuple": lambda payload, decoders: tuple(decode(item, decoders) for item in payload),
    "set": lambda payload, decoders: {decode(item, decoders) for item in payload},
    "dict": lambda payload, decoders: {decode(k, decoders): decode(v, decoders) for k, v in payload},
    "instance": _decode_instance,
    "range": _decode_range,
}

TAGS = frozenset({*_SCALAR_DECODERS, *_NESTED_DECODERS})
"""The keys of ``WireTags``."""
