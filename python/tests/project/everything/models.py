"""Every field that Django ships, every relation, inheritance, managers, hooks."""

import datetime as dt
import decimal as decimals
import functools
import uuid as uuids
from typing import Any

import django
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everything import managers
from everything.fields import ColourField, ShortTextField, StampField, UpperCaseField


def fresh_code(prefix: str = "c") -> str:
    return prefix


class Size(models.TextChoices):
    SMALL = "s", _("Small")
    LARGE = "l", _("Large")


class AllFields(models.Model):
    big = models.BigIntegerField(default=2**60)
    binary = models.BinaryField(default=b"\x00\xff")
    boolean = models.BooleanField(default=True)
    char = models.CharField(
        _("letters"), max_length=10, choices=Size.choices, default=Size.SMALL, unique=True
    )
    grouped = models.CharField(max_length=1, choices=[("Group", [("a", "A"), ("b", "B")])], blank=True)
    date = models.DateField(default=dt.date.today)
    datetime = models.DateTimeField(default=timezone.now)
    added = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)
    decimal = models.DecimalField(max_digits=8, decimal_places=3, default=decimals.Decimal("1.50"))
    duration = models.DurationField(default=dt.timedelta(days=1, microseconds=5))
    email = models.EmailField(null=True, help_text="Where to write")
    file = models.FileField(upload_to="files/%Y")
    path = models.FilePathField(path="/nowhere")
    float = models.FloatField(default=1.5, validators=[MinValueValidator(0), MaxValueValidator(lambda: 10)])
    image_name = models.CharField(
        max_length=3, validators=[RegexValidator("^[a-z]+$", "Letters only", "letters")]
    )
    integer = models.IntegerField(null=True, db_column="number")
    ip = models.GenericIPAddressField(null=True)
    json = models.JSONField(default=dict)
    positive_big = models.PositiveBigIntegerField(default=0)
    positive = models.PositiveIntegerField(default=0)
    positive_small = models.PositiveSmallIntegerField(default=0)
    slug = models.SlugField(unique_for_date="date")
    small = models.SmallIntegerField(default=0)
    text = models.TextField(default=fresh_code)
    partial = models.TextField(default=functools.partial(fresh_code, "p"))
    anonymous = models.TextField(default=lambda: "x")
    time = models.TimeField(default=dt.time(3, 4))
    url = models.URLField(blank=True)
    uuid = models.UUIDField(default=uuids.uuid4, editable=False)
    upper = UpperCaseField(max_length=10)
    short = ShortTextField(default="")
    if django.VERSION >= (5, 0):
        from_database = models.IntegerField(db_default=3)
        computed = models.GeneratedField(
            expression=F("small") + 1, output_field=models.IntegerField(), db_persist=True
        )


class Base(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)


class Thing(models.Model):
    name = models.CharField(max_length=20)
    size = models.IntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="things")
    parent = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    tags = models.ManyToManyField("Tag", related_name="things", related_query_name="thing")
    friends = models.ManyToManyField("self")
    remarks = GenericRelation("Remark", related_query_name="thing")

    objects = models.Manager()
    constant = managers.ConstantManager()
    setting = managers.SettingManager()
    clock = managers.ClockManager()
    builtin_clock = managers.BuiltinClockManager()
    thread_local = managers.ThreadLocalManager()
    context = managers.ContextManager()
    helper = managers.HelperManager()
    language = managers.LanguageManager()
    dice = managers.DiceManager()
    query = managers.QueryManager()
    direct = managers.DirectManager()
    replica = managers.ReplicaManager()
    as_values = managers.ValuesManager()
    prefetching = managers.PrefetchingManager()
    failing = managers.FailingManager()
    soft = managers.SoftDeletingQuerySet.as_manager()
    carrying = managers.CarryingQuerySet.as_manager()
    filtering = managers.FilteringQuerySet.as_manager()
    counting = managers.CountingManager()

    class Meta:
        ordering = (F("name").asc(nulls_last=True), "-id")
        get_latest_by = "created"
        unique_together = (("name", "size"),)
        constraints = (
            models.UniqueConstraint(fields=["name"], condition=Q(size__gt=0), name="unique_if_sized"),
            models.CheckConstraint(
                **{"condition" if django.VERSION >= (5, 1) else "check": Q(size__gte=-1)}, name="sized"
            ),
        )
        default_manager_name = "objects"
        verbose_name_plural = _("Things")


class Tag(Base):
    colour = ColourField(max_length=7, default="#fff")


class SpecialThing(Thing):
    detail = models.TextField(default="")


class ThingProxy(Thing):
    class Meta:
        proxy = True


class Remark(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    subject = GenericForeignKey()
    text = models.TextField()


class Stamped(models.Model):
    stamp = StampField(max_length=10)


class Membership(models.Model):
    tag = models.ForeignKey(Tag, models.RESTRICT, db_constraint=False)
    club = models.ForeignKey("Club", models.SET(None), null=True)
    role = models.CharField(max_length=10, default="")


class Club(models.Model):
    code = models.CharField(max_length=5, primary_key=True)
    members = models.ManyToManyField(Tag, through=Membership)
    owner = models.OneToOneField(Tag, models.PROTECT, to_field="id", related_name="club_of")
    fee = models.DecimalField(max_digits=6, decimal_places=2, null=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.fee is not None:
            self.fee = round(self.fee * 2, 2)  # a Decimal, not its string
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return super().delete(*args, **kwargs)


class Unmanaged(models.Model):
    class Meta:
        managed = False
        db_table = "of somebody else"


if django.VERSION >= (5, 2):

    class Composite(models.Model):
        pk = models.CompositePrimaryKey("left", "right")
        left = models.IntegerField()
        right = models.CharField(max_length=5)


if settings.HAS_PSYCOPG:
    from django.contrib.postgres.fields import ArrayField, DateRangeField, HStoreField, IntegerRangeField

    class Postgres(models.Model):
        """Described on any database, made on none but PostgreSQL."""

        numbers = ArrayField(models.IntegerField(), default=list, size=3)
        matrix = ArrayField(ArrayField(models.CharField(max_length=3)), null=True)
        span = IntegerRangeField(null=True)
        days = DateRangeField(null=True)
        extra = HStoreField(null=True)

        class Meta:
            managed = settings.ON_POSTGRES
