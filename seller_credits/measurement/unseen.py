"""Claims, chargebacks and bad feedback that Amazon counts and no source here has shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from seller_credits.domain.counted import CountedOrder
from seller_credits.domain.issues import CONSEQUENCES, Channel, IssueKind
from seller_credits.measurement.metrics import BLOCKS, count_of, days_of, mapping

_COUNTS = {
    "claims": IssueKind.A_TO_Z_CLAIM,
    "chargebacks": IssueKind.CHARGEBACK,
    "negativeFeedback": IssueKind.NEGATIVE_FEEDBACK,
}


@dataclass(frozen=True, slots=True)
class Unseen:
    """Of the orders of some days Amazon counts more defects of a kind than are known here.

    No source shows a claim while it is open: the money has not moved yet.

    Attributes:
        first, last: the days on which the orders were placed.
        counted: by the account-health report, and `known` of them by the ledger.
    """

    marketplace: str | None
    channel: Channel
    kind: IssueKind
    first: date
    last: date
    counted: int
    known: int

    @property
    def missing(self) -> int:
        """How many nothing here has shown."""
        return self.counted - self.known


class Defects:
    """The orders with a claim, a chargeback or bad feedback, noted down as they pass by."""

    def __init__(self) -> None:
        self._orders: list[tuple[CountedOrder, frozenset[IssueKind]]] = []

    def noting(self, orders: Iterable[CountedOrder]) -> Iterator[CountedOrder]:
        """The same orders."""
        for order in orders:
            kinds = CONSEQUENCES.intersection(issue.kind for issue in order.issues)
            if kinds:
                self._orders.append((order, frozenset(kinds)))
            yield order

    def unseen(self, marketplace: str | None, metrics: Mapping[str, Any]) -> Iterator[Unseen]:
        """What the latest account-health report of a store counts beyond what was noted."""
        for block, channel in BLOCKS.items():
            told = mapping(mapping(metrics.get("orderDefectRate")).get(block))
            first, last = days_of(told)
            if first is None or last is None:
                continue
            for name, kind in _COUNTS.items():
                counted = count_of(told.get(name))
                if counted is None:
                    continue
                known = sum(
                    kind in kinds and _may_be_in(order, marketplace, channel, (first, last))
                    for order, kinds in self._orders
                )
                if counted > known:
                    yield Unseen(marketplace, channel, kind, first, last, counted, known)


def _may_be_in(
    order: CountedOrder,
    marketplace: str | None,
    channel: Channel,
    days: tuple[date, date],
) -> bool:
    """Whether an order may be among those counted: one of which little is known may be any."""
    if marketplace and order.marketplace and order.marketplace != marketplace:
        return False
    if order.channel is not None and order.channel is not channel:
        return False
    if order.day is None:
        return True
    first, last = days
    # Without a list of orders the day is that of the trouble, which may be long after.
    return order.day >= first and (order.day <= last or not order.is_listed)
