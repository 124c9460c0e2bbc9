"""The FastAPI side: which requests are its, and CORS on what it serves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import Resolver404, resolve

from django_fastapi.autodiscovery import autodiscover
from django_fastapi.dispatch.claim import Claim, preflighted_method
from django_fastapi.dispatch.threads import close_connections_of_threads
from django_fastapi.registry import fastapi_is_installed, get_default_api
from django_fastapi.settings import fastapi_setting


class Operations:
    """The operations of the default FastAPI instance, as an ASGI application that knows which paths it has."""

    def __init__(self, api: Any) -> None:
        self._api = api
        self.has_cors = bool(fastapi_setting("FASTAPI_CORS_ENABLED"))
        self.app = _with_cors(api) if self.has_cors else api

    def document(self) -> dict[str, Any]:
        """The OpenAPI document of the instance."""
        return self._api.openapi()  # type: ignore[no-any-return]

    def claim(self, scope: dict[str, Any]) -> Claim:
        """How far a request or a WebSocket is for FastAPI."""
        seen = dict(scope)
        if self._api.root_path:  # as FastAPI.__call__ does
            seen["root_path"] = self._api.root_path
        method = preflighted_method(scope) if self.has_cors else None
        if method is not None:
            seen["method"] = method
        claim = self._match(seen)
        if claim is not Claim.NONE or scope["type"] != "http" or not self._api.router.redirect_slashes:
            return claim
        path = seen["path"]
        seen["path"] = path.rstrip("/") if path.endswith("/") else f"{path}/"
        return Claim.NONE if self._match(seen) is Claim.NONE else Claim.IF_DJANGO_HAS_NONE

    def _match(self, scope: dict[str, Any]) -> Claim:
        from starlette.routing import Match, Mount

        best = Claim.NONE
        for route in self._api.router.routes:
            match, _ = route.matches(dict(scope))
            # A mount without a path matches everything, and must not hide the whole of Django.
            if match is Match.FULL and not (isinstance(route, Mount) and route.path == ""):
                return Claim.FULL
            if match is not Match.NONE:
                best = Claim.IF_DJANGO_HAS_NONE
        return best


def load_operations() -> Operations | None:
    """Imports the project's ``api`` modules; None where FastAPI is not installed."""
    if not fastapi_is_installed():
        return None
    autodiscover()
    close_connections_of_threads()
    return Operations(get_default_api())


def django_resolves(path: str, root_path: str) -> bool:
    """Whether Django's URLconf has the path."""
    path_info = path[len(root_path) :] if root_path and path.startswith(root_path) else path
    try:
        resolve(path_info)
    except Resolver404:
        return False
    return True


def _with_cors(app: Callable[..., Any]) -> Callable[..., Any]:
    # Around the whole application and not by add_middleware(): responses to unexpected errors need the headers too.
    from starlette.middleware.cors import CORSMiddleware

    return CORSMiddleware(
        app,
        allow_origins=fastapi_setting("FASTAPI_CORS_ALLOW_ORIGINS"),
        allow_origin_regex=fastapi_setting("FASTAPI_CORS_ALLOW_ORIGIN_REGEX"),
        allow_credentials=fastapi_setting("FASTAPI_CORS_ALLOW_CREDENTIALS"),
        allow_methods=fastapi_setting("FASTAPI_CORS_ALLOW_METHODS"),
        allow_headers=fastapi_setting("FASTAPI_CORS_ALLOW_HEADERS"),
        expose_headers=fastapi_setting("FASTAPI_CORS_EXPOSE_HEADERS"),
        max_age=fastapi_setting("FASTAPI_CORS_MAX_AGE"),
    )
