from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import IntegrityError, connection
from django.db.models import ProtectedError
from django.db.transaction import TransactionManagementError
from django.urls import NoReverseMatch
from everything import tasks
from everything.models import AllFields, Club, Membership, SpecialThing, Tag, Thing

from django_fastapi.failure import describe_exception
from django_fastapi.query import QueryError
from django_fastapi.worker import calls, queries, transactions, urls, validation, writes
from django_fastapi.worker.transactions import django_placeholders

INCOMPLETE_INSERT = "INSERT INTO everything_thing (id) VALUES (1)"


def save(model: str, pk: Any = None, **params: Any) -> Any:
    defaults = {
        "model": model,
        "using": None,
        "pk": pk,
        "adding": pk is None,
        "values": {},
        "updateFields": None,
        "forceInsert": False,
        "forceUpdate": False,
    }
    return writes.save({**defaults, **params})


@pytest.mark.usefixtures("db")
class TestWrites:
    def test_a_new_row_goes_through_save(self) -> None:
        owner = Tag.objects.create(name="t")
        answer = save("everything.Club", values={"code": "c", "owner_id": owner.pk, "fee": "1.50"})
        assert answer["created"] is True
        assert answer["values"] == {"code": "c", "owner_id": owner.pk, "fee": {"$": "decimal", "v": "3.00"}}
        assert Club.objects.get().fee == Decimal("3.00")

    def test_a_row_that_is_gone_is_told(self) -> None:
        answer = save("everything.Thing", pk=999, adding=False, values={"size": 2})
        assert answer == {"values": None, "created": False}

    def test_a_row_that_is_there(self) -> None:
        thing = Thing.objects.create(name="a", size=1)
        answer = save("everything.Thing", thing.pk, values={"size": 5}, updateFields=["size"])
        assert answer["created"] is False
        assert answer["values"]["size"] == 5
        assert answer["values"]["name"] == "a"

    def test_update_fields_are_all_that_is_written(self) -> None:
        thing = Thing.objects.create(name="a", size=1)
        save("everything.Thing", thing.pk, values={"size": 5, "name": "b"}, updateFields=["size"])
        thing.refresh_from_db()
        assert (thing.name, thing.size) == ("a", 5)

    def test_expressions_come_back_as_values(self) -> None:
        thing = Thing.objects.create(name="a", size=1)
        more = {"$": "expression", "v": {"name": "F", "args": ["size"], "options": {}}}
        added = {
            "$": "expression",
            "v": {"name": "CombinedExpression", "args": [more, "+", 2], "options": {}},
        }
        assert save("everything.Thing", thing.pk, values={"size": added})["values"]["size"] == 3

    def test_database_defaults_come_back_as_values(self) -> None:
        values = save("everything.AllFields", values={"upper": "x"})["values"]
        assert values["json"] == {}
        if hasattr(AllFields, "from_database"):
            assert values["from_database"] == 3
            assert values["computed"] == 1

    def test_a_primary_key_of_the_callers(self) -> None:
        assert save("everything.Thing", 77, adding=True, values={"name": "x"})["created"] is True
        assert save("everything.Thing", 77, adding=True, values={"name": "y"})["created"] is False
        with pytest.raises(IntegrityError):
            save("everything.Thing", 77, adding=True, forceInsert=True, values={"name": "z"})

    def test_multi_table_inheritance(self) -> None:
        answer = save("everything.SpecialThing", values={"name": "s", "detail": "d"})
        assert Thing.objects.get(pk=answer["values"]["thing_ptr_id"]).name == "s"
        assert SpecialThing.objects.count() == 1

    def test_validating(self) -> None:
        def clean(**values: Any) -> Any:
            call = {
                "method": "full_clean",
                "exclude": ["owner", "parent"],
                "options": {"validate_unique": True},
            }
            row = {"model": "everything.Thing", "using": None, "pk": None, "adding": True, "values": values}
            return validation.clean({**row, **call})

        assert clean(name="fine", size="7")["values"]["size"] == 7
        assert clean(name="") == {
            "values": {},
            "problems": {"name": [{"message": "This field cannot be blank.", "code": "blank"}]},
        }

    def test_only_validates(self) -> None:
        with pytest.raises(AttributeError):
            validation.clean({"method": "delete"})

    def test_deleting(self) -> None:
        thing = Thing.objects.create(name="a")
        answer = writes.delete({"model": "everything.Thing", "using": None, "pk": thing.pk})
        assert answer == {"total": 1, "byModel": {"everything.Thing": 1}}
        with pytest.raises(ObjectDoesNotExist) as missing:
            writes.delete({"model": "everything.Thing", "using": None, "pk": thing.pk})
        assert describe_exception(missing.value)["data"] == {"model": "everything.Thing"}

    def test_what_protects_is_named(self) -> None:
        tag = Tag.objects.create(name="t")
        club = Club.objects.create(code="c", owner=tag)
        with pytest.raises(ProtectedError) as protected:
            writes.delete({"model": "everything.Tag", "using": None, "pk": tag.pk})
        described = describe_exception(protected.value)
        assert described["data"]["objects"] == [{"model": "everything.Club", "pk": club.pk}]
        assert described["message"].startswith("Cannot delete some instances of model 'Tag'")

    def test_integrity_errors_tell_what_the_driver_tells(self) -> None:
        with pytest.raises(IntegrityError) as failed:
            save("everything.Thing", values={"size": -5, "name": "x"})
        error = describe_exception(failed.value)
        assert "django.db.utils.IntegrityError" in error["mro"]
        assert "sized" in error["message"]

    def test_many_to_many(self) -> None:
        thing = Thing.objects.create(name="a")
        one, two = Tag.objects.create(name="1"), Tag.objects.create(name="2")
        params = {"model": "everything.Thing", "using": None, "pk": thing.pk, "accessor": "tags"}

        def m2m(method: str, *pks: int) -> list[str]:
            writes.m2m(
                {**params, "method": method, "pks": list(pks), "throughDefaults": None, "clear": False}
            )
            return list(thing.tags.order_by("name").values_list("name", flat=True))

        assert m2m("add", one.pk) == ["1"]
        assert m2m("set", two.pk) == ["2"]
        assert m2m("remove", two.pk) == []
        assert m2m("add", one.pk, two.pk) == ["1", "2"]
        assert m2m("clear") == []

    def test_bulk_create_answers_the_rows(self) -> None:
        tree: dict[str, Any] = {
            "model": "everything.Tag",
            "manager": "objects",
            "using": None,
            "operations": [],
        }
        made = writes.bulk(
            {"tree": tree, "method": "bulk_create", "rows": [{"name": "x"}, {"name": "y"}], "options": {}}
        )
        assert made["count"] == 2
        assert [row["name"] for row in made["rows"]] == ["x", "y"]
        assert [row["id"] for row in made["rows"]] == list(
            Tag.objects.filter(name__in="xy").order_by("name").values_list("pk", flat=True)
        )

    def test_bulk_update_writes_the_named_columns(self) -> None:
        tag = Tag.objects.create(name="before")
        tree: dict[str, Any] = {"model": "everything.Tag", "manager": None, "using": None, "operations": []}
        rows = [{"id": tag.pk, "name": "after"}]
        updated = writes.bulk(
            {"tree": tree, "method": "bulk_update", "rows": rows, "options": {"fields": ["name"]}}
        )
        assert updated == {"count": 1, "rows": []}
        tag.refresh_from_db()
        assert tag.name == "after"

    def test_through_defaults(self) -> None:
        tag = Tag.objects.create(name="t")
        club = Club.objects.create(code="c", owner=tag)
        writes.m2m(
            {
                "model": "everything.Club",
                "using": None,
                "pk": "c",
                "accessor": "members",
                "method": "add",
                "pks": [tag.pk],
                "throughDefaults": {"role": "chair"},
                "clear": False,
            }
        )
        membership = Membership.objects.get()
        assert (membership.club, membership.role) == (club, "chair")

    def test_terminals_that_write(self, tree: Any) -> None:
        Thing.objects.create(name="a", size=1)
        terminal = {"kind": "update", "values": {"size": 4}}
        assert queries.query({"tree": tree("everything.Thing"), "terminal": terminal})["rows"] == [[1]]
        # The manager's own delete() is a soft one, and answers a number.
        soft = tree("everything.Thing", manager="soft")
        assert queries.query({"tree": soft, "terminal": {"kind": "delete"}})["rows"] == [[1, {}]]
        assert Thing.objects.get().size == -1
        answer = queries.query({"tree": tree("everything.Thing"), "terminal": {"kind": "delete"}})
        assert answer["rows"] == [[1, {"everything.Thing": 1}]]

    def test_what_django_refuses_at_the_end_is_a_query_error(self, tree: Any) -> None:
        with pytest.raises(QueryError, match="Cannot use 'limit' or 'offset' with delete"):
            queries.query(
                {
                    "tree": tree("everything.Thing", {"op": "slice", "start": 0, "stop": 1}),
                    "terminal": {"kind": "delete"},
                }
            )

    def test_raw_sql(self) -> None:
        first = Thing.objects.create(name="a", size=1)
        Thing.objects.create(name="b%", size=2)
        asked = {"model": "everything.Thing", "manager": "objects", "using": None, "translations": {}}
        sql = "SELECT id, size AS extent, size * %s AS twice FROM everything_thing WHERE name = %s"
        answer = queries.raw({**asked, "sql": sql, "params": [2, "a"]})
        assert answer == {"columns": ["id", "extent", "twice"], "rows": [[first.pk, 1, 2]]}
        by_name = queries.raw(
            {
                **asked,
                "sql": "SELECT id, name AS label FROM everything_thing WHERE name LIKE %(end)s",
                "params": {"end": "b%"},
                "translations": {"label": "name"},
            }
        )
        assert by_name["columns"] == ["id", "name"]
        assert [name for _, name in by_name["rows"]] == ["b%"]
        with pytest.raises(FieldDoesNotExist, match="must include the primary key"):
            queries.raw({**asked, "sql": "SELECT size FROM everything_thing", "params": []})

    def test_methods_of_managers_and_querysets(self, tree: Any) -> None:
        def method(method: str, /, *args: Any, operations: Any = (), **kwargs: Any) -> Any:
            chosen = tree("everything.Thing", *operations, manager="counting")
            return queries.queryset_method(
                {"tree": chosen, "method": method, "args": list(args), "kwargs": kwargs}
            )

        made = method("create", name="x")
        assert made["v"]["values"]["size"] == 7, "the manager's create()"
        assert [found["v"]["values"]["name"] for found in method("named", "x")] == ["x"]
        sliced = [{"op": "filter", "where": {"kind": "lookup", "key": "name", "value": "y"}}]
        assert method("count", operations=sliced) == 0
        with pytest.raises(AttributeError):
            method("_raw_delete")


