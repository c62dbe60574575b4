"""Every issue as it was last decided, with what followed: for whoever decides it once more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, Subquery, case, func, select

from seller_credits.domain.afterwards import Afterwards
from seller_credits.domain.issues import CONSEQUENCES, IssueKind
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.ledger import codec, schema

_ROWS_AT_ONCE = 500
_DAY = len("2026-11-23")
_FOLLOWED = (
    *(Afterwards.REFUNDED, Afterwards.NEGATIVE_FEEDBACK),
    *(Afterwards.CHARGEBACK, Afterwards.CLAIM),
)
"""From the least grave to the gravest."""
_GRAVITY = {afterwards: rank for rank, afterwards in enumerate(_FOLLOWED, 1)}
_OF_ISSUE = {
    IssueKind.A_TO_Z_CLAIM: Afterwards.CLAIM,
    IssueKind.CHARGEBACK: Afterwards.CHARGEBACK,
    IssueKind.NEGATIVE_FEEDBACK: Afterwards.NEGATIVE_FEEDBACK,
}
_OF_MONEY = {
    MoneyKind.A_TO_Z_CLAIM: Afterwards.CLAIM,
    MoneyKind.CHARGEBACK: Afterwards.CHARGEBACK,
    MoneyKind.REFUND: Afterwards.REFUNDED,
    MoneyKind.GOODWILL: Afterwards.REFUNDED,
}
assert _OF_ISSUE.keys() == CONSEQUENCES


class Kept(NamedTuple):
    """What the ledger has of one issue's latest decision.

    Attributes:
        day: when it went wrong, or was found where that is not known: `2026-11-23`.
        followed: the gravest thing seen on the order from that day on; None where nothing was.
        decision: the suggestion as it was recorded.
    """

    order_id: str
    issue_id: str
    day: str
    followed: Afterwards | None
    decision: dict[str, Any]


def latest_decisions(connection: Connection, account: str | None) -> Iterator[Kept]:
    """Every issue's latest decision, in the order they were recorded; memory stays flat."""
    options = {"yield_per": _ROWS_AT_ONCE}
    with connection.execute(_statement(account), execution_options=options) as rows:
        for order_id, issue_id, day, issue, money, payload in rows:
            gravity = max(issue or 0, money or 0)
            followed = _FOLLOWED[gravity - 1] if gravity else None
            yield Kept(order_id, issue_id, day, followed, codec.load(payload))


def _statement(account: str | None) -> Select[Any]:
    """The small rows are sorted first, so that the large ones are read as they lie in the file."""
    small, e = _small_rows(account), schema.entries
    columns = (small.c[name] for name in ("order_id", "issue_id", "day", "issue", "money"))
    # Not joined: a database may leave out the order of rows that it joins to others.
    payload = select(e.c.payload).where(e.c.account == small.c.account, e.c.seq == small.c.seq)
    return select(*columns, payload.scalar_subquery())


def _small_rows(account: str | None) -> Subquery:
    s, i = schema.suggestions, schema.issues
    same_order = (i.c.account == s.c.account) & (i.c.order_id == s.c.order_id)
    day = _day(func.coalesce(i.c.occurred_at, i.c.detected_at))
    statement = (
        select(s.c.account, s.c.seq, s.c.order_id, s.c.issue_id, day.label("day"))
        .add_columns(_of_issues(day).label("issue"), _of_money(day).label("money"))
        .join(i, same_order & (i.c.issue_id == s.c.issue_id))
        .where(s.c.status != "superseded")
        .order_by(s.c.account, s.c.seq)
    )
    if account is not None:
        statement = statement.where(s.c.account == account)
    return statement.subquery()


def _day(when: ColumnElement[Any]) -> ColumnElement[str]:
    return func.substr(when, 1, _DAY)


def _of_issues(day: ColumnElement[str]) -> ScalarSelect[Any]:
    """How grave the gravest thing is that the buyer did from that day on."""
    c, s = schema.issues.alias("consequence"), schema.suggestions
    ranks = {str(kind): _GRAVITY[afterwards] for kind, afterwards in _OF_ISSUE.items()}
    return (
        select(func.max(case(ranks, value=c.c.kind)))
        .where(c.c.account == s.c.account, c.c.order_id == s.c.order_id)
        .where(c.c.kind.in_(sorted(ranks)))
        .where(_day(func.coalesce(c.c.occurred_at, c.c.detected_at)) >= day)
        .scalar_subquery()
    )


def _of_money(day: ColumnElement[str]) -> ScalarSelect[Any]:
    """How grave the gravest movement of money is from that day on; what was taken back is none."""
    m, s = schema.money, schema.suggestions
    ranks = {str(kind): _GRAVITY[afterwards] for kind, afterwards in _OF_MONEY.items()}
    return (
        select(func.max(case(ranks, value=m.c.kind)))
        .where(m.c.account == s.c.account, m.c.order_id == s.c.order_id)
        .where(m.c.kind.in_(sorted(ranks)), m.c.amount.notlike("-%"))
        .where(m.c.posted.is_(None) | (_day(m.c.posted) >= day))
        .scalar_subquery()
    )
