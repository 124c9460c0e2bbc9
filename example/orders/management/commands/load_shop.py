import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from accounts.sample import load_users
from catalog.models import Book
from catalog.sample.books import load_books
from catalog.sample.covers import draw_covers
from catalog.sample.opinions import load_opinions
from catalog.sample.people import load_authors, load_publishers, load_tags_and_series
from orders.models import Order
from orders.sample import load_orders


class Command(BaseCommand):
    help = "Fills the shop with the same data everywhere. Run again, it adds what is missing, no more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", type=int, default=100, help="number of books (100)")
        parser.add_argument(
            "--admin-password",
            default=os.environ.get("EXAMPLE_ADMIN_PASSWORD"),
            help='makes the superuser "admin" with this password, or gives it to the one that is there',
        )

    def handle(self, *args: Any, size: int, admin_password: str | None, **options: Any) -> None:
        if size < 1:
            raise CommandError(f"--size is {size}: a shop needs at least one book.")
        with transaction.atomic():
            if admin_password:
                make_admin(admin_password)
            users = load_users(size)
            publishers = load_publishers()
            tags, series = load_tags_and_series()
            authors = load_authors(size)
            books = load_books(size, authors, publishers, series, tags)
            load_opinions(books, authors, users)
            load_orders(size, users)
        draw_covers(books)
        self.stdout.write(
            f"The shop has {Book.all_objects.count()} books and {Order.objects.count()} orders."
        )


def make_admin(password: str) -> None:
    admin = User.objects.filter(username="admin").first()
    if admin is None:
        User.objects.create_superuser("admin", "admin@example.com", password)
    else:
        admin.set_password(password)
        admin.save()
