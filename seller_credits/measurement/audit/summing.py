"""What refunds cost altogether, and what most of it went on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, MoneyKind
from seller_credits.domain.settlements import Part
from seller_credits.measurement.audit.casebook import CaseBook, OrderFile
from seller_credits.measurement.audit.findings import Cost, Worst
from seller_credits.measurement.audit.nouns import Movement
from seller_credits.measurement.audit.paying import reason_of

_FEWEST = 2
_TOLD = 5
_NOUGHT = Decimal(0)


def costs(book: CaseBook) -> Iterator[Cost]:
    """What all of it took from the balance; each currency by itself."""
    of_currency: defaultdict[str, list[Movement]] = defaultdict(list)
    for movements in book.moved.values():
        for movement in movements:
            of_currency[movement.currency].append(movement)
    for currency, those in sorted(of_currency.items()):
        yield _cost(currency, those)


def _cost(currency: str, those: list[Movement]) -> Cost:
    refunds = [each for each in those if each.kind in GIVEN]
    claims, chargebacks, reimbursed = (
        [each for each in those if each.kind is kind]
        for kind in (MoneyKind.A_TO_Z_CLAIM, MoneyKind.CHARGEBACK, MoneyKind.REIMBURSEMENT)
    )
    back = [each for each in those if each.kind is not MoneyKind.REIMBURSEMENT]

    def money(amounts: Iterable[Decimal]) -> Money:
        return Money(sum(amounts, _NOUGHT), currency)

    return Cost(
        refunds=len(refunds),
        given=money(each.given.amount for each in refunds),
        claims=money(each.given.amount for each in claims),
        chargebacks=money(each.given.amount for each in chargebacks),
        fees_back=money(each.part(Part.REFERRAL, Part.FEE) for each in back),
        administration=money(-each.part(Part.ADMINISTRATION) for each in back),
        reimbursed=money(-each.cost.amount for each in reimbursed),
        net=money(each.cost.amount for each in those),
    )


def worst(files: Iterable[OrderFile]) -> Iterator[Worst]:
    """SKUs, reasons and carriers that cost most, of those with more than one refund."""
    net: defaultdict[str, Decimal] = defaultdict(Decimal)
    groups: defaultdict[tuple[str, str, str], list[Movement]] = defaultdict(list)
    for file in files:
        parcels = file.order.packages if file.order else ()
        carriers = sorted({each.carrier for each in parcels if each.carrier})
        for line in file.lines():
            reasons = sorted({reason_of(row) for row in line.returns})
            for movement in line.moved:
                if movement.kind is MoneyKind.REIMBURSEMENT:
                    continue
                net[movement.currency] += movement.cost.amount
                named = [("sku", line.sku or ""), *(("reason", each) for each in reasons)]
                named += [("carrier", each) for each in carriers]
                for dimension, value in named:
                    groups[movement.currency, dimension, value].append(movement)
    for (currency, dimension), found in sorted(_ranked(groups, net).items()):
        for value, those, cost in found[:_TOLD]:
            share = float(cost / net[currency])
            yield Worst(dimension, value, len(those), Money(cost, currency), share)


_Ranked = dict[tuple[str, str], list[tuple[str, list[Movement], Decimal]]]


def _ranked(groups: dict[tuple[str, str, str], list[Movement]], net: dict[str, Decimal]) -> _Ranked:
    found: _Ranked = {}
    for (currency, dimension, value), those in groups.items():
        cost = sum((each.cost.amount for each in those), _NOUGHT)
        if value and len(those) >= _FEWEST and cost > 0 and net[currency] > 0:
            found.setdefault((currency, dimension), []).append((value, those, cost))
    for ranked in found.values():
        ranked.sort(key=lambda each: (-each[2], each[0]))
    return found
