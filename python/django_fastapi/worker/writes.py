"""Writes through a model's own save() and delete(), so that everything Django would run is run."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import router
from django.db.models import Model

from django_fastapi.as_read import as_read, is_rounded
from django_fastapi.query import decode_value
from django_fastapi.wire import Wire, encode_field_value
from django_fastapi.worker.given import given_values
from django_fastapi.worker.queries import deletion_result, manager_of


def save(params: Wire) -> Wire:
    model = apps.get_model(params["model"])
    using: str | None = params["using"]
    given = given_values(model, params["values"])
    pk = decode_value(params["pk"])
    if params["adding"]:
        created = params["forceInsert"] or pk is None or not _exists(model, pk, using)
        instance = model(**given) if pk is None else model(**{**given, "pk": pk})
    else:
        created = False
        instance = _rows(model, using).filter(pk=pk).first()
        if instance is None:
            return {"values": None, "created": False}
        for name, value in given.items():
            setattr(instance, name, value)
    instance.save(**_save_arguments(instance, params))
    return {"values": _stored_values(instance), "created": created}


def delete(params: Wire) -> Wire:
    instance = _load(apps.get_model(params["model"]), decode_value(params["pk"]), params["using"])
    total, by_model = deletion_result(instance.delete(**_using_argument(instance, params["using"])))
    return {"total": total, "byModel": by_model}


def m2m(params: Wire) -> None:
    instance = _load(apps.get_model(params["model"]), decode_value(params["pk"]), params["using"])
    manager = getattr(instance, params["accessor"])
    method = params["method"]
    if method == "clear":
        manager.clear()
        return
    pks = [decode_value(pk) for pk in params["pks"]]
    defaults = params["throughDefaults"]
    options: dict[str, Any] = {}
    if defaults:
        options["through_defaults"] = {name: decode_value(value) for name, value in defaults.items()}
    if method == "set":
        manager.set(pks, clear=params["clear"], **options)
    elif method == "add":
        manager.add(*pks, **options)
    else:
        manager.remove(*pks)


def bulk(params: Wire) -> Wire:
    """``bulk_create`` or ``bulk_update`` of instances with these values; the rows as they are then."""
    method = params["method"]
    if method not in ("bulk_create", "bulk_update"):
        raise AttributeError(f'"{method}" is no bulk method')
    owner: Any = manager_of(params["tree"], method)
    instances = [owner.model(**given_values(owner.model, values)) for values in params["rows"]]
    if method == "bulk_update":
        for instance in instances:
            instance._state.adding = False
    answer = getattr(owner, method)(instances, **params["options"])
    return {
        "count": answer if isinstance(answer, int) else len(instances),
        "rows": [_stored_values(instance) for instance in instances] if method == "bulk_create" else [],
    }


def _load(model: type[Model], pk: Any, using: str | None) -> Any:
    return _rows(model, using).get(pk=pk)


def _rows(model: type[Model], using: str | None) -> Any:
    # By the base manager, as Django itself loads what it is about to write (Model.refresh_from_db).
    return model._base_manager.using(using or router.db_for_write(model))


def _exists(model: type[Model], pk: Any, using: str | None) -> bool:
    return bool(_rows(model, using).filter(pk=pk).exists())


def _save_arguments(instance: Model, params: Wire) -> dict[str, Any]:
    """Only what is needed: many a project's save() takes no arguments at all."""
    arguments = _using_argument(instance, params["using"])
    if params["forceInsert"]:
        arguments["force_insert"] = True
    if params["forceUpdate"]:
        arguments["force_update"] = True
    if params["updateFields"] is not None:
        arguments["update_fields"] = params["updateFields"]
    return arguments


def _using_argument(instance: Model, using: str | None) -> dict[str, Any]:
    if using is None or router.db_for_write(type(instance), instance=instance) == using:
        return {}
    return {"using": using}


def _stored_values(instance: Model) -> dict[str, Wire]:
    fields = instance._meta.concrete_fields
    unknown = [
        field.attname for field in fields if _is_databases(field, instance.__dict__.get(field.attname))
    ]
    if unknown:
        instance.refresh_from_db(fields=unknown)
    return {
        field.attname: encode_field_value(field, as_read(field, field.value_from_object(instance)))
        for field in fields
    }


def _is_databases(field: Any, value: Any) -> bool:
    """An expression (F("stock") - 1, a database default), a decimal with more places: the database alone knows."""
    return hasattr(value, "resolve_expression") or is_rounded(field, value)
