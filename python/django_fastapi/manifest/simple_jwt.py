"""The setting SIMPLE_JWT of djangorestframework-simplejwt, its keys apart; the package itself need not be installed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings

PUBLIC = (
    "ACCESS_TOKEN_LIFETIME",
    "REFRESH_TOKEN_LIFETIME",
    "SLIDING_TOKEN_LIFETIME",
    "SLIDING_TOKEN_REFRESH_LIFETIME",
    "SLIDING_TOKEN_REFRESH_EXP_CLAIM",
    "ROTATE_REFRESH_TOKENS",
    "BLACKLIST_AFTER_ROTATION",
    "UPDATE_LAST_LOGIN",
    "ALGORITHM",
    "AUDIENCE",
    "ISSUER",
    "LEEWAY",
    "JWK_URL",
    "AUTH_HEADER_TYPES",
    "AUTH_HEADER_NAME",
    "USER_ID_FIELD",
    "USER_ID_CLAIM",
    "USER_AUTHENTICATION_RULE",
    "AUTH_TOKEN_CLASSES",
    "TOKEN_TYPE_CLAIM",
    "JTI_CLAIM",
    "TOKEN_OBTAIN_SERIALIZER",
    "SLIDING_TOKEN_OBTAIN_SERIALIZER",
    "CHECK_REVOKE_TOKEN",
    "REVOKE_TOKEN_CLAIM",
    "CHECK_USER_IS_ACTIVE",
)
"""What may travel: a list of names and not "all but the keys", as with the settings."""


def describe_simple_jwt() -> dict[str, Any]:
    """What of it is set; times in seconds."""
    own = _setting()
    return {name: _public(own[name]) for name in PUBLIC if name in own}


def describe_keys() -> dict[str, Any]:
    """The secret part; a key that is not set is left out."""
    own = _setting()
    keys: dict[str, Any] = {}
    if "SIGNING_KEY" in own:
        keys["signingKey"] = _text(own["SIGNING_KEY"])
    if own.get("VERIFYING_KEY"):
        keys["verifyingKey"] = _text(own["VERIFYING_KEY"])
    return keys


def _setting() -> Mapping[str, Any]:
    own: Mapping[str, Any] | None = getattr(settings, "SIMPLE_JWT", None)
    return own or {}


def _public(value: Any) -> Any:
    return value.total_seconds() if isinstance(value, timedelta) else value


def _text(key: Any) -> str | None:
    if isinstance(key, bytes):
        return key.decode()
    return None if key is None else str(key)
