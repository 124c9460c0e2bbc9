from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import FieldError
from django.db.models import Case, Count, DurationField, Exists, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import Lower, RowNumber, TruncYear
from everything.models import Tag, Thing

from django_fastapi.expressions import (
    NotExpressibleError,
    condition_to_wire,
    expression_to_wire,
    find_class,
)
from django_fastapi.query import QueryError, decode_value, replay
from django_fastapi.rows import rows_of

UTC = datetime.timezone.utc


def lookup(key: str, value: Any) -> Any:
    return {"kind": "lookup", "key": key, "value": value}


def expression(name: str, *args: Any, **options: Any) -> Any:
    return {"$": "expression", "v": {"name": name, "args": list(args), "options": options}}


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ([], lambda: Thing.objects.all()),
        (
            [{"op": "filter", "where": lookup("name__icontains", "a")}],
            lambda: Thing.objects.filter(name__icontains="a"),
        ),
        (
            [
                {"op": "filter", "where": lookup("tags__name", "x")},
                {"op": "filter", "where": lookup("tags__name", "y")},
            ],
            lambda: Thing.objects.filter(tags__name="x").filter(tags__name="y"),
        ),
        (
            [
                {
                    "op": "exclude",
                    "where": {
                        "kind": "or",
                        "negated": True,
                        "children": [lookup("size", 1), lookup("tags__name", "x")],
                    },
                }
            ],
            lambda: Thing.objects.exclude(~(Q(size=1) | Q(tags__name="x"))),
        ),
        (
            [
                {
                    "op": "filter",
                    "where": {
                        "kind": "xor",
                        "negated": False,
                        "children": [
                            lookup("size", 1),
                            {"kind": "and", "negated": True, "children": [lookup("id", 2)]},
                        ],
                    },
                }
            ],
            lambda: Thing.objects.filter(Q(size=1) ^ ~Q(id=2)),
        ),
        (
            [{"op": "filter", "where": lookup("size__gt", expression("F", "id"))}],
            lambda: Thing.objects.filter(size__gt=F("id")),
        ),
        (
            [
                {
                    "op": "filter",
                    "where": {
                        "kind": "expression",
                        "expression": expression(
                            "Exists",
                            {
                                "$": "tree",
                                "v": {
                                    "model": "everything.Tag",
                                    "manager": "objects",
                                    "using": None,
                                    "operations": [
                                        {
                                            "op": "filter",
                                            "where": lookup("thing", expression("OuterRef", "pk")),
                                        }
                                    ],
                                },
                            },
                        ),
                    },
                }
            ],
            lambda: Thing.objects.filter(Exists(Tag.objects.filter(thing=OuterRef("pk")))),
        ),
        (
            [
                {
                    "op": "orderBy",
                    "terms": [
                        "-size",
                        {"expression": expression("Lower", "name"), "descending": True, "nulls": "last"},
                    ],
                },
                {"op": "reverse"},
            ],
            lambda: Thing.objects.order_by("-size", Lower("name").desc(nulls_last=True)).reverse(),
        ),
        ([{"op": "orderBy", "terms": []}], lambda: Thing.objects.order_by()),
        ([{"op": "distinct", "fields": []}], lambda: Thing.objects.distinct()),
        ([{"op": "slice", "start": 2, "stop": 5}], lambda: Thing.objects.all()[2:5]),
        ([{"op": "slice", "start": 2, "stop": None}], lambda: Thing.objects.all()[2:]),
        ([{"op": "selectRelated", "paths": ["owner"]}], lambda: Thing.objects.select_related("owner")),
        ([{"op": "selectRelated", "paths": None}], lambda: Thing.objects.select_related()),
        (
            [{"op": "selectRelated", "paths": ["owner"]}, {"op": "selectRelated", "paths": []}],
            lambda: Thing.objects.all(),
        ),
        ([{"op": "only", "fields": ["name"]}], lambda: Thing.objects.only("name")),
        ([{"op": "defer", "fields": ["name"]}], lambda: Thing.objects.defer("name")),
        ([{"op": "values", "fields": ["name"]}], lambda: Thing.objects.values("name")),
        (
            [{"op": "valuesList", "fields": ["owner__username"], "flat": True}],
            lambda: Thing.objects.values_list("owner__username", flat=True),
        ),
        (
            [
                {
                    "op": "annotate",
                    "expressions": {
                        "n": expression(
                            "Count",
                            "tags",
                            distinct=True,
                            filter=expression("Q", {"$": "condition", "v": lookup("tags__name", "x")}),
                        )
                    },
                },
                {"op": "filter", "where": lookup("n__gte", 1)},
            ],
            lambda: Thing.objects.annotate(n=Count("tags", distinct=True, filter=Q(tags__name="x"))).filter(
                n__gte=1
            ),
        ),
        (
            [
                {
                    "op": "alias",
                    "expressions": {
                        "twice": expression("CombinedExpression", expression("F", "size"), "*", 2)
                    },
                },
                {"op": "filter", "where": lookup("twice", 4)},
            ],
            lambda: Thing.objects.alias(twice=F("size") * 2).filter(twice=4),
        ),
        ([{"op": "prefetchRelated", "lookups": []}], lambda: Thing.objects.all()),
    ],
)
def test_replaying_makes_the_sql_of_the_calls(operations: Any, expected: Any, tree: Any) -> None:
    replayed = replay(tree("everything.Thing", *operations))
    assert str(replayed.query) == str(expected().query)
    assert replayed._iterable_class is expected()._iterable_class


