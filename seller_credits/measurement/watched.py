"""Whether an order was watched when it was due: no source tells later when it arrived."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from seller_credits.domain.counted import CountedOrder

_TRACES_ARE_ALL = timedelta(days=30)


class Watch(StrEnum):
    """From when on an order was watched; a late parcel shows only while it is on its way."""

    IN_TIME = "in_time"
    """From before it was due."""
    TOO_LATE = "too_late"
    """From soon after: of these only the late ones are still on their way. Who counted them would
    find that everything came late just before the first sync."""
    IN_HINDSIGHT = "in_hindsight"
    """From long after: only traces are left, such as a late handover or a buyer's word."""
    UNPROMISED = "unpromised"
    """Nothing tells when it was due."""


def watch_of(order: CountedOrder) -> Watch:
    """How an order was watched."""
    if order.promised is None:
        return Watch.UNPROMISED
    if order.first_seen is None or order.first_seen <= order.promised:
        return Watch.IN_TIME
    late = order.first_seen - order.promised < _TRACES_ARE_ALL
    return Watch.TOO_LATE if late else Watch.IN_HINDSIGHT
