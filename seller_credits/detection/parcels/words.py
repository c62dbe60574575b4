"""Amazon's words for orders and parcels, and what each proves of where a parcel is.

From Amazon's model orders_2026-01-01 (read 2026-11): `SHIPPED` is a dispatch confirmation,
`IN_TRANSIT` movement within the carrier's network. Live answers often lack the finer word.
"""

from __future__ import annotations

from enum import StrEnum

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.orders import Order, Package

UNSHIPPED = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED"})
"""Amazon's words for orders of which something is still to be handed over."""


class Phase(StrEnum):
    """Where the marketplace's words prove one parcel to be."""

    WAITING = "not handed over"
    DISPATCHED = "dispatch confirmed"
    TRAVELLING = "with the carrier"
    ARRIVED = "arrived"
    COMING_BACK = "coming back"
    LOST = "lost"
    CANCELLED = "cancelled"
    UNCLEAR = "unclear"


_BY_STATUS = {
    "PENDING": Phase.WAITING,
    "SHIPPED": Phase.DISPATCHED,
    "IN_TRANSIT": Phase.TRAVELLING,
    "DELIVERED": Phase.ARRIVED,
    "UNDELIVERABLE": Phase.COMING_BACK,
    "CANCELLED": Phase.CANCELLED,
}
_COMING_BACK = frozenset(
    {"UNDELIVERABLE", "REJECTED_BY_BUYER", "RETURNING_TO_SELLER", "RETURNED_TO_SELLER"}
)
_NOT_HANDED_OVER = frozenset(
    {"PENDING_SCHEDULE", "PENDING_PICK_UP", "PENDING_DROP_OFF", "LABEL_CANCELLED"}
)
_WITH_THE_CARRIER = frozenset(
    {"PICKED_UP", "DROPPED_OFF", "AT_ORIGIN_FC", "AT_DESTINATION_FC", "OUT_FOR_DELIVERY"}
)
_ON_THE_WAY = frozenset({Phase.WAITING, Phase.DISPATCHED, Phase.TRAVELLING})


def phase_of(package: Package) -> Phase:
    """Where both words together prove a parcel to be; UNCLEAR where they do not agree or are new.

    The finer word says more where it is given, except that a parcel that was delivered is there
    whatever was said on its way.
    """
    coarse = _BY_STATUS.get(package.status, Phase.UNCLEAR)
    finer = package.detailed_status
    if coarse is Phase.CANCELLED:
        return coarse
    if finer in _COMING_BACK:
        return Phase.COMING_BACK
    if finer == "LOST":
        return Phase.UNCLEAR if coarse is Phase.ARRIVED else Phase.LOST
    if coarse in _ON_THE_WAY:
        if finer == "DELIVERED":
            return Phase.UNCLEAR
        if finer in _WITH_THE_CARRIER:
            return Phase.TRAVELLING
        if finer in _NOT_HANDED_OVER and coarse is not Phase.TRAVELLING:
            return Phase.WAITING
    return coarse


def is_out(package: Package) -> bool:
    """Whether a parcel is proven not to have arrived, and not to be coming back either.

    Of a parcel without a tracking number nobody reports the arrival: that it was dispatched is
    all that will ever be said of it.
    """
    phase = phase_of(package)
    if phase in {Phase.WAITING, Phase.DISPATCHED}:
        return package.is_tracked is not False
    return phase in {Phase.TRAVELLING, Phase.LOST}


def counted(order: Order) -> list[Package]:
    """The order's parcels without those that were cancelled."""
    return [package for package in order.packages if phase_of(package) is not Phase.CANCELLED]


def has_arrived(order: Order) -> bool:
    """Whether all of the order is proven to have arrived."""
    parcels = counted(order)
    return (
        bool(parcels)
        and order.status not in UNSHIPPED
        and all(phase_of(package) is Phase.ARRIVED for package in parcels)
    )


def is_sellers_to_ship(order: Order) -> bool:
    """Whether the snapshot is the Orders API's word on a live order that the seller ships."""
    return (
        order.source is Source.ORDERS
        and order.channel is Channel.SELLER
        and not order.status.startswith(("CANCEL", "PENDING"))
    )
