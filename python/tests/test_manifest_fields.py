from __future__ import annotations

from typing import Any

import django
import pytest
from everything import models

from django_fastapi.manifest.models import describe_model
from django_fastapi.manifest.warning import Warnings


def fields_of(model: Any) -> dict[str, Any]:
    warnings = Warnings()
    described = describe_model(model, warnings)
    assert described is not None
    assert warnings.items == []
    return {field["name"]: field for field in described["fields"]}


@pytest.fixture(scope="module")
def fields() -> dict[str, Any]:
    return fields_of(models.AllFields)


def test_what_decides_columns_and_values(fields: dict[str, Any]) -> None:
    assert fields["integer"]["column"] == "number"
    assert fields["integer"]["attname"] == "integer"
    assert fields["integer"]["null"] is True
    assert fields["decimal"]["internalType"] == "DecimalField"
    assert (fields["decimal"]["maxDigits"], fields["decimal"]["decimalPlaces"]) == (8, 3)
    assert fields["char"]["dbType"] == "varchar(10)"
    assert fields["slug"]["className"] == "django.db.models.fields.SlugField"
    assert fields["slug"]["uniqueForDate"] == "date"
    assert fields["id"]["primaryKey"] is True
    assert fields["uuid"]["editable"] is False
    assert (fields["added"]["autoNowAdd"], fields["changed"]["autoNow"]) == (True, True)
    assert fields["file"]["uploadTo"] == "files/%Y"


@pytest.mark.parametrize(
    ("name", "default"),
    [
        ("integer", {"kind": "none"}),
        ("big", {"kind": "value", "value": {"$": "int", "v": str(2**60)}}),
        ("binary", {"kind": "value", "value": {"$": "bytes", "v": "AP8="}}),
        ("char", {"kind": "value", "value": "s"}),
        ("decimal", {"kind": "value", "value": {"$": "decimal", "v": "1.50"}}),
        ("date", {"kind": "callable", "name": "datetime.date.today"}),
        ("datetime", {"kind": "callable", "name": "django.utils.timezone.now"}),
        ("json", {"kind": "callable", "name": "builtins.dict"}),
        ("uuid", {"kind": "callable", "name": "uuid.uuid4"}),
        ("text", {"kind": "python", "name": "everything.models.fresh_code"}),
        ("partial", {"kind": "python", "name": "everything.models.fresh_code"}),
        ("anonymous", {"kind": "python", "name": "everything.models.AllFields.<lambda>"}),
    ],
)
def test_defaults(fields: dict[str, Any], name: str, default: Any) -> None:
    assert fields[name]["default"] == default


def test_texts_are_no_lazy_objects(fields: dict[str, Any]) -> None:
    assert fields["char"]["verboseName"] == "letters"
    assert fields["char"]["choices"] == [["s", "Small"], ["l", "Large"]]
    assert fields["grouped"]["choices"] == [["a", "A"], ["b", "B"]]
    assert fields["email"]["helpText"] == "Where to write"
    assert fields["big"]["choices"] is None


def test_validators_with_their_arguments(fields: dict[str, Any]) -> None:
    letters = fields["image_name"]["validators"][0]
    assert letters["name"] == "django.core.validators.RegexValidator"
    assert letters["args"] == {"inverse_match": False, "flags": 0, "regex": "^[a-z]+$"}
    assert (letters["code"], letters["message"]) == ("letters", "Letters only")
    lowest, highest = fields["float"]["validators"]
    assert lowest["args"] == {"limit_value": 0}
    assert highest["args"] == {}, "a callable limit may answer differently each time"
    assert "django.core.validators.MaxLengthValidator" in [v["name"] for v in fields["char"]["validators"]]


def test_overridden_conversions(fields: dict[str, Any]) -> None:
    assert fields["upper"]["overrides"] == ["from_db_value", "get_prep_value"]
    assert fields["short"]["overrides"] == []
    assert fields["json"]["overrides"] == [], "Django's own are known"
    assert fields["upper"]["internalType"] == "CharField"


