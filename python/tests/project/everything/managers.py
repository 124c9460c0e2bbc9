"""Managers, each with another reason to be constant or not."""

import contextvars
import datetime
import random
import threading
from typing import Any

from django.conf import settings
from django.contrib.sites.models import Site
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone, translation

_local = threading.local()
tenant: contextvars.ContextVar[int | None] = contextvars.ContextVar("tenant", default=None)


class ConstantManager(models.Manager):
    def get_queryset(self) -> Any:
        found = super().get_queryset().filter(Q(name__startswith="a") | ~Q(size=F("id")), size__gt=0)
        return (
            found.exclude(owner__username="x").select_related("owner").order_by(Lower("name").desc(), "-id")
        )


class SettingManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(size=settings.SITE_ID)


class ClockManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(created__lte=timezone.now())


class BuiltinClockManager(models.Manager):
    def get_queryset(self) -> Any:
        # Rounded: two evaluations in a row would not differ.
        return super().get_queryset().filter(created__year=datetime.datetime.now().year)


class ThreadLocalManager(models.Manager):
    def get_queryset(self) -> Any:
        found = super().get_queryset()
        owner = getattr(_local, "owner", None)
        return found if owner is None else found.filter(owner=owner)


class ContextManager(models.Manager):
    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found.filter(owner=tenant.get()) if tenant.get() else found


class HelperManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(**_limits())


def _limits() -> dict[str, Any]:
    return {"owner": _local.owner} if hasattr(_local, "owner") else {}


class LanguageManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(name=translation.get_language())


class DiceManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(size=random.randrange(2))


class QueryManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(name=Site.objects.get_current().name)


class DirectManager(models.Manager):
    """Reaches into the query, past the QuerySet's methods."""

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        found.query.add_q(Q(size=1))
        return found


class ReplicaManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().using("replica")


class ValuesManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().values("name")


class PrefetchingManager(models.Manager):
    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("tags")


class FailingManager(models.Manager):
    def get_queryset(self) -> Any:
        raise RuntimeError("no tenant is set")


class SoftDeletingQuerySet(models.QuerySet):
    def delete(self) -> Any:
        return self.update(size=-1)


class CarryingQuerySet(models.QuerySet):
    """Overrides what is overridden to carry an attribute along: it reads as any other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tag = None

    def _clone(self) -> Any:
        clone = super()._clone()
        clone.tag = self.tag
        return clone


class FilteringQuerySet(models.QuerySet):
    def filter(self, *args: Any, **kwargs: Any) -> Any:
        return super().filter(*args, **kwargs, size__gt=1)


class CountingManager(models.Manager):
    def create(self, **kwargs: Any) -> Any:
        return super().create(**{"size": 7, **kwargs})

    def named(self, name: str) -> Any:
        return self.filter(name=name)
