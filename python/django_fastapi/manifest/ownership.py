"""Whose code it is: Django's, which TypeScript knows, or somebody else's."""

from __future__ import annotations


def is_django(module: str | None) -> bool:
    """Whether a module is Django's own."""
    return module is not None and (module == "django" or module.startswith("django."))


def foreign_owner(kind: type, name: str, base: type) -> type | None:
    """The class that ``kind`` has the attribute from, when neither ``base`` nor another class of Django's."""
    for ancestor in kind.__mro__:
        if name in vars(ancestor):
            return None if ancestor is base or is_django(ancestor.__module__) else ancestor
    return None
