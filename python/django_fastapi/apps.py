"""The Django app. A project with TypeScript in front need not install it; one with Django in front does."""

from __future__ import annotations

from django.apps import AppConfig


class DjangoFastapiConfig(AppConfig):
    name = "django_fastapi"
    verbose_name = "Django FastAPI"
