import hashlib
from datetime import date, timedelta
from decimal import Decimal

from shop.sample.dice import Dice, moment, sample_uuid
from shop.sample.insert import insert_missing, reset_sequences

from ..models import Author, Book, EBook, Publisher, Series, Tag
from . import words
from .people import author_count


def load_books(
    size: int, authors: list[Author], publishers: list[Publisher], series: list[Series], tags: list[Tag]
) -> list[Book]:
    """Gives the books that were not there yet."""
    books = [sample_book(number, authors, publishers, series) for number in range(size)]
    fresh = insert_missing(Book, books)
    for book in fresh:
        # bulk_create() has put the present time in.
        book.created = moment(book.pk, microseconds=book.pk * 1001 % 1_000_000)
        book.updated = book.created + timedelta(days=book.pk % 50)
    Book.all_objects.bulk_update(fresh, ["created", "updated"], batch_size=200)

    link = Book.tags.through
    link._base_manager.bulk_create(
        (
            link(book_id=book.pk, tag_id=tag.pk)
            for book in fresh
            for tag in Dice("tags", book.pk).sample(tags, book.pk % 5)
        ),
        batch_size=500,
    )
    for book in fresh:
        if book.format == Book.Format.EBOOK:
            make_ebook(book)
    reset_sequences(Book)
    return fresh


def make_ebook(book: Book) -> None:
    """Adds the child's row to the book's: `raw` leaves the parent's as it is."""
    EBook(
        book_ptr=book,
        file_size=book.pk * 1_000_003 if book.pk % 2 else 3_000_000_000 + book.pk,
        download_url=f"https://example.com/books/{book.slug}.epub",
        drm_free=book.pk % 3 != 0,
    ).save_base(raw=True, force_insert=True)


def sample_book(
    number: int, authors: list[Author], publishers: list[Publisher], series: list[Series]
) -> Book:
    dice = Dice("book", number)
    key = number + 1
    awkward = number < len(words.AWKWARD_TITLES)
    title = (
        words.AWKWARD_TITLES[number]
        if awkward
        else f"The {dice.pick(words.ADJECTIVES)} {dice.pick(words.NOUNS)}"
    )
    in_series = not awkward and dice.one_in(4)
    book_format = dice.pick(Book.Format.values)
    has_cover = dice.one_in(8)
    return Book(
        pk=key,
        title=f"{title}, volume {key}" if in_series else title,
        slug=f"book-{key}",
        subtitle=""
        if dice.one_in(2)
        else dice.pick(["A novel", "Eine Erzählung", "100% true_story", "第一巻"]),
        isbn=None if dice.one_in(7) else f"978{number:010d}",
        uuid=sample_uuid("book", key),
        # The first authors have many books, the last ones none.
        author_id=authors[dice.below(1 + dice.below(author_count(number)))].pk,
        publisher_id=None if dice.one_in(6) else dice.pick(publishers).pk,
        series_id=dice.pick(series[:-1]).pk if in_series else None,
        format=book_format,
        published=sample_date(dice),
        available_from=None
        if dice.one_in(3)
        else moment(key * 1440, microseconds=dice.pick([0, 1, 1000, 999_999])),
        price=Decimal(
            dice.pick([0, 1, 999, 1999, 99_999_999]) if awkward else dice.between(100, 6000)
        ).scaleb(-2),
        advance=sample_advance(dice),
        in_print=not dice.one_in(4),
        stock=-2 if dice.one_in(20) else dice.below(60),
        # The largest integer that JavaScript keeps exactly, once.
        total_sold=2**53 - 1 if number == 0 else dice.pick([0, dice.below(500), dice.below(200_000)]),
        rating=None if dice.one_in(3) else dice.pick([1.0, 2.5, 0.1 + 0.2, 10 / 3, 5.0]),
        pages=None if book_format == Book.Format.AUDIO else dice.between(40, 1200),
        listening_time=sample_listening_time(dice) if book_format == Book.Format.AUDIO else None,
        cover=f"covers/{dice.pick(['cover', 'straße & mehr', 'with space'])} {key}.svg" if has_cover else "",
        cover_digest=hashlib.sha256(str(key).encode()).digest() if has_cover else None,
        metadata=words.METADATA[key % len(words.METADATA)],
        deleted_at=moment(key * 1440) if number % 13 == 12 else None,
    )


def sample_date(dice: Dice) -> date | None:
    if dice.one_in(8):
        return None
    if dice.one_in(6):
        # The same day for many, so that an ordering by it has ties.
        return date(2001, 9, 9)
    year = dice.pick([1605, 1969, 1984, 1999, 2000, 2024, 2025, 2026])
    return date(year, dice.between(1, 12), dice.between(1, 28))


def sample_advance(dice: Dice) -> Decimal | None:
    # 15 digits at most: SQLite keeps decimals as floating point numbers.
    return dice.pick(
        [None, Decimal("0.0000"), Decimal("12345.6789"), Decimal("99999999999.9999"), Decimal("-1500.5000")]
    )


def sample_listening_time(dice: Dice) -> timedelta:
    return timedelta(
        days=dice.pick([0, 0, 1]),
        hours=dice.below(24),
        minutes=dice.below(60),
        microseconds=dice.pick([0, 1, 500_000]),
    )
