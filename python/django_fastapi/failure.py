"""
Exceptions as data, for TypeScript to rebuild and for people to read. In Python because a traceback, an MRO and a
driver's diagnostics exist nowhere else.
"""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

# Django is imported by the functions that need it: that it is missing is one of the failures told here.

_OWN_FOLDER = str(Path(__file__).parent)


def dotted_name(kind: type) -> str:
    """The name that a class is imported by."""
    return f"{kind.__module__}.{kind.__qualname__}"


def describe_exception(error: BaseException) -> dict[str, Any]:
    """An exception of a request, as the worker channel sends it."""
    kinds = type(error).__mro__[:-1]
    return {
        "type": dotted_name(kinds[0]),
        "mro": [dotted_name(kind) for kind in kinds],
        "message": _message(error),
        "data": _data(error),
        "traceback": readable_traceback(error),
    }


def describe_startup_failure(error: BaseException) -> dict[str, Any]:
    """Why the project does not start, with what a developer needs to see which Python and settings were used."""
    return {
        **describe_exception(error),
        "settingsModule": os.environ.get("DJANGO_SETTINGS_MODULE"),
        "executable": sys.executable,
        "python": platform.python_version(),
        "django": _django_version(),
        "missingModule": next(_missing_modules(error), None),
    }


def readable_traceback(error: BaseException) -> str:
    """The traceback from the project's first frame on: ours, which lead there, tell nobody anything."""
    start = error.__traceback__
    while start is not None and _is_ours(start):
        start = start.tb_next
    return "".join(traceback.format_exception(type(error), error, start or error.__traceback__))


def _is_ours(frame: TracebackType) -> bool:
    return frame.tb_frame.f_code.co_filename.startswith(_OWN_FOLDER)


def _message(error: BaseException) -> str:
    # A KeyError's str() is the repr of the key; a ValidationError's that of its list.
    messages = getattr(error, "messages", None)
    if isinstance(messages, list):
        return "; ".join(str(message) for message in messages)
    # str() of a ProtectedError or RestrictedError lists the rows, too.
    if hasattr(error, "protected_objects") or hasattr(error, "restricted_objects"):
        return str(error.args[0])
    # mysqlclient and PyMySQL: (number, message)
    if len(error.args) == 2 and isinstance(error.args[0], int) and _is_database_error(error):
        return str(error.args[1])
    return str(error)


def _is_database_error(error: BaseException) -> bool:
    from django.db import Error

    return isinstance(error, Error)


def _data(error: BaseException) -> dict[str, Any]:
    if _django_version() is None:
        return {}
    data: dict[str, Any] = {}
    for describe in (_validation_data, _database_data, _missing_object_data, _protection_data, _http_data):
        data.update(describe(error))
    return data


def _validation_data(error: BaseException) -> dict[str, Any]:
    from django.core.exceptions import ValidationError

    if not isinstance(error, ValidationError):
        return {}
    by_field = hasattr(error, "error_dict")
    return {
        "messages": [str(message) for message in error.messages],
        "messageDict": {field: list(map(str, texts)) for field, texts in error.message_dict.items()}
        if by_field
        else None,
        "code": None if by_field else getattr(error, "code", None),
        "problems": validation_problems(error),
    }


def validation_problems(error: Any) -> dict[str, list[dict[str, Any]]]:
    """Each message with its code, by field; a ValidationError without fields is about the whole."""
    from django.core.exceptions import NON_FIELD_ERRORS

    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    return {
        field: [
            {"message": message, "code": each.code if isinstance(each.code, str) else None}
            for each in errors
            for message in each.messages
        ]
        for field, errors in by_field.items()
    }


def _database_data(error: BaseException) -> dict[str, Any]:
    from django.db import Error

    if not isinstance(error, Error):
        return {}
    # Django's MySQL backend raises some of its errors itself, with what the driver said.
    driver_error = error.__cause__ or error
    diagnostics = getattr(driver_error, "diag", None)  # psycopg, psycopg2
    found = {
        "sqlstate": getattr(driver_error, "sqlstate", None) or getattr(driver_error, "pgcode", None),
        "constraint": getattr(diagnostics, "constraint_name", None),
        "table": getattr(diagnostics, "table_name", None),
        "column": getattr(diagnostics, "column_name", None),
        "detail": getattr(diagnostics, "message_detail", None),
        "sqliteError": getattr(driver_error, "sqlite_errorname", None),
        # mysqlclient and PyMySQL: (number, message)
        "errno": driver_error.args[0]
        if driver_error.args and isinstance(driver_error.args[0], int)
        else None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _missing_object_data(error: BaseException) -> dict[str, Any]:
    from django.apps import apps
    from django.core.exceptions import MultipleObjectsReturned, ObjectDoesNotExist

    if not isinstance(error, (ObjectDoesNotExist, MultipleObjectsReturned)) or not apps.models_ready:
        return {}
    for model in apps.get_models(include_auto_created=True):
        if type(error) in (model.DoesNotExist, model.MultipleObjectsReturned):
            return {"model": model._meta.label}
    return {}


def _protection_data(error: BaseException) -> dict[str, Any]:
    from django.db.models import ProtectedError, RestrictedError

    if isinstance(error, ProtectedError):
        objects = error.protected_objects
    elif isinstance(error, RestrictedError):
        objects = error.restricted_objects
    else:
        return {}
    shown = list(objects)[:100]
    return {"objects": [{"model": each._meta.label, "pk": _encodable(each.pk)} for each in shown]}


def _http_data(error: BaseException) -> dict[str, Any]:
    """FastAPI's and Starlette's HTTPException, by shape: they need not be installed."""
    if not (hasattr(error, "status_code") and hasattr(error, "detail")):
        return {}
    return {
        "status": _encodable(error.status_code),
        "detail": _encodable(error.detail),
        "headers": _encodable(getattr(error, "headers", None)),
    }


def _encodable(value: Any) -> Any:
    from django_fastapi.wire import NotWireableError, encode

    try:
        return encode(value)
    except NotWireableError:
        return str(value)


def _django_version() -> str | None:
    try:
        import django
    except ImportError:
        return None
    return django.get_version()


def _missing_modules(error: BaseException | None) -> Iterator[str]:
    """Names of modules that were not found, along the causes: "psycopg" below "Error loading psycopg2 or psycopg"."""
    while error is not None:
        if isinstance(error, ModuleNotFoundError) and error.name:
            yield error.name
        error = error.__cause__ or error.__context__
