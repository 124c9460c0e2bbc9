"""Does the steps on standard input (steps.ts) by Django's API; answers what each did."""

import json
import sys
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import F, Model  # noqa: E402


class Undo(Exception):
    pass


def pick(label: str, index: int) -> Any:
    """The row at that place, from the start again when there are fewer; None: there is none."""
    rows = apps.get_model(label)._base_manager.order_by("pk")
    count = rows.count()
    return rows[index % count] if count else None


def value(given: Any) -> Any:
    match given:
        case {"json": plain}:
            return plain
        case {"row": index, "of": label}:
            return pick(label, index)
        case {"key": index, "of": label}:
            row = pick(label, index)
            return row.pk if row else None
        case {"column": name, "plus": number}:
            return F(name) + number
    return given


def values(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value(item) for name, item in given.items()}


def set_values(instance: Model, given: dict[str, Any]) -> None:
    for name, item in values(given).items():
        setattr(instance, name, item)


def clean(model: Any, given: dict[str, Any]) -> dict[str, Any]:
    """Attributes as a form would have them: Decimals and dates, not their texts."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: item
        if item is None or name not in fields or hasattr(item, "resolve_expression")
        else fields[name].to_python(item)
        for name, item in values(given).items()
    }


def rows_of(manager: Any, where: dict[str, Any]) -> Any:
    return manager.filter(**where)


def run(step: dict[str, Any]) -> Any:
    if step["op"] == "atomic":
        outcomes: list[Any] = []
        try:
            with transaction.atomic():
                for inner in step["steps"]:
                    outcomes.append(inner_outcome(inner))
                if step["fails"]:
                    raise Undo
        except Undo:
            pass
        return outcomes
    model = apps.get_model(step["model"])
    match step["op"]:
        case "create":
            getattr(model, step["manager"]).create(**clean(model, step["values"]))
        case "saveNew":
            instance = model(**clean(model, step["values"]))
            if step["pkOf"] is not None:
                row = pick(step["model"], step["pkOf"])
                instance.pk = row.pk if row else None
            instance.save()
        case "save":
            instance = pick(step["model"], step["row"])
            if instance is None:
                return "no row"
            if step["only"] is not None:
                instance = model._base_manager.only(*step["only"]).get(pk=instance.pk)
            for name, item in clean(model, step["values"]).items():
                setattr(instance, name, item)
            if step["updateFields"] is None:
                instance.save()
            else:
                instance.save(update_fields=step["updateFields"])
        case "delete":
            instance = pick(step["model"], step["row"])
            return "no row" if instance is None else deleted(instance.delete())
        case "update":
            return rows_of(getattr(model, step["manager"]), step["where"]).update(
                **clean(model, step["values"])
            )
        case "deleteRows":
            return deleted(
                rows_of(getattr(model, step["manager"]), step["where"]).delete()
            )
        case "getOrCreate":
            _, created = model._default_manager.get_or_create(
                defaults=clean(model, step["defaults"]), **values(step["lookups"])
            )
            return created
        case "updateOrCreate":
            _, created = model._default_manager.update_or_create(
                defaults=clean(model, step["defaults"]), **values(step["lookups"])
            )
            return created
        case "bulkCreate":
            conflicts = step["conflicts"]
            options: dict[str, Any] = {}
            if conflicts == "ignore":
                options = {"ignore_conflicts": True}
            elif conflicts != "fail":
                options = {
                    "update_conflicts": True,
                    "update_fields": conflicts["update"],
                    "unique_fields": conflicts["unique"],
                }
            model._default_manager.bulk_create(
                [model(**clean(model, row)) for row in step["rows"]], **options
            )
        case "bulkUpdate":
            instances = {}
            for row in step["rows"]:
                instance = pick(step["model"], row["row"])
                if instance is None or instance.pk in instances:
                    continue
                for name, item in clean(model, row["values"]).items():
                    setattr(instance, name, item)
                instances[instance.pk] = instance
            return model._base_manager.bulk_update(
                list(instances.values()), step["fields"]
            )
        case "related":
            return related(step, model)
    return None


def related(step: dict[str, Any], model: Any) -> Any:
    owner = pick(step["model"], step["row"])
    if owner is None:
        return "no row"
    manager = getattr(owner, step["accessor"])
    target = apps.get_model(step["target"])
    picked = [pick(step["target"], index) for index in step["rows"]]
    rows = list({row.pk: row for row in picked if row is not None}.values())
    options = {}
    if "throughDefaults" in step["options"]:
        options["through_defaults"] = values(step["options"]["throughDefaults"])
    match step["method"]:
        case "add":
            manager.add(*rows, **options)
        case "remove":
            manager.remove(*rows)
        case "clear":
            manager.clear()
        case "set":
            manager.set(rows, clear=step["options"].get("clear", False), **options)
        case "create":
            manager.create(**clean(target, step["values"]), **options)
    return None


def deleted(result: Any) -> Any:
    total, by_model = result
    return [total, dict(sorted(by_model.items()))]


def outcome(step: dict[str, Any]) -> Any:
    try:
        return {"answer": run(step)}
    except Exception as error:
        return failure(error)


def inner_outcome(step: dict[str, Any]) -> Any:
    """A step that fails leaves the block as it is: it has a savepoint of its own."""
    try:
        with transaction.atomic():
            return {"answer": run(step)}
    except Exception as error:
        return failure(error)


def failure(error: Exception) -> Any:
    """``detail`` is for who reads a difference; it is not compared."""
    name = type(error).__name__
    return {"error": name if is_told(error) else "other", "detail": f"{name}: {error}"}


def is_told(error: Exception) -> bool:
    """Errors that have the same name in TypeScript."""
    names = (
        "IntegrityError",
        "ProtectedError",
        "RestrictedError",
        "DoesNotExist",
        "MultipleObjectsReturned",
    )
    return type(error).__name__ in names


json.dump([outcome(step) for step in json.load(sys.stdin)], sys.stdout, default=str)
