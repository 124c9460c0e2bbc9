from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import router
from django.test import override_settings
from django.utils import translation
from everything import managers
from everything.models import Thing

from django_fastapi.manifest.database import describe_route
from django_fastapi.manifest.project import describe_project
from django_fastapi.manifest.secrets import describe_secrets
from django_fastapi.manifest.settings import describe_settings, misspelt_settings
from django_fastapi.manifest.urls import describe_urls
from django_fastapi.manifest.warning import Warnings


@pytest.fixture(scope="module")
def manifest() -> Any:
    return json.loads(json.dumps(describe_project(), allow_nan=False))


def test_everything_is_described(manifest: Any) -> None:
    assert manifest["warnings"] == []
    labels = [model["label"] for model in manifest["models"]]
    assert {"everything.Thing", "everything.Thing_tags", "auth.User"} <= set(labels)
    assert len(labels) == len(set(labels))
    assert manifest["baseDir"].endswith("tests/project")


def test_a_misspelt_setting_is_told_with_the_nearest_name() -> None:
    warnings = Warnings()
    with override_settings(FASTAPI_CORS_ALOW_ORIGINS=[], FASTAPI_CORS_ORIGINS=[], FASTAPI_PARTNER_KEY="own"):
        misspelt_settings(warnings)
    meant = "no such setting, nothing reads it. Did you mean FASTAPI_CORS_ALLOW_ORIGINS?"
    assert warnings.items == [
        {"where": "FASTAPI_CORS_ALOW_ORIGINS", "message": meant},
        {"where": "FASTAPI_CORS_ORIGINS", "message": meant},
    ]


def test_no_secret_is_in_it(manifest: Any) -> None:
    text = json.dumps(manifest)
    for secret in ("must not be in the manifest", "database password", "cache-password", "prefix of ours"):
        assert secret not in text
    assert manifest["settings"]["CACHES"]["default"] == {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": 60,
    }


def test_secrets_have_them() -> None:
    secrets = json.loads(json.dumps(describe_secrets()))
    assert secrets["secretKey"] == "a key that must not be in the manifest"
    assert secrets["databases"]["default"]["password"] == "the database password"
    assert secrets["databases"]["default"]["options"]["timeout"] == 5
    assert secrets["caches"]["default"]["LOCATION"] == "redis://:cache-password@localhost"


def test_a_compiled_pattern_travels_with_its_flags() -> None:
    patterns = [re.compile("^Bad", re.IGNORECASE), "^worse"]
    with override_settings(DISALLOWED_USER_AGENTS=patterns):
        described = describe_settings()["DISALLOWED_USER_AGENTS"]
    assert described == [{"pattern": "^Bad", "flags": int(re.IGNORECASE | re.UNICODE)}, "^worse"]


def test_settings_with_djangos_and_our_defaults(manifest: Any) -> None:
    settings = manifest["settings"]
    assert settings["INSTALLED_APPS"][-1] == "everything", "a tuple is a list here"
    assert settings["SESSION_COOKIE_NAME"] == "sessionid"
    assert settings["FASTAPI_TITLE"] == "Everything"
    assert settings["FASTAPI_VERSION"] == "unknown"
    assert settings["FASTAPI_AUTODISCOVER_MODULES"] == ["api"]
    assert settings["MEDIA_ROOT"].endswith("media"), "a Path is a string here"


def test_apps_of_the_project_are_local(manifest: Any) -> None:
    local = {app["label"]: app["local"] for app in manifest["apps"]}
    assert local["everything"] is True
    assert local["auth"] is False


def test_databases(manifest: Any) -> None:
    assert manifest["databases"]["default"]["vendor"] == "sqlite"
    assert set(manifest["databases"]) == {"default", "replica"}


def urls() -> dict[str, Any]:
    warnings = Warnings()
    found = {url["name"]: url for url in describe_urls(warnings)}
    assert warnings.items == []
    return found


def test_named_urls() -> None:
    found = urls()
    assert found["tell"] == {"name": "tell", "pattern": "/tell/", "parameters": [], "converters": {}}
    assert found["books:detail"]["pattern"] == "/shelf/%(shelf)s/%(pk)s/%(slug)s/"
    assert found["books:detail"]["converters"] == {"shelf": "uuid", "pk": "int", "slug": "slug"}
    assert found["old"]["converters"] == {"code": None}
    assert found["admin:index"]["pattern"] == "/admin/"


def test_urls_that_need_python_are_left_out() -> None:
    assert {"by-year", "unnamed", "translated"}.isdisjoint(urls())
    with translation.override("de"):
        assert "translated" not in urls()


def test_a_urlconf_that_does_not_import_is_a_warning() -> None:
    warnings = Warnings()
    with override_settings(ROOT_URLCONF="project.no_urls"):
        assert describe_urls(warnings) == []
    assert warnings.items[0]["where"] == "project.no_urls"


class Fixed:
    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "replica"


class Alternating:
    answers = 0

    def db_for_read(self, model: Any, **hints: Any) -> str:
        Alternating.answers += 1
        return ("default", "replica")[Alternating.answers % 2]


class ByTenant:
    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "default" if managers.tenant.get() is None else "replica"


@pytest.mark.parametrize(
    ("routers", "read"),
    [([], "default"), ([Fixed()], "replica"), ([Alternating()], "python"), ([ByTenant()], "python")],
)
def test_routers_are_probed(routers: Any, read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "routers", routers)
    with override_settings(DATABASE_ROUTERS=routers):
        assert describe_route(Thing) == {"read": read, "write": "default"}
