"""What Django's full_clean() says of rows on standard input: its message_dict, or the values as they are afterwards."""

import json
import sys
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.core.exceptions import ValidationError  # noqa: E402


def verdict(row: dict[str, Any]) -> Any:
    model = apps.get_model(row["model"])
    if row["pk"] is None:
        instance = model(**row["values"])
    else:
        instance = model._base_manager.get(pk=row["pk"])
        for name, value in row["values"].items():
            setattr(instance, name, value)
    try:
        instance.full_clean(**row["options"])
    except ValidationError as error:
        return {
            name: [[each.messages[0], each.code] for each in errors]
            for name, errors in error.error_dict.items()
        }
    return "valid"


json.dump([verdict(row) for row in json.load(sys.stdin)], sys.stdout)
