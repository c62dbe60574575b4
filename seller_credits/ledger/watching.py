"""What time alone makes due: open orders, missing details, suggestions without effect."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, nulls_last, select

from seller_credits.domain.clock import instant_text
from seller_credits.domain.issues import Channel, Source
from seller_credits.ledger import schema

_OPEN = ("proposed", "closed")
_LOOKS = (Source.ORDERS, schema.UNREAD)


def due_orders(connection: Connection, account: str, now: datetime) -> list[str]:
    """Orders that are worth another look by now: those due first come first.

    Of an order that was read once and could not be the next time, the later look counts.
    """
    o, other = schema.orders, schema.orders.alias()
    looked_at_since = select(other.c.order_id).where(
        other.c.account == account,
        other.c.order_id == o.c.order_id,
        other.c.source.in_(_LOOKS),
        other.c.as_of > o.c.as_of,
    )
    statement = (
        select(o.c.order_id)
        .where(o.c.account == account, o.c.source.in_(_LOOKS), o.c.due <= instant_text(now))
        .where(~looked_at_since.exists())
        .order_by(o.c.due, o.c.order_id)
    )
    return list(connection.scalars(statement))


def lacking_detail(connection: Connection, account: str, *, by_amazon: bool) -> list[str]:
    """Orders with an issue still open that the orders API was never asked about, newest first."""
    i, o, s = schema.issues, schema.orders, schema.suggestions
    told = select(o.c.order_id).where(
        o.c.account == account, o.c.order_id == i.c.order_id, o.c.source.in_(_LOOKS)
    )
    open_still = select(s.c.issue_id).where(
        s.c.account == account,
        s.c.order_id == i.c.order_id,
        s.c.issue_id == i.c.issue_id,
        s.c.status.in_(_OPEN),
    )
    shipped = func.coalesce(i.c.channel, "")
    statement = (
        select(i.c.order_id)
        .where(i.c.account == account, ~told.exists(), open_still.exists())
        .where(shipped == Channel.AMAZON if by_amazon else shipped != Channel.AMAZON)
        .group_by(i.c.order_id)
        .order_by(func.max(i.c.detected_at).desc(), nulls_last(func.max(i.c.occurred_at).desc()))
    )
    return list(connection.scalars(statement))


def orders_updated(connection: Connection, account: str, since: datetime, until: datetime) -> int:
    """How many orders of the orders API changed last within a span."""
    o = schema.orders
    statement = (
        select(func.count())
        .select_from(o)
        .where(o.c.account == account, o.c.source == Source.ORDERS)
        # PostgreSQL takes no BETWEEN of texts that name their collation.
        .where(o.c.updated_at >= instant_text(since), o.c.updated_at <= instant_text(until))
    )
    return connection.scalar(statement) or 0


def expirable(
    connection: Connection, account: str, now: str, most: int
) -> list[tuple[str, str, int]]:
    """Suggestions still proposed that can have no effect any more: order, issue, ordinal.

    Read in the transaction that closes them: meanwhile another one may take their place.
    """
    s = schema.suggestions
    statement = (
        select(s.c.order_id, s.c.issue_id, s.c.ordinal)
        .where(s.c.account == account, s.c.status == "proposed", s.c.expires_at < now)
        .order_by(s.c.expires_at)
        .limit(most)
    )
    return [(row.order_id, row.issue_id, row.ordinal) for row in connection.execute(statement)]
