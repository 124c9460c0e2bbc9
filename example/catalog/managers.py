from datetime import timedelta

from django.db import models
from django.utils import timezone


class BookQuerySet(models.QuerySet):
    """Deleting a book hides it: orders and reviews of it stay."""

    def delete(self) -> tuple[int, dict[str, int]]:
        hidden = self.update(deleted_at=timezone.now())
        return hidden, {self.model._meta.label: hidden}

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def available(self) -> "BookQuerySet":
        return self.filter(in_print=True, stock__gt=0)


class VisibleBookManager(models.Manager.from_queryset(BookQuerySet)):  # type: ignore[misc]
    """Books that are not deleted: a condition that never changes, so it compiles to SQL in TypeScript."""

    def get_queryset(self) -> BookQuerySet:
        return super().get_queryset().filter(deleted_at__isnull=True)


class RecentBookManager(VisibleBookManager):
    """Published within two years: depends on the clock, so Python answers these queries for TypeScript."""

    def get_queryset(self) -> BookQuerySet:
        return super().get_queryset().filter(published__gte=timezone.localdate() - timedelta(days=730))


class BestsellerManager(VisibleBookManager):
    def get_queryset(self) -> BookQuerySet:
        return super().get_queryset().filter(total_sold__gte=10_000)
