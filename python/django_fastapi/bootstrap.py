"""Starts Django the same way in each of our processes."""

from __future__ import annotations

import os
import runpy
import sys

MANAGE_PY_VARIABLE = "DJANGO_FASTAPI_MANAGE_PY"
"""The project's manage.py, as Node found it; not set where there is none."""


def set_up_django() -> None:
    """``django.setup()``; whatever it raises is the project's own failure, to be shown as it is."""
    import django

    manage_py = os.environ.get(MANAGE_PY_VARIABLE)
    if manage_py:
        prepare_as(manage_py)
    django.setup()


def prepare_as(manage_py: str) -> None:
    """
    Runs manage.py up to where it runs a command: a project may be importable only by what it does before.

    Projects append their folder of apps to ``sys.path`` there, load a ``.env``, or install django-configurations.
    Which settings module it is has been decided before, and stays.
    """
    from django.core import management

    def reached(_utility: management.ManagementUtility) -> None:
        raise _CommandReached

    decided = os.environ.get("DJANGO_SETTINGS_MODULE")
    arguments, execute = sys.argv, management.ManagementUtility.execute
    # Neither a command that a manage.py would treat in a way of its own, nor too few arguments for one that looks.
    sys.argv = [manage_py, "django_fastapi"]
    management.ManagementUtility.execute = reached  # type: ignore[assignment, method-assign]
    try:
        runpy.run_path(manage_py, run_name="__main__")
    except _CommandReached:
        pass
    finally:
        management.ManagementUtility.execute = execute  # type: ignore[method-assign]
        sys.argv = arguments
        if decided is not None:
            os.environ["DJANGO_SETTINGS_MODULE"] = decided


class _CommandReached(BaseException):
    """Not an ``Exception``: no ``except`` of a manage.py stops it by accident."""
