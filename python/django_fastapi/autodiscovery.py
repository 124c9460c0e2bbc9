"""Imports the ``api`` modules of the installed apps, which register their FastAPI operations."""

from __future__ import annotations

from django.utils.module_loading import autodiscover_modules

from django_fastapi.settings import fastapi_setting


def autodiscover() -> None:
    """As FASTAPI_AUTODISCOVER and FASTAPI_AUTODISCOVER_MODULES say."""
    if fastapi_setting("FASTAPI_AUTODISCOVER"):
        autodiscover_modules(*fastapi_setting("FASTAPI_AUTODISCOVER_MODULES"))
