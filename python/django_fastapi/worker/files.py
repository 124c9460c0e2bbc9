"""
Files of rows, by their field's storage: Django's or the project's own (a bucket), with ``upload_to`` and what it does
about names that are taken. In Python because storages are.
"""

from __future__ import annotations

import os
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import FileField, Model

from django_fastapi.wire import Wire, encode
from django_fastapi.worker.given import row_of


def store_file(params: Wire) -> Wire:
    """``FieldFile.save()`` without saving the row; the columns that it changed."""
    instance, field = _file_field(params)
    path: str = params["path"]
    try:
        with open(path, "rb") as content:
            upload = _Upload(content, params["name"], params["contentType"] or None, os.path.getsize(path))
            if params["validate"]:
                _validate(field, upload)
            getattr(instance, field.name).save(upload.name, upload, save=False)
    finally:
        # A storage of files has moved it away.
        if os.path.exists(path):
            os.unlink(path)
    return _changed(instance, field)


def delete_file(params: Wire) -> Wire:
    """``FieldFile.delete()`` without saving the row."""
    instance, field = _file_field(params)
    file = getattr(instance, field.name)
    if file:
        file.delete(save=False)
    return _changed(instance, field)


class _Upload(UploadedFile):  # type: ignore[type-arg]  # it cannot be subscripted when it runs
    """A file on disk that is ours to move, as Django's TemporaryUploadedFile is."""

    def temporary_file_path(self) -> str:
        return str(self.file.name)  # type: ignore[union-attr]  # Django's base class may have no file


def _file_field(params: Wire) -> tuple[Model, Any]:
    model = apps.get_model(params["model"])
    return row_of(model, params), model._meta.get_field(params["field"])


def _validate(field: Any, upload: _Upload) -> None:
    """What a ModelForm would say of it: an empty file, no image; and the field's own validators."""
    try:
        form_field = field.formfield()
        if form_field is not None:
            form_field.clean(upload, None)
            upload.seek(0)
        field.run_validators(upload)
    except ValidationError as error:
        raise ValidationError({field.name: error}) from error


def _changed(instance: Model, field: FileField) -> Wire:
    names = [field.name, getattr(field, "width_field", None), getattr(field, "height_field", None)]
    return {name: encode(getattr(instance, name)) for name in names if name}
