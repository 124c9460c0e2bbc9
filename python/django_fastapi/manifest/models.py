"""A model as ``modelDescription`` of src/manifest/schema.ts has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, Model, UniqueConstraint
from django.db.models.constraints import BaseConstraint, CheckConstraint
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.options import Options

from django_fastapi.manifest.database import describe_route
from django_fastapi.manifest.fields import describe_field
from django_fastapi.manifest.hooks import describe_hooks
from django_fastapi.manifest.managers import describe_manager
from django_fastapi.manifest.ordering import describe_ordering
from django_fastapi.manifest.relations import accessor_name, query_name
from django_fastapi.manifest.warning import Warnings


def describe_model(model: type[Model], warnings: Warnings) -> dict[str, Any] | None:
    """The description; None, with a warning, for a model whose description fails: the others must not fail with it."""
    try:
        return _describe(model, warnings)
    except ImproperlyConfigured:
        raise  # the project's own failure: a database adapter, a setting
    except Exception as problem:
        warnings.add(model._meta.label, problem)
        return None


def _describe(model: type[Model], warnings: Warnings) -> dict[str, Any]:
    meta: Options[Any] = model._meta
    default_manager = meta.default_manager
    latest_by = meta.get_latest_by or []
    return {
        "label": meta.label,
        "appLabel": meta.app_label,
        "name": meta.object_name,
        "modelName": meta.model_name,
        "module": model.__module__,
        "table": meta.db_table,
        "managed": meta.managed,
        "proxy": meta.proxy,
        "concreteModel": (meta.concrete_model or model)._meta.label,
        "autoCreated": bool(meta.auto_created),
        "swappable": meta.swappable,
        "swapped": meta.swapped,
        "parents": [
            {"model": parent._meta.label, "link": link.name if link else None}
            for parent, link in meta.parents.items()
        ],
        "pk": _primary_key(meta),
        "fields": [
            described
            for field in (*meta.fields, *meta.many_to_many, *meta.private_fields)
            if (described := describe_field(field, model, warnings)) is not None
        ],
        "reverse": list(_reverse_relations(model)),
        "ordering": describe_ordering(model, warnings),
        "getLatestBy": [latest_by] if isinstance(latest_by, str) else list(latest_by),
        "uniqueTogether": [list(names) for names in meta.unique_together],
        "constraints": [_constraint(each) for each in meta.constraints],
        "verboseName": str(meta.verbose_name),
        "verboseNamePlural": str(meta.verbose_name_plural),
        "managers": [describe_manager(manager, model) for manager in meta.managers],
        "defaultManager": default_manager.name if default_manager else "objects",
        "baseManager": meta.base_manager_name,
        "hooks": describe_hooks(model),
        "database": describe_route(model),
    }


def _primary_key(meta: Options[Any]) -> list[str]:
    # Django 5.2 and newer; the first version with CompositePrimaryKey.
    fields: list[Field[Any, Any]] = getattr(meta, "pk_fields", None) or [meta.pk]
    return [field.name for field in fields]


def _reverse_relations(model: type[Model]) -> Iterator[dict[str, Any]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.field.model._meta.swapped:
            continue
        if relation.many_to_one:
            continue  # the other end of a GenericRelation
        kind = "oneToOne" if relation.one_to_one else "manyToMany" if relation.many_to_many else "oneToMany"
        yield {
            "queryName": query_name(relation),
            "accessor": accessor_name(relation),
            "kind": kind,
            "model": relation.field.model._meta.label,
            "field": relation.field.name,
        }


def _constraint(constraint: BaseConstraint) -> dict[str, Any]:
    if isinstance(constraint, UniqueConstraint):
        kind = "unique"
    elif isinstance(constraint, CheckConstraint):
        kind = "check"
    else:
        # contrib.postgres needs psycopg, so it is known by its name.
        kind = "exclusion" if type(constraint).__name__ == "ExclusionConstraint" else "other"
    return {
        "name": constraint.name,
        "kind": kind,
        "fields": list(constraint.fields) if isinstance(constraint, UniqueConstraint) else [],
        "conditional": getattr(constraint, "condition", None) is not None and kind != "check",
        "message": str(constraint.get_violation_error_message()),
    }