@pytest.mark.parametrize(
    ("combinator", "every", "expected"),
    [
        ("union", False, lambda one, other: one.union(other)),
        ("union", True, lambda one, other: one.union(other, all=True)),
        ("intersection", False, lambda one, other: one.intersection(other)),
        ("difference", False, lambda one, other: one.difference(other)),
    ],
)
def test_combining_makes_the_sql_of_the_calls(combinator: str, every: bool, expected: Any, tree: Any) -> None:
    queries = [
        {
            "$": "tree",
            "v": tree(
                "everything.Thing",
                {"op": "filter", "where": lookup("size", size)},
                {"op": "orderBy", "terms": []},
            ),
        }
        for size in (1, 2)
    ]
    combine = {"op": "combine", "combinator": combinator, "all": every, "queries": queries}
    replayed = replay(tree("everything.Thing", combine, {"op": "orderBy", "terms": ["name"]}))
    one, other = (Thing.objects.filter(size=size).order_by() for size in (1, 2))
    assert str(replayed.query) == str(expected(one, other).order_by("name").query)


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        ({"op": "slice", "start": -1, "stop": None}, "Negative indexing is not supported."),
        ({"op": "filter", "where": lookup("id", "x")}, "Field 'id' expected a number but got 'x'."),
        (
            {"op": "annotate", "expressions": {"year": expression("TruncYear", "name")}},
            "'name' isn't a DateField, TimeField, or DateTimeField.",
        ),
        (
            {"op": "annotate", "expressions": {"size": expression("F", "id")}},
            "The annotation 'size' conflicts with a field on the model.",
        ),
    ],
)
def test_what_django_refuses_is_a_query_error(operation: Any, message: str, tree: Any) -> None:
    with pytest.raises(QueryError) as raised:
        replay(tree("everything.Thing", operation))
    assert str(raised.value) == message


