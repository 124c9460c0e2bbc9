"""
The rows of a QuerySet as arrays of wire values, with what their columns are (``ResultShape`` of
src/orm/query/tree.ts). In Python because Django's converters and custom fields make the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Field
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesIterable, ValuesListIterable

from django_fastapi.wire import NotWireableError, Wire, encode, encode_column, encode_field_value


class Rows(NamedTuple):
    columns: list[str]
    rows: list[list[Wire]]


class Column(NamedTuple):
    """Where a column stands in Django's row, what it is called, and the field that knows its values."""

    position: int
    name: str
    field: Field[Any, Any] | None


def rows_of(queryset: Any) -> Rows:
    """Runs the query."""
    kind = queryset._iterable_class
    if kind is ModelIterable:
        return _model_rows(queryset)
    if kind is ValuesIterable:
        return _values_rows(queryset)
    if kind is FlatValuesListIterable:
        return Rows(_selected_names(queryset), [[value] for value in encode_column(list(queryset))])
    if issubclass(kind, ValuesListIterable):
        return Rows(_selected_names(queryset), _encode_rows(queryset))
    return _instance_rows(queryset)


def _model_rows(queryset: Any) -> Rows:
    """As ModelIterable reads them (django.db.models.query), without making instances."""
    compiler = queryset.query.get_compiler(using=queryset.db)
    results = compiler.execute_sql()
    if compiler.klass_info is None:
        return Rows([], [])
    columns = [*_columns(compiler, compiler.klass_info, "")]
    columns += [Column(position, name, None) for name, position in compiler.annotation_col_map.items()]
    values = list(zip(*compiler.results_iter(results), strict=True))
    encoded = [_encode_column(values[position], field) for position, _, field in columns] if values else []
    return Rows([column.name for column in columns], list(map(list, zip(*encoded, strict=True))))


def _encode_column(values: Sequence[Any], field: Field[Any, Any] | None) -> Sequence[Wire]:
    try:
        return encode_column(values)
    except NotWireableError:  # a custom field's object, which its field knows
        if field is None:
            raise
        return [encode_field_value(field, value) for value in values]


def _encode_rows(rows: Iterable[Iterable[Any]]) -> list[list[Wire]]:
    columns = [encode_column(values) for values in zip(*rows, strict=True)]
    return list(map(list, zip(*columns, strict=True)))


def _columns(compiler: Any, info: dict[str, Any], prefix: str) -> Iterator[Column]:
    for position in info["select_fields"]:
        field = compiler.select[position][0].target
        yield Column(position, prefix + field.attname, field)
    for related in info.get("related_klass_infos", ()):
        name = related["field"].related_query_name() if related["reverse"] else related["field"].name
        yield from _columns(compiler, related, f"{prefix}{name}.")


def _values_rows(queryset: Any) -> Rows:
    rows = list(queryset)
    names = list(rows[0]) if rows else _selected_names(queryset)
    return Rows(names, _encode_rows(row.values() for row in rows))


def _selected_names(queryset: Any) -> list[str]:
    query = queryset.query
    if queryset._fields:  # and what annotate() added behind them, as ValuesListIterable has it
        added = (name for name in query.annotation_select if name not in queryset._fields)
        names = [*queryset._fields, *added]
    else:
        names = [*query.extra_select, *query.values_select, *query.annotation_select]
    return [name if isinstance(name, str) else str(position) for position, name in enumerate(names)]


def rows_of_raw(queryset: Any) -> Rows:
    """A RawQuerySet's: the model's columns that its SQL gives, and what else it gives."""
    instances = list(queryset)
    names, _, others = queryset.resolve_model_init_order()
    fields = [field for field in queryset.model._meta.concrete_fields if field.attname in names]
    annotations = [name for name, _ in others]
    return _rows_of_instances(instances, fields, annotations)


def _instance_rows(queryset: Any) -> Rows:
    """A QuerySet that makes its instances in its own way: their values, by the fields of its model."""
    instances = list(queryset)
    fields = queryset.model._meta.concrete_fields
    deferred = {name for instance in instances for name in instance.get_deferred_fields()}
    loaded = [field for field in fields if field.attname not in deferred]
    return _rows_of_instances(instances, loaded, list(queryset.query.annotation_select))


def _rows_of_instances(instances: list[Any], fields: list[Field[Any, Any]], annotations: list[str]) -> Rows:
    rows = [
        [
            *(encode_field_value(field, field.value_from_object(instance)) for field in fields),
            *(encode(getattr(instance, name)) for name in annotations),
        ]
        for instance in instances
    ]
    return Rows([*(field.attname for field in fields), *annotations], rows)
