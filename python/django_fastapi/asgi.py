"""``ASGI_APPLICATION = "django_fastapi.asgi.application"``, for Django's own servers."""

from __future__ import annotations

from django.core.handlers.asgi import ASGIHandler

from django_fastapi.bootstrap import set_up_django
from django_fastapi.dispatch.asgi import ASGIApplication
from django_fastapi.dispatch.operations import load_operations
from django_fastapi.front.starting import asgi_front


def get_asgi_application() -> ASGIApplication:
    """TypeScript, FastAPI operations, then Django."""
    set_up_django()
    front = asgi_front()
    return ASGIApplication(load_operations(), ASGIHandler(), front)


application = get_asgi_application()
