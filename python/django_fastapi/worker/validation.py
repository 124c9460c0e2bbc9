"""Validation by the model's own full_clean() and its parts, so that everything Django would look at is looked at."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ValidationError

from django_fastapi.as_read import as_read
from django_fastapi.failure import validation_problems
from django_fastapi.wire import Wire, encode_field_value
from django_fastapi.worker.given import row_of

METHODS = ("full_clean", "clean_fields", "validate_unique", "validate_constraints")


def clean(params: Wire) -> Wire:
    if params["method"] not in METHODS:
        raise AttributeError(f'"{params["method"]}" is no method that validates')
    instance = row_of(apps.get_model(params["model"]), params)
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
