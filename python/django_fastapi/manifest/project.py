"""The manifest as a whole."""

from __future__ import annotations

import platform
import sysconfig
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connections
from django.utils import translation

from django_fastapi.manifest.auth import describe_auth
from django_fastapi.manifest.functions import describe_functions
from django_fastapi.manifest.models import describe_model
from django_fastapi.manifest.settings import describe_settings, misspelt_settings
from django_fastapi.manifest.urls import describe_urls
from django_fastapi.manifest.warning import Warnings
from django_fastapi.version import MANIFEST_VERSION, __version__


def describe_project() -> dict[str, Any]:
    """``manifestSchema`` of src/manifest/schema.ts."""
    warnings = Warnings()
    misspelt_settings(warnings)
    # Lazy names are written in the project's own language, whoever builds the manifest.
    with translation.override(settings.LANGUAGE_CODE):
        models = apps.get_models(include_auto_created=True, include_swapped=True)
        return {
            "version": MANIFEST_VERSION,
            "generator": {
                "django": django.get_version(),
                "python": platform.python_version(),
                "package": __version__,
            },
            "settingsModule": str(settings.SETTINGS_MODULE),
            "baseDir": str(_base_dir()),
            "settings": describe_settings(),
            "databases": {alias: _database(alias) for alias in connections},
            "apps": [_app(config) for config in apps.get_app_configs()],
            "models": [
                described for model in models if (described := describe_model(model, warnings)) is not None
            ],
            "urls": describe_urls(warnings),
            "auth": describe_auth(),
            "functions": describe_functions(warnings),
            "warnings": warnings.items,
        }


def _base_dir() -> Path:
    """The folder of manage.py: the working directory, else one above the settings module."""
    here = Path.cwd()
    settings_file = import_module(settings.SETTINGS_MODULE).__file__
    above = Path(settings_file).parents if settings_file else ()
    return next((folder for folder in (here, *above) if (folder / "manage.py").is_file()), here)


def _database(alias: str) -> dict[str, Any]:
    connection = connections[alias]
    configured = connection.settings_dict
    return {
        "engine": configured["ENGINE"],
        "vendor": connection.vendor,
        "timeZone": configured["TIME_ZONE"],
        "atomicRequests": bool(configured["ATOMIC_REQUESTS"]),
        "autocommit": bool(configured["AUTOCOMMIT"]),
        "connMaxAge": configured["CONN_MAX_AGE"],
    }


def _app(config: AppConfig) -> dict[str, Any]:
    return {
        "label": config.label,
        "name": config.name,
        "verboseName": str(config.verbose_name),
        "path": str(config.path),
        "local": _is_local(Path(config.path)),
    }


_INSTALLED_FOLDERS = {"site-packages", "dist-packages", "node_modules"}


def _is_local(path: Path) -> bool:
    """Whether an app is the project's own code, not an installed package."""
    standard_library = sysconfig.get_paths()["stdlib"]
    return (
        not _INSTALLED_FOLDERS & set(path.parts)
        and not path.is_relative_to(standard_library)
        and not path.is_relative_to(Path(__file__).parent.parent)
    )
