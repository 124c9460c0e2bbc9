"""``WSGI_APPLICATION = "django_fastapi.wsgi.application"``, for Django's own servers."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler

from django_fastapi.bootstrap import set_up_django
from django_fastapi.dispatch.operations import load_operations
from django_fastapi.dispatch.wsgi import WSGIApplication, a2wsgi_is_installed
from django_fastapi.front.starting import wsgi_front


def get_wsgi_application() -> WSGIApplication:
    """TypeScript, FastAPI operations, then Django."""
    set_up_django()
    front = wsgi_front()
    return WSGIApplication(load_operations() if a2wsgi_is_installed() else None, WSGIHandler(), front)


application = get_wsgi_application()
