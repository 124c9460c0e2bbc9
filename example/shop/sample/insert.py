from collections.abc import Iterable
from typing import TypeVar

from django.core.management.color import no_style
from django.db import connection, models

M = TypeVar("M", bound=models.Model)


def insert_missing(model: type[M], rows: Iterable[M]) -> list[M]:
    """Inserts the rows whose key is not there yet and gives those: what was edited since stays as it is."""
    present = set(model._base_manager.values_list("pk", flat=True))
    missing = [row for row in rows if row.pk not in present]
    model._base_manager.bulk_create(missing, batch_size=500)
    return missing


def reset_sequences(*candidates: type[models.Model]) -> None:
    """The next row gets a free key: PostgreSQL's sequences do not see keys that were given."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(candidates)):
            cursor.execute(statement)
