"""A database of the test project, and pieces that several tests use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

PROJECT = Path(__file__).parent / "project"
FOLDER = TemporaryDirectory(prefix="django-fastapi-")
"""Removed when the tests end."""
DATABASE = Path(FOLDER.name) / "db.sqlite3"

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ["PROJECT_DATABASE"] = str(DATABASE)

import django  # noqa: E402 - after the environment

django.setup()


@pytest.fixture(scope="session")
def database() -> Path:
    """Migrated; processes that tests start find it by PROJECT_DATABASE."""
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)
    return DATABASE


@pytest.fixture
def db(database: Path) -> Iterator[None]:
    """The database in a transaction that is rolled back."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def tree() -> Any:
    """Makes a query tree of operations."""

    def make(model: str, *operations: Any, manager: str | None = "objects", using: str | None = None) -> Any:
        return {"model": model, "manager": manager, "using": using, "operations": list(operations)}

    return make
