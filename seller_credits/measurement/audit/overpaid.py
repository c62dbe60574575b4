"""More went back than was paid: twice for one line, or at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN
from seller_credits.measurement.audit.casebook import LineFile
from seller_credits.measurement.audit.findings import Finding, FindingKind, Nature
from seller_credits.measurement.audit.making import (
    finding,
    hand_of,
    paid_of,
    refund_of,
    told_day,
)
from seller_credits.measurement.audit.nouns import Movement


def overpaid(line: LineFile) -> Iterator[Finding]:
    """What went back beyond what was paid; each currency by itself.

    The overlap is the amount, and not the whole second refund. Units refunded one by one, price and
    shipping refunded apart, and refunds that were taken back again overlap nothing.
    """
    of_currency: defaultdict[str, list[Movement]] = defaultdict(list)
    for movement in line.moved:
        if movement.kind in GIVEN and refund_of(movement):
            of_currency[movement.currency].append(movement)
    for currency, refunds in of_currency.items():
        paid = paid_of(line.sales, currency)
        if paid is None:
            yield from _alike(line, refunds, currency)
        else:
            yield from _above(line, refunds, paid, currency)


def _above(
    line: LineFile, refunds: list[Movement], paid: Decimal, currency: str
) -> Iterator[Finding]:
    given = [refund_of(each) for each in refunds]
    above = sum(given, Decimal(0)) - paid
    if above <= 0:
        return
    # What one refund alone gave too much is no second refund, and the rest of the overlap is.
    at_once = min(max(max(given) - paid, Decimal(0)), above)
    facts = _facts(refunds) | {"paid": str(Money(paid, currency))}
    if at_once:
        largest = max(refunds, key=refund_of)
        yield finding(
            FindingKind.ABOVE_PAID,
            Nature.LOST,
            line,
            Money(at_once, currency),
            rests_on=[*line.sales, largest],
            facts=facts | {"given": str(Money(refund_of(largest), currency))},
            is_proven=True,
        )
    if above > at_once:
        yield finding(
            FindingKind.REFUNDED_TWICE,
            Nature.LOST,
            line,
            Money(above - at_once, currency),
            rests_on=[*line.sales, *refunds],
            facts=facts | {"given": str(Money(sum(given, Decimal(0)), currency))},
            is_proven=True,
        )


def _alike(line: LineFile, refunds: list[Movement], currency: str) -> Iterator[Finding]:
    """What was paid is in no file: of equal refunds all but one are possibly too much."""
    left = _without_taken_back(refunds)
    alike: defaultdict[Decimal, list[Movement]] = defaultdict(list)
    for each in left:
        alike[refund_of(each)].append(each)
    for amount, those in alike.items():
        if len(those) > 1:
            extra = amount * (len(those) - 1)
            given = str(Money(amount * len(those), currency))
            yield finding(
                FindingKind.REFUNDED_TWICE,
                Nature.LOST,
                line,
                Money(extra, currency),
                rests_on=those,
                facts=_facts(those) | {"paid": "", "given": given},
                is_proven=False,
                missing=(Source.SETTLEMENT,),
            )


def _without_taken_back(refunds: list[Movement]) -> list[Movement]:
    taken = [-refund_of(each) for each in refunds if refund_of(each) < 0]
    left = []
    for each in refunds:
        given = refund_of(each)
        if given in taken:
            taken.remove(given)
        elif given > 0:
            left.append(each)
    return left


def _facts(refunds: list[Movement]) -> dict[str, str]:
    given = [each for each in refunds if refund_of(each) > 0]
    return {
        "days": ", ".join(told_day(each) for each in given),
        "hands": ", ".join(dict.fromkeys(hand_of(each) for each in given)),
    }
