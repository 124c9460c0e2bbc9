"""Which database a model is read from and written to, as DATABASE_ROUTERS answer."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import router
from django.db.models import Model

from django_fastapi.manifest.constancy import NotConstantError, constant_value

PROBES = 8
"""Of two replicas picked at random, the same one comes up this often once in 128 times."""


def describe_route(model: type[Model]) -> dict[str, str]:
    """An alias each, or "python" where the answer depends on more than the model."""
    return {
        "read": _stable(lambda: router.db_for_read(model)),
        "write": _stable(lambda: router.db_for_write(model)),
    }


def _stable(ask: Callable[[], str]) -> str:
    if not settings.DATABASE_ROUTERS:
        return ask()
    try:
        answers = {constant_value(ask) for _ in range(PROBES)}
    except NotConstantError:
        return "python"
    return answers.pop() if len(answers) == 1 else "python"
