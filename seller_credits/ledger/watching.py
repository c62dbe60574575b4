"""What time alone makes due: open orders, missing details, suggestions without effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, func, select

from seller_credits.domain.clock import instant_text
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.orders import Order
from seller_credits.ledger import codec, schema
from seller_credits.ledger.reading import stream

_OPEN = ("proposed", "closed")


def due_orders(
    connection: Connection, account: str, now: datetime
) -> Iterator[tuple[Order, datetime]]:
    """Orders with something open whose time has come, each with the moment it was seen."""
    o, e = schema.orders, schema.entries
    statement = (
        select(o.c.as_of, e.c.payload)
        .join(e, (e.c.account == o.c.account) & (e.c.seq == o.c.seq))
        .where(o.c.account == account, o.c.due <= instant_text(now))
        .order_by(o.c.due, o.c.order_id)
    )
    for row in stream(connection, statement):
        order = codec.order_of(codec.load(row["payload"]))
        yield order, datetime.fromisoformat(row["as_of"])


def lacking_detail(connection: Connection, account: str, *, by_amazon: bool) -> list[str]:
    """Orders with an issue still open that no answer of the orders API told of, newest first."""
    i, o, s = schema.issues, schema.orders, schema.suggestions
    told = select(o.c.order_id).where(
        o.c.account == account, o.c.order_id == i.c.order_id, o.c.source == Source.ORDERS
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
        .order_by(func.max(i.c.detected_at).desc(), func.max(i.c.occurred_at).desc())
    )
    return list(connection.scalars(statement))


def orders_updated(connection: Connection, account: str, since: datetime, until: datetime) -> int:
    """How many orders of the orders API changed last within a span."""
    o = schema.orders
    statement = (
        select(func.count())
        .select_from(o)
        .where(o.c.account == account, o.c.source == Source.ORDERS)
        .where(o.c.updated_at.between(instant_text(since), instant_text(until)))
    )
    return connection.scalar(statement) or 0


def expirable(
    connection: Connection, account: str, now: datetime
) -> Iterator[tuple[str, str, int]]:
    """Suggestions still proposed that can have no effect any more: order, issue, ordinal."""
    s = schema.suggestions
    statement = (
        select(s.c.order_id, s.c.issue_id, s.c.ordinal)
        .where(s.c.account == account, s.c.status == "proposed")
        .where(s.c.expires_at < instant_text(now))
    )
    for row in stream(connection, statement):
        yield row["order_id"], row["issue_id"], row["ordinal"]
