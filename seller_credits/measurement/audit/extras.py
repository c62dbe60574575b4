"""What was given or kept on top: goodwill of somebody else, and fees for handling refunds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.domain.settlements import Part
from seller_credits.measurement.audit.casebook import CaseBook, LineFile
from seller_credits.measurement.audit.findings import Certainty, Finding, FindingKind, Nature
from seller_credits.measurement.audit.making import finding, told_day
from seller_credits.measurement.audit.nouns import Movement, Row

_SHOWN = 100
"""So many rows stand for all of them, where a finding is about a whole currency."""


def goodwill(line: LineFile) -> Iterator[Finding]:
    """Money on top of what was paid that no feed of the seller's asked for.

    Whether the seller gave it by hand or the marketplace did, the books do not tell.
    """
    for movement in line.moved:
        given = -movement.part(Part.GOODWILL)
        if given > 0 and not movement.merchant_adjustment_id:
            yield finding(
                FindingKind.GOODWILL,
                Nature.LOST,
                line,
                Money(given, movement.currency),
                rests_on=[movement],
                facts={"day": told_day(movement)},
                is_proven=False,
            )


def administration_fees(book: CaseBook) -> Iterator[Finding]:
    """What was kept for handling refunds: one finding for each currency."""
    of_currency: defaultdict[str, list[Movement]] = defaultdict(list)
    for movements in book.moved.values():
        for movement in movements:
            if movement.part(Part.ADMINISTRATION):
                of_currency[movement.currency].append(movement)
    for currency, those in sorted(of_currency.items()):
        kept = -sum((each.part(Part.ADMINISTRATION) for each in those), Decimal(0))
        if kept > 0:
            yield _fee(currency, kept, those)


def _fee(currency: str, kept: Decimal, those: list[Movement]) -> Finding:
    those.sort(key=lambda each: (each.part(Part.ADMINISTRATION), each.order_id))
    days = [each.day for each in those if each.day is not None]
    return Finding(
        FindingKind.ADMINISTRATION_FEE,
        Certainty.PROVEN if all(each.is_proven for each in those) else Certainty.POSSIBLE,
        Nature.COST,
        *(None, None, None, None),
        Money(kept, currency),
        Money.zero(currency),
        max(days, default=None),
        None,
        {"refunds": str(len(those))},
        (),
        tuple(row for each in those[:_SHOWN] for row in _kept_rows(each)),
    )


def _kept_rows(movement: Movement) -> Iterator[Row]:
    return (row for row in movement.rows if "commission" in row.words.lower())
