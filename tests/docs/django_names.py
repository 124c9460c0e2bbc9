"""Names that Django's modules of shortcuts, responses and decorators have, as JSON: what docs/shortcuts.md must have rows for."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
from pathlib import Path


def own_names(module: str) -> list[str]:
    """``__all__``, or what the module's own source defines: decorators made of middleware are assignments."""
    imported = importlib.import_module(module)
    listed = getattr(imported, "__all__", None)
    if listed is not None:
        return sorted(listed)
    tree = ast.parse(Path(str(imported.__file__)).read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(
                target.id for target in node.targets if isinstance(target, ast.Name)
            )
    return sorted(
        name
        for name in names
        if not name.startswith("_") and name.islower() or name.startswith("require_")
    )


def main() -> None:
    from django.conf import settings
    from django.views import decorators

    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"]
    )
    import django

    django.setup()
    modules = ["django.shortcuts", "django.http", "django.contrib.auth.decorators"]
    modules += [
        f"django.views.decorators.{found.name}"
        for found in pkgutil.iter_modules(decorators.__path__)
    ]
    print(json.dumps({module: own_names(module) for module in modules}, indent=2))


if __name__ == "__main__":
    main()
