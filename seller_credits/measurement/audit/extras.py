"""What was given or kept on top: goodwill of somebody else, and fees for handling refunds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.domain.settlements import Part
from seller_credits.measurement.audit.casebook import LineFile
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


@dataclass(slots=True)
class _Kept:
    """What was kept in one currency; `most` are those of which most was, with their order."""

    kept: Decimal = Decimal(0)
    refunds: int = 0
    last: date | None = None
    is_proven: bool = True
    most: list[tuple[Decimal, str, tuple[Row, ...]]] = field(default_factory=list)

    def add(self, movement: Movement, amount: Decimal) -> None:
        self.kept -= amount
        self.refunds += 1
        day = movement.day
        if day is not None:
            self.last = day if self.last is None else max(self.last, day)
        self.is_proven = self.is_proven and movement.is_proven
        self.most.append((amount, movement.order_id, tuple(_kept_rows(movement))))
        if len(self.most) >= 2 * _SHOWN:
            self._cut()

    def _cut(self) -> None:
        self.most.sort(key=lambda each: each[:2])
        del self.most[_SHOWN:]

    def rows(self) -> tuple[Row, ...]:
        self._cut()
        return tuple(row for *_, rows in self.most for row in rows)


class AdministrationFees:
    """What was kept for handling refunds, refund by refund; one finding for each currency."""

    def __init__(self) -> None:
        self._of_currency: defaultdict[str, _Kept] = defaultdict(_Kept)

    def add(self, movement: Movement) -> None:
        """Take one movement into account."""
        amount = movement.part(Part.ADMINISTRATION)
        if amount:
            self._of_currency[movement.currency].add(movement, amount)

    def findings(self) -> Iterator[Finding]:
        """What all of it comes to."""
        for currency, kept in sorted(self._of_currency.items()):
            if kept.kept > 0:
                yield _fee(currency, kept)


def _fee(currency: str, kept: _Kept) -> Finding:
    return Finding(
        FindingKind.ADMINISTRATION_FEE,
        Certainty.PROVEN if kept.is_proven else Certainty.POSSIBLE,
        Nature.COST,
        *(None, None, None, None),
        Money(kept.kept, currency),
        Money.zero(currency),
        kept.last,
        None,
        {"refunds": str(kept.refunds)},
        (),
        kept.rows(),
    )


def _kept_rows(movement: Movement) -> Iterator[Row]:
    return (row for row in movement.rows if "commission" in row.words.lower())
