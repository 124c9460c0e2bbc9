from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.test import override_settings

from django_fastapi.manifest.auth import describe_auth

HERE = __name__


class Stronger(PBKDF2PasswordHasher):
    iterations = 123


class Salted(PBKDF2PasswordHasher):
    algorithm = "salted"

    def salt(self) -> str:
        return "always"


class ByEmail(ModelBackend):
    def authenticate(self, request: Any, email: str = "", **credentials: Any) -> None:  # type: ignore[override]
        return None


class ByToken(BaseBackend):
    pass


class Foreign:
    def authenticate(self, request: Any) -> None:
        return None


def described() -> dict[str, Any]:
    auth = describe_auth()
    assert auth is not None
    return auth


def test_djangos_own_user() -> None:
    auth = described()
    assert (auth["userModel"], auth["usernameField"], auth["isActive"]) == ("auth.User", "username", "field")
    assert auth["lastLogin"] is True
    assert set(auth["python"].values()) == {None}
    assert auth["backends"] == [
        {
            "path": "django.contrib.auth.backends.ModelBackend",
            "authenticate": "model",
            "getUser": "model",
            "permissions": "model",
            "allowsInactive": False,
        }
    ]


@override_settings(PASSWORD_HASHERS=[f"{HERE}.Stronger", f"{HERE}.Salted"])
def test_a_hasher_is_django_s_as_long_as_only_numbers_differ() -> None:
    stronger, salted = described()["hashers"]
    assert stronger["className"] == "django.contrib.auth.hashers.PBKDF2PasswordHasher"
    assert stronger["parameters"]["iterations"] == 123
    assert salted["className"] == f"{HERE}.Salted"


@override_settings(
    AUTHENTICATION_BACKENDS=[
        f"{HERE}.ByEmail",
        f"{HERE}.ByToken",
        f"{HERE}.Foreign",
        "django.contrib.auth.backends.AllowAllUsersModelBackend",
    ]
)
def test_backends_are_python_where_they_override() -> None:
    kinds = [
        (backend["authenticate"], backend["getUser"], backend["permissions"], backend["allowsInactive"])
        for backend in described()["backends"]
    ]
    assert kinds == [
        ("python", "model", "model", False),
        ("python", "python", "none", False),
        ("python", "python", "none", False),
        ("model", "model", "model", True),
    ]


def test_receivers_of_the_project_are_named() -> None:
    def greet(**kwargs: Any) -> None:
        pass

    user_logged_in.connect(greet, sender=User)
    try:
        (name,) = described()["receivers"]["userLoggedIn"]
        assert name.endswith("greet()")
    finally:
        user_logged_in.disconnect(greet, sender=User)
