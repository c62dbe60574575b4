"""Made-up tables of rules and orders for benchmarks and foreign judges; the same for one seed.

A policy begins as a table here, so that engines of other languages can be given the same rules.
Money is whole cents: whole numbers are what every engine computes exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

DELIVERY = ("late_delivery", "late_shipment", "lost", "undeliverable")
PRODUCT = ("damaged", "defective", "missing_parts", "not_as_described", "quality", "wrong_item")
KINDS = (*DELIVERY, *PRODUCT)
PACKAGES = ("delivered", "moving", "stuck", "unknown")
CONTACTS = ("message", "none", "return", "unknown")
COUNTRIES = ("CA", "DE", "ES", "FR", "GB", "IT", "JP", "MX", "NL", "PL", "SE", "US")


class Range(NamedTuple):
    """Whole numbers from `low` on, both ends included; no end where `high` is None."""

    low: int
    high: int | None


DAYS = (Range(1, 3), Range(4, 7), Range(8, 14), Range(15, None))
PRICES = (Range(0, 1500), Range(1501, 3000), Range(3001, 8000), Range(8001, None))


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of a table. It does not ask about what is None or empty.

    Attributes:
        price: of one unit, in cents.
        percents: of the item's price, by days late; a single one is for any number of days.
        cents: a fixed amount instead.
        at_most: in cents.
    """

    name: str
    kinds: tuple[str, ...]
    days: Range | None
    price: Range | None
    packages: tuple[str, ...]
    contacts: tuple[str, ...]
    countries: tuple[str, ...]
    percents: tuple[tuple[Range, int], ...]
    cents: int
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Order:
    """What is known of one order's issue; None where it is not known."""

    issue: str
    days_late: int | None
    item_price: int
    quantity: int
    package: str
    buyer_contact: str
    country: str
    business: bool
    buyer_prior_issues: int


def made_up_table(size: int, seed: int = 7) -> tuple[Row, ...]:
    """A table of so many rules: ever other narrow ones, and a wide one for each kind at the end."""
    chance = Random(seed)  # noqa: S311  # made-up rules
    return tuple(_row(chance, number, size) for number in range(size))


def _row(chance: Random, number: int, size: int) -> Row:
    turn, kind = number // len(KINDS), KINDS[number % len(KINDS)]
    narrow, late = number < size - len(KINDS), kind in DELIVERY
    days = chance.choice(DAYS) if narrow and late else None
    percents = _percents(chance, days) if chance.random() < 0.8 else ()
    return Row(
        name=f"{kind.replace('_', '-')}-{turn + 1}",
        kinds=(kind, chance.choice(KINDS)) if chance.random() < 0.2 else (kind,),
        days=days,
        price=chance.choice(PRICES) if narrow else None,
        packages=tuple(chance.sample(PACKAGES, 2)) if narrow and late else (),
        contacts=tuple(chance.sample(CONTACTS, 2 if narrow else 3)),
        countries=tuple(chance.sample(COUNTRIES, 6)) if narrow and turn % 2 == 0 else (),
        percents=percents,
        cents=0 if percents else chance.randrange(100, 1000, 50),
        at_most=chance.randrange(500, 3000, 250) if chance.random() < 0.5 else None,
    )


def _percents(chance: Random, days: Range | None) -> tuple[tuple[Range, int], ...]:
    """A share for any number of days, or one that grows with the days the rule is for."""
    share = chance.randrange(5, 30, 5)
    if days is None or chance.random() < 0.5:
        return ((Range(0, None), share),)
    middle = days.low + 1
    return ((Range(days.low, middle), share), (Range(middle + 1, days.high), share + 10))


def made_up_orders(table: Sequence[Row], size: int, seed: int = 11) -> list[Order]:
    """So many orders, three of four of them such that a rule picked at random could take it."""
    chance = Random(seed)  # noqa: S311  # made-up orders
    return [
        _order(chance, chance.choice(table) if chance.random() < 0.75 else None)
        for _ in range(size)
    ]


def _order(chance: Random, row: Row | None) -> Order:
    days = row.days if row and row.days else Range(1, 20)
    price = row.price if row and row.price else Range(500, 20_000)
    late = chance.random() < 0.9
    return Order(
        issue=chance.choice(row.kinds if row else KINDS),
        days_late=chance.randint(days.low, days.high or 30) if late else None,
        item_price=chance.randint(max(price.low, 500), price.high or 20_000),
        quantity=chance.choice((1, 1, 1, 2, 3)),
        package=chance.choice((row and row.packages) or PACKAGES),
        buyer_contact=chance.choice(row.contacts if row else CONTACTS),
        country=chance.choice((row and row.countries) or COUNTRIES),
        business=chance.random() < 0.2,
        buyer_prior_issues=chance.choice((0, 0, 0, 1, 2)),
    )
