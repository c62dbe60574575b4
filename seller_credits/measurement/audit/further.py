"""Partial refunds that kept nothing off: a claim, a chargeback or the rest followed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, MoneyKind
from seller_credits.domain.settlements import Part
from seller_credits.measurement.audit.casebook import LineFile
from seller_credits.measurement.audit.findings import Finding, FindingKind, Nature
from seller_credits.measurement.audit.making import finding, paid_of, refund_of, told_day
from seller_credits.measurement.audit.nouns import Movement

_TAKEN = frozenset({MoneyKind.A_TO_Z_CLAIM, MoneyKind.CHARGEBACK})


def partial_then_more(line: LineFile) -> Iterator[Finding]:
    """A partial refund, and what followed it.

    Where the claim did not take it into account, the buyer got both, and what is on top of the
    price is lost. Else nothing was paid twice: it is what the attempt cost, and counts nothing.
    """
    given = [each for each in line.moved if each.kind in GIVEN and refund_of(each) > 0]
    if not given:
        return
    first = given[0]
    paid = paid_of(line.sales, first.currency)
    if paid is None or not _is_partial(line, first, paid):
        return
    later = [each for each in line.moved if _is_later(each, first)]
    taken = [each for each in later if each.kind in _TAKEN]
    partial = refund_of(first)
    if taken:
        together = partial + sum((each.given.amount for each in taken), Decimal(0))
        yield _told(line, first, taken, min(max(together - paid, Decimal(0)), partial))
        return
    rest = [each for each in later if each.kind in GIVEN and refund_of(each) > 0]
    # Where something was kept of the first for the goods, the rest is another matter.
    kept = first.part(Part.RESTOCKING)
    if rest and not kept and partial + sum(map(refund_of, rest), Decimal(0)) == paid:
        yield _told(line, first, rest, Decimal(0))


def _told(line: LineFile, first: Movement, later: list[Movement], on_top: Decimal) -> Finding:
    lost = bool(on_top)
    return finding(
        FindingKind.PARTIAL_THEN_MORE,
        Nature.LOST if lost else Nature.COST,
        line,
        Money(on_top if lost else refund_of(first), first.currency),
        rests_on=[*line.sales, first, *later],
        facts={
            "partial": str(Money(refund_of(first), first.currency)),
            "day": told_day(first),
            "then": str(later[0].kind),
            "then_day": told_day(later[0]),
        },
        is_proven=True,
    )


def _is_partial(line: LineFile, first: Movement, paid: Decimal) -> bool:
    """Less than the price, and neither whole units nor the price or the shipping by itself."""
    amount = refund_of(first)
    if amount >= paid:
        return False
    prices = (Part.PRICE, Part.PROMOTION)
    price = sum((each.part(*prices) for each in line.sales), Decimal(0))
    units = sum(each.quantity or 1 for each in line.sales)
    of_price = -first.part(Part.PRICE, Part.PROMOTION, Part.RESTOCKING)
    if not of_price or of_price == price:
        return False
    return not (units > 1 and (of_price * units) % price == 0) if price else True


def _is_later(each: Movement, first: Movement) -> bool:
    return each is not first and each.currency == first.currency and _when(each) >= _when(first)


def _when(each: Movement) -> str:
    return str(each.day or "")
