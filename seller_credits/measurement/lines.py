"""One line of impact: what was given, what happened to credited orders and to others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from seller_credits.domain.money import Money
from seller_credits.measurement.intervals import (
    Interval,
    Share,
    difference,
    needed_to_see_halving,
)
from seller_credits.measurement.outcomes import Waiting


class Verdict(StrEnum):
    """What the figures say, and no more than they do."""

    FEWER = "fewer_defects"
    """Credited orders had fewer defects than chance explains."""
    MORE = "more_defects"
    """Credited orders had more: troubles that are worse are credited more often."""
    CANNOT_TELL = "cannot_tell_yet"
    NOTHING_TO_COMPARE = "nothing_to_compare"
    """One of the two groups has no matured order."""


@dataclass(slots=True)
class Spent:
    """What reached buyers, each currency by itself.

    Attributes:
        issuances: how many remedies that cost money or goods.
        given: what buyers received in money.
        net_cost: what it really cost, of those of which that is known.
        net_cost_unknown: of how many it is not.
    """

    issuances: int = 0
    given: dict[str, Money] = field(default_factory=dict)
    net_cost: dict[str, Money] = field(default_factory=dict)
    net_cost_unknown: int = 0

    def take(self, amount: Money | None, net_cost: Money | None) -> None:
        """Count one more."""
        self.issuances += 1
        if amount is not None:
            _add(self.given, amount)
        if net_cost is None:
            self.net_cost_unknown += 1
        else:
            _add(self.net_cost, net_cost)

    def take_all(self, other: Spent) -> None:
        """Count all that another counted."""
        self.issuances += other.issuances
        self.net_cost_unknown += other.net_cost_unknown
        for sums, others in ((self.given, other.given), (self.net_cost, other.net_cost)):
            for amount in others.values():
                _add(sums, amount)


def _add(sums: dict[str, Money], amount: Money) -> None:
    sums[amount.currency] = sums.get(amount.currency, Money.zero(amount.currency)) + amount


@dataclass(frozen=True, slots=True)
class CostPerDefect:
    """What each avoided defect cost, were the credits why they did not come.

    Attributes:
        point: None where credited orders had no fewer defects.
        low: at least.
        high: at most; None where no bound can be told: perhaps nothing was avoided at all.
    """

    point: Money | None
    low: Money
    high: Money | None


@dataclass(slots=True)
class Line:
    """What was given for one issue, rule or SKU, and what happened to its orders.

    Attributes:
        name: of the issue, rule or SKU; None for all, or where none is known.
        spent: on everything that reached a buyer, matured or not.
        matured_spent: on the credited orders that are compared.
        waiting: orders without an outcome yet, by why.
        apart: matured orders that are in neither group, by why.
        already_credited: credited orders whose buyer had done something before: the credit came
            too late for them, and they are in neither group.
        already_uncredited: the same of orders without a credit. That the two differ shows that who
            got a credit was in another situation from the start.
    """

    name: str | None
    spent: Spent = field(default_factory=Spent)
    matured_spent: Spent = field(default_factory=Spent)
    waiting: Counter[Waiting] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)
    already_credited: int = 0
    already_uncredited: int = 0
    _counts: Counter[tuple[bool, bool]] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)

    def is_new(self, order_id: str) -> bool:
        """Whether the order was not counted here before; it is from now on."""
        if order_id in self._seen:
            return False
        self._seen.add(order_id)
        return True

    def waits(self, order_id: str, why: Waiting) -> None:
        """Count an order that has no outcome yet."""
        if self.is_new(order_id):
            self.waiting[why] += 1

    def add(
        self,
        *,
        is_credited: bool,
        is_defective: bool,
        was_defective: bool,
        cost: Spent | None = None,
    ) -> None:
        """Count a matured order; one whose buyer had done something already is set aside."""
        if was_defective:
            self.already_credited += is_credited
            self.already_uncredited += not is_credited
            return
        self._counts[is_credited, is_defective] += 1
        if cost is not None:
            self.matured_spent.take_all(cost)

    @property
    def has_credits(self) -> bool:
        """Whether anything of it reached a buyer."""
        return bool(self.spent.issuances or self.credited.of)

    @property
    def credited(self) -> Share:
        """Defects afterwards among matured orders that got a credit."""
        return self._share(is_credited=True)

    @property
    def uncredited(self) -> Share:
        """The same among those that got none."""
        return self._share(is_credited=False)

    def _share(self, *, is_credited: bool) -> Share:
        defects = self._counts[is_credited, True]
        return Share(defects, defects + self._counts[is_credited, False])

    @property
    def avoided(self) -> Interval | None:
        """The rate without a credit less the rate with one; None where a group is empty."""
        if not self.credited.of or not self.uncredited.of:
            return None
        return difference(self.uncredited, self.credited)

    @property
    def verdict(self) -> Verdict:
        """What that says."""
        avoided = self.avoided
        if avoided is None:
            return Verdict.NOTHING_TO_COMPARE
        if not avoided.leaves_out_nought:
            return Verdict.CANNOT_TELL
        return Verdict.FEWER if avoided.low > 0 else Verdict.MORE

    @property
    def needed(self) -> int | None:
        """Orders each group takes to see a halving; None where no rate is known to begin from."""
        if not 0 < self.uncredited.count < self.uncredited.of:
            return None
        return needed_to_see_halving(self.uncredited.rate)

    @property
    def cost_per_avoided(self) -> CostPerDefect | None:
        """None where nothing was avoided, its cost is not wholly known, or in two currencies."""
        avoided, spent = self.avoided, self.matured_spent
        if avoided is None or avoided.high <= 0 or len(spent.net_cost) != 1:
            return None
        if spent.net_cost_unknown:
            return None
        (cost,) = spent.net_cost.values()

        def each(share: float) -> Money:
            defects = Decimal(repr(share * self.credited.of))
            return Money(cost.amount / defects, cost.currency).rounded()

        return CostPerDefect(
            point=each(avoided.point) if avoided.point > 0 else None,
            low=each(avoided.high),
            high=each(avoided.low) if avoided.low > 0 else None,
        )
