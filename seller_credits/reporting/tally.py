"""The sums above a report: how many wait, how much is suggested, what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from seller_credits.domain.issuances import CAME_TO_NOTHING, Status
from seller_credits.domain.issues import Exposure
from seller_credits.domain.money import Money
from seller_credits.reporting import words
from seller_credits.reporting.urgency import Urgency

_CAME_TO_NOTHING = CAME_TO_NOTHING | {Status.SUPERSEDED, Status.EXPIRED}


@dataclass(slots=True)
class Tally:
    """What a report's items come to.

    Attributes:
        waiting: suggestions that wait for a person; `settled` need nothing.
        acted: suggestions that somebody approved, or that were done elsewhere, by status.
        given: what was approved or done and did not come to nothing, a sum for each currency.
        due: those that wait, by urgency.
        remedies: those that wait, by what to do.
        suggested: refunds among those that wait, a sum for each currency, never added together.
        refunds: how many refunds make each of these sums.
        preventable: those that wait and can still be kept out of the order defect rate.
        kinds: every item by what went wrong: how many wait, how many do not.
    """

    waiting: int = 0
    settled: int = 0
    preventable: int = 0
    due: Counter[Urgency] = field(default_factory=Counter)
    remedies: Counter[str] = field(default_factory=Counter)
    suggested: dict[str, Money] = field(default_factory=dict)
    refunds: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, tuple[int, int]] = field(default_factory=dict)
    acted: Counter[str] = field(default_factory=Counter)
    given: dict[str, Money] = field(default_factory=dict)

    def add_waiting(self, item: Mapping[str, Any], urgency: Urgency) -> None:
        """Count a suggestion that waits for a person."""
        self.waiting += 1
        self.due[urgency] += 1
        self.remedies[words.what_to_do(item)] += 1
        self.preventable += item.get("odr_exposure") == Exposure.PREVENTABLE
        if item.get("amount"):
            amount = Money.of(item["amount"], item["currency"])
            _add(self.suggested, amount)
            self.refunds[amount.currency] += 1
        self._add_kind(item, waits=1)

    def add_acted(self, item: Mapping[str, Any]) -> None:
        """Count a suggestion that somebody acted on."""
        issuance = item["issuance"]
        status = str(issuance["status"])
        self.acted[status] += 1
        if issuance.get("amount") and status not in _CAME_TO_NOTHING:
            _add(self.given, Money.of(issuance["amount"], issuance["currency"]))
        self._add_kind(item, waits=0)

    def add_settled(self, item: Mapping[str, Any]) -> None:
        """Count an item nobody has to look at."""
        self.settled += 1
        self._add_kind(item, waits=0)

    def _add_kind(self, item: Mapping[str, Any], *, waits: int) -> None:
        label = kind_label(item)
        waiting, settled = self.kinds.get(label, (0, 0))
        self.kinds[label] = (waiting + waits, settled + 1 - waits)

    @property
    def sums(self) -> list[tuple[str, str, int]]:
        """Currency, sum with thousands apart (`1,240.50`) and number of refunds, by currency."""
        return [
            (currency, _figure(total), self.refunds[currency])
            for currency, total in sorted(self.suggested.items())
        ]

    @property
    def sums_given(self) -> list[tuple[str, str]]:
        """Currency and sum of what was approved or done, by currency."""
        return [(currency, _figure(total)) for currency, total in sorted(self.given.items())]


def _add(sums: dict[str, Money], amount: Money) -> None:
    sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount


def _figure(total: Money) -> str:
    return f"{Decimal(total.plain):,}"


def kind_label(item: Mapping[str, Any]) -> str:
    """What went wrong without its measure: `Late delivery`."""
    return words.what_happened({"issue": item["issue"]})
