"""Django's own answers to the expressions on standard input, in the form that encode.ts writes ours."""

import base64
import datetime
import decimal
import json
import sys
import uuid
import zoneinfo
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.exceptions import (  # noqa: E402
    FieldDoesNotExist,
    FieldError,
    MultipleObjectsReturned,
    ObjectDoesNotExist,
)
from django.db import DatabaseError, models  # noqa: E402
from django.db.models import functions  # noqa: E402
from django.db.models.fields.files import FieldFile  # noqa: E402
from django.db.models.query import QuerySet  # noqa: E402
from django.utils.duration import duration_iso_string  # noqa: E402

NAMES = {
    "models": models,
    **vars(functions),
    **{name: getattr(models, name) for name in models.__all__},
    **{model.__name__: model for model in apps.get_models()},
    "ZoneInfo": zoneinfo.ZoneInfo,
    "D": decimal.Decimal,
    "UUID": uuid.UUID,
    "UTC": datetime.timezone.utc,
    **{name: getattr(datetime, name) for name in ("date", "datetime", "time", "timedelta")},
}


def encode(value: Any, above: tuple[models.Model, ...] = ()) -> Any:
    """What TypeScript has: decimals, dates and UUIDs are strings there, datetimes are not."""
    match value:
        case None | bool() | float() | str():
            return value
        case int():
            return value if abs(value) < 2**53 else {"int": str(value)}
        case decimal.Decimal():
            return f"{value:f}"
        case datetime.datetime() if value.tzinfo is None:
            return value.isoformat()
        case datetime.datetime():
            return {"datetime": value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")}
        case datetime.date() | datetime.time():
            return value.isoformat()
        case datetime.timedelta():
            return duration_iso_string(value)
        case uuid.UUID():
            return str(value)
        case bytes():
            return {"bytes": base64.b64encode(value).decode()}
        case FieldFile():
            return {"file": value.name} if value.name else None
        case models.Model():
            return encode_instance(value, above)
        case QuerySet() | list() | tuple():
            return [encode(item, above) for item in value]
        case dict():
            pairs = [[encode(key, above), encode(item, above)] for key, item in value.items()]
            return {"dict": sorted(pairs, key=lambda pair: str(pair[0]))}
        case models.Manager():
            return encode(value.all(), above)
    raise TypeError(f"no encoding for {type(value)}")


def encode_instance(instance: models.Model, above: tuple[models.Model, ...]) -> Any:
    if any(instance is other for other in above):
        return {"above": instance._meta.label, "pk": encode(instance.pk)}
    inside = (*above, instance)
    files = {field.attname for field in instance._meta.concrete_fields if isinstance(field, models.FileField)}
    fields = {  # in the order that the row was read
        name: encode(getattr(instance, name) if name in files else value, inside)
        for name, value in instance.__dict__.items()
        if not name.startswith("_")
    }
    related = {
        **instance._state.fields_cache,
        **{name: list(rows) for name, rows in getattr(instance, "_prefetched_objects_cache", {}).items()},
    }
    return {
        "model": instance._meta.label,
        "fields": fields,
        "related": {name: encode(related[name], inside) for name in sorted(related)},
    }


def answer(source: str) -> Any:
    try:
        return encode(eval(source, dict(NAMES)))
    except (FieldError, FieldDoesNotExist) as error:
        return {"error": "FieldError", "message": str(error)}
    except (ObjectDoesNotExist, MultipleObjectsReturned, ValueError) as error:
        return {"error": type(error).__name__, "message": str(error)}
    except TypeError as error:  # one class here stands for both
        return {"error": "ValueError", "message": str(error)}
    except DatabaseError as error:
        return {"error": type(error).__name__, "message": str(error)}


json.dump([answer(source) for source in json.load(sys.stdin)], sys.stdout, ensure_ascii=False)
