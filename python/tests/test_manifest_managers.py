from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet
from everything.models import Thing

from django_fastapi.manifest.managers import describe_manager
from django_fastapi.query import replay_operations


def described(name: str) -> Any:
    return describe_manager(Thing._meta.managers_map[name], Thing)


def test_plain_managers_add_nothing() -> None:
    assert described("objects") == {
        "name": "objects",
        "className": "django.db.models.manager.Manager",
        "querysetClassName": "django.db.models.query.QuerySet",
        "default": True,
        "filter": {"kind": "none"},
    }
    assert described("soft")["querysetClassName"] == "everything.managers.SoftDeletingQuerySet"
    assert described("soft")["filter"] == {"kind": "none"}, "a method for writing changes no reading"
    assert described("counting")["filter"] == {"kind": "none"}


def test_a_constant_filter_is_operations_that_make_the_same_sql() -> None:
    found = described("constant")["filter"]
    assert found["kind"] == "operations"
    assert [operation["op"] for operation in found["operations"]] == [
        "filter",
        "exclude",
        "selectRelated",
        "orderBy",
    ]
    rebuilt = replay_operations(QuerySet(Thing), found["operations"])
    assert str(rebuilt.query) == str(Thing.constant.all().query)


def test_prefetching_changes_no_rows() -> None:
    lookups = [{"path": "tags", "queryset": None, "toAttr": None}]
    assert described("prefetching")["filter"]["operations"] == [{"op": "prefetchRelated", "lookups": lookups}]


def test_settings_do_not_change() -> None:
    assert described("setting")["filter"]["operations"][0]["where"]["children"] == [
        {"kind": "lookup", "key": "size", "value": 1}
    ]


def test_a_queryset_that_only_carries_something_along() -> None:
    assert described("carrying")["filter"] == {"kind": "none"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("clock", "django.utils.timezone.now()"),
        ("builtin_clock", "calls now()"),
        ("thread_local", "_local"),
        ("helper", "_local"),
        ("context", "tenant, which belongs to a thread or a task"),
        ("language", "django.utils.translation.get_language()"),
        ("dice", "random"),
        ("query", ""),
        ("direct", "does more than call QuerySet methods"),
        ("failing", "RuntimeError"),
        ("replica", "chooses a database"),
        ("as_values", "something else than instances"),
        ("filtering", "filter() is overridden"),
    ],
)
def test_what_depends_on_the_moment_stays_in_python(name: str, reason: str) -> None:
    found = described(name)["filter"]
    assert found["kind"] == "python"
    assert reason in found["reason"]
