"""``ASGI_APPLICATION = "django_fastapi.asgi.application"``, for Django's own servers."""

from __future__ import annotations

from django.core.handlers.asgi import ASGIHandler

from django_fastapi.bootstrap import set_up_django
from django_fastapi.dispatch.asgi import ASGIApplication
from django_fastapi.dispatch.operations import load_operations


def get_asgi_application() -> ASGIApplication:
    """FastAPI operations, then Django."""
    set_up_django()
    return ASGIApplication(load_operations(), ASGIHandler())


application = get_asgi_application()
