"""``WSGI_APPLICATION = "django_fastapi.wsgi.application"``, for Django's own servers."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler

from django_fastapi.bootstrap import set_up_django
from django_fastapi.dispatch.operations import load_operations
from django_fastapi.dispatch.wsgi import WSGIApplication, a2wsgi_is_installed


def get_wsgi_application() -> WSGIApplication:
    """FastAPI operations, then Django."""
    set_up_django()
    return WSGIApplication(load_operations() if a2wsgi_is_installed() else None, WSGIHandler())


application = get_wsgi_application()
