from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class Bouncer(BaseBackend):
    """Turns an address away, whoever it is."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None and request.META.get("HTTP_X_BANNED"):
            raise PermissionDenied


class EmailBackend(ModelBackend):
    """Logs in by e-mail address; and gives everybody the right to change themselves."""

    def authenticate(self, request: HttpRequest | None, email: str, password: str) -> Any:  # type: ignore[override]
        user = get_user_model().objects.filter(email=email).first()
        return user if user is not None and user.check_password(password) else None

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        return perm == "accounts.change_user" and obj is not None and obj.pk == user_obj.pk
