from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """The shop's own user model: who orders, reviews and administers."""

    class Tier(models.TextChoices):
        NEW = "new", "New customer"
        REGULAR = "regular", "Regular"
        GOLD = "gold", "Gold"

    phone = models.CharField(max_length=32, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    newsletter = models.BooleanField(default=False)
    tier = models.CharField(max_length=10, choices=Tier.choices, default=Tier.NEW)
    loyalty_points = models.PositiveIntegerField(default=0)
