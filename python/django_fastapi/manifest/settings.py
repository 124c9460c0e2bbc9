"""
The settings that TypeScript reads. A list of names and not "all", because settings are where secrets are kept.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise

from django_fastapi.failure import dotted_name
from django_fastapi.manifest.simple_jwt import describe_simple_jwt
from django_fastapi.manifest.warning import Warnings
from django_fastapi.settings import FASTAPI_SETTINGS, fastapi_setting
from django_fastapi.wire import NotWireableError, encode

MANIFEST_SETTINGS = (
    # The project
    "DEBUG",
    "DEBUG_PROPAGATE_EXCEPTIONS",
    "INSTALLED_APPS",
    "MIDDLEWARE",
    "ROOT_URLCONF",
    "WSGI_APPLICATION",
    "ASGI_APPLICATION",
    "FORCE_SCRIPT_NAME",
    "APPEND_SLASH",
    "PREPEND_WWW",
    "DEFAULT_CHARSET",
    "DEFAULT_AUTO_FIELD",
    "DATABASE_ROUTERS",
    "SITE_ID",
    # Language and time
    "LANGUAGE_CODE",
    "LANGUAGES",
    "LANGUAGE_COOKIE_NAME",
    "USE_I18N",
    "USE_TZ",
    "TIME_ZONE",
    # Hosts and proxies
    "ALLOWED_HOSTS",
    "INTERNAL_IPS",
    "USE_X_FORWARDED_HOST",
    "USE_X_FORWARDED_PORT",
    # django.middleware.common
    "DISALLOWED_USER_AGENTS",
    # django.middleware.security, django.middleware.clickjacking, django.middleware.csp
    "SECURE_CONTENT_TYPE_NOSNIFF",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY",
    "SECURE_CSP",
    "SECURE_CSP_REPORT_ONLY",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_REDIRECT_EXEMPT",
    "SECURE_REFERRER_POLICY",
    "SECURE_SSL_HOST",
    "SECURE_SSL_REDIRECT",
    "X_FRAME_OPTIONS",
    # django.contrib.auth
    "AUTH_USER_MODEL",
    "AUTHENTICATION_BACKENDS",
    "AUTH_PASSWORD_VALIDATORS",
    "PASSWORD_HASHERS",
    "PASSWORD_RESET_TIMEOUT",
    "LOGIN_URL",
    "LOGIN_REDIRECT_URL",
    "LOGOUT_REDIRECT_URL",
    # django.contrib.sessions, django.contrib.messages
    "SESSION_CACHE_ALIAS",
    "SESSION_COOKIE_AGE",
    "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_PATH",
    "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_SECURE",
    "SESSION_ENGINE",
    "SESSION_EXPIRE_AT_BROWSER_CLOSE",
    "SESSION_FILE_PATH",
    "SESSION_SAVE_EVERY_REQUEST",
    "SESSION_SERIALIZER",
    "MESSAGE_STORAGE",
    "SIGNING_BACKEND",
    # django.middleware.csrf
    "CSRF_COOKIE_AGE",
    "CSRF_COOKIE_DOMAIN",
    "CSRF_COOKIE_HTTPONLY",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_PATH",
    "CSRF_COOKIE_SAMESITE",
    "CSRF_COOKIE_SECURE",
    "CSRF_FAILURE_VIEW",
    "CSRF_HEADER_NAME",
    "CSRF_TRUSTED_ORIGINS",
    "CSRF_USE_SESSIONS",
    # Files and uploads
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS",
    "DATA_UPLOAD_MAX_NUMBER_FILES",
    "FILE_UPLOAD_MAX_MEMORY_SIZE",
    "FILE_UPLOAD_PERMISSIONS",
    "FILE_UPLOAD_TEMP_DIR",
    "MEDIA_ROOT",
    "MEDIA_URL",
    "STATIC_ROOT",
    "STATIC_URL",
    # Caches
    "CACHE_MIDDLEWARE_ALIAS",
    "CACHE_MIDDLEWARE_KEY_PREFIX",
    "CACHE_MIDDLEWARE_SECONDS",
)

PARTIAL_SETTINGS = {
    # Without LOCATION and OPTIONS, which may hold passwords.
    "CACHES": ("BACKEND", "KEY_PREFIX", "TIMEOUT", "VERSION"),
    "STORAGES": ("BACKEND",),
}
"""Settings of dicts by alias, and which of their keys may travel."""


def describe_settings() -> dict[str, Any]:
    """The settings by name, Django's defaults included."""
    found = {name: getattr(settings, name) for name in MANIFEST_SETTINGS if hasattr(settings, name)}
    for name, keys in PARTIAL_SETTINGS.items():
        entries: Mapping[str, Mapping[str, Any]] = getattr(settings, name, {})
        found[name] = {
            alias: {key: entry[key] for key in keys if key in entry} for alias, entry in entries.items()
        }
    if hasattr(settings, "SIMPLE_JWT"):
        found["SIMPLE_JWT"] = describe_simple_jwt()
    found.update({name: fastapi_setting(name) for name in FASTAPI_SETTINGS})
    return {name: _setting(value) for name, value in found.items()}


def misspelt_settings(warnings: Warnings) -> None:
    """Tells of names that are nearly one of ours. Others with the prefix are the project's own business."""
    known = [name.removeprefix(_PREFIX) for name in FASTAPI_SETTINGS]
    for name in dir(settings):
        if not name.startswith(_PREFIX) or name in FASTAPI_SETTINGS:
            continue
        nearest = difflib.get_close_matches(name.removeprefix(_PREFIX), known, n=1, cutoff=0.75)
        if nearest:
            warnings.add(name, f"no such setting, nothing reads it. Did you mean {_PREFIX}{nearest[0]}?")


_PREFIX = "FASTAPI_"


def _setting(value: Any) -> Any:
    """In wire form, but tuples and sets are lists and objects their dotted names: readers then parse one form."""
    if isinstance(value, Mapping):
        return {str(key): _setting(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return [_setting(item) for item in items]
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, re.Pattern):
        return {"pattern": value.pattern, "flags": value.flags}
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    try:
        return encode(value)
    except NotWireableError:
        return dotted_name(value if isinstance(value, type) else type(value))
