from datetime import date, time

from shop.sample.dice import Dice
from shop.sample.insert import insert_missing, reset_sequences

from ..models import Author, AuthorProfile, Country, Publisher, Series, Tag
from . import words


def load_publishers() -> list[Publisher]:
    insert_missing(Country, [Country(code=code, name=name) for code, name in words.COUNTRIES])
    codes = [code for code, _ in words.COUNTRIES]
    publishers = []
    for number, name in enumerate(words.PUBLISHERS):
        dice = Dice("publisher", number)
        publishers.append(
            Publisher(
                pk=number + 1,
                name=name,
                country_id=None if dice.one_in(4) else dice.pick(codes),
                founded=None if dice.one_in(3) else dice.between(1750, 2010),
                website="" if dice.one_in(3) else f"https://publisher{number + 1}.example.com/",
                email=f"rights@publisher{number + 1}.example.com",
            )
        )
    insert_missing(Publisher, publishers)
    reset_sequences(Publisher)
    return publishers


def load_tags_and_series() -> tuple[list[Tag], list[Series]]:
    tags = [Tag(pk=n + 1, name=name, slug=f"tag-{n + 1}") for n, name in enumerate(words.TAGS)]
    fresh = insert_missing(Tag, tags)
    if fresh:
        # A symmetrical relation has both directions in its table.
        related = [(tag.pk, tag.pk % len(tags) + 1) for tag in fresh[::2]]
        link = Tag.related.through
        link._base_manager.bulk_create(
            link(from_tag_id=a, to_tag_id=b)
            for one, other in related
            for a, b in ((one, other), (other, one))
        )
    series = [Series(pk=n + 1, name=name) for n, name in enumerate(words.SERIES)]
    insert_missing(Series, series)
    reset_sequences(Tag, Series)
    return tags, series


def load_authors(size: int) -> list[Author]:
    authors = [sample_author(number) for number in range(author_count(size))]
    fresh = insert_missing(Author, authors)
    insert_missing(AuthorProfile, [sample_profile(author) for author in fresh if author.pk % 3 == 0])
    link = Author.influences.through
    link._base_manager.bulk_create(
        link(from_author_id=author.pk, to_author_id=other)
        for author in fresh
        for other in Dice("influences", author.pk).sample(range(1, min(author.pk, 12)), author.pk % 4)
    )
    reset_sequences(Author)
    return authors


def author_count(books: int) -> int:
    """How many authors a shop of so many books has."""
    return max(len(words.AUTHORS), books // 4)


def sample_author(number: int) -> Author:
    dice = Dice("author", number)
    known = number < len(words.AUTHORS)
    name = words.AUTHORS[number] if known else f"{dice.pick(words.ADJECTIVES)} {dice.pick(words.NOUNS)}"
    born = (
        None if dice.one_in(4) else date(dice.between(1880, 1990), dice.between(1, 12), dice.between(1, 28))
    )
    return Author(
        pk=number + 1,
        name=name,
        born=born,
        died=date(born.year + dice.between(30, 95), 2, 28) if born and born.year < 1930 else None,
        biography="" if dice.one_in(2) else f"{name} writes.\n\nSecond paragraph, with a “quote”.",
        mentor_id=dice.between(1, number) if number and dice.one_in(3) else None,
    )


def sample_profile(author: Author) -> AuthorProfile:
    dice = Dice("profile", author.pk)
    return AuthorProfile(
        author=author,
        homepage="" if dice.one_in(2) else f"https://author{author.pk}.example.com/",
        languages=dice.sample(["de", "en", "fr", "ja", "tr"], dice.below(4)),
        office_hour=None
        if dice.one_in(3)
        else time(dice.below(24), dice.below(60), 0, dice.pick([0, 1, 999999])),
        public=dice.pick([True, False, None]),
    )
