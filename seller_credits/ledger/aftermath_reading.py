"""Troubled orders with everything that says what became of them, some hundred at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, func, or_, select

from seller_credits.domain.aftermath import (
    Defect,
    Event,
    Outcome,
    Suggested,
    Troubled,
    credits_of,
)
from seller_credits.domain.clock import when_of
from seller_credits.domain.decisions import Drawn
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.issues import CONSEQUENCES, Channel, IssueKind, Source
from seller_credits.domain.marketplaces import day_in, start_in
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import GIVEN, MoneyKind
from seller_credits.domain.remedies import Remedy
from seller_credits.ledger import codec, schema
from seller_credits.ledger.issuances import issuances

_ORDERS_AT_ONCE = 500
_CLAIMED = '%"claim_open":"yes"%'
_SNAPSHOTS = (Source.ORDERS, Source.ALL_ORDERS)
_NEWS = ("issue_seen", "money_seen", *Status)
"""Kinds of entries that may change what became of an order."""

_OF_ISSUE = {
    IssueKind.A_TO_Z_CLAIM: Defect.CLAIM,
    IssueKind.CHARGEBACK: Defect.CHARGEBACK,
    IssueKind.NEGATIVE_FEEDBACK: Defect.NEGATIVE_FEEDBACK,
}
_OF_MONEY = {
    MoneyKind.A_TO_Z_CLAIM: Defect.CLAIM,
    MoneyKind.CHARGEBACK: Defect.CHARGEBACK,
}


def troubled(connection: Connection, account: str, *, pending: bool) -> Iterator[Troubled]:
    """Every trouble of every order, but for what buyers did about one; memory stays flat.

    Args:
        connection: of the ledger.
        account: its name.
        pending: only of orders with a trouble that has no outcome yet, or of which something was
            heard since it got one.
    """
    wanted = _pending(account) if pending else _all(account)
    order_ids = list(connection.scalars(wanted))
    for start in range(0, len(order_ids), _ORDERS_AT_ONCE):
        keys = order_ids[start : start + _ORDERS_AT_ONCE]
        yield from _Chunk(connection, account, keys).troubled()


def _all(account: str) -> Select[Any]:
    i = schema.issues
    of_account = i.c.account == account, i.c.kind.notin_(CONSEQUENCES)
    return select(i.c.order_id).distinct().where(*of_account).order_by(i.c.order_id)


def _pending(account: str) -> Select[Any]:
    i, o, e = schema.issues, schema.outcomes, schema.entries
    outcome = select(o.c.seq).where(
        *(o.c.account == i.c.account, o.c.order_id == i.c.order_id, o.c.issue_id == i.c.issue_id)
    )
    heard_since = (
        select(e.c.seq)
        .where(e.c.subject == o.c.order_id, e.c.account == o.c.account, e.c.seq > o.c.seq)
        .where(e.c.kind.in_(_NEWS))
    )
    with_news = select(o.c.order_id).where(o.c.account == account, heard_since.exists())
    return _all(account).where(or_(~outcome.exists(), i.c.order_id.in_(with_news)))


@dataclass(frozen=True, slots=True)
class _Order:
    """What is known of one order beside its troubles."""

    snapshots: list[Mapping[str, Any]] = field(default_factory=list)
    money: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    issuances: list[Issuance] = field(default_factory=list)
    issues: list[Row[Any]] = field(default_factory=list)
    suggestions: dict[str, list[Mapping[str, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    outcomes: dict[str, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)
    claims_seen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Chunk:
    connection: Connection
    account: str
    keys: Sequence[str]

    def troubled(self) -> Iterator[Troubled]:
        found: dict[str, _Order] = {key: _Order() for key in self.keys}
        for row in self._rows(select(schema.issues), schema.issues):
            found[row.order_id].issues.append(row)
        for row in self._told(schema.orders):
            if row.source in _SNAPSHOTS:
                found[row.order_id].snapshots.append(codec.load(row.payload))
        for row in self._told(schema.money):
            found[row.order_id].money.append((row.at, codec.load(row.payload)))
        for row in self._told(schema.suggestions, schema.suggestions.c.ordinal):
            found[row.order_id].suggestions[row.issue_id].append(codec.load(row.payload))
        for row in self._told(schema.outcomes):
            found[row.order_id].outcomes[row.issue_id] = row.seq, codec.load(row.payload)
        for row in self._claims_seen():
            found[row.subject].claims_seen.append(row.at)
        for each in issuances(self.connection, self.account, order_ids=self.keys):
            found[each.order_id].issuances.append(each)
        for order_id, order in found.items():
            yield from _of_order(self.account, order_id, order)

    def _told(self, table: Table, *order: Any) -> Iterable[Row[Any]]:
        """Rows with what their entries say, and when those were written, as `at`."""
        e = schema.entries
        same = (e.c.account == table.c.account) & (e.c.seq == table.c.seq)
        return self._rows(select(table, e.c.payload, e.c.at).join(e, same).order_by(*order), table)

    def _rows(self, statement: Select[Any], table: Table) -> Iterable[Row[Any]]:
        of_orders = table.c.account == self.account, table.c.order_id.in_(self.keys)
        return self.connection.execute(statement.where(*of_orders))

    def _claims_seen(self) -> Iterable[Row[Any]]:
        """When a row first said that a claim was filed, which it does without a date."""
        e = schema.entries
        said = select(e.c.subject, func.min(e.c.at).label("at")).where(
            *(e.c.account == self.account, e.c.subject.in_(self.keys)),
            *(e.c.kind == "issue_seen", e.c.payload.like(_CLAIMED)),
        )
        return self.connection.execute(said.group_by(e.c.subject))


def _of_order(account: str, order_id: str, order: _Order) -> Iterator[Troubled]:
    own = [row for row in order.issues if row.kind not in CONSEQUENCES]
    store = next((row.marketplace for row in own if row.marketplace), None)
    store = next((each["marketplace"] for each in order.snapshots if each["marketplace"]), store)
    credited = _first_credit(order, store)
    events = _events(order, store)
    by_others = None if credited else _given_by_others(order, store)
    for row in own:
        seq, told = order.outcomes.get(row.issue_id, (None, None))
        yield Troubled(
            account=account,
            order_id=order_id,
            issue_id=row.issue_id,
            kind=IssueKind(row.kind),
            sku=row.sku,
            marketplace=store,
            channel=_channel(order, row),
            detected_at=datetime.fromisoformat(row.detected_at),
            placed=_placed(order, row.issue_id),
            promised=codec.instant_of(_field(order, "deliver_by")),
            suggestions=tuple(map(_suggested, order.suggestions.get(row.issue_id, ()))),
            issuances=tuple(order.issuances),
            credited_at=credited[0] if credited else None,
            credited_by=credited[1] if credited else None,
            events=events,
            given_by_others=by_others,
            recorded=Outcome.from_json(told) if told else None,
            seq=seq,
        )


def _field(order: _Order, name: str) -> Any:
    """The first that any snapshot tells; what the orders API said goes first."""
    api_first = sorted(order.snapshots, key=lambda each: each["source"] != Source.ORDERS)
    return next((each[name] for each in api_first if each.get(name)), None)


def _channel(order: _Order, row: Row[Any]) -> Channel | None:
    told = row.channel or _field(order, "channel")
    return Channel(told) if told else None


def _placed(order: _Order, issue_id: str) -> datetime | date | None:
    """As a snapshot tells it; else the day by which the suggestion was decided, if it is one."""
    if told := _field(order, "placed_at"):
        return codec.instant_of(told)
    for each in order.suggestions.get(issue_id, ()):
        if each.get("order_date_of") == "order":
            return date.fromisoformat(each["order_date"])
    return None


def _first_credit(order: _Order, store: str | None) -> tuple[datetime, str] | None:
    """When the first one reached the buyer, and which: as the books echo its key, else as said."""
    booked: dict[str, list[datetime]] = defaultdict(list)
    for _, told in order.money:
        if told["adjustment_id"] and told["posted"]:
            booked[told["adjustment_id"]].append(_instant(_when(told["posted"]), store))
    found = [
        (min(booked.get(each.issuance_id, [each.approved_at])), each.issuance_id)
        for each in credits_of(order.issuances)
    ]
    return min(found, default=None)


def _given_by_others(order: _Order, store: str | None) -> datetime | date | None:
    """When money first went back to a buyer whom nobody here credited."""
    given = [
        _when(told["posted"], at)
        for at, told in order.money
        if told["kind"] in GIVEN and not told["amount"].startswith("-")
    ]
    return min(given, key=lambda when: day_in(store, when), default=None)


def _events(order: _Order, store: str | None) -> tuple[Event, ...]:
    """Each kind of defect by its earliest sign, the first to come first."""
    signs = [
        Event(_OF_ISSUE[IssueKind(row.kind)], _when(row.occurred_at, row.detected_at))
        for row in order.issues
        if row.kind in CONSEQUENCES
    ]
    signs += [Event(Defect.CLAIM, _when(at)) for at in order.claims_seen]
    for at, told in order.money:
        kind = MoneyKind(told["kind"])
        if kind in _OF_MONEY and not told["amount"].startswith("-"):
            signs.append(Event(_OF_MONEY[kind], _when(told["posted"], at)))
    first: dict[Defect, Event] = {}
    for sign in sorted(signs, key=lambda each: _instant(each.when, store)):
        first.setdefault(sign.what, sign)
    return tuple(first.values())


def _when(*told: str | None) -> datetime | date:
    """The first that is told; the moment something was recorded always is."""
    when = when_of(next(each for each in told if each))
    assert when is not None
    return when


def _instant(when: datetime | date, store: str | None) -> datetime:
    """A bare day by its beginning."""
    return when if isinstance(when, datetime) else start_in(store, when)


def _suggested(told: Mapping[str, Any]) -> Suggested:
    currency = told["currency"]
    drawn = told.get("experiment")
    return Suggested(
        suggestion_id=told["suggestion_id"],
        remedy=Remedy(told["remedy"]),
        amount=_money(told["amount"], currency),
        net_cost=_money(told.get("net_cost"), currency),
        rule=told.get("rule") or told.get("guard"),
        drawn=Drawn.from_json(drawn) if drawn else None,
    )


def _money(amount: str | None, currency: str | None) -> Money | None:
    return Money.of(amount, currency) if amount is not None and currency else None