@pytest.mark.skipif(django.VERSION < (5, 0), reason="db_default and GeneratedField came with Django 5.0")
def test_what_the_database_fills(fields: dict[str, Any]) -> None:
    assert fields["from_database"]["dbDefault"] is True
    assert fields["computed"]["generated"] is True
    assert fields["small"]["dbDefault"] is False


def test_foreign_keys() -> None:
    fields = fields_of(models.Thing)
    owner = fields["owner"]["relation"]
    assert fields["owner"]["attname"] == "owner_id"
    assert (owner["kind"], owner["model"], owner["toField"]) == ("foreignKey", "auth.User", "id")
    assert (owner["onDelete"], owner["accessor"], owner["queryName"]) == ("CASCADE", "things", "things")
    hidden = fields["parent"]["relation"]
    assert (hidden["model"], hidden["accessor"], hidden["queryName"]) == ("everything.Thing", None, None)
    assert fields_of(models.Membership)["tag"]["relation"]["onDelete"] == "RESTRICT"
    assert fields_of(models.Membership)["tag"]["relation"]["dbConstraint"] is False
    assert fields_of(models.Membership)["club"]["relation"]["onDelete"] == "SET"
    assert fields_of(models.Membership)["club"]["relation"]["toField"] == "code"
    assert fields_of(models.Club)["owner"]["relation"]["kind"] == "oneToOne"


def test_many_to_many() -> None:
    fields = fields_of(models.Thing)
    tags = fields["tags"]["relation"]
    assert fields["tags"]["column"] is None
    assert (tags["kind"], tags["through"]) == ("manyToMany", "everything.Thing_tags")
    assert tags["throughFields"] == ["thing", "tag"]
    assert (tags["accessor"], tags["queryName"], tags["autoCreatedThrough"]) == ("things", "thing", True)
    friends = fields["friends"]["relation"]
    assert (friends["symmetrical"], friends["accessor"]) == (True, None)
    members = fields_of(models.Club)["members"]["relation"]
    assert (members["through"], members["autoCreatedThrough"]) == ("everything.Membership", False)


def test_generic_relations() -> None:
    subject = fields_of(models.Remark)["subject"]
    assert subject["internalType"] == "GenericForeignKey"
    assert subject["relation"]["kind"] == "genericForeignKey"
    assert subject["relation"]["contentTypeField"] == "content_type"
    assert subject["relation"]["objectIdField"] == "object_id"
    remarks = fields_of(models.Thing)["remarks"]["relation"]
    assert (remarks["kind"], remarks["model"]) == ("genericRelation", "everything.Remark")


def test_inherited_fields_say_whose_table_they_are_in() -> None:
    fields = fields_of(models.SpecialThing)
    assert fields["name"]["model"] == "everything.Thing"
    assert fields["detail"]["model"] == "everything.SpecialThing"
    assert fields["thing_ptr"]["relation"]["parentLink"] is True
    assert fields_of(models.ThingProxy)["name"]["model"] == "everything.Thing"
    assert fields_of(models.Tag)["name"]["model"] == "everything.Tag", "an abstract base has no table"


def test_postgres_fields_say_what_they_hold() -> None:
    pytest.importorskip("psycopg")
    fields = fields_of(models.Postgres)
    assert fields["numbers"]["baseField"]["internalType"] == "IntegerField"
    assert fields["numbers"]["baseField"]["column"] is None
    assert fields["matrix"]["baseField"]["baseField"]["maxLength"] == 3
    assert fields["span"]["baseField"]["internalType"] == "IntegerField"
    assert fields["days"]["baseField"]["internalType"] == "DateField"
    assert fields["extra"]["baseField"] is None
    assert fields["numbers"]["overrides"] == []


def test_one_field_that_fails_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.Stamped._meta.get_field("stamp"), "get_internal_type", lambda: 1 / 0)
    warnings = Warnings()
    described = describe_model(models.Stamped, warnings)
    assert described is not None
    assert [field["name"] for field in described["fields"]] == ["id"]
    assert warnings.items == [
        {"where": "everything.Stamped.stamp", "message": "ZeroDivisionError: division by zero"}
    ]