def test_a_value_error_of_the_project_stays_its_own(tree: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def get_queryset(_: Any) -> Any:
        return int("no number")

    monkeypatch.setattr(type(Thing.objects), "get_queryset", get_queryset)
    with pytest.raises(ValueError, match="invalid literal") as raised:
        replay(tree("everything.Thing"))
    assert type(raised.value) is ValueError


@pytest.mark.usefixtures("db")
def test_a_sticky_filter_shares_its_joins_as_related_managers_do(tree: Any) -> None:
    tag = Tag.objects.create(name="t")
    operations = [
        {"op": "filter", "where": lookup("tags", tag.pk), "sticky": True},
        {"op": "filter", "where": lookup("tags__name", "t")},
    ]
    assert str(replay(tree("everything.Thing", *operations)).query) == str(
        tag.things.filter(tags__name="t").query
    )


def test_texts_become_the_values_and_the_zone_that_they_stand_for() -> None:
    day = datetime.timedelta(days=1, hours=2)
    duration = decode_value(expression("Value", "P1DT02H00M00S", output_field="DurationField"))
    assert (duration.value, type(duration.output_field)) == (day, DurationField)
    assert decode_value(expression("Value", "9.90", output_field="DecimalField")).value == Decimal("9.90")
    hour = decode_value(expression("ExtractHour", "created", tzinfo="Asia/Tokyo"))
    assert hour.tzinfo == ZoneInfo("Asia/Tokyo")


@pytest.mark.usefixtures("db")
def test_what_is_annotated_after_values_list_stands_behind_it(tree: Any) -> None:
    Thing.objects.create(name="a", size=3)
    operations = [
        {"op": "valuesList", "fields": ["name"], "flat": False},
        {"op": "annotate", "expressions": {"n": expression("Count", "tags")}},
    ]
    assert rows_of(replay(tree("everything.Thing", *operations))) == (["name", "n"], [["a", 0]])


def test_the_manager_the_base_manager_and_the_database(tree: Any) -> None:
    assert str(replay(tree("everything.Thing", manager="constant")).query) == str(Thing.constant.all().query)
    assert str(replay(tree("everything.Thing", manager=None)).query) == str(Thing._base_manager.all().query)
    assert replay(tree("everything.Thing", using="replica")).db == "replica"


def test_none_asks_no_database(tree: Any) -> None:
    assert rows_of(replay(tree("everything.Thing", {"op": "none"}))).rows == []


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        ({"op": "filter", "where": lookup("nme", 1)}, "Cannot resolve keyword 'nme' into field"),
        ({"op": "filter", "where": lookup("_connector", "OR 1=1")}, "Cannot resolve keyword '_connector'"),
        ({"op": "raise"}, 'unknown query operation "raise"'),
        (
            {"op": "annotate", "expressions": {"x": expression("NoSuchFunction", "name")}},
            'no expression "NoSuchFunction"',
        ),
        ({"op": "annotate", "expressions": {"x": expression("os.PathLike")}}, 'no expression "os.PathLike"'),
    ],
)
def test_what_django_does_not_know(operation: Any, message: str, tree: Any) -> None:
    with pytest.raises(FieldError, match=message):
        replay(tree("everything.Thing", operation))
    with pytest.raises(FieldError, match="no manager"):
        replay(tree("everything.Thing", manager="nobody"))


@pytest.mark.parametrize(
    "made",
    [
        F("name"),
        Value(Decimal("1.5")),
        F("size") + 1,
        Lower("name"),
        Count("tags", distinct=True, filter=Q(size__gt=1)),
        Case(
            When(size=1, then=Value("one")), When(Q(size=2) | Q(size=3), then="name"), default=Value("many")
        ),
        TruncYear("created"),
        Window(RowNumber(), order_by=F("size").desc()),
    ],
    ids=lambda made: type(made).__name__,
)
def test_expressions_survive_the_way_there_and_back(made: Any) -> None:
    back = decode_value(expression_to_wire(made))
    assert str(QuerySet(Thing).annotate(x=back).query) == str(QuerySet(Thing).annotate(x=made).query)


def test_conditions_survive_the_way_there_and_back() -> None:
    condition = Q(size=1, name__in=["a", "b"]) | ~Q(
        created__gt=datetime.datetime(2026, 1, 2, tzinfo=UTC), size=F("id")
    )
    back = decode_value(expression_to_wire(condition))
    assert str(Thing.objects.filter(back).query) == str(Thing.objects.filter(condition).query)


def test_what_has_no_json_form() -> None:
    with pytest.raises(NotExpressibleError):
        condition_to_wire(Q(size=lambda: 1))

    class Own(Lower):
        pass

    with pytest.raises(NotExpressibleError, match="Own"):
        expression_to_wire(Own("name"))


def test_postgres_expressions_are_found() -> None:
    pytest.importorskip("psycopg")
    assert find_class("ArrayAgg").__module__ == "django.contrib.postgres.aggregates.general"
    assert find_class("SearchVector").__module__ == "django.contrib.postgres.search"
