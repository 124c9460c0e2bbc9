"""The exposed functions, for the code generator. In Python because annotations are evaluated here."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from django.apps import apps

from django_fastapi.annotations.kinds import Structures
from django_fastapi.annotations.signature import signature_of
from django_fastapi.expose import discover_exposed
from django_fastapi.manifest.warning import Warnings
from django_fastapi.wire import Wire


def describe_functions(warnings: Warnings) -> Wire:
    """``functions`` of src/manifest/schema.ts."""
    structures: Structures = {}
    described: dict[tuple[str, str], Wire] = {}
    for target, function in sorted(discover_exposed().items()):
        entry = _describe(target, function, structures, warnings)
        key = (entry["app"], entry["name"])
        if key in described:
            other = described[key]["target"]
            warnings.add(
                target,
                f'{other} has the name "{entry["name"]}" in {entry["app"]} already: give one of them another, '
                "by @expose(name=...)",
            )
        else:
            described[key] = entry
    return {
        "functions": [described[key] for key in sorted(described)],
        "structures": [structures[name] for name in sorted(structures)],
    }


def _describe(target: str, function: Callable[..., Any], structures: Structures, warnings: Warnings) -> Wire:
    signature = signature_of(function)
    if signature is not None and signature.problem is not None:
        warnings.add(target, signature.problem)
    nothing: Wire = {"parameters": [], "returns": {"kind": "any"}}
    return {
        "target": target,
        "name": target.rpartition(".")[2],
        "app": _app(function.__module__),
        "comment": inspect.getdoc(function) or "",
        **(nothing if signature is None else signature.describe(structures)),
    }


def _app(module: str) -> str:
    """The label of the app that the module is in; the project's own package is no app."""
    config = apps.get_containing_app_config(module)
    return module.partition(".")[0] if config is None else config.label
