from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.dispatch import receiver
from django.http import HttpRequest


def note(text: str) -> None:
    """Where tests look: the last name of the user "root"."""
    root = get_user_model().objects.get(username="root")
    root.last_name = f"{root.last_name} {text}".strip()[-150:]
    root.save(update_fields=["last_name"])


@receiver(user_logged_in)
def greet(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    request.session["greeting"] = f"Hello {user.username} from {request.META['REMOTE_ADDR']}"
    note(f"in:{user.username}")


@receiver(user_logged_out)
def wave(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    note(f"out:{user.username if user else None}")


@receiver(user_login_failed)
def suspect(sender: Any, credentials: dict[str, Any], request: HttpRequest | None, **kwargs: Any) -> None:
    note(f"failed:{credentials.get('username')}:{credentials['password'][:2]}")
