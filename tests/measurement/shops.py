"""Shops made of chance: the usual troubles at their usual rates, and what a test plants in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from seller_credits.domain.counted import CountedIssue, CountedOrder
from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.money import Money

TODAY = date(2026, 11, 23)
DAYS = 180

Plant = Callable[[Random, CountedOrder], CountedOrder]

USUAL = {
    IssueKind.LATE_DELIVERY: 0.02,
    IssueKind.LATE_SHIPMENT: 0.01,
    IssueKind.DAMAGED: 0.009,
    IssueKind.DEFECTIVE: 0.012,
    IssueKind.NOT_AS_DESCRIBED: 0.006,
    IssueKind.BUYER_REMORSE: 0.03,
    IssueKind.NEGATIVE_FEEDBACK: 0.008,
    IssueKind.A_TO_Z_CLAIM: 0.002,
}
CARRIERS = ("UPS", "USPS", "DHL", "FedEx")


def shop(seed: int, orders: int = 3000, skus: int = 40, plant: Plant | None = None):
    """So many orders of half a year, each with this and that at its usual rate."""
    return list(_orders(Random(seed), orders, skus, plant))


def _orders(chance: Random, orders: int, skus: int, plant: Plant | None) -> Iterator[CountedOrder]:
    for number in range(orders):
        made = order(
            order_id=f"111-{number:07}-0000000",
            day=TODAY - timedelta(days=chance.randrange(DAYS)),
            skus=(f"SKU-{int(chance.paretovariate(1)) % skus}",),
            carrier=chance.choice(CARRIERS),
            ship_from=chance.choice(("US-CA", "US-NJ")),
            service_level=chance.choice(("Standard", "Standard", "Expedited")),
        )
        for kind, rate in USUAL.items():
            if chance.random() < rate:
                made = gone_wrong(made, kind)
        yield plant(chance, made) if plant else made


def order(**changes: object) -> CountedOrder:
    """One order of the mug that arrived well."""
    day = changes.get("day", TODAY - timedelta(days=60))
    plain = CountedOrder(
        order_id="111-1111111-1111111",
        day=day,
        marketplace="US",
        channel=Channel.SELLER,
        promised=day + timedelta(days=6) if isinstance(day, date) else None,
        skus=("MUG",),
        carrier="UPS",
        ship_from="US-CA",
        service_level="Standard",
    )
    return replace(plain, **changes)


def gone_wrong(
    of: CountedOrder, kind: IssueKind, given_back: str | None = None, sku: str | None = None
) -> CountedOrder:
    """The same order with one more trouble."""
    money = (Money.parse(given_back),) if given_back else ()
    issue = CountedIssue(kind, sku)
    return replace(of, issues=(*of.issues, issue), given_back=(*of.given_back, *money))
