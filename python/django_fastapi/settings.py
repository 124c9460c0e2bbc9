"""
The FASTAPI_* settings of a project, in one table. TypeScript reads them too, through the manifest; the API itself
and what it means by them is documented in docs/settings.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Setting:
    default: Any = None
    argument: str | None = None
    """The argument of FastAPI's constructor that it is; None for the bridge's own."""


FASTAPI_SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        # The default instance. A default of None leaves FastAPI's own.
        "FASTAPI_TITLE": Setting("Django FastAPI", "title"),
        "FASTAPI_VERSION": Setting("unknown", "version"),
        "FASTAPI_ROOT_PATH": Setting("", "root_path"),
        "FASTAPI_ROOT_PATH_IN_SERVERS": Setting(None, "root_path_in_servers"),
        "FASTAPI_SUMMARY": Setting(None, "summary"),
        "FASTAPI_DESCRIPTION": Setting(None, "description"),
        "FASTAPI_TERMS_OF_SERVICE": Setting(None, "terms_of_service"),
        "FASTAPI_CONTACT": Setting(None, "contact"),
        "FASTAPI_LICENSE_INFO": Setting(None, "license_info"),
        "FASTAPI_OPENAPI_TAGS": Setting(None, "openapi_tags"),
        "FASTAPI_SERVERS": Setting(None, "servers"),
        "FASTAPI_OPENAPI_URL": Setting("/openapi.json", "openapi_url"),
        "FASTAPI_DOCS_URL": Setting("/docs", "docs_url"),
        "FASTAPI_REDOC_URL": Setting("/redoc", "redoc_url"),
        "FASTAPI_SWAGGER_UI_OAUTH2_REDIRECT_URL": Setting(
            "/docs/oauth2-redirect", "swagger_ui_oauth2_redirect_url"
        ),
        "FASTAPI_SWAGGER_UI_PARAMETERS": Setting(None, "swagger_ui_parameters"),
        "FASTAPI_SWAGGER_UI_INIT_OAUTH": Setting(None, "swagger_ui_init_oauth"),
        "FASTAPI_REDIRECT_SLASHES": Setting(None, "redirect_slashes"),
        "FASTAPI_DEPRECATED": Setting(None, "deprecated"),
        "FASTAPI_INCLUDE_IN_SCHEMA": Setting(None, "include_in_schema"),
        "FASTAPI_SEPARATE_INPUT_OUTPUT_SCHEMAS": Setting(None, "separate_input_output_schemas"),
        "FASTAPI_STRICT_CONTENT_TYPE": Setting(None, "strict_content_type"),
        # CORS on what the default instance serves: Starlette's CORSMiddleware.
        "FASTAPI_CORS_ENABLED": Setting(False),
        "FASTAPI_CORS_ALLOW_ORIGINS": Setting(("*",)),
        "FASTAPI_CORS_ALLOW_CREDENTIALS": Setting(True),
        "FASTAPI_CORS_ALLOW_METHODS": Setting(("*",)),
        "FASTAPI_CORS_ALLOW_HEADERS": Setting(("*",)),
        "FASTAPI_CORS_ALLOW_ORIGIN_REGEX": Setting(None),
        "FASTAPI_CORS_EXPOSE_HEADERS": Setting(()),
        "FASTAPI_CORS_MAX_AGE": Setting(600),
        # The bridge's own.
        # uvicorn's --ws-max-size and --ws-ping-interval.
        "FASTAPI_WEBSOCKET_MAX_SIZE": Setting(16 * 1024 * 1024),
        "FASTAPI_WEBSOCKET_PING_INTERVAL": Setting(20),
        "FASTAPI_AUTODISCOVER": Setting(True),
        "FASTAPI_AUTODISCOVER_MODULES": Setting(("api",)),
        "FASTAPI_FUNCTIONS_MODULES": Setting(("functions",)),
        "FASTAPI_QUERY_FALLBACK": Setting("worker"),
        "FASTAPI_WORKER_PROCESSES": Setting(None),
        "FASTAPI_NODE": Setting(None),
        "FASTAPI_NODE_URL": Setting(None),
    }
)

NULLABLE_URLS = ("FASTAPI_OPENAPI_URL", "FASTAPI_DOCS_URL", "FASTAPI_REDOC_URL")
"""Where None is an answer ("no such page") and not an absence."""


def fastapi_setting(name: str) -> Any:
    """The project's value, or the default."""
    return getattr(settings, name, FASTAPI_SETTINGS[name].default)


def fastapi_arguments() -> dict[str, Any]:
    """Arguments for the constructor of the default FastAPI instance."""
    arguments: dict[str, Any] = {}
    for name, setting in FASTAPI_SETTINGS.items():
        value = fastapi_setting(name)
        if setting.argument and (value is not None or name in NULLABLE_URLS):
            arguments[setting.argument] = value
    return arguments
