"""The QuerySet class of a manager, whose methods its queries run."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.manager import BaseManager

from django_fastapi.manifest.constancy import value_without_database


def queryset_class(manager: Any) -> type[QuerySet[Any]] | None:
    """The class; None when it is known only with a database or a request at hand."""
    made_from: type[QuerySet[Any]] = getattr(manager, "_queryset_class", QuerySet)
    if type(manager).get_queryset is BaseManager.get_queryset:
        return made_from
    try:
        # An own get_queryset() may use another class than the one the manager was made from.
        return type(value_without_database(manager.get_queryset))
    except Exception:
        return None
