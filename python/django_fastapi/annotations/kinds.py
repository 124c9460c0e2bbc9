"""
One class for each kind of annotation: how it is described (``ValueType`` of src/manifest/functions.ts), and how what
came over the channel is converted.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.db.models import Model

from django_fastapi.wire import Wire, decode

Structures: TypeAlias = dict[str, Wire]
"""Descriptions of the classes with fields and the enums that were met, by dotted name."""


class Kind:
    """An annotation. As it stands: any value, left as it is."""

    def describe(self, structures: Structures) -> Wire:
        return {"kind": "any"}

    def fits(self, value: Any) -> bool:
        """Whether a value is one already."""
        return True

    def convert(self, value: Any) -> Any:
        """
        Python's value of what came over the channel. Annotations are no checks in Python, and this makes none: what
        the wire form says already stays as it is.
        """
        return value

    @property
    def converts(self) -> bool:
        """Whether ``convert`` ever does anything."""
        return type(self).convert is not Kind.convert


@dataclass(frozen=True)
class Nothing(Kind):
    def describe(self, structures: Structures) -> Wire:
        return {"kind": "none"}

    def fits(self, value: Any) -> bool:
        return value is None


@dataclass(frozen=True)
class Scalar(Kind):
    name: str
    type: type
    read: Callable[[Any], Any] | None = None
    """From what stands for it in TypeScript: a string, or a number."""

    def describe(self, structures: Structures) -> Wire:
        return {"kind": "scalar", "name": self.name}

    def fits(self, value: Any) -> bool:
        return type(value) is self.type

    def convert(self, value: Any) -> Any:
        if self.read is None or value is None or isinstance(value, self.type):
            return value
        return self.read(value)

    @property
    def converts(self) -> bool:
        return self.read is not None


def _tagged(tag: str) -> Callable[[Any], Any]:
    return lambda value: decode({"$": tag, "v": value})


SCALARS: Mapping[type, Scalar] = {
    kind.type: kind
    for kind in (
        Scalar("bool", bool),
        Scalar("int", int),
        # Python takes an int for a float; a value that prints as 1.0 is expected to.
        Scalar("float", float, float),
        Scalar("str", str),
        Scalar("bytes", bytes),
        # By way of str(): the digits that were written, not those of a binary fraction.
        Scalar("decimal", decimal.Decimal, lambda value: decimal.Decimal(str(value))),
        Scalar("datetime", datetime.datetime, _tagged("datetime")),
        Scalar("date", datetime.date, _tagged("date")),
        Scalar("time", datetime.time, _tagged("time")),
        Scalar("duration", datetime.timedelta, _tagged("duration")),
        Scalar("uuid", uuid.UUID, _tagged("uuid")),
    )
}


@dataclass(frozen=True)
class Literals(Kind):
    values: tuple[Any, ...]

    def describe(self, structures: Structures) -> Wire:
        return {"kind": "literal", "values": list(self.values)}

    def fits(self, value: Any) -> bool:
        return value in self.values


@dataclass(frozen=True)
class Enumeration(Kind):
    type: type[enum.Enum]

    def describe(self, structures: Structures) -> Wire:
        values = [member.value for member in self.type]
        if not all(isinstance(value, (str, int, float)) for value in values):
            return {"kind": "any"}
        name = f"{self.type.__module__}.{self.type.__qualname__}"
        structures[name] = {"name": name, "kind": "enum", "values": values}
        return {"kind": "structure", "name": name}

    def fits(self, value: Any) -> bool:
        return isinstance(value, self.type) or any(member.value == value for member in self.type)

    def convert(self, value: Any) -> Any:
        return None if value is None else self.type(value)


@dataclass(frozen=True)
class Many(Kind):
    """A list, or what is written as one in TypeScript."""

    item: Kind
    make: Callable[[list[Any]], Any]

    def describe(self, structures: Structures) -> Wire:
        return {"kind": "list", "item": self.item.describe(structures)}

    def fits(self, value: Any) -> bool:
        return isinstance(value, (list, tuple, set, frozenset)) and all(map(self.item.fits, value))

    def convert(self, value: Any) -> Any:
        if not isinstance(value, (list, tuple, set, frozenset)):
            return value
        return self.make([self.item.convert(item) for item in value])

    @property
    def converts(self) -> bool:
        return self.make is not list or self.item.converts


@dataclass(frozen=True)
class Fixed(Kind):
    """A tuple of known length; a named one has names."""

    items: tuple[Kind, ...]
    make: Callable[[list[Any]], Any] = tuple
    names: tuple[str, ...] | None = None

    def describe(self, structures: Structures) -> Wire:
        return {
            "kind": "tuple",
            "items": [item.describe(structures) for item in self.items],
            "names": None if self.names is None else list(self.names),
        }

    def fits(self, value: Any) -> bool:
        return isinstance(value, (list, tuple)) and len(value) == len(self.items)

    def convert(self, value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            return value
        if len(value) != len(self.items):
            raise ValueError(f"{len(self.items)} items were expected, {len(value)} came")
        return self.make([kind.convert(item) for kind, item in zip(self.items, value, strict=True)])


@dataclass(frozen=True)
class Dictionary(Kind):
    key: Kind
    value: Kind

    def describe(self, structures: Structures) -> Wire:
        return {"kind": "record", "value": self.value.describe(structures)}

    def fits(self, value: Any) -> bool:
        return isinstance(value, dict)

    def convert(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {self._key(key): self.value.convert(item) for key, item in value.items()}

    def _key(self, key: Any) -> Any:
        # Keys of a JavaScript object are strings.
        is_number = isinstance(self.key, Scalar) and self.key.type in (int, float)
        return self.key.type(key) if is_number and isinstance(self.key, Scalar) else self.key.convert(key)

    @property
    def converts(self) -> bool:
        return self.key.converts or self.value.converts or self.key.fits(0)


@dataclass(frozen=True)
class OneOf(Kind):
    options: tuple[Kind, ...]

    def describe(self, structures: Structures) -> Wire:
        return {"kind": "union", "options": [option.describe(structures) for option in self.options]}

    def fits(self, value: Any) -> bool:
        return any(option.fits(value) for option in self.options)

    def convert(self, value: Any) -> Any:
        """What fits as it is comes first, as in pydantic's smart mode: "2026-01-02" stays text where text may be."""
        for option in self.options:
            if option.fits(value):
                return option.convert(value)
        problem: Exception | None = None
        for option in self.options:
            if not option.converts:
                continue
            try:
                return option.convert(value)
            except (ValueError, TypeError, ArithmeticError) as error:
                problem = error
        if problem is not None:
            raise problem
        return value

    @property
    def converts(self) -> bool:
        return any(option.converts for option in self.options)


