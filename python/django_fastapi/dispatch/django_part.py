"""What Django itself serves below our server: the project's own application, and static files in DEBUG."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string

from django_fastapi.dispatch.asgi import ASGI, ASGIApplication
from django_fastapi.dispatch.wsgi import WSGI, WSGIApplication


def project_asgi() -> ASGI:
    """ASGI_APPLICATION, which may hold more than Django (Channels, middleware); else Django's handler."""
    application: Any = _project_application("ASGI_APPLICATION") or ASGIHandler()
    if isinstance(application, ASGIApplication):  # it has the FastAPI operations already
        application = application.django
    if not _serves_static_files():
        return application  # type: ignore[no-any-return]
    from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler

    return ASGIStaticFilesHandler(application)


def project_wsgi() -> WSGI:
    """The same for WSGI_APPLICATION."""
    application: Any = _project_application("WSGI_APPLICATION") or WSGIHandler()
    if isinstance(application, WSGIApplication):
        application = application.django
    if not _serves_static_files():
        return application  # type: ignore[no-any-return]
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    return StaticFilesHandler(application)


def _project_application(setting: str) -> Any:
    path = getattr(settings, setting, None)
    return import_string(path) if path else None


def _serves_static_files() -> bool:
    # As runserver does; in production the web server or whitenoise serves what collectstatic gathered.
    return bool(settings.DEBUG) and apps.is_installed("django.contrib.staticfiles")
