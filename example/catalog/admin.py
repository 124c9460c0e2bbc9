from collections.abc import Iterable

from django.contrib import admin
from django.contrib.contenttypes.admin import GenericTabularInline
from django.db.models import QuerySet
from django.http import HttpRequest

from .models import (
    Author,
    AuthorProfile,
    Bestseller,
    Book,
    Contribution,
    Country,
    EBook,
    Note,
    Publisher,
    Review,
    Series,
    Tag,
)


class NoteInline(GenericTabularInline):
    model = Note
    extra = 0


class ContributionInline(admin.TabularInline):
    model = Contribution
    extra = 0
    autocomplete_fields = ["author"]


class ReviewInline(admin.TabularInline):
    model = Review
    extra = 0
    autocomplete_fields = ["reviewer"]


class ProfileInline(admin.StackedInline):
    model = AuthorProfile


@admin.register(Country)
class CountryAdmin(admin.ModelAdmin):
    list_display = ["code", "name"]
    search_fields = ["code", "name"]


@admin.register(Publisher)
class PublisherAdmin(admin.ModelAdmin):
    list_display = ["name", "country", "founded", "website"]
    list_filter = ["country"]
    list_select_related = ["country"]
    search_fields = ["name"]


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    list_display = ["name", "born", "died", "mentor"]
    list_select_related = ["mentor"]
    search_fields = ["name"]
    autocomplete_fields = ["mentor", "influences"]
    inlines = [ProfileInline, NoteInline]


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    filter_horizontal = ["related"]


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    search_fields = ["name"]


@admin.register(Book)
class BookAdmin(admin.ModelAdmin):
    list_display = [
        "title",
        "author",
        "publisher",
        "format",
        "published",
        "price",
        "stock",
        "in_print",
        "hidden",
    ]
    list_filter = ["format", "in_print", "published", "tags"]
    list_select_related = ["author", "publisher"]
    search_fields = ["title", "subtitle", "isbn", "author__name"]
    date_hierarchy = "published"
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["author", "publisher", "series", "tags"]
    readonly_fields = ["uuid", "created", "updated", "deleted_at"]
    inlines = [ContributionInline, ReviewInline, NoteInline]
    actions = ["bring_back"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Book]:
        """Deleted books too: only here can they be brought back."""
        return self.model.all_objects.order_by(*self.get_ordering(request) or self.model._meta.ordering)

    def get_deleted_objects(
        self, books: Iterable[Book], request: HttpRequest
    ) -> tuple[list[str], dict, set, list]:
        """What the confirmation page lists: hiding a book takes nothing else along."""
        return [str(book) for book in books], {"books": len(list(books))}, set(), []

    @admin.display(boolean=True, ordering="deleted_at")
    def hidden(self, book: Book) -> bool:
        return book.deleted_at is not None

    @admin.action(description="Bring back deleted books")
    def bring_back(self, request: HttpRequest, books: QuerySet[Book]) -> None:
        books.update(deleted_at=None)


@admin.register(EBook)
class EBookAdmin(BookAdmin):
    list_display = ["title", "author", "file_size", "drm_free", "hidden"]
    inlines = []


@admin.register(Bestseller)
class BestsellerAdmin(admin.ModelAdmin):
    list_display = ["title", "author", "total_sold"]
    list_select_related = ["author"]
    search_fields = ["title"]
    autocomplete_fields = ["author", "publisher", "series", "tags"]


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    list_display = ["book", "reviewer", "stars", "written_at"]
    list_filter = ["stars"]
    list_select_related = ["book", "reviewer"]
    search_fields = ["book__title", "reviewer__username", "text"]
    autocomplete_fields = ["book", "reviewer"]


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin):
    list_display = ["text", "content_type", "object_id"]
    list_filter = ["content_type"]
    search_fields = ["text"]
