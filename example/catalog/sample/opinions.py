from datetime import timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType

from accounts.models import User
from accounts.sample import user_count
from shop.sample.dice import Dice, moment
from shop.sample.insert import insert_missing, reset_sequences

from ..models import Author, Book, Contribution, Note, Review
from . import words

# Rows of one book have keys next to each other.
KEYS_A_BOOK = 100


def load_opinions(books: list[Book], authors: list[Author], users: list[User]) -> None:
    """Contributions, reviews and notes of these books."""
    insert_missing(Contribution, [row for book in books for row in sample_contributions(book, authors)])
    insert_missing(Review, [row for book in books for row in sample_reviews(book, users)])
    content_types = ContentType.objects.get_for_models(Book, Author)
    notes = [
        Note(
            pk=book.pk,
            content_type=content_types[Author if book.pk % 4 == 3 else Book],
            object_id=book.author_id if book.pk % 4 == 3 else book.pk,
            text=f"Ask about “{book.title}”.",
        )
        for book in books
        if book.pk % 2
    ]
    insert_missing(Note, notes)
    reset_sequences(Contribution, Review, Note)


def sample_contributions(book: Book, authors: list[Author]) -> list[Contribution]:
    dice = Dice("contributions", book.pk)
    people = dice.sample(authors[:20], dice.pick([0, 0, 1, 3]))
    return [
        Contribution(
            pk=book.pk * KEYS_A_BOOK + position,
            book=book,
            author=person,
            role=dice.pick(Contribution.Role.values),
            share=Decimal(dice.pick([0, 1, 1000, 3333])).scaleb(-4),
        )
        for position, person in enumerate(people)
    ]


def sample_reviews(book: Book, users: list[User]) -> list[Review]:
    dice = Dice("reviews", book.pk)
    reviewers = dice.sample(users[: min(user_count(book.pk - 1), 30)], dice.pick([0, 0, 1, 2, 8]))
    return [
        Review(
            pk=book.pk * KEYS_A_BOOK + position,
            book=book,
            reviewer=reviewer,
            stars=dice.between(1, 5),
            text=dice.pick(words.REVIEWS),
            # Two at a time are written in the same moment.
            written_at=moment(book.pk * 60) + timedelta(days=position // 2, microseconds=position // 2),
        )
        for position, reviewer in enumerate(reviewers)
    ]
