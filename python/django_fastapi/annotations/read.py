"""Annotations as ``Kind``s."""

from __future__ import annotations

import collections
import dataclasses
import enum
import types
import typing
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from django_fastapi.annotations.kinds import (
    ANY,
    SCALARS,
    Dictionary,
    Enumeration,
    Fixed,
    Kind,
    Literals,
    Many,
    ModelInstance,
    Nothing,
    OneOf,
    Structure,
)
from django_fastapi.annotations.structures import structure_of

_SETS: dict[Any, Callable[[list[Any]], Any]] = {
    set: set,
    frozenset: frozenset,
    collections.abc.Set: set,
    collections.abc.MutableSet: set,
}
_LISTS = {
    list,
    collections.deque,
    collections.abc.Sequence,
    collections.abc.MutableSequence,
    collections.abc.Collection,
    collections.abc.Iterable,
    collections.abc.Iterator,
    collections.abc.Generator,
}
_DICTIONARIES = {
    dict,
    collections.OrderedDict,
    collections.defaultdict,
    collections.abc.Mapping,
    collections.abc.MutableMapping,
}

_structures: dict[type, Structure] = {}


def read_annotation(hint: Any) -> Kind:
    """What an evaluated annotation says; what we do not know is any value."""
    if hint is None or hint is type(None):
        return Nothing()
    if isinstance(hint, typing.NewType):
        return read_annotation(hint.__supertype__)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is None:
        return _read_class(hint) if isinstance(hint, type) else ANY
    if origin in (typing.Annotated, typing.Final, typing.ClassVar):
        return read_annotation(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return OneOf(tuple(map(read_annotation, arguments)))
    if origin is typing.Literal:
        values = tuple(value.value if isinstance(value, enum.Enum) else value for value in arguments)
        return Literals(values) if all(isinstance(value, (str, int, type(None))) for value in values) else ANY
    return _read_generic(origin, arguments)


def _read_generic(origin: Any, arguments: tuple[Any, ...]) -> Kind:
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return Many(read_annotation(arguments[0]), tuple)
        return Fixed(tuple(map(read_annotation, arguments)))
    if origin in _SETS:
        return Many(read_annotation(arguments[0]), _SETS[origin])
    if origin in _LISTS:
        return Many(read_annotation(arguments[0]), list)
    if origin in _DICTIONARIES:
        return Dictionary(read_annotation(arguments[0]), read_annotation(arguments[1]))
    return _read_class(origin) if isinstance(origin, type) else ANY


def _read_class(hint: type) -> Kind:
    if hint in SCALARS:
        return SCALARS[hint]
    if issubclass(hint, enum.Enum):
        return Enumeration(hint)
    if issubclass(hint, Model):
        return ANY if hint._meta.abstract else ModelInstance(hint)
    structure = _structure(hint)
    if structure is not None:
        return structure
    if issubclass(hint, tuple) and hasattr(hint, "_fields"):
        return _named_tuple(hint)
    if hint in _SETS:
        return Many(ANY, _SETS[hint])
    if hint is tuple:
        return Many(ANY, tuple)
    if hint in _LISTS:
        return Many(ANY, list)
    return Dictionary(SCALARS[str], ANY) if hint in _DICTIONARIES else ANY


def _structure(hint: type) -> Structure | None:
    known = _structures.get(hint)
    if known is None:
        made = structure_of(hint)
        if made is None:
            return None
        # Known before its fields are read: they may lead back to it.
        known = _structures[hint] = made.structure
        known.fields.extend(
            dataclasses.replace(each, kind=read_annotation(hint))
            for each, hint in zip(made.structure_fields, made.hints, strict=True)
        )
    return known


def _named_tuple(hint: Any) -> Kind:
    names: tuple[str, ...] = hint._fields
    hints = typing.get_type_hints(hint)
    kinds = tuple(read_annotation(hints.get(name, Any)) for name in names)
    return Fixed(kinds, lambda items: hint(*items), names)
