"""How often the intervals of `impact` hold the truth, in made-up shops whose truth is known.

    python -m benchmarks.impact [--shops 200]

Each shop has so many troubled orders, of which a share would end in a defect, and a credit changes
that share to another. What happens is drawn by chance, the shop is measured as
`seller-credits impact` measures one, and its interval is held against what was planted: of 95% it
should hold the truth in 95 shops of 100. "Told apart" are shops in which credits are said to
change something; where nothing was planted that should be 5 of 100 at most.

In the shop of quick complaints some buyers complain before a credit can be there: counted as
failures of giving none, they would make credits look good that do nothing. In the last shop the
worse troubles get the credits. What is observed there misleads, as its label says, and the
experiment in the same shop does not.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from seller_credits.domain.aftermath import Defect, Event, Outcome, Suggested, Troubled
from seller_credits.domain.decisions import Drawn
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.measurement.impact import Case, Impact, impact_of
from seller_credits.measurement.intervals import Interval

_FOUND = datetime(2026, 6, 1, 12, tzinfo=UTC)
_CLOSED = _FOUND + timedelta(days=120)
_CREDIT_AFTER = timedelta(hours=12)
_AMOUNT = Money.parse("4.00 USD")
_QUICK = _CREDIT_AFTER / 2
_HALF_OF_THEM = 0.5


@dataclass(frozen=True, slots=True)
class Shop:
    """What is true of a made-up shop.

    Attributes:
        without, despite: the share of orders with a defect, without a credit and with one.
        credited: the share of orders that get one.
        worse: half of the troubles are bad ones and so much likelier to end in a defect than the
            others; they get a credit twice as often.
        quick: the share of defects that come before any credit can.
    """

    name: str
    orders: int
    without: float
    despite: float
    credited: float = 0.5
    worse: float = 0.0
    quick: float = 0.0

    @property
    def effect(self) -> float:
        """How many defects fewer a credit leads to, as a share of orders."""
        return self.without - self.despite


SHOPS = (
    Shop("halved, few orders", 60, 0.20, 0.10),
    Shop("halved", 600, 0.20, 0.10),
    Shop("halved, rare defects", 600, 0.04, 0.02),
    Shop("halved, few credits", 600, 0.20, 0.10, credited=0.1),
    Shop("no effect", 600, 0.15, 0.15),
    Shop("no effect, rare defects", 200, 0.03, 0.03),
    Shop("no effect, quick complaints", 600, 0.15, 0.15, quick=0.3),
    Shop("halved, the worse credited", 600, 0.20, 0.10, worse=0.15),
)


def observed(shop: Shop, chance: Random) -> Interval | None:
    """How many defects fewer credited orders have, where the shop gives credits as it likes."""
    return _measured(_as_liked(shop, chance)).total.avoided


def experimented(shop: Shop, chance: Random) -> Interval | None:
    """The same in an experiment that gives half of the orders nothing."""
    (trial,) = _measured(_as_drawn(shop, chance)).trials
    return trial.difference


def _measured(orders: Iterator[Troubled]) -> Impact:
    return impact_of("default", map(Case, orders), ())


def _as_liked(shop: Shop, chance: Random) -> Iterator[Troubled]:
    for number in range(shop.orders):
        is_bad = chance.random() < _HALF_OF_THEM
        liking = (4 / 3 if is_bad else 2 / 3) if shop.worse else 1
        is_credited = chance.random() < shop.credited * liking
        if chance.random() < shop.without * shop.quick:
            yield _order(number, None, _claim(_QUICK))
            continue
        claim = _claim_of(shop, chance, is_bad=is_bad, is_credited=is_credited)
        order = _order(number, None, claim)
        yield _credited(order) if is_credited else order


def _as_drawn(shop: Shop, chance: Random) -> Iterator[Troubled]:
    for number in range(shop.orders):
        is_bad, instead = (chance.random() < _HALF_OF_THEM for _ in range(2))
        claim = _claim_of(shop, chance, is_bad=is_bad, is_credited=not instead)
        order = _order(number, Drawn("words", instead, Decimal("0.5")), claim)
        yield order if instead else _credited(order)


def _claim_of(shop: Shop, chance: Random, *, is_bad: bool, is_credited: bool) -> Event | None:
    share = shop.despite if is_credited else shop.without
    share += shop.worse / 2 if is_bad else -shop.worse / 2
    return _claim(timedelta(days=chance.uniform(2, 60))) if chance.random() < share else None


def _claim(after: timedelta) -> Event:
    return Event(Defect.CLAIM, _FOUND + after)


def _order(number: int, drawn: Drawn | None, claim: Event | None) -> Troubled:
    """One that got nothing."""
    plain = Troubled(
        account="default",
        order_id=f"111-{number:07}-{number:07}",
        issue_id=f"i-{number}",
        kind=IssueKind.DAMAGED,
        sku="MUG",
        marketplace="US",
        channel=Channel.SELLER,
        detected_at=_FOUND,
        suggestions=(Suggested("s", Remedy.PARTIAL_REFUND, _AMOUNT, _AMOUNT, "part", drawn),),
        events=(claim,) if claim else (),
    )
    return _matured(plain)


def _credited(order: Troubled) -> Troubled:
    issuance = Issuance(
        issuance_id=f"k-{order.issue_id}",
        order_id=order.order_id,
        status=Status.SETTLED,
        remedy=Remedy.PARTIAL_REFUND,
        marketplace="US",
        amount=_AMOUNT,
        approved_at=_FOUND,
        moved_at=_FOUND,
        by="Ana",
        issue_id=order.issue_id,
        suggestion_id="s",
    )
    at = _FOUND + _CREDIT_AFTER
    given = replace(order, issuances=(issuance,), credited_at=at, credited_by=issuance.issuance_id)
    return _matured(given)


def _matured(order: Troubled) -> Troubled:
    since = order.credited_at or order.detected_at
    before = tuple(each for each in order.events if each.is_before(since, "US"))
    after = tuple(each for each in order.events if each not in before)
    outcome = Outcome(_CLOSED, since, _CLOSED, order.credited_by, before, after)
    return replace(order, recorded=outcome)


@dataclass(frozen=True, slots=True)
class Tally:
    """In how many shops an interval was told, held the truth, and left out no difference."""

    told: int
    held: int
    told_apart: int

    @property
    def coverage(self) -> float:
        """The share of intervals that held the truth."""
        return self.held / self.told


def tally(shop: Shop, shops: int, ask: Callable[[Shop, Random], Interval | None]) -> Tally:
    """Measure that many shops of a kind, each made by a chance of its own."""
    found = [ask(shop, Random(seed)) for seed in range(shops)]  # noqa: S311  # the same each time
    known = [each for each in found if each is not None]
    held = sum(each.low <= shop.effect <= each.high for each in known)
    return Tally(len(known), held, sum(each.leaves_out_nought for each in known))


def main() -> None:
    """Measure, and print a line for each kind of shop."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shops", type=int, default=200)
    shops = options.parse_args().shops
    print(f"{shops:,} shops of each kind; coverage of 95% intervals, and shops told apart")
    print(f"{'':<29}{'orders':>7}{'effect':>8}{'observed':>18}{'experiment':>18}")
    for shop in SHOPS:
        cells = (_cell(tally(shop, shops, ask), shops) for ask in (observed, experimented))
        print(f"{shop.name:<29}{shop.orders:>7}{shop.effect:>8.0%}" + "".join(cells))


def _cell(found: Tally, shops: int) -> str:
    return f"{found.coverage:>10.1%}{found.told_apart / shops:>8.1%}"


if __name__ == "__main__":
    main()
