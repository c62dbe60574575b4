"""What was given already, by anyone: what the limits of a day, a month and a buyer count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from seller_credits.domain.clock import when_of
from seller_credits.domain.issuances import RESERVING
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, Given, MoneyKind
from seller_credits.domain.remedies import Remedy
from seller_credits.ledger import schema
from seller_credits.ledger.reading import stream

_KEYS_PER_QUERY = 500
_COSTLY = tuple(remedy for remedy in Remedy if remedy.costs_money)
_CREDITS = tuple(kind for kind in MoneyKind if kind is not MoneyKind.REIMBURSEMENT)

_FURTHEST_AHEAD = timedelta(days=1)
"""A day begins up to 14 hours earlier in some store than in UTC, in which moments are kept."""


def given_since(connection: Connection, account: str, day: date) -> Iterator[Given]:
    """Refunds and goodwill posted on a day or later, in whatever store; of some the day before."""
    m = schema.money
    columns = (m.c.order_id, m.c.key, m.c.book, m.c.posted, m.c.amount)
    statement = select(*columns).where(
        m.c.account == account,
        m.c.posted >= (day - _FURTHEST_AHEAD).isoformat(),
        m.c.kind.in_(sorted(GIVEN)),
    )
    for row in stream(connection, statement):
        posted = when_of(row["posted"])
        assert posted is not None
        amount = Money.parse(row["amount"])
        yield Given(row["order_id"], row["key"], row["book"], posted, amount)


def credits_on(
    connection: Connection, account: str, order_ids: Sequence[str]
) -> Mapping[str, list[datetime | date | None]]:
    """When each credit on these orders was given, by order; orders without any are left out.

    What one book shows for one moment is one credit, for however many lines; of several books the
    one that shows most counts. What was approved and is in no book yet is one credit each.
    """
    m = schema.money
    books: dict[str, dict[str, set[str | None]]] = {}
    for start in range(0, len(order_ids), _KEYS_PER_QUERY):
        some = order_ids[start : start + _KEYS_PER_QUERY]
        statement = select(m.c.order_id, m.c.book, m.c.posted, m.c.amount).where(
            m.c.account == account, m.c.order_id.in_(some), m.c.kind.in_(_CREDITS)
        )
        for row in connection.execute(statement):
            if Money.parse(row.amount).amount > 0:
                books.setdefault(row.order_id, {}).setdefault(row.book, set()).add(row.posted)
    credits_: dict[str, list[datetime | date | None]] = {
        order_id: [when_of(posted) for posted in _fullest(of_order.values())]
        for order_id, of_order in books.items()
    }
    for order_id, approved_at in _reserved_on(connection, account, order_ids):
        credits_.setdefault(order_id, []).append(when_of(approved_at))
    return credits_


def _reserved_on(
    connection: Connection, account: str, order_ids: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Order and moment of everything that was approved or recorded and is in no book yet."""
    i = schema.issuances
    for start in range(0, len(order_ids), _KEYS_PER_QUERY):
        some = order_ids[start : start + _KEYS_PER_QUERY]
        statement = (
            select(i.c.order_id, i.c.approved_at)
            .where(i.c.account == account, i.c.order_id.in_(some))
            .where(i.c.status.in_(sorted(RESERVING)), i.c.remedy.in_(_COSTLY))
            .order_by(i.c.order_id, i.c.began)
        )
        for row in connection.execute(statement):
            yield row.order_id, row.approved_at


def _fullest(books: Iterable[set[str | None]]) -> list[str | None]:
    """The book that shows most credits; of two alike the same one every time."""
    in_order = (sorted(moments, key=str) for moments in books)
    return max(in_order, key=lambda moments: (len(moments), str(moments)))
