"""
What authentication leaves to Python: session engines, password hashers, backends and signal receivers that are not
Django's own, and user models that override what is asked. Called by dotted path through the worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth import hashers, signals
from django.contrib.sessions.backends.base import UpdateError
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

Data = dict[str, Any]


def session_load(key: str) -> Data | None:
    store = session_store(key)
    data: Data = store.load()
    return None if store.session_key is None else data


def session_create(data: Data) -> str:
    store = session_store(None, data)
    store.create()
    key: str = store.session_key
    return key


def session_update(key: str, data: Data) -> str | None:
    """The key to use from now on; None when the session was deleted meanwhile."""
    store = session_store(key, data)
    try:
        store.save()
    except UpdateError:
        return None
    new: str = store.session_key
    return new


def session_delete(key: str) -> None:
    session_store(key).delete(key)


def session_store(key: str | None, data: Data | None = None) -> Any:
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    if data is not None:
        # As SessionBase.create() and save() find it when data was set before.
        store._session_cache = dict(data)
    return store


def make_password(password: str | None) -> str:
    return hashers.make_password(password)


def verify_password(password: str, encoded: str) -> dict[str, bool]:
    updates: list[str] = []
    correct = hashers.check_password(password, encoded, updates.append)
    return {"correct": correct, "mustUpdate": bool(updates)}


def authenticate(backend: str, credentials: Data, client: Data) -> dict[str, Any]:
    """One backend's answer: a user's key, none, or that nobody else may be asked."""
    try:
        user = auth.load_backend(backend).authenticate(_request(client), **credentials)
    except PermissionDenied:
        return {"pk": None, "denied": True}
    except TypeError:
        # Django passes over a backend that does not take these credentials; a TypeError inside of one is its own.
        if _accepts(backend, credentials):
            raise
        return {"pk": None, "denied": False}
    return {"pk": None if user is None else user.pk, "denied": False}


def _accepts(backend: str, credentials: Data) -> bool:
    import inspect

    try:
        inspect.signature(auth.load_backend(backend).authenticate).bind(None, **credentials)
    except TypeError:
        return False
    return True


def get_user(backend: str, key: Any) -> bool:
    """Whether a backend still lets a user of a session in."""
    return auth.load_backend(backend).get_user(key) is not None


def is_active(key: Any) -> bool:
    """A user model's own ``is_active``."""
    user: Any = auth.get_user_model()._default_manager.get(pk=key)
    return bool(user.is_active)


def may_get_tokens(key: Any) -> bool:
    """The project's USER_AUTHENTICATION_RULE of simplejwt."""
    from rest_framework_simplejwt.settings import api_settings

    user: Any = auth.get_user_model()._default_manager.get(pk=key)
    return bool(api_settings.USER_AUTHENTICATION_RULE(user))


def session_hashes(key: Any) -> list[str]:
    """What a session may hold of a user's password: with the current key first, then with each older one."""
    user: Any = auth.get_user_model()._default_manager.get(pk=key)
    return [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]


def has_perm(key: Any, permission: str, obj: Any = None) -> bool:
    user: Any = auth.get_user_model()._default_manager.get(pk=key)
    allowed: bool = user.has_perm(permission, obj)
    return allowed


def get_all_permissions(key: Any) -> list[str]:
    user: Any = auth.get_user_model()._default_manager.get(pk=key)
    return sorted(user.get_all_permissions())


def send_signal(
    name: str, key: Any, session: Data, client: Data, credentials: Data | None = None
) -> Data | None:
    """Runs the receivers of a signal of django.contrib.auth; answers the session's data if they changed it."""
    request = _request(client)
    request.session = session_store(client.get("session_key"), session)
    user: Any = None if key is None else auth.get_user_model()._default_manager.get(pk=key)
    if name == "user_login_failed":
        signals.user_login_failed.send(
            sender="django.contrib.auth",
            credentials=_clean(credentials or {}),
            request=request,
        )
    else:
        request.user = user
        sender = auth.get_user_model() if user is None else type(user)
        getattr(signals, name).send(sender=sender, request=request, user=user)
    store: Any = request.session
    return dict(store._session_cache) if store.modified else None


def _clean(credentials: Data) -> Data:
    """Without what is secret, as receivers may log it (``django.contrib.auth._clean_credentials``)."""
    clean: Any = auth._clean_credentials  # type: ignore[attr-defined]
    cleaned: Data = clean(dict(credentials))
    return cleaned


def _request(client: Data) -> HttpRequest:
    """The request as receivers and backends look at it: who asks, and for what."""
    request = HttpRequest()
    request.method = client.get("method")
    request.path = request.path_info = client.get("path", "/")
    request.META = {
        "REQUEST_METHOD": request.method or "GET",
        "REMOTE_ADDR": client.get("address", ""),
        "HTTP_HOST": client.get("host", ""),
        **{
            "HTTP_" + name.upper().replace("-", "_"): value
            for name, value in client.get("headers", {}).items()
        },
    }
    return request
