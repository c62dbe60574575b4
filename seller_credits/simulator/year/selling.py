"""Orders of a year, one after the other: what was sold, by whom it was shipped, and when."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

CENT = Decimal("0.01")
DAYS = 364
_GOODS = (
    *(("MUG-RED", "24.99"), ("MUG-BLUE", "22.50"), ("TEA-ASSAM", "12.40"), ("POT-CAST", "79.00")),
    *(("KNF-PAR-3", "18.95"), ("BRD-ACA-L", "39.99"), ("PEN-FN", "8.75"), ("LMP-DESK", "54.30")),
)
_COMMISSION = Decimal("0.15")
_TAX = Decimal("0.07")
_BY_AMAZON = 0.6


@dataclass(frozen=True, slots=True)
class Sale:
    """One order of one line.

    Attributes:
        day: on which it was shipped and booked, UTC.
        price, shipping: for all units, without tax.
    """

    order_id: str
    item: str
    sku: str
    units: int
    price: Decimal
    shipping: Decimal
    by_amazon: bool
    day: date

    @property
    def paid(self) -> Decimal:
        """What the buyer paid, tax left out."""
        return self.price + self.shipping

    @property
    def tax(self) -> Decimal:
        """What the marketplace collects and keeps."""
        return (self.price * _TAX).quantize(CENT)

    @property
    def commission(self) -> Decimal:
        """What the marketplace takes of the price."""
        return (self.paid * _COMMISSION).quantize(CENT)


def sales(dice: random.Random, orders: int, first: date) -> Iterator[Sale]:
    """Orders in the order of their days, spread evenly over the year that begins on a day."""
    for number in range(orders):
        sku, price = dice.choice(_GOODS)
        units = dice.choices((1, 2, 3), (80, 15, 5))[0]
        by_amazon = dice.random() < _BY_AMAZON
        free = by_amazon or dice.random() < 0.5  # noqa: PLR2004  # one in two
        yield Sale(
            order_id=f"{111 + number % 4}-{number:07}-{dice.randrange(10**7):07}",
            item=f"{10**13 + number}",
            sku=sku,
            units=units,
            price=Decimal(price) * units,
            shipping=Decimal(0) if free else Decimal("4.99"),
            by_amazon=by_amazon,
            day=first + timedelta(days=number * DAYS // orders),
        )
