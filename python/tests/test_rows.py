from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db.models import Count, F, QuerySet
from django.db.models.query import ModelIterable
from everything.fields import Colour
from everything.models import AllFields, Remark, SpecialThing, Tag, Thing

from django_fastapi.query import replay
from django_fastapi.rows import rows_of

UTC = datetime.timezone.utc


class DoublingIterable(ModelIterable):
    def __iter__(self) -> Any:
        for thing in super().__iter__():
            thing.size *= 2
            yield thing


@pytest.mark.usefixtures("db")
class TestRows:
    def things(self) -> tuple[Thing, Thing]:
        from django.contrib.auth.models import User

        owner = User.objects.create(username="ada")
        return (
            Thing.objects.create(
                name="a", size=1, owner=owner, created=datetime.datetime(2026, 1, 2, tzinfo=UTC)
            ),
            Thing.objects.create(name="b", size=2, created=datetime.datetime(2026, 1, 2, tzinfo=UTC)),
        )

    def rows(self, queryset: Any) -> tuple[list[str], list[Any]]:
        return tuple(rows_of(queryset))  # type: ignore[return-value]

    def test_instances(self) -> None:
        first, _ = self.things()
        columns, rows = self.rows(Thing.objects.order_by("name").annotate(twice=F("size") * 2))
        assert columns == ["id", "name", "size", "created", "owner_id", "parent_id", "twice"]
        created = {"$": "datetime", "v": "2026-01-02T00:00:00.000000+00:00"}
        assert rows[0] == [first.pk, "a", 1, created, first.owner_id, None, 2]
        assert rows[1][4] is None

    def test_selected_relations_have_the_path_in_their_columns(self) -> None:
        self.things()
        queryset = Thing.objects.order_by("name").select_related("owner").only("name", "owner__username")
        columns, rows = self.rows(queryset)
        assert columns == ["id", "name", "owner_id", "owner.id", "owner.username"]
        assert rows[0][4] == "ada"
        assert rows[1][3:] == [None, None], "a selected relation without a row"

    def test_reverse_one_to_one_and_parents(self) -> None:
        special = SpecialThing.objects.create(name="s", detail="d")
        columns, rows = self.rows(SpecialThing.objects.all())
        assert dict(zip(columns, rows[0], strict=True))["thing_ptr_id"] == special.pk
        columns, rows = self.rows(Thing.objects.select_related("specialthing"))
        assert dict(zip(columns, rows[0], strict=True))["specialthing.detail"] == "d"

    def test_values_lists_and_flat(self) -> None:
        self.things()
        ordered = Thing.objects.order_by("name")
        assert self.rows(ordered.values("name", "owner__username")) == (
            ["name", "owner__username"],
            [["a", "ada"], ["b", None]],
        )
        assert self.rows(ordered.values_list("size", "name")) == (["size", "name"], [[1, "a"], [2, "b"]])
        assert self.rows(ordered.values_list("name", flat=True)) == (["name"], [["a"], ["b"]])
        counted = ordered.values("size").annotate(n=Count("id"))
        assert self.rows(counted) == (["size", "n"], [[1, 1], [2, 1]])
        assert self.rows(ordered.filter(size=9).values("name")) == (["name"], [])

    def test_custom_values_are_what_the_column_holds(self) -> None:
        Tag.objects.create(name="t", colour=Colour("#123"))
        columns, rows = self.rows(Tag.objects.all())
        assert dict(zip(columns, rows[0], strict=True))["colour"] == "#123"

    def test_every_field_of_django(self) -> None:
        AllFields.objects.create(upper="abc")
        columns, rows = self.rows(AllFields.objects.all())
        row = dict(zip(columns, rows[0], strict=True))
        assert row["big"] == {"$": "int", "v": str(2**60)}
        assert row["binary"] == {"$": "bytes", "v": "AP8="}
        assert row["decimal"] == {"$": "decimal", "v": "1.500"}
        assert row["duration"] == {"$": "duration", "v": "P1DT00H00M00.000005S"}
        assert row["file"] == ""
        assert row["upper"] == "ABC"

    def test_a_queryset_with_rows_of_its_own_making(self) -> None:
        self.things()

        class Doubling(QuerySet[Any]):
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                self._iterable_class = DoublingIterable

        columns, rows = self.rows(Doubling(Thing).order_by("name"))
        assert columns[:3] == ["id", "name", "size"]
        assert [row[2] for row in rows] == [2, 4]

    def test_generic_relations(self, tree: Any) -> None:
        first, _ = self.things()
        Remark.objects.create(subject=first, text="r")
        operation = {"op": "filter", "where": {"kind": "lookup", "key": "remarks__text", "value": "r"}}
        assert rows_of(replay(tree("everything.Thing", operation))).rows[0][0] == first.pk
