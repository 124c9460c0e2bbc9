import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .constraints import check
from .fields import CommaListField
from .managers import BestsellerManager, BookQuerySet, RecentBookManager, VisibleBookManager


class Country(models.Model):
    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name


class Publisher(models.Model):
    name = models.CharField(max_length=200, unique=True)
    # "+": no way back from Country, in Python or in TypeScript.
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="+")
    founded = models.PositiveSmallIntegerField(null=True, blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Author(models.Model):
    name = models.CharField(max_length=200, db_index=True)
    born = models.DateField(null=True, blank=True)
    died = models.DateField(null=True, blank=True)
    biography = models.TextField(blank=True)
    mentor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="students", related_query_name="student"
    )
    influences = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="influenced")
    notes = GenericRelation("catalog.Note")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            check("author_died_after_born", Q(died__isnull=True) | Q(died__gte=models.F("born"))),
        ]

    def __str__(self) -> str:
        return self.name


class AuthorProfile(models.Model):
    author = models.OneToOneField(Author, models.CASCADE, primary_key=True, related_name="profile")
    homepage = models.URLField(blank=True)
    languages = CommaListField(max_length=100, blank=True, default=list)
    office_hour = models.TimeField(null=True, blank=True)
    public = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"Profile of {self.author}"


class Tag(models.Model):
    name = models.CharField(max_length=50, unique=True)
    slug = models.SlugField(unique=True)
    related = models.ManyToManyField("self", blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "book_series"
        ordering = ["name"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """A remark about any object."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"], name="note_subject")]

    def __str__(self) -> str:
        return self.text[:50]


class Book(models.Model):
    class Format(models.TextChoices):
        HARDCOVER = "hardcover", "Hardcover"
        PAPERBACK = "paperback", "Paperback"
        EBOOK = "ebook", "E-book"
        AUDIO = "audio", "Audio book"

    title = models.CharField(max_length=255)
    slug = models.SlugField(max_length=100, unique=True)
    subtitle = models.CharField(max_length=255, blank=True)
    isbn = models.CharField(
        "ISBN",
        max_length=13,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^\d{13}$", "An ISBN has 13 digits.")],
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(Author, models.PROTECT, related_name="books", related_query_name="book")
    contributors = models.ManyToManyField(Author, through="Contribution", related_name="contributed_books")
    publisher = models.ForeignKey(
        Publisher, models.SET_NULL, null=True, blank=True, related_name="books", related_query_name="book"
    )
    series = models.ForeignKey(Series, models.RESTRICT, null=True, blank=True, related_name="books")
    tags = models.ManyToManyField(Tag, blank=True, related_name="books")
    format = models.CharField(max_length=10, choices=Format.choices, default=Format.PAPERBACK)
    published = models.DateField(null=True, blank=True)
    available_from = models.DateTimeField(null=True, blank=True)
    price = models.DecimalField(max_digits=8, decimal_places=2, validators=[MinValueValidator(0)])
    advance = models.DecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    in_print = models.BooleanField(default=True)
    stock = models.IntegerField(default=0)
    total_sold = models.BigIntegerField(default=0, db_column="sold")
    rating = models.FloatField(null=True, blank=True)
    pages = models.PositiveIntegerField(null=True, blank=True)
    listening_time = models.DurationField(null=True, blank=True)
    cover = models.FileField(upload_to="covers/", blank=True)
    cover_digest = models.BinaryField(max_length=32, null=True, editable=False)
    metadata = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    notes = GenericRelation(Note, related_query_name="book")

    objects = VisibleBookManager()
    all_objects = BookQuerySet.as_manager()
    recent = RecentBookManager()

    class Meta:
        ordering = ["title", "pk"]
        get_latest_by = "published"
        indexes = [models.Index(fields=["-published", "title"], name="book_newest")]
        constraints = [
            check("book_price_not_negative", Q(price__gte=0)),
            models.UniqueConstraint(fields=["series", "title"], name="book_title_in_series"),
        ]

    def __str__(self) -> str:
        return self.title

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Hides the book, as `BookQuerySet.delete()` does."""
        self.deleted_at = timezone.now()
        self.save(using=using, update_fields=["deleted_at"])
        return 1, {self._meta.label: 1}


class Contribution(models.Model):
    class Role(models.IntegerChoices):
        CO_AUTHOR = 1
        EDITOR = 2
        TRANSLATOR = 3
        ILLUSTRATOR = 4

    book = models.ForeignKey(Book, models.CASCADE, related_name="contributions")
    author = models.ForeignKey(Author, models.CASCADE, related_name="contributions")
    role = models.PositiveSmallIntegerField(choices=Role.choices, default=Role.CO_AUTHOR)
    share = models.DecimalField(max_digits=5, decimal_places=4, default="0.1000")

    class Meta:
        ordering = ["book", "role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["book", "author", "role"], name="contribution_once"),
        ]

    def __str__(self) -> str:
        return f"{self.author}, {self.get_role_display()} of {self.book}"


class Review(models.Model):
    book = models.ForeignKey(Book, models.CASCADE, related_name="reviews", related_query_name="review")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews")
    stars = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-written_at", "-pk"]
        unique_together = [("book", "reviewer")]
        constraints = [check("review_stars_1_to_5", Q(stars__gte=1, stars__lte=5))]

    def __str__(self) -> str:
        return f"{self.stars}/5 for {self.book}"


class Bestseller(Book):
    """A proxy: the same table, another manager and another order."""

    objects = BestsellerManager()

    class Meta:
        proxy = True
        ordering = ["-total_sold", "pk"]


class EBook(Book):
    """Multi-table inheritance: a table of its own that points to the book's row."""

    file_size = models.BigIntegerField(help_text="Bytes")
    download_url = models.URLField(blank=True)
    drm_free = models.BooleanField(default=True)

    class Meta:
        verbose_name = "e-book"
