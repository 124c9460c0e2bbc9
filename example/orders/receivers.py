from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .models import AuditEntry, Order


@receiver(post_save, sender=Order)
def write_audit_entry(instance: Order, created: bool, **kwargs: Any) -> None:
    AuditEntry.objects.create(
        action="created" if created else "changed", order_number=instance.number, status=instance.status
    )


@receiver(post_delete, sender=Order)
def write_deletion(instance: Order, **kwargs: Any) -> None:
    AuditEntry.objects.create(action="deleted", order_number=instance.number, status=instance.status)
