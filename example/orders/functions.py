"""
Python for TypeScript: what is exposed here is typed by its annotations, and called as `functions.quote(...)`
of `#django/orders`. Rules that exist in Python need not be written again.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.utils import timezone
from django_fastapi import expose

from catalog.models import Book
from orders.models import Coupon

CENT = Decimal("0.01")


class CouponInvalidError(ValueError):
    """There is no such coupon, or it is no longer valid."""


@dataclass
class QuoteLine:
    book: int
    quantity: int = 1


@dataclass
class Quote:
    subtotal: Decimal
    discount: Decimal
    total: Decimal


@expose
def quote(lines: list[QuoteLine], *, coupon: str | None = None) -> Quote:
    """What these books cost together, less what the coupon takes off."""
    prices = dict(Book.objects.filter(pk__in=[line.book for line in lines]).values_list("pk", "price"))
    missing = next((line.book for line in lines if line.book not in prices), None)
    if missing is not None:
        raise Book.DoesNotExist(f"There is no book {missing}")
    subtotal = sum((prices[line.book] * line.quantity for line in lines), Decimal("0.00"))
    discount = (subtotal * _percent(coupon) / 100).quantize(CENT, ROUND_HALF_UP)
    return Quote(subtotal, discount, subtotal - discount)


def _percent(code: str | None) -> int:
    if code is None:
        return 0
    valid = Coupon.objects.filter(Q(valid_until=None) | Q(valid_until__gte=timezone.now()), code=code)
    percent = valid.values_list("percent", flat=True).first()
    if percent is None:
        raise CouponInvalidError("The coupon is not valid")
    return percent
