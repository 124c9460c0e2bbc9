from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import django
import pytest
from processes import PYTHON_SIDE, describe


def broken(folder: Path, settings: str) -> Any:
    (folder / "broken_settings.py").write_text(settings)
    code, answer, secrets = describe(env={"DJANGO_SETTINGS_MODULE": "broken_settings"}, cwd=folder)
    assert code == 1
    assert secrets == b"", "no secret of a project that does not start"
    return answer["error"]


def test_manifest_and_secrets_come_apart() -> None:
    code, manifest, secrets = describe()
    assert code == 0
    assert manifest["version"] == 1
    assert json.loads(secrets)["secretKey"] == "a key that must not be in the manifest"


def test_a_file_and_stdout(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PYTHON_SIDE)}
    command = [sys.executable, "-m", "django_fastapi", "manifest"]
    project = Path(__file__).parent / "project"
    file = tmp_path / "manifest.json"
    runs = [
        subprocess.Popen(each, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for each in ([*command, "--output", str(file)], [*command, "--output", "-"], command)
    ]
    (_, _), (printed, _), (_, complaint) = [run.communicate() for run in runs]
    for text in (file.read_bytes(), printed):
        assert json.loads(text)["settingsModule"] == "project.settings"
        assert b"must not be in the manifest" not in text
    assert runs[2].returncode == 2
    assert b"--output FILE" in complaint


def test_a_settings_module_that_does_not_import(tmp_path: Path) -> None:
    error = broken(tmp_path, "SECRET_KEY = 'x'\nundefined_name\n")
    assert error["type"] == "builtins.NameError"
    assert error["settingsModule"] == "broken_settings"
    # A relative path that pytest was started by is not made shorter in this process.
    assert os.path.abspath(error["executable"]) == os.path.abspath(sys.executable)
    assert error["django"] == django.get_version()
    assert 'broken_settings.py", line 2' in error["traceback"]
    assert "django_fastapi" not in error["traceback"]


def test_settings_that_do_not_parse_or_that_exit(tmp_path: Path) -> None:
    assert broken(tmp_path, "DEBUG = = 1")["type"] == "builtins.SyntaxError"
    assert broken(tmp_path, "import sys; sys.exit('set FOO first')")["message"] == "set FOO first"


def test_an_app_that_is_not_there_and_models_that_clash(tmp_path: Path) -> None:
    error = broken(tmp_path, "SECRET_KEY = 'x'\nINSTALLED_APPS = ['nowhere']")
    assert error["missingModule"] == "nowhere"
    error = broken(tmp_path, "SECRET_KEY = 'x'\nINSTALLED_APPS = ['django.contrib.auth'] * 2")
    assert error["type"] == "django.core.exceptions.ImproperlyConfigured"


def test_a_database_adapter_that_is_not_installed(tmp_path: Path) -> None:
    settings = """
import sys
sys.modules['psycopg'] = sys.modules['psycopg2'] = None
SECRET_KEY = 'x'
INSTALLED_APPS = ['django.contrib.contenttypes']
DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'x'}}
"""
    error = broken(tmp_path, settings)
    assert error["type"] == "django.core.exceptions.ImproperlyConfigured"
    assert error["message"] == "Error loading psycopg2 or psycopg module"
    assert error["missingModule"].startswith("psycopg")


def test_django_that_is_not_installed(tmp_path: Path) -> None:
    hidden = tmp_path / "sitecustomize.py"
    hidden.write_text("import sys; sys.modules['django'] = None")
    path = os.pathsep.join([str(tmp_path), str(PYTHON_SIDE)])
    code, answer, _ = describe(env={"PYTHONPATH": path}, cwd=tmp_path)
    assert code == 1
    assert answer["error"]["missingModule"] == "django"
    assert answer["error"]["django"] is None


def test_a_database_that_is_down_costs_no_manifest(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    (tmp_path / "down_settings.py").write_text(
        """
SECRET_KEY = 'x'
INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.contenttypes']
DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'x', 'HOST': '127.0.0.1', 'PORT': '9'}}
"""
    )
    code, manifest, _ = describe(env={"DJANGO_SETTINGS_MODULE": "down_settings"}, cwd=tmp_path)
    assert code == 0
    assert manifest["databases"]["default"]["vendor"] == "postgresql"
    user = next(model for model in manifest["models"] if model["label"] == "auth.User")
    assert user["fields"][1]["dbType"] == "varchar(128)"
