"""Reading what was approved, issued, found in the books, and stopped."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from seller_credits.domain.clock import instant_text
from seller_credits.domain.issuances import Issuance, Status, Stop, Submission
from seller_credits.domain.remedies import Authority
from seller_credits.ledger import codec, schema
from seller_credits.ledger.reading import stream


def issuances(
    connection: Connection,
    account: str | None,
    *,
    statuses: Collection[Status] = (),
    order_ids: Collection[str] = (),
    due: datetime | None = None,
) -> Iterator[Issuance]:
    """Issuances in the order they were begun, by order where some are named; no set asks for all.

    Args:
        connection: of the ledger.
        account: its name; None for all.
        statuses: only those that stand so.
        order_ids: only those of these orders.
        due: only those whose proof is to be looked for by then (aware).
    """
    i = schema.issuances
    statement = _with_beginning()
    if account is not None:
        statement = statement.where(i.c.account == account)
    if statuses:
        statement = statement.where(i.c.status.in_(sorted(statuses)))
    if order_ids:
        statement = statement.where(i.c.order_id.in_(sorted(order_ids)))
    if due is not None:
        statement = statement.where(i.c.again_at <= instant_text(due))
    # By order first where orders are named, as the index has them: SQLite would read all otherwise.
    order = (i.c.account, i.c.order_id, i.c.began) if order_ids else (i.c.account, i.c.began)
    for row in stream(connection, statement.order_by(*order)):
        yield _issuance_of(row)


def issuance(connection: Connection, account: str, issuance_id: str) -> Issuance | None:
    """One issuance by its key."""
    i = schema.issuances
    wanted = _with_beginning().where(i.c.account == account, i.c.issuance_id == issuance_id)
    row = connection.execute(wanted).mappings().one_or_none()
    return None if row is None else _issuance_of(row)


def _with_beginning() -> Select[Any]:
    i, e = schema.issuances, schema.entries
    same = (e.c.account == i.c.account) & (e.c.seq == i.c.began)
    return select(i, e.c.payload).join(e, same)


def _issuance_of(row: RowMapping) -> Issuance:
    return Issuance.from_json(row["order_id"], codec.load(row["payload"]), dict(row))


def given_up(connection: Connection, account: str) -> Iterator[str]:
    """Orders with an approval that was superseded, and of which nothing was suggested since."""
    i, s = schema.issuances, schema.suggestions
    newer = select(s.c.issue_id).where(
        *(s.c.account == i.c.account, s.c.order_id == i.c.order_id),
        *(s.c.issue_id == i.c.issue_id, s.c.ordinal > i.c.ordinal),
    )
    statement = (
        select(i.c.order_id)
        .distinct()
        .where(i.c.account == account, i.c.status == Status.SUPERSEDED, ~newer.exists())
        .order_by(i.c.order_id)
    )
    for row in stream(connection, statement):
        yield row["order_id"]


def automatic(connection: Connection, account: str) -> Iterator[str]:
    """Orders with an open suggestion that nobody need approve, the first found first."""
    s = schema.suggestions
    statement = (
        select(s.c.order_id)
        .where(s.c.account == account, s.c.status == "proposed")
        .where(s.c.authority == Authority.AUTOMATIC)
        .group_by(s.c.order_id)
        .order_by(func.min(s.c.seq))
    )
    for row in stream(connection, statement):
        yield row["order_id"]


def submissions(
    connection: Connection, account: str, submission_ids: Collection[str] = ()
) -> Iterator[Submission]:
    """What was handed in, in that order; all of it where none is named."""
    s = schema.submissions
    statement = select(s).where(s.c.account == account)
    if submission_ids:
        statement = statement.where(s.c.submission_id.in_(sorted(submission_ids)))
    for row in stream(connection, statement.order_by(s.c.seq)):
        yield Submission(
            submission_id=row["submission_id"],
            kind=row["kind"],
            marketplace=row["marketplace"],
            document_digest=row["document_digest"],
            count=row["count"],
            at=datetime.fromisoformat(row["at"]),
            feed_id=row["feed_id"],
            status=row["status"],
        )


def orphans(connection: Connection, account: str | None) -> Iterator[dict[str, Any]]:
    """Refunds nobody here issued, as they were found."""
    o = schema.orphans
    statement = select(o)
    if account is not None:
        statement = statement.where(o.c.account == account)
    for row in stream(connection, statement.order_by(o.c.account, o.c.seq)):
        yield dict(row)


def stop(connection: Connection, account: str) -> Stop | None:
    """Who stopped all issuing, and why; None where it goes on."""
    s = schema.stops
    row = connection.execute(select(s).where(s.c.account == account)).one_or_none()
    if row is None or row.by is None:
        return None
    return Stop(row.by, datetime.fromisoformat(row.at), row.reason)


def read_back_until(connection: Connection, account: str) -> datetime | None:
    """Until when the books were read back after the ledger was restored; None where never."""
    r = schema.read_backs
    told = connection.scalar(select(r.c.until).where(r.c.account == account))
    return datetime.fromisoformat(told) if told else None
