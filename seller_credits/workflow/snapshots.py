"""Of several answers about an order, which one is kept, and when it is worth another look."""

from __future__ import annotations

from datetime import datetime

from seller_credits.detection.orders import next_look
from seller_credits.detection.parcels.arriving import arrival, delivery_of
from seller_credits.detection.parcels.watch import Watch
from seller_credits.domain.cases import Look, OrderCase
from seller_credits.domain.issues import Source
from seller_credits.domain.records import OrderRow
from seller_credits.ledger.transaction import Writer


def is_outdated(case: OrderCase, row: OrderRow) -> bool:
    """Whether more is known of the order than this row tells.

    A file may have been saved before the last sync, and a search may be slow to notice a change.
    """
    order, saved_at = row.order, row.origin.as_of
    known = case.snapshots.get((order.source, order.part))
    if known is None:
        return False
    if order.updated_at and known.updated_at and order.updated_at < known.updated_at:
        return True
    return saved_at is not None and saved_at < case.looks[order.source, order.part].as_of


def keep(writer: Writer, case: OrderCase, row: OrderRow, now: datetime, watch: Watch) -> bool:
    """Record the order as it is by this row; whether that is anything new."""
    order, key = row.order, (row.order.source, row.order.part)
    seen_at = row.origin.as_of or now
    look = Look(seen_at, next_look(order, seen_at, watch))
    known = case.snapshots.get(key)
    if known != order:
        before_at = case.looks[key].as_of if known else None
        case.delivery = arrival(case.delivery, delivery_of(known, before_at, order, seen_at), order)
        case.snapshots[key], case.looks[key] = order, look
        is_its_source = order.source is Source.ORDERS
        writer.order_seen(order, look, case.delivery if is_its_source else None)
        return True
    before = case.looks[key]
    was_unread_since = case.unread is not None and case.unread.as_of > before.as_of
    if look.due != before.due or was_unread_since:
        case.looks[key] = look
        writer.order_seen_again(order, look)
    return False
