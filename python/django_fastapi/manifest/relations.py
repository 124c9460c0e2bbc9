"""The relation that a field makes, as ``fieldRelation`` of src/manifest/schema.ts has it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel

_ON_DELETE = ("CASCADE", "PROTECT", "RESTRICT", "SET_NULL", "SET_DEFAULT", "DO_NOTHING")
# Django 6.1 and newer
_ON_DELETE_IN_DATABASE = ("DB_CASCADE", "DB_SET_NULL", "DB_SET_DEFAULT")


def describe_relation(field: Any) -> dict[str, Any] | None:
    """None when the other end is no model: an app that is not installed."""
    remote = getattr(field, "remote_field", None)
    if remote is None:
        return _generic_foreign_key(field) if hasattr(field, "ct_field") else None
    if isinstance(remote.model, str):
        return None
    if hasattr(field, "content_type_field_name"):
        return _relation(
            field,
            kind="genericRelation",
            queryName=remote.related_query_name,
            contentTypeField=field.content_type_field_name,
            objectIdField=field.object_id_field_name,
        )
    if field.many_to_many:
        return _relation(field, kind="manyToMany", **_reverse_names(remote), **_through(field))
    return _relation(
        field,
        kind="oneToOne" if field.one_to_one else "foreignKey",
        toField=_target_attname(field),
        onDelete=_on_delete(remote.on_delete),
        parentLink=bool(remote.parent_link),
        **_reverse_names(remote),
    )


def query_name(remote: ForeignObjectRel) -> str | None:
    """The name that lookups from the other model use. A hidden relation has one if related_query_name says so."""
    if remote.hidden:
        return remote.related_query_name
    name: str = remote.field.related_query_name()
    return name


def accessor_name(remote: ForeignObjectRel) -> str | None:
    """The attribute on the other model's instances."""
    return None if remote.hidden else remote.get_accessor_name()


def _relation(field: Any, **known: Any) -> dict[str, Any]:
    remote = getattr(field, "remote_field", None)
    return {
        "kind": "foreignKey",
        "model": remote.model._meta.label if remote is not None else None,
        "toField": None,
        "onDelete": None,
        "accessor": None,
        "queryName": None,
        "parentLink": False,
        "dbConstraint": bool(getattr(field, "db_constraint", False)),
        "symmetrical": bool(getattr(remote, "symmetrical", False)),
        "through": None,
        "throughFields": None,
        "autoCreatedThrough": False,
        "contentTypeField": None,
        "objectIdField": None,
        **known,
    }


def _generic_foreign_key(field: Any) -> dict[str, Any]:
    return _relation(
        field, kind="genericForeignKey", contentTypeField=field.ct_field, objectIdField=field.fk_field
    )


def _reverse_names(remote: ForeignObjectRel) -> dict[str, str | None]:
    return {"accessor": accessor_name(remote), "queryName": query_name(remote)}


def _target_attname(field: Any) -> str | None:
    # A ForeignObject over several columns has no single target.
    attnames = [target.attname for target in field.foreign_related_fields]
    return attnames[0] if len(attnames) == 1 else None


def _through(field: Any) -> dict[str, Any]:
    through = field.remote_field.through
    if through is None or isinstance(through, str):  # of a model that is swapped out
        return {}
    # A package's own many-to-many field need not have a table with two foreign keys (taggit's is generic).
    is_plain = isinstance(field, models.ManyToManyField)
    return {
        "through": through._meta.label,
        "throughFields": [field.m2m_field_name(), field.m2m_reverse_field_name()] if is_plain else None,
        "autoCreatedThrough": bool(through._meta.auto_created),
    }


def _on_delete(on_delete: Any) -> str | None:
    if on_delete is None:
        return None
    for name in (*_ON_DELETE, *_ON_DELETE_IN_DATABASE):
        if on_delete is getattr(models, name, None):
            return name
    # models.SET() makes a new function for each field; its deconstruct() is what migrations know it by.
    deconstruct = getattr(on_delete, "deconstruct", None)
    return "SET" if deconstruct and deconstruct()[0] == "django.db.models.SET" else "python"
