"""What is counted: kinds of issue, alone and in groups, and what orders are told apart by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from seller_credits.domain.issues import CONSEQUENCES, DELIVERY_KINDS, IssueKind

_K = IssueKind


class KindGroup(StrEnum):
    """Troubles of one sort; an order with two of a group counts once for the group."""

    DELIVERY = "delivery"
    """Of the parcel."""
    PRODUCT = "product"
    """Of the goods."""
    RETURNED = "returned"
    """Sent back, and nothing was wrong with it."""
    SERVICE = "service"
    """Of the seller's own house."""
    CONSEQUENCE = "consequence"
    """What a buyer did about one of the others."""


KINDS: Mapping[KindGroup, frozenset[IssueKind]] = {
    KindGroup.DELIVERY: DELIVERY_KINDS,
    KindGroup.PRODUCT: frozenset(
        {
            *(_K.DAMAGED, _K.DEFECTIVE, _K.WRONG_ITEM, _K.MISSING_PARTS),
            *(_K.NOT_AS_DESCRIBED, _K.QUALITY),
        }
    ),
    KindGroup.RETURNED: frozenset({_K.BUYER_REMORSE, _K.OTHER}),
    KindGroup.SERVICE: frozenset(
        {_K.OVERCHARGE, _K.STOCK_CANCELLATION, _K.SLOW_RESPONSE, _K.OUTAGE}
    ),
    KindGroup.CONSEQUENCE: CONSEQUENCES,
}
"""Every kind of issue is in exactly one group."""


class Dimension(StrEnum):
    """What orders are told apart by, the most telling first."""

    SKU = "sku"
    CARRIER = "carrier"
    SHIP_FROM = "ship_from"
    ROUTE = "route"
    """A carrier from one place only: its strikes are often no wider."""
    SERVICE_LEVEL = "service_level"
    ALL = "all"
    """Nothing: all orders together, which only weeks tell apart."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What an order either shows or does not: one kind of issue, or any of a group."""

    group: KindGroup
    kinds: tuple[IssueKind, ...]

    @property
    def bits(self) -> int:
        """The kinds as `bits_of` writes them."""
        return bits_of(self.kinds)


_BIT = {kind: 1 << place for place, kind in enumerate(IssueKind)}


def bits_of(kinds: Iterable[IssueKind]) -> int:
    """A set of kinds in one whole number, a bit for each."""
    bits = 0
    for kind in kinds:
        bits |= _BIT[kind]
    return bits


def _measures() -> tuple[Measure, ...]:
    found = []
    for group, kinds in KINDS.items():
        ordered = sorted(kinds)
        found += [Measure(group, (kind,)) for kind in ordered]
        found.append(Measure(group, tuple(ordered)))
    return tuple(found)


MEASURES = _measures()
"""Every kind by itself, and every group as a whole."""
