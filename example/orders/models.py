import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone

from catalog.constraints import check
from catalog.models import Book


class Coupon(models.Model):
    code = models.CharField(max_length=20, unique=True)
    percent = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    valid_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Order(models.Model):
    class Status(models.TextChoices):
        CART = "cart", "In the cart"
        PLACED = "placed", "Placed"
        PAID = "paid", "Paid"
        SHIPPED = "shipped", "Shipped"
        CANCELLED = "cancelled", "Cancelled"

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="orders")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.CART, db_index=True)
    # Points to the coupon's code, not to its id.
    coupon = models.ForeignKey(
        Coupon, models.SET_NULL, null=True, blank=True, to_field="code", db_column="coupon_code"
    )
    books = models.ManyToManyField(Book, through="OrderItem", related_name="orders")
    shipping_address = models.JSONField(default=dict, blank=True)
    placed_at = models.DateTimeField(default=timezone.now)
    paid_at = models.DateTimeField(null=True, blank=True)
    total = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal("0.00"), editable=False)

    class Meta:
        ordering = ["-placed_at", "-pk"]

    def __str__(self) -> str:
        return str(self.number)


class OrderItem(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="items", related_query_name="item")
    book = models.ForeignKey(
        Book, models.PROTECT, related_name="order_items", related_query_name="order_item"
    )
    unit_price = models.DecimalField(max_digits=8, decimal_places=2)
    quantity = models.PositiveIntegerField(default=1)
    total = models.DecimalField(max_digits=12, decimal_places=2, editable=False)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "book"], name="order_item_book_once"),
            check("order_item_quantity_positive", Q(quantity__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.book}"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Computes the totals of the line and of the order: TypeScript's writes go through here too."""
        self.total = self.unit_price * self.quantity
        if update_fields is not None:
            update_fields = {*update_fields, "total"}
        super().save(*args, update_fields=update_fields, **kwargs)
        total = self.order.items.aggregate(total=Sum("total"))["total"] or Decimal("0.00")
        Order.objects.filter(pk=self.order_id).update(total=total)


class AuditEntry(models.Model):
    """Written by `receivers.write_audit_entry` whenever an order is saved or deleted."""

    action = models.CharField(max_length=10)
    order_number = models.UUIDField(db_index=True)
    status = models.CharField(max_length=10)
    ip_address = models.GenericIPAddressField(null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["written_at", "pk"]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.action} {self.order_number}"
