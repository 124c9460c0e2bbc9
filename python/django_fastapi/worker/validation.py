"""Validation by the model's own full_clean() and its parts, so that everything Django would look at is looked at."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import Model

from django_fastapi.as_read import as_read
from django_fastapi.failure import validation_problems
from django_fastapi.query import decode_value
from django_fastapi.wire import Wire, encode_field_value
from django_fastapi.worker.given import given_value

METHODS = ("full_clean", "clean_fields", "validate_unique", "validate_constraints")


def clean(params: Wire) -> Wire:
    if params["method"] not in METHODS:
        raise AttributeError(f'"{params["method"]}" is no method that validates')
    instance = _instance(apps.get_model(params["model"]), params)
    validate = getattr(instance, params["method"])
    try:
        validate(exclude=set(params["exclude"]), **params["options"])
    except ValidationError as error:
        return {"values": {}, "problems": validation_problems(error)}
    values = {
        field.attname: encode_field_value(field, as_read(field, field.value_from_object(instance)))
        for field in instance._meta.concrete_fields
    }
    return {"values": values, "problems": None}


def _instance(model: type[Model], params: Wire) -> Model:
    """The row with the caller's values; one that is not new is loaded first, for what the caller did not read."""
    using = params["using"] or router.db_for_write(model)
    pk = decode_value(params["pk"])
    instance = None if params["adding"] else model._base_manager.using(using).filter(pk=pk).first()
    if instance is None:
        instance = model() if pk is None else model(pk=pk)
        instance._state.adding = params["adding"]
        instance._state.db = using
    for name, value in params["values"].items():
        setattr(instance, name, _value(model, name, value))
    return instance


def _value(model: type[Model], name: str, value: Wire) -> Any:
    try:
        return given_value(model, name, value)
    except ValidationError:
        # What the field does not take: clean_fields() says so.
        return decode_value(value)