class TestCalls:
    def test_exposed_functions_by_name_and_others_by_path(self) -> None:
        def call(target: str, *args: Any, **kwargs: Any) -> Any:
            return calls.call({"target": target, "args": list(args), "kwargs": kwargs})

        assert call("greet", "Ada", loud=True) == "HELLO Ada"
        assert call("everything.tasks.greeting", "Ada") == "hello Ada"
        net = {"$": "decimal", "v": "1.5"}
        assert call("everything.tasks.price", net) == {"net": {"$": "decimal", "v": "3.0"}, "currency": "EUR"}
        assert call("everything.tasks.some") == [1, 2]

    @pytest.mark.usefixtures("db")
    def test_asynchronous_functions_use_this_threads_connection(self) -> None:
        answer = calls.call({"target": "everything.tasks.later", "args": [5], "kwargs": {}})
        assert answer["v"][0] == 5
        assert answer["v"][1] > 10


class TestURLs:
    def test_resolving(self) -> None:
        assert urls.resolve_path({"path": "/tell/"}) == {"resolves": True}
        assert urls.resolve_path({"path": "/nothing/"}) == {"resolves": False}

    def test_reversing(self) -> None:
        reversed_url = urls.reverse_name({"name": "by-year", "args": [], "kwargs": {"year": 26}})
        assert reversed_url == {"url": "/year/0026/"}
        assert urls.reverse_name({"name": "unnamed", "args": ["x"], "kwargs": {}}) == {"url": "/unnamed/x/"}
        with pytest.raises(NoReverseMatch):
            urls.reverse_name({"name": "nothing", "args": [], "kwargs": {}})


