"""Orders with their troubles and what was given back, streamed to whoever makes rates of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    func,
    select,
    true,
)

from seller_credits.domain.clock import when_of
from seller_credits.domain.counted import CountedIssue, CountedOrder
from seller_credits.domain.coverage import Span, merged
from seller_credits.domain.issues import (
    CONSEQUENCES,
    Channel,
    CoverageState,
    IssueKind,
    Source,
)
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind
from seller_credits.ledger import codec, schema

_ROWS_AT_ONCE = 1000
_CANCELLED = "CANCELLED"
_CLAIMED = '%"claim_open":"yes"%'
_SNAPSHOTS = (Source.ORDERS, Source.ALL_ORDERS)

T = TypeVar("T")

_Only = Callable[[Column[Any]], ColumnElement[bool]]
"""Which orders are wanted, as a condition on the column of their ids."""

_Snapshot = Mapping[str, Any]
"""An order as the chain keeps it: of 200,000 of them only a few fields are worth reading."""


def counted_orders(
    connection: Connection, account: str, *, defective: bool = False
) -> Iterator[CountedOrder]:
    """Every order that was listed or had a trouble, in the order of their ids.

    Of the defective ones alone nothing else is read.

    An order is listed if the all-orders report tells of it, or if it was placed in a time in which
    all orders were searched for. Of the latter only those that change later show in a search of
    the time after, and those are in trouble more often than others.
    """
    searched = _searched(connection, account)
    claimed = _claimed(connection, account)
    only = _defective(account, claimed) if defective else _every
    issues = _ById(_streamed(connection, account, schema.issues, select(schema.issues), only))
    seen = _ById(_streamed_first_seen(connection, account, only))
    money = _ById(_streamed(connection, account, schema.money, select(schema.money), only))
    snapshots = _ById(_streamed(connection, account, schema.orders, _snapshots(), only))
    while True:
        ids = [each.next_id for each in (snapshots, issues) if each.next_id is not None]
        if not ids:
            return
        order_id = min(ids)
        told = _Told(
            order_id,
            [codec.load(row.payload) for row in snapshots.of(order_id)],
            _issues(issues.of(order_id), is_claimed=order_id in claimed),
            _given_back(money.of(order_id)),
            _first(datetime.fromisoformat(row.at) for row in seen.of(order_id)),
        )
        if told.snapshots or told.issues:
            yield _counted(told, searched)


def health_reports(connection: Connection, account: str) -> Iterator[dict[str, Any]]:
    """The latest account-health report of each store: its code, when it was read, what it says."""
    h, e = schema.health, schema.entries
    latest = select(func.max(h.c.seq)).where(h.c.account == account).group_by(h.c.marketplace)
    statement = (
        select(h.c.marketplace, e.c.at, e.c.payload)
        .join(e, (e.c.account == h.c.account) & (e.c.seq == h.c.seq))
        .where(h.c.account == account, h.c.seq.in_(latest))
        .order_by(h.c.seq)
    )
    for row in connection.execute(statement):
        told = codec.load(row.payload)
        yield {
            "marketplace": row.marketplace,
            "read_at": row.at,
            "status": told["status"],
            "metrics": told["metrics"],
        }


@dataclass(frozen=True, slots=True)
class _Told:
    """What the ledger has of one order; of the issues with what is known beside their kind."""

    order_id: str
    snapshots: Sequence[_Snapshot]
    issues: Sequence[tuple[CountedIssue, Row[Any] | None]]
    given_back: tuple[Money, ...]
    first_seen: datetime | None


class _ById:
    """Rows that come sorted by order id, taken an order at a time."""

    def __init__(self, rows: Iterator[Row[Any]]) -> None:
        self._rows = rows
        self._next: Row[Any] | None = next(rows, None)

    @property
    def next_id(self) -> str | None:
        """The order of the next row; None at the end."""
        return None if self._next is None else str(self._next.order_id)

    def of(self, order_id: str) -> list[Row[Any]]:
        """The rows of an order; those of orders before it are passed over."""
        found = []
        while self._next is not None and self._next.order_id <= order_id:
            if self._next.order_id == order_id:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _streamed(
    connection: Connection,
    account: str,
    table: Table,
    statement: Select[Any],
    only: _Only,
) -> Iterator[Row[Any]]:
    wanted = statement.where(table.c.account == account, only(table.c.order_id))
    return _rows(connection, wanted.order_by(table.c.order_id))


def _snapshots() -> Select[Any]:
    o, e = schema.orders, schema.entries
    same = (e.c.account == o.c.account) & (e.c.seq == o.c.seq)
    return select(o.c.order_id, e.c.payload).join(e, same).where(o.c.source.in_(_SNAPSHOTS))


def _streamed_first_seen(connection: Connection, account: str, only: _Only) -> Iterator[Row[Any]]:
    """When the first snapshot of each order was recorded, as `at`."""
    e = schema.entries
    statement: Select[Any] = (
        select(e.c.subject.label("order_id"), func.min(e.c.at).label("at"))
        .where(e.c.account == account, e.c.kind == "order_seen", only(e.c.subject))
        .group_by(e.c.subject)
        .order_by(e.c.subject)
    )
    return _rows(connection, statement)


def _rows(connection: Connection, statement: Select[Any]) -> Iterator[Row[Any]]:
    options = {"yield_per": _ROWS_AT_ONCE}
    with connection.execute(statement, execution_options=options) as rows:
        yield from rows


def _searched(connection: Connection, account: str) -> list[Span]:
    """The times in which all orders were searched for, as few as possible."""
    c = schema.coverage
    known = [state for state in CoverageState if state.is_known]
    statement = select(c.c.since, c.c.until).where(
        *(c.c.account == account, c.c.source == Source.ORDERS, c.c.state.in_(known)),
        *(c.c.since.isnot(None), c.c.until.isnot(None)),
    )
    return merged(
        Span(datetime.fromisoformat(row.since), datetime.fromisoformat(row.until))
        for row in connection.execute(statement)
    )


def _claimed(connection: Connection, account: str) -> frozenset[str]:
    """Orders of which some row says that a claim was filed, though the claim is no issue yet."""
    e = schema.entries
    statement = select(e.c.subject).where(
        e.c.account == account, e.c.kind == "issue_seen", e.c.payload.like(_CLAIMED)
    )
    return frozenset(connection.scalars(statement))


def _every(_: Column[Any]) -> ColumnElement[bool]:
    return true()


def _defective(account: str, claimed: frozenset[str]) -> _Only:
    """Orders with a claim, a chargeback or bad feedback."""
    i = schema.issues
    found = select(i.c.order_id).where(i.c.account == account, i.c.kind.in_(CONSEQUENCES))
    return lambda order_id: order_id.in_(found) | order_id.in_(claimed)


def _issues(
    rows: Iterable[Row[Any]], *, is_claimed: bool
) -> list[tuple[CountedIssue, Row[Any] | None]]:
    found: list[tuple[CountedIssue, Row[Any] | None]] = [
        (CountedIssue(IssueKind(row.kind), row.sku), row) for row in rows
    ]
    if is_claimed and all(issue.kind is not IssueKind.A_TO_Z_CLAIM for issue, _ in found):
        found.append((CountedIssue(IssueKind.A_TO_Z_CLAIM), None))
    return found


def _given_back(rows: Iterable[Row[Any]]) -> tuple[Money, ...]:
    """What the buyer got back in each currency: summed in each book, the largest book counts."""
    sums: dict[tuple[str, str], Money] = {}
    for row in rows:
        if row.kind != MoneyKind.REIMBURSEMENT:
            amount = Money.parse(row.amount)
            key = amount.currency, row.book
            sums[key] = sums.get(key, Money.zero(amount.currency)) + amount
    most: dict[str, Money] = {}
    for (currency, _), amount in sums.items():
        most[currency] = max(amount, most.get(currency, Money.zero(currency)))
    return tuple(most[currency] for currency in sorted(most) if most[currency])


def _counted(told: _Told, searched: Sequence[Span]) -> CountedOrder:
    # What the orders API said goes first.
    snapshots = sorted(told.snapshots, key=lambda each: each["source"] != Source.ORDERS)
    if not snapshots:
        return _untold(told, [row for _, row in told.issues if row is not None])
    packages = [package for each in snapshots for package in each["packages"]]
    skus = (line["sku"] for each in snapshots for line in each["lines"])
    placed = codec.instant_of(_field(snapshots, "placed_at"))
    store, channel = _field(snapshots, "marketplace"), _field(snapshots, "channel")
    is_listed = placed is not None and _is_listed(snapshots, placed, searched)
    return CountedOrder(
        order_id=told.order_id,
        day=_day(placed, store),
        marketplace=store,
        channel=Channel(channel) if channel else None,
        promised=_day(codec.instant_of(_field(snapshots, "deliver_by")), store),
        first_seen=_day(told.first_seen, store),
        skus=tuple(dict.fromkeys(sku for sku in skus if sku)),
        carrier=_field(packages, "carrier"),
        ship_from=_field(packages, "ship_from"),
        service_level=_field(snapshots, "service_level"),
        issues=tuple(issue for issue, _ in told.issues),
        given_back=told.given_back,
        is_listed=is_listed,
        is_cancelled=snapshots[0]["status"] == _CANCELLED,
    )


def _untold(told: _Told, rows: Sequence[Row[Any]]) -> CountedOrder:
    """An order that is known for its troubles alone."""
    store = _first(row.marketplace for row in rows)
    channel = _first(row.channel for row in rows)
    days = [_day(when_of(row.occurred_at), store) for row in rows]
    return CountedOrder(
        order_id=told.order_id,
        day=min((day for day in days if day), default=None),
        marketplace=store,
        channel=Channel(channel) if channel else None,
        issues=tuple(issue for issue, _ in told.issues),
        given_back=told.given_back,
        is_listed=False,
    )


def _is_listed(snapshots: Sequence[_Snapshot], placed: datetime, searched: Sequence[Span]) -> bool:
    if any(each["source"] == Source.ALL_ORDERS for each in snapshots):
        return True
    # The search is for orders the seller ships; those of Amazon's are looked up one by one.
    by_amazon = any(each["channel"] == Channel.AMAZON for each in snapshots)
    return not by_amazon and any(span.since <= placed <= span.until for span in searched)


def _field(rows: Sequence[Mapping[str, Any]], name: str) -> Any:
    """The first that any of the rows tells."""
    for row in rows:
        if row.get(name):
            return row[name]
    return None


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value), None)


def _day(when: datetime | date | None, store: str | None) -> date | None:
    """The store's own day; of an unknown store, the day in UTC."""
    if not isinstance(when, datetime):
        return when
    known = find_marketplace(store)
    return known.day_of(when) if known else when.date()
