"""What refunds cost altogether, and what most of it went on; added up order by order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, MoneyKind
from seller_credits.domain.settlements import Part
from seller_credits.measurement.audit.casebook import LineFile, OrderFile
from seller_credits.measurement.audit.findings import Cost, Worst
from seller_credits.measurement.audit.nouns import Movement
from seller_credits.measurement.audit.paying import reason_of

_FEWEST = 2
_TOLD = 5
_NOUGHT = Decimal(0)


@dataclass(slots=True)
class _Sums:
    """The sums of one currency; each as `Cost` has it."""

    refunds: int = 0
    given: Decimal = _NOUGHT
    claims: Decimal = _NOUGHT
    chargebacks: Decimal = _NOUGHT
    fees_back: Decimal = _NOUGHT
    administration: Decimal = _NOUGHT
    reimbursed: Decimal = _NOUGHT
    net: Decimal = _NOUGHT

    def add(self, movement: Movement) -> None:
        cost = movement.cost.amount
        self.net += cost
        if movement.kind is MoneyKind.REIMBURSEMENT:
            self.reimbursed -= cost
            return
        self.fees_back += movement.part(Part.REFERRAL, Part.FEE)
        self.administration -= movement.part(Part.ADMINISTRATION)
        if movement.kind in GIVEN:
            self.refunds += 1
            self.given += movement.given.amount
        elif movement.kind is MoneyKind.A_TO_Z_CLAIM:
            self.claims += movement.given.amount
        elif movement.kind is MoneyKind.CHARGEBACK:
            self.chargebacks += movement.given.amount


class Costs:
    """What all of it took from the balance; each currency by itself."""

    def __init__(self) -> None:
        self._of_currency: defaultdict[str, _Sums] = defaultdict(_Sums)

    def add(self, movement: Movement) -> None:
        """Take one movement into account."""
        self._of_currency[movement.currency].add(movement)

    def told(self) -> Iterator[Cost]:
        """What it comes to."""
        for currency, sums in sorted(self._of_currency.items()):
            names = ("given", "claims", "chargebacks", "fees_back", "administration")
            money = {
                name: Money(getattr(sums, name), currency) for name in (*names, "reimbursed", "net")
            }
            yield Cost(refunds=sums.refunds, **money)


class Worsts:
    """SKUs, reasons and carriers that cost most, of those with more than one refund."""

    def __init__(self) -> None:
        self._net: defaultdict[str, Decimal] = defaultdict(Decimal)
        self._groups: dict[tuple[str, str, str], tuple[int, Decimal]] = {}

    def add(self, file: OrderFile, lines: Sequence[LineFile]) -> None:
        """Take one order into account, with its lines."""
        parcels = file.order.packages if file.order else ()
        carriers = sorted({each.carrier for each in parcels if each.carrier})
        for line in lines:
            named = [("sku", line.sku or "")]
            named += [("reason", each) for each in sorted({reason_of(row) for row in line.returns})]
            named += [("carrier", each) for each in carriers]
            for movement in line.moved:
                if movement.kind is not MoneyKind.REIMBURSEMENT:
                    self._add(movement, named)

    def _add(self, movement: Movement, named: Sequence[tuple[str, str]]) -> None:
        cost = movement.cost.amount
        self._net[movement.currency] += cost
        for dimension, value in named:
            place = movement.currency, dimension, value
            count, net = self._groups.get(place, (0, _NOUGHT))
            self._groups[place] = count + 1, net + cost

    def told(self) -> Iterator[Worst]:
        """The worst of each currency and dimension."""
        for (currency, dimension), found in sorted(self._ranked().items()):
            for value, count, net in found[:_TOLD]:
                share = float(net / self._net[currency])
                yield Worst(dimension, value, count, Money(net, currency), share)

    def _ranked(self) -> dict[tuple[str, str], list[tuple[str, int, Decimal]]]:
        found: dict[tuple[str, str], list[tuple[str, int, Decimal]]] = {}
        for (currency, dimension, value), (count, net) in self._groups.items():
            if value and count >= _FEWEST and net > 0 and self._net[currency] > 0:
                found.setdefault((currency, dimension), []).append((value, count, net))
        for ranked in found.values():
            ranked.sort(key=lambda each: (-each[2], each[0]))
        return found