class TestTransactions:
    @pytest.fixture(autouse=True)
    def _rolled_back(self, database: Path) -> Iterator[None]:
        yield
        if transactions.is_open():
            act("rollback")
        Thing.objects.all().delete()

    def test_commit_and_rollback(self) -> None:
        act("begin")
        Thing.objects.create(name="kept")
        act("commit")
        act("begin")
        Thing.objects.create(name="gone")
        act("rollback")
        assert list(Thing.objects.values_list("name", flat=True)) == ["kept"]
        assert not connection.in_atomic_block

    def test_on_commit_of_user_code_waits_for_the_commit(self) -> None:
        tasks.committed.clear()
        act("begin")
        tasks.note_commit("x")
        assert tasks.commits() == []
        act("commit")
        assert tasks.commits() == ["x"]

    def test_savepoints(self) -> None:
        act("begin")
        Thing.objects.create(name="kept")
        act("savepoint", name="one")
        with pytest.raises(IntegrityError):
            transactions.execute({"using": "default", "sql": INCOMPLETE_INSERT, "params": []})
        act("rollbackTo", name="one")
        act("savepoint", name="two")
        Thing.objects.create(name="too")
        act("release", name="two")
        act("commit")
        assert Thing.objects.count() == 2

    def test_a_commit_after_a_swallowed_failure_says_so(self) -> None:
        act("begin")
        Thing.objects.create(name="gone")
        connection.set_rollback(True)
        assert act("commit") is False
        assert Thing.objects.count() == 0

    def test_a_savepoint_with_a_swallowed_failure_is_undone_alone(self) -> None:
        act("begin")
        Thing.objects.create(name="kept")
        act("savepoint", name="one")
        Thing.objects.create(name="gone")
        connection.set_rollback(True)
        assert act("release", name="one") is False
        assert act("commit") is True
        assert list(Thing.objects.values_list("name", flat=True)) == ["kept"]

    def test_a_rollback_after_what_ended_already_is_nothing(self) -> None:
        act("begin")
        act("commit")
        assert act("rollback") is False

    def test_begin_and_end_go_together(self) -> None:
        with pytest.raises(TransactionManagementError, match="no transaction is open"):
            act("commit")
        act("begin")
        with pytest.raises(TransactionManagementError, match="open already"):
            act("begin")

    def test_nodes_sql(self) -> None:
        Thing.objects.create(name="100%?", size=3)
        answer = transactions.execute(
            {
                "using": "default",
                "sql": "SELECT name, size FROM everything_thing WHERE name LIKE '%?' AND size = ?",
                "params": [3],
            }
        )
        assert (answer["columns"], answer["rows"]) == (["name", "size"], [["100%?", 3]])


@pytest.mark.parametrize(
    ("sql", "numbered", "expected"),
    [
        ("a = ? AND b LIKE '?%'", False, ("a = %s AND b LIKE '?%%'", [1, 2])),
        ("a = $2 OR b = $1 OR c ? 'x%'", True, ("a = %(p2)s OR b = %(p1)s OR c ? 'x%%'", {"p1": 1, "p2": 2})),
        ('"a$1" = $1', True, ('"a$1" = %(p1)s', {"p1": 1, "p2": 2})),
        ("a % 2", False, ("a %% 2", [1, 2])),
    ],
)
def test_placeholders(sql: str, numbered: bool, expected: Any) -> None:
    assert django_placeholders(sql, [1, 2], numbered=numbered) == expected


def act(action: str, **params: Any) -> bool:
    return transactions.transaction({"action": action, "using": "default", **params})
