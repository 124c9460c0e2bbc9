"""Classes with fields: TypedDict, dataclass, pydantic's models where pydantic is installed."""

from __future__ import annotations

import dataclasses
import sys
import typing
from collections.abc import Callable
from typing import Any, NamedTuple

from django_fastapi.annotations.kinds import ANY, Structure, StructureField


class Unread(NamedTuple):
    """A structure whose fields' annotations are not read yet."""

    structure: Structure
    structure_fields: list[StructureField]
    hints: list[Any]


def structure_of(hint: Any) -> Unread | None:
    """None where the class is none of these."""
    if issubclass(hint, dict) and hasattr(hint, "__required_keys__"):
        return _typed_dict(hint)
    if _is_pydantic(hint):
        return _pydantic(hint)
    if dataclasses.is_dataclass(hint):
        return _dataclass(hint)
    return None


def _typed_dict(hint: Any) -> Unread:
    hints = typing.get_type_hints(hint)
    fields = [
        StructureField(
            name,
            ANY,
            "required" if name in hint.__required_keys__ else "optional",
            "always" if name in hint.__required_keys__ else "sometimes",
        )
        for name in hints
    ]
    return Unread(Structure(hint, dict), fields, list(hints.values()))


def _dataclass(hint: Any) -> Unread:
    hints = typing.get_type_hints(hint)
    fields = [
        StructureField(each.name, ANY, _given(each))
        for each in dataclasses.fields(hint)
        if not each.name.startswith("_")
    ]
    return Unread(Structure(hint, _keywords(hint)), fields, [hints[each.name] for each in fields])


def _given(field: dataclasses.Field[Any]) -> str:
    if not field.init:
        return "never"
    has_default = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
    return "optional" if has_default else "required"


def _keywords(hint: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda values: hint(**values)


def _is_pydantic(hint: type) -> bool:
    # Whoever has a model has imported pydantic.
    pydantic = sys.modules.get("pydantic")
    return pydantic is not None and issubclass(hint, pydantic.BaseModel)


def _pydantic(hint: Any) -> Unread:
    fields = [
        StructureField(name, ANY, "required" if each.is_required() else "optional")
        for name, each in hint.model_fields.items()
    ]
    hints = [each.annotation for each in hint.model_fields.values()]
    for name, computed in hint.model_computed_fields.items():
        fields.append(StructureField(name, ANY, "never"))
        hints.append(computed.return_type)

    def make(values: dict[str, Any]) -> Any:
        # By a field's name, as it is described; model_dump() answers by it too.
        names = {
            each.validation_alias: name for name, each in hint.model_fields.items() if each.validation_alias
        }
        by_alias = {name: alias for alias, name in names.items() if isinstance(alias, str)}
        return hint.model_validate({by_alias.get(name, name): value for name, value in values.items()})

    return Unread(Structure(hint, make, nested=False), fields, hints)
