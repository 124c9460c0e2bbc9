from datetime import timedelta
from decimal import Decimal

from accounts.models import User
from catalog.models import Book
from shop.sample.dice import Dice, moment, sample_uuid
from shop.sample.insert import insert_missing, reset_sequences

from .models import AuditEntry, Coupon, Order, OrderItem

COUPONS = [Coupon(pk=1, code="WELCOME", percent=10), Coupon(pk=2, code="SOMMER_25%", percent=25)]
ADDRESSES: list[object] = [
    {},
    {"name": "Ida Straße", "street": "Straße des 17. Juni 135", "city": "Berlin", "country": "DE"},
    {"name": "Flann O'Brien", "street": "", "city": "Dublin", "country": None},
]
KEYS_AN_ORDER = 10


def load_orders(size: int, users: list[User]) -> None:
    """Orders as if they had been placed one after the other, with their lines and the audit's rows.

    `bulk_create()` calls neither `OrderItem.save()` nor receivers, so their results are put in here.
    """
    insert_missing(Coupon, COUPONS)
    prices = list(Book.all_objects.order_by("pk").values_list("pk", "price")[:size])
    orders, items, entries = [], [], []
    for number in range(size // 2):
        order = sample_order(number, users)
        lines = sample_items(order, prices)
        order.total = sum((line.total for line in lines), Decimal("0.00"))
        orders.append(order)
        items += lines
        entries += sample_entries(order)
    fresh = {order.pk for order in insert_missing(Order, orders)}
    insert_missing(OrderItem, [item for item in items if item.order_id in fresh])
    insert_missing(AuditEntry, [entry for entry in entries if entry.pk // KEYS_AN_ORDER in fresh])
    reset_sequences(Coupon, Order, OrderItem, AuditEntry)


def sample_order(number: int, users: list[User]) -> Order:
    dice = Dice("order", number)
    status = dice.pick(Order.Status.values)
    placed_at = moment(number * 97, microseconds=dice.pick([0, 1, 123_456, 999_999]))
    return Order(
        pk=number + 1,
        number=sample_uuid("order", number),
        # The last of the first twelve never ordered anything.
        customer=dice.pick(users[:11]),
        status=status,
        coupon_id=dice.pick([None, None, "WELCOME", "SOMMER_25%"]),
        shipping_address=dice.pick(ADDRESSES),
        placed_at=placed_at,
        paid_at=placed_at + timedelta(hours=2) if status in ("paid", "shipped") else None,
    )


def sample_items(order: Order, prices: list[tuple[int, Decimal]]) -> list[OrderItem]:
    dice = Dice("items", order.pk)
    # From a few neighbouring books: sampling from all of them would make a large shop slow to load.
    known = prices[: 2 * order.pk]
    start = dice.below(len(known))
    chosen = dice.sample(known[start : start + 8], dice.below(5))
    items = []
    for position, (book, price) in enumerate(chosen):
        quantity = dice.pick([1, 1, 2, 12])
        items.append(
            OrderItem(
                pk=order.pk * KEYS_AN_ORDER + position,
                order=order,
                book_id=book,
                unit_price=price,
                quantity=quantity,
                total=price * quantity,
            )
        )
    return items


def sample_entries(order: Order) -> list[AuditEntry]:
    steps = [("created", Order.Status.CART, order.placed_at)]
    if order.status != Order.Status.CART:
        steps.append(("changed", order.status, order.placed_at + timedelta(microseconds=1)))
    return [
        AuditEntry(
            pk=order.pk * KEYS_AN_ORDER + position,
            action=action,
            order_number=order.number,
            status=status,
            ip_address=[None, "192.0.2.7", "2001:db8::7"][order.pk % 3],
            written_at=written_at,
        )
        for position, (action, status, written_at) in enumerate(steps)
    ]
