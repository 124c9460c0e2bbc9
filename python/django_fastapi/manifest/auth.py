"""
Users as data: the user model, its backends, password hashers and signal receivers, and what of it is the project's own
Python, which TypeScript cannot run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.dispatch import Signal
from django.utils.module_loading import import_string

from django_fastapi.failure import dotted_name
from django_fastapi.manifest.defaults import callable_name
from django_fastapi.manifest.hooks import live_receivers
from django_fastapi.manifest.ownership import foreign_owner, is_django
from django_fastapi.wire import encode

HASHER_METHODS = ("encode", "decode", "verify", "must_update", "harden_runtime", "salt", "params", "check")
HASHER_PARAMETERS = (
    "iterations",
    "work_factor",
    "block_size",
    "parallelism",
    "maxmem",
    "time_cost",
    "memory_cost",
    "rounds",
    "salt_entropy",
)
BACKEND_PERMISSIONS = (
    "has_perm",
    "get_all_permissions",
    "get_user_permissions",
    "get_group_permissions",
    "_get_permissions",
    "_get_user_permissions",
    "_get_group_permissions",
)
USER_PERMISSIONS = (
    "has_perm",
    "has_perms",
    "get_all_permissions",
    "get_user_permissions",
    "get_group_permissions",
)


def describe_auth() -> dict[str, Any] | None:
    """``authDescription`` of src/manifest/schema.ts; None without django.contrib.auth."""
    if not apps.is_installed("django.contrib.auth"):
        return None
    from django.contrib.auth import get_user_model, signals

    user: Any = get_user_model()
    return {
        "userModel": user._meta.label,
        "usernameField": user.USERNAME_FIELD,
        "emailField": getattr(user, "EMAIL_FIELD", None),
        "requiredFields": list(user.REQUIRED_FIELDS),
        "lastLogin": _has_column(user, "last_login"),
        "isActive": _is_active(user),
        "python": {
            "authenticate": _first(_overrides(user, ("check_password", "set_password")))
            or _first(_natural_key(user)),
            "sessionHash": _first(_overrides(user, ("get_session_auth_hash", "_get_session_auth_hash"))),
            "permissions": _first(_overrides(user, USER_PERMISSIONS)),
        },
        "hashers": list(_hashers()),
        "backends": [_backend(path) for path in settings.AUTHENTICATION_BACKENDS],
        "receivers": {
            "userLoggedIn": list(_receivers(signals.user_logged_in, user)),
            "userLoggedOut": list(_receivers(signals.user_logged_out, user)),
            "userLoginFailed": list(_receivers(signals.user_login_failed, None)),
        },
    }


def _has_column(model: type[Model], name: str) -> bool:
    try:
        return getattr(model._meta.get_field(name), "column", None) is not None
    except FieldDoesNotExist:
        return False


def _is_active(user: Any) -> str:
    """Where a user's ``is_active`` comes from; AbstractBaseUser's is a constant."""
    if _has_column(user, "is_active"):
        return "field"
    return "always" if getattr(user, "is_active", True) is True else "python"


def _overrides(kind: type, methods: tuple[str, ...]) -> Iterator[str]:
    for method in methods:
        owner = foreign_owner(kind, method, AbstractBaseUser)
        if owner:
            yield f"{dotted_name(owner)}.{method}() is overridden"


def _natural_key(user: Any) -> Iterator[str]:
    manager = type(user._default_manager)
    for method in ("get_by_natural_key", "get"):
        function = getattr(manager, method, None)
        if function is None or not is_django(function.__module__):
            yield f"{dotted_name(manager)}.{method}() is not Django's"


def _first(reasons: Iterable[str]) -> str | None:
    return next(iter(reasons), None)


def _hashers() -> Iterator[dict[str, Any]]:
    for path in settings.PASSWORD_HASHERS:
        kind: Any = import_string(path)
        yield {
            "algorithm": str(kind.algorithm),
            "className": dotted_name(_implementation(kind)),
            "parameters": {
                name: encode(value)
                for name in HASHER_PARAMETERS
                if isinstance(value := getattr(kind, name, None), (int, str))
            },
        }


def _implementation(kind: type) -> type:
    """The class whose methods a hasher has: Django's, where a subclass only sets other numbers."""
    for ancestor in kind.__mro__:
        own = vars(ancestor)
        if is_django(ancestor.__module__) or any(name in own for name in HASHER_METHODS):
            return ancestor
    return kind


def _backend(path: str) -> dict[str, Any]:
    from django.contrib.auth.backends import AllowAllUsersModelBackend, BaseBackend, ModelBackend

    kind: Any = import_string(path)

    def same(base: Any, *names: str) -> bool:
        return all(getattr(kind, name, None) is getattr(base, name, None) for name in names)

    allows_inactive = same(AllowAllUsersModelBackend, "user_can_authenticate")
    checks_active = allows_inactive or same(ModelBackend, "user_can_authenticate")
    if same(ModelBackend, *BACKEND_PERMISSIONS):
        permissions = "model"
    elif not hasattr(kind, "has_perm") or same(BaseBackend, *BACKEND_PERMISSIONS):
        permissions = "none"
    else:
        permissions = "python"
    return {
        "path": path,
        "authenticate": "model" if checks_active and same(ModelBackend, "authenticate") else "python",
        "getUser": "model" if checks_active and same(ModelBackend, "get_user") else "python",
        "permissions": permissions,
        "allowsInactive": allows_inactive,
    }


def _receivers(signal: Signal, sender: type[Model] | None) -> Iterator[str]:
    for receiver in live_receivers(signal, sender):
        function = getattr(receiver, "__func__", receiver)
        # update_last_login is Django's own, and known.
        if not is_django(getattr(function, "__module__", None)):
            yield f"{callable_name(function)}()"
