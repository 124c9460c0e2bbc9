"""What manage.py does before it runs a command is done in our processes too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from processes import ServerProcess, WorkerProcess, describe

# As cookiecutter-django writes it: apps are importable by manage.py only.
MANAGE_PY = """
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conf")
    from django.core.management import execute_from_command_line
    sys.path.append(str(Path(__file__).parent / "apps"))
    os.environ["SHOP_NAME"] = "by manage.py"
    {extra}
    execute_from_command_line(sys.argv)
    raise AssertionError("no command is run, and nothing behind it")
"""

SETTINGS = """
import os
SECRET_KEY = "a key"
INSTALLED_APPS = ["polls"]
USE_TZ = True
ROOT_URLCONF = "polls.urls"
FASTAPI_TITLE = os.environ["SHOP_NAME"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "conf.py").write_text(SETTINGS)
    polls = tmp_path / "apps" / "polls"
    polls.mkdir(parents=True)
    (polls / "__init__.py").write_text("")
    (polls / "urls.py").write_text("urlpatterns = []\n")
    (polls / "models.py").write_text(
        "from django.db import models\n\n\nclass Poll(models.Model):\n    name = models.TextField()\n"
    )
    return tmp_path


def environment(project: Path, extra: str = "pass") -> dict[str, str]:
    manage_py = project / "manage.py"
    manage_py.write_text(MANAGE_PY.replace("{extra}", extra))
    return {"DJANGO_SETTINGS_MODULE": "conf", "DJANGO_FASTAPI_MANAGE_PY": str(manage_py)}


def test_the_manifest_has_apps_that_manage_py_makes_importable(project: Path) -> None:
    code, manifest, _ = describe(env=environment(project), cwd=project)
    assert code == 0, manifest
    assert [each["label"] for each in manifest["models"]] == ["polls.Poll"]
    assert manifest["settings"]["FASTAPI_TITLE"] == "by manage.py"


def test_without_manage_py_they_are_not(project: Path) -> None:
    code, answer, _ = describe(env={"DJANGO_SETTINGS_MODULE": "conf", "SHOP_NAME": "x"}, cwd=project)
    assert code == 1
    assert answer["error"]["missingModule"] == "polls"


def test_worker_and_server_have_them(project: Path) -> None:
    worker = WorkerProcess(env=environment(project), cwd=project)
    assert "ready" in worker.greeting
    worker.end()
    server = ServerProcess("--port", "0", env=environment(project), cwd=project)
    assert "listening" in (server.report or {}), server.report
    server.end()


@pytest.mark.parametrize(
    "extra",
    [
        'os.environ["DJANGO_SETTINGS_MODULE"] = "another"',
        "from django.core.management import ManagementUtility; ManagementUtility(sys.argv).execute()",
        "assert sys.argv[1] not in ('test', 'runserver')",
    ],
)
def test_what_else_a_manage_py_does(project: Path, extra: str) -> None:
    code, manifest, _ = describe(env=environment(project, extra), cwd=project)
    assert code == 0, manifest


def test_a_manage_py_that_fails_is_shown(project: Path) -> None:
    code, answer, _ = describe(env=environment(project, "import not_installed"), cwd=project)
    error: dict[str, Any] = answer["error"]
    assert code == 1
    assert error["missingModule"] == "not_installed"
    assert "manage.py" in error["traceback"]
