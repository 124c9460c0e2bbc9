from __future__ import annotations

from typing import Any

import django
import pytest
from django.contrib.auth.models import User
from django.db.models.signals import m2m_changed, post_save, pre_delete
from django.test import override_settings
from everything import models

from django_fastapi.manifest.hooks import describe_hooks
from django_fastapi.manifest.models import describe_model
from django_fastapi.manifest.warning import Warnings

NOTHING = {"save": None, "delete": None, "clean": None, "queryset": {}, "m2mChanged": {}}


def described(model: Any) -> Any:
    return describe_model(model, Warnings())


def test_names_and_table() -> None:
    thing = described(models.Thing)
    assert (thing["label"], thing["modelName"], thing["table"]) == (
        "everything.Thing",
        "thing",
        "everything_thing",
    )
    assert (thing["verboseName"], thing["verboseNamePlural"]) == ("thing", "Things")
    assert thing["pk"] == ["id"]
    assert thing["getLatestBy"] == ["created"]
    assert thing["uniqueTogether"] == [["name", "size"]]
    assert thing["defaultManager"] == "objects"
    assert thing["baseManager"] is None
    assert described(models.Unmanaged)["managed"] is False


def test_ordering_by_expressions_is_in_the_trees_form() -> None:
    name = {"$": "expression", "v": {"name": "F", "args": ["name"], "options": {}}}
    assert described(models.Thing)["ordering"] == [
        {"expression": name, "descending": False, "nulls": "last"},
        "-id",
    ]


def test_constraints() -> None:
    unique, check = described(models.Thing)["constraints"]
    assert (unique["name"], unique["kind"], unique["fields"], unique["conditional"]) == (
        "unique_if_sized",
        "unique",
        ["name"],
        True,
    )
    assert (check["kind"], check["conditional"]) == ("check", False)


def test_inheritance() -> None:
    assert described(models.SpecialThing)["parents"] == [{"model": "everything.Thing", "link": "thing_ptr"}]
    assert described(models.SpecialThing)["pk"] == ["thing_ptr"]
    proxy = described(models.ThingProxy)
    assert (proxy["proxy"], proxy["concreteModel"]) == (True, "everything.Thing")
    assert proxy["parents"] == [{"model": "everything.Thing", "link": None}]


@pytest.mark.skipif(django.VERSION < (5, 2), reason="CompositePrimaryKey came with Django 5.2")
def test_composite_primary_key() -> None:
    composite = described(models.Composite)
    assert composite["pk"] == ["left", "right"]
    columns = {field["name"]: field["column"] for field in composite["fields"]}
    assert columns == {"pk": None, "left": "left", "right": "right"}


def test_reverse_relations() -> None:
    reverse = {(each["model"], each["field"]): each for each in described(models.Tag)["reverse"]}
    assert reverse["everything.Thing", "tags"]["queryName"] == "thing"
    assert reverse["everything.Thing", "tags"]["accessor"] == "things"
    assert reverse["everything.Thing", "tags"]["kind"] == "manyToMany"
    assert reverse["everything.Club", "owner"]["kind"] == "oneToOne"
    assert reverse["everything.Membership", "tag"]["accessor"] == "membership_set"
    hidden = reverse["everything.Thing_tags", "tag"]
    assert (hidden["queryName"], hidden["accessor"]) == (None, None), "but a deletion follows it"


def test_no_hooks_where_only_django_is_at_work() -> None:
    assert describe_hooks(models.Remark) == NOTHING
    assert {**describe_hooks(User), "clean": None} == NOTHING
    assert describe_hooks(models.Thing.tags.through) == NOTHING


def test_overridden_save_and_delete() -> None:
    assert describe_hooks(models.Tag)["save"] == "everything.models.Base.save() is overridden"
    assert describe_hooks(models.Tag)["delete"] is None
    assert describe_hooks(models.Club)["delete"] == "everything.models.Club.delete() is overridden"


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        (models.AllFields, "is unique for a date"),
        (models.Thing, "is more than unique values of fields"),
        (models.SpecialThing, "is more than unique values of fields"),
        (models.Stamped, "validates by itself"),
        (User, "django.contrib.auth.models.AbstractUser.clean() is overridden"),
        (models.Remark, None),
    ],
)
def test_what_only_python_validates(model: Any, reason: str | None) -> None:
    told = describe_hooks(model)["clean"]
    assert told is None if reason is None else reason in told


@override_settings(LANGUAGE_CODE="de")
def test_django_has_words_for_it_in_other_languages() -> None:
    assert "in the language" in describe_hooks(models.Remark)["clean"]


def test_a_fields_own_pre_save() -> None:
    assert "has a pre_save() of its own" in describe_hooks(models.Stamped)["save"]


def test_overridden_writes_of_querysets_and_managers() -> None:
    hooks = describe_hooks(models.Thing)["queryset"]
    assert hooks["soft"] == {"delete": "everything.managers.SoftDeletingQuerySet.delete() is overridden"}
    assert hooks["counting"] == {"create": "everything.managers.CountingManager.create() is overridden"}
    assert "objects" not in hooks
    assert "constant" not in hooks
    assert set(hooks["failing"]) >= {"update", "delete", "bulk_create"}, "what is not known may be anything"


def receiver(sender: Any, **kwargs: Any) -> None:
    """Of nobody yet."""


@pytest.mark.parametrize("sender", [models.Stamped, None])
def test_receivers(sender: Any) -> None:
    pre_delete.connect(receiver, sender=sender)
    try:
        assert (
            describe_hooks(models.Stamped)["delete"] == "pre_delete receiver test_manifest_models.receiver()"
        )
        assert (describe_hooks(models.Remark)["delete"] is None) is (sender is not None)
    finally:
        pre_delete.disconnect(receiver, sender=sender)
    assert describe_hooks(models.Stamped)["delete"] is None


def test_a_receiver_that_is_a_method() -> None:
    class Listener:
        def heard(self, **kwargs: Any) -> None: ...

    listener = Listener()
    post_save.connect(listener.heard, sender=models.Remark)
    try:
        assert "Listener.heard()" in describe_hooks(models.Remark)["save"]
    finally:
        post_save.disconnect(listener.heard, sender=models.Remark)


def test_m2m_changed_by_field() -> None:
    m2m_changed.connect(receiver, sender=models.Thing.tags.through)
    try:
        assert describe_hooks(models.Thing)["m2mChanged"] == {
            "tags": "m2m_changed receiver test_manifest_models.receiver()"
        }
    finally:
        m2m_changed.disconnect(receiver, sender=models.Thing.tags.through)