@dataclass(frozen=True)
class ModelInstance(Kind):
    model: type[Model]

    def describe(self, structures: Structures) -> Wire:
        return {"kind": "model", "label": self.model._meta.label}

    def fits(self, value: Any) -> bool:
        return isinstance(value, self.model)

    def convert(self, value: Any) -> Any:
        """What TypeScript holds as strings becomes what Django's fields hold."""
        if not isinstance(value, self.model):
            return value
        for model_field in value._meta.concrete_fields:
            held = value.__dict__.get(model_field.attname)
            if isinstance(held, str):
                value.__dict__[model_field.attname] = model_field.to_python(held)
        return value


@dataclass(frozen=True)
class StructureField:
    name: str
    kind: Kind
    given: str
    """"required", "optional" or "never": whether a caller passes it."""
    answered: str = "always"
    """"always" or "sometimes": whether it is in an answer."""


@dataclass(eq=False)
class Structure(Kind):
    """A class with fields: an object in TypeScript. Its fields are filled in later, since they may lead back to it."""

    type: type
    make: Callable[[dict[str, Any]], Any]
    fields: list[StructureField] = field(default_factory=list)
    nested: bool = True
    """Whether the values of its fields are to be converted before ``make``."""

    def describe(self, structures: Structures) -> Wire:
        name = f"{self.type.__module__}.{self.type.__qualname__}"
        if name not in structures:
            described: Wire = {"name": name, "kind": "object", "fields": []}
            structures[name] = described
            described["fields"] = [
                {
                    "name": each.name,
                    "type": each.kind.describe(structures),
                    "given": each.given,
                    "answered": each.answered,
                }
                for each in self.fields
            ]
        return {"kind": "structure", "name": name}

    def fits(self, value: Any) -> bool:
        required = {each.name for each in self.fields if each.given == "required"}
        known = {each.name for each in self.fields if each.given != "never"}
        return isinstance(value, dict) and required <= value.keys() <= known

    def convert(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if not self.nested:
            return self.make(value)
        kinds = {each.name: each.kind for each in self.fields}
        return self.make({k: kinds[k].convert(v) if k in kinds else v for k, v in value.items()})


ANY = Kind()
