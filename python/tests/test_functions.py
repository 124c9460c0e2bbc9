"""Exposed functions: their description, and the arguments that they get."""

from __future__ import annotations

from typing import Any

import pytest
from everything import tasks
from everything.models import Tag

from django_fastapi.expose import _exposed
from django_fastapi.manifest.functions import describe_functions
from django_fastapi.manifest.warning import Warnings
from django_fastapi.worker.calls import call


@pytest.fixture(scope="module")
def described() -> Any:
    return describe_functions(Warnings())


def function(described: Any, name: str) -> Any:
    return next(each for each in described["functions"] if each["name"] == name)


def structure(described: Any, name: str) -> Any:
    return next(each for each in described["structures"] if each["name"] == f"everything.functions.{name}")


def ask(target: str, *args: Any, **kwargs: Any) -> Any:
    return call({"target": target, "args": list(args), "kwargs": kwargs})


def scalar(name: str) -> Any:
    return {"kind": "scalar", "name": name}


class TestDescription:
    def test_scalars(self, described: Any) -> None:
        entry = function(described, "echo_types")
        assert entry["target"] == "everything.functions.echo_types"
        assert (entry["app"], entry["comment"]) == ("everything", "The types that arrive.")
        names = [parameter["type"]["name"] for parameter in entry["parameters"]]
        assert names == ["datetime", "date", "time", "duration", "decimal", "uuid", "bytes", "float"]
        assert entry["returns"] == {"kind": "list", "item": scalar("str")}

    def test_places(self, described: Any) -> None:
        places = [
            (p["name"], p["place"], p["required"]) for p in function(described, "parameters")["parameters"]
        ]
        assert places == [
            ("first", "positionalOnly", True),
            ("second", "positional", True),
            ("rest", "rest", True),
            ("flag", "keyword", False),
            ("more", "restKeywords", True),
        ]

    def test_containers(self, described: Any) -> None:
        types = {p["name"]: p["type"] for p in function(described, "containers")["parameters"]}
        assert types["numbers"] == {"kind": "list", "item": scalar("int")}
        assert types["pairs"] == {"kind": "tuple", "items": [scalar("str"), scalar("decimal")], "names": None}
        assert types["many"] == {"kind": "list", "item": scalar("int")}
        assert types["by_id"] == {"kind": "record", "value": scalar("decimal")}
        assert [option["kind"] for option in types["either"]["options"]] == ["scalar", "list", "none"]

    def test_a_class_that_leads_back_to_itself(self, described: Any) -> None:
        fields = structure(described, "Node")["fields"]
        assert [(each["name"], each["given"]) for each in fields] == [
            ("name", "required"),
            ("price", "optional"),
            ("children", "optional"),
            ("depth", "never"),
        ]
        itself = {"kind": "structure", "name": "everything.functions.Node"}
        assert fields[2]["type"] == {"kind": "list", "item": itself}

    def test_typed_dicts_and_enums(self, described: Any) -> None:
        fields = structure(described, "PartialMovie")["fields"]
        assert [(each["name"], each["answered"]) for each in fields] == [
            ("title", "always"),
            ("released", "always"),
            ("length", "sometimes"),
        ]
        assert structure(described, "Size")["values"] == ["s", "l"]
        assert structure(described, "Level")["values"] == [1, 2]

    def test_models_and_names(self, described: Any) -> None:
        entry = function(described, "tagged")
        assert entry["app"] == "everything"
        assert entry["returns"] == {"kind": "model", "label": "everything.Tag"}
        assert [p["type"] for p in entry["parameters"][1:]] == [scalar("int"), scalar("str")]

    def test_annotations_that_cannot_be_evaluated(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unread(value: int) -> int:
            return value

        unread.__annotations__["value"] = "Undefined"
        unread.__module__ = "everything.functions"
        monkeypatch.setitem(_exposed, "everything.functions.unread", unread)
        warnings = Warnings()
        entry = function(describe_functions(warnings), "unread")
        assert entry["returns"] == {"kind": "any"}
        assert any(each["where"] == "everything.functions.unread" for each in warnings.items)

    def test_names_that_two_functions_have(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(_exposed, "everything.tasks.later", tasks.later)
        warnings = Warnings()
        found = [each for each in describe_functions(warnings)["functions"] if each["name"] == "later"]
        assert [each["target"] for each in found] == ["everything.functions.later"]
        assert any(each["where"] == "everything.tasks.later" for each in warnings.items)


class TestCalls:
    def test_strings_become_what_is_annotated(self) -> None:
        args = ["2026-01-02T03:04:05+00:00", "2026-01-02", "03:04", "P1DT2S", "1.50", "0" * 32]
        types = ask("everything.functions.echo_types", *args, {"$": "bytes", "v": ""}, 1)
        assert types == ["datetime", "date", "time", "timedelta", "Decimal", "UUID", "bytes", "float"]

    def test_a_z_is_utc_in_every_python(self) -> None:
        later = "2026-01-02T03:04:05.678Z"
        args = [later, "2026-01-02", "03:04", "P1D", 1.5, "0" * 32, {"$": "bytes", "v": ""}, 1.5]
        assert ask("everything.functions.echo_types", *args)[0] == "datetime"

    def test_structures(self) -> None:
        node = {"name": "a", "children": [{"name": "b", "price": "2.50"}]}
        movie = {"title": "t", "released": "2026-01-02", "length": "P1D"}
        answer = ask("everything.functions.structures", node, movie, [1, 2], "s", level=2)
        assert "Node(name='b', price=Decimal('2.50'), children=[], depth=0)" in answer
        assert "'released': datetime.date(2026, 1, 2), 'length': datetime.timedelta(days=1)" in answer
        assert "Point(x=1.0, y=2.0), <Size.SMALL: 's'>, <Level.HIGH: 2>" in answer

    def test_containers(self) -> None:
        answer = ask(
            "everything.functions.containers",
            [2, 1, 2],
            ["a", "1"],
            [3],
            {"7": 1},
            ["2026-01-02"],
            "2026-01-02",
        )
        assert answer == (
            "([1, 2], ('a', Decimal('1')), (3,), {7: Decimal('1')}, [datetime.date(2026, 1, 2)], '2026-01-02')"
        )
        assert "Decimal('2.5')" in ask("everything.functions.containers", [], ["a", "1"], [], {}, "2.5")

    def test_rest_and_keywords(self) -> None:
        answer = ask("everything.functions.parameters", 1, "a", "1.5", 2, flag=True, x=["y"])
        assert answer == "(1, 'a', (Decimal('1.5'), Decimal('2')), True, {'x': ['y']})"

    def test_model_instances(self) -> None:
        tag = {"$": "instance", "v": {"model": "everything.Tag", "values": {"id": "5", "name": "t"}}}
        answer = ask("tagged", tag, 1)
        assert answer["v"]["values"]["id"] == 5
        assert Tag._meta.label == answer["v"]["model"]

    def test_async_and_named_tuples(self) -> None:
        assert ask("everything.functions.later") == {"$": "tuple", "v": [1, 2]}

    def test_what_cannot_be_converted_is_named_and_not_shown(self) -> None:
        with pytest.raises(TypeError, match='the argument "b"') as failed:
            ask("everything.functions.echo_types", "2026-01-02T03:04:05", "secret")
        assert "secret" not in str(failed.value)

    def test_a_wrong_number_of_arguments_is_pythons_own_error(self) -> None:
        with pytest.raises(TypeError, match="missing"):
            ask("everything.functions.structures")


class TestPydantic:
    def test_models(self) -> None:
        pydantic = pytest.importorskip("pydantic")
        from django_fastapi.annotations.kinds import Structures
        from django_fastapi.annotations.read import read_annotation
        from django_fastapi.wire import encode

        class Price(pydantic.BaseModel):  # type: ignore[name-defined,misc]
            net: int
            currency: str = pydantic.Field("EUR", alias="cur")

            @pydantic.computed_field  # type: ignore[misc]
            @property
            def gross(self) -> float:
                return float(self.net * 1.2)

        kind = read_annotation(Price)
        structures: Structures = {}
        kind.describe(structures)
        (described,) = structures.values()
        assert [(each["name"], each["given"]) for each in described["fields"]] == [
            ("net", "required"),
            ("currency", "optional"),
            ("gross", "never"),
        ]
        price = kind.convert({"net": "10", "currency": "USD"})
        assert encode(price) == {"net": 10, "currency": "USD", "gross": 12.0}
