from datetime import date

from shop.sample.dice import Dice, moment
from shop.sample.insert import insert_missing, reset_sequences

from .models import User

FIRST_NAMES = [
    "Ada",
    "Björn",
    "Chloé",
    "Dmitri",
    "Élodie",
    "Fatima",
    "Grace",
    "Hiroshi",
    "İpek",
    "José",
    "小雨",
    "Zoë",
]
LAST_NAMES = [
    "Lovelace",
    "Ångström",
    "O'Neil",
    "Müller",
    "Nguyễn",
    "de la Cruz",
    "Smith",
    "Öztürk",
    "王",
    "St. John",
]

# Above what somebody makes by hand: their own users keep the low keys.
FIRST_KEY = 1001


def load_users(size: int) -> list[User]:
    """Customers without a usable password."""
    users = [sample_user(number) for number in range(user_count(size))]
    insert_missing(User, users)
    reset_sequences(User)
    return users


def user_count(books: int) -> int:
    """How many customers a shop of so many books has."""
    return 12 + books // 10


def sample_user(number: int) -> User:
    dice = Dice("user", number)
    tier = dice.pick(User.Tier.values)
    return User(
        pk=FIRST_KEY + number,
        username=f"customer{number + 1}",
        # "!" first: no password fits. Django's own unusable passwords are random.
        password="!sample",
        first_name=dice.pick(FIRST_NAMES),
        last_name="" if dice.one_in(12) else dice.pick(LAST_NAMES),
        email="" if dice.one_in(8) else f"customer{number + 1}@example.com",
        is_active=not dice.one_in(15),
        date_joined=moment(number * 61, microseconds=number * 37),
        phone="" if dice.one_in(3) else f"+49 30 {dice.between(100000, 999999)}",
        birth_date=None
        if dice.one_in(3)
        else date(dice.between(1940, 2006), dice.between(1, 12), dice.between(1, 28)),
        newsletter=dice.one_in(2),
        tier=tier,
        loyalty_points=dice.below(2000) if tier == User.Tier.GOLD else dice.below(50),
    )
