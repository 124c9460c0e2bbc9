"""The Django app. A project with TypeScript in front need not install it; one with Django in front does."""

from __future__ import annotations

from django.apps import AppConfig


class DjangoFastapiConfig(AppConfig):
    name = "django_fastapi"
    verbose_name = "Django FastAPI"

    def ready(self) -> None:
        from django_fastapi import checks
        from django_fastapi.front.reload import follow_the_autoreloader

        checks.register_checks()
        follow_the_autoreloader()
