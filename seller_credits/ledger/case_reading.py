"""All the ledger knows of some orders, as cases: what a decision about them rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, Table, select

from seller_credits.domain import clock
from seller_credits.domain.cases import BuyerHistory, CurrentSuggestion, Issue, Look, OrderCase
from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.ledger import codec, schema
from seller_credits.ledger.giving import credits_on
from seller_credits.ledger.issuances import issuances

_KEYS_PER_QUERY = 500
_TOLD_BY_ROWS = ("issue_seen", "feedback_seen", "label_seen")


def read_cases(
    connection: Connection, account: str, order_ids: Collection[str]
) -> dict[str, OrderCase]:
    """What is known of these orders of an account; an order never seen gives an empty case."""
    found = {order_id: OrderCase(order_id) for order_id in order_ids}
    reader = _Reader(connection, account, found)
    every = list(found)
    for start in range(0, len(every), _KEYS_PER_QUERY):
        reader.read(every[start : start + _KEYS_PER_QUERY])
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    connection: Connection
    account: str
    found: dict[str, OrderCase]

    def read(self, order_ids: list[str]) -> None:
        keys = self._known(order_ids)
        if not keys:
            return
        self._read_snapshots(keys)
        issues = self._read_issues(keys)
        self._read_rows(keys, issues)
        self._read_money(keys)
        self._read_suggestions(keys)
        for each in issuances(self.connection, self.account, order_ids=keys):
            self.found[each.order_id].issuances.append(each)
        self._read_buyers(keys)

    def _known(self, keys: list[str]) -> list[str]:
        """Those of the orders that any entry is about: of a new file, most are not."""
        e = schema.entries
        about = select(e.c.subject).distinct().where(e.c.subject.in_(keys))
        return list(self.connection.scalars(about))

    def _of_orders(
        self, statement: Select[Any], table: Table, keys: Iterable[str]
    ) -> Sequence[Row[Any]]:
        wanted = statement.where(table.c.account == self.account, table.c.order_id.in_(keys))
        return self.connection.execute(wanted).all()

    def _read_snapshots(self, keys: Iterable[str]) -> None:
        for row in self._of_orders(_with_payload(schema.orders), schema.orders, keys):
            case, key = self.found[row.order_id], (row.source, row.part)
            look = Look(datetime.fromisoformat(row.as_of), codec.instant_of(row.due))
            if row.source == schema.UNREAD:
                case.unread = look
                continue
            case.looks[key] = look
            told = codec.load(row.payload)
            case.snapshots[key] = codec.order_of(told)
            if told["delivery"]:
                case.delivery = codec.delivery_of(told["delivery"])

    def _read_issues(self, keys: Iterable[str]) -> dict[str, Issue]:
        issues: dict[str, Issue] = {}
        for row in self._of_orders(select(schema.issues), schema.issues, keys):
            issue = issues[row.issue_id] = _issue_of(row._mapping)  # noqa: SLF001  # its public name
            self.found[issue.order_id].issues.append(issue)
        return issues

    def _read_rows(self, keys: Iterable[str], issues: dict[str, Issue]) -> None:
        """What single rows told, oldest first, so that the latest word stands."""
        e = schema.entries
        told_by = select(e.c.kind, e.c.subject, e.c.payload).where(
            e.c.account == self.account, e.c.kind.in_(_TOLD_BY_ROWS), e.c.subject.in_(keys)
        )
        # By order first, as the index has them: by `seq` alone, SQLite would read the whole chain.
        oldest_first = told_by.order_by(e.c.subject, e.c.seq)
        for kind, order_id, payload in self.connection.execute(oldest_first):
            case, told = self.found[order_id], codec.load(payload)
            if kind == "issue_seen":
                issues[told["issue_id"]].sightings.append(codec.sighting_of(order_id, told))
            elif kind == "feedback_seen":
                case.stars = told["stars"]
            else:
                case.label = codec.label_of(order_id, told)

    def _read_money(self, keys: Iterable[str]) -> None:
        latest = _with_payload(schema.money).order_by(schema.money.c.seq)
        for row in self._of_orders(latest, schema.money, keys):
            self.found[row.order_id].money.append(
                codec.money_of(row.order_id, codec.load(row.payload))
            )

    def _read_suggestions(self, keys: Iterable[str]) -> None:
        made = select(schema.suggestions).order_by(schema.suggestions.c.ordinal)
        for row in self._of_orders(made, schema.suggestions, keys):
            self.found[row.order_id].suggestions[row.issue_id] = CurrentSuggestion(
                row.suggestion_id,
                row.ordinal,
                row.status,
                row.seq,
                row.outcome,
                (row.policy_digest, row.authority),
                (row.deadline, row.severity, row.odr_exposure),
            )

    def _read_buyers(self, keys: Iterable[str]) -> None:
        """Other orders of the same buyers, as far as anything tells buyers apart."""
        b = schema.buyers
        # With the account named too, SQLite would read all of its buyers.
        known = self.connection.execute(select(b).where(b.c.order_id.in_(keys)))
        own = {row.order_id: row for row in known if row.account == self.account}
        if not own:
            return
        buyers = {row.buyer for row in own.values()}
        others = select(b, _has(schema.issues)).where(
            b.c.account == self.account, b.c.buyer.in_(buyers)
        )
        of_buyer: dict[str, list[Row[Any]]] = {}
        for row in self.connection.execute(others):
            of_buyer.setdefault(row.buyer, []).append(row)
        theirs = [row.order_id for rows in of_buyer.values() for row in rows]
        credited = credits_on(self.connection, self.account, theirs)
        for order_id, this in own.items():
            if this.placed_at is None:
                continue
            rest = [row for row in of_buyer[this.buyer] if row.order_id != order_id]
            before = [row for row in rest if row.placed_at and row.placed_at < this.placed_at]
            given = (credited.get(row.order_id, ()) for row in rest)
            self.found[order_id].buyer = BuyerHistory(
                orders=len(before),
                issues=sum(row.has_issues for row in before),
                credits=sum(row.order_id in credited for row in before),
                credited=tuple(when for days in given for when in days),
            )


def _has(table: Table) -> Any:
    """Whether a table has a row about the buyer's order, as the column `has_<table>`."""
    b = schema.buyers
    about = select(table.c.order_id).where(
        table.c.account == b.c.account, table.c.order_id == b.c.order_id
    )
    return about.exists().label(f"has_{table.name}")


def _with_payload(table: Table) -> Select[Any]:
    same = (schema.entries.c.account == table.c.account) & (schema.entries.c.seq == table.c.seq)
    return select(table, schema.entries.c.payload).join(schema.entries, same)


def _issue_of(row: RowMapping) -> Issue:
    return Issue(
        issue_id=row["issue_id"],
        order_id=row["order_id"],
        kind=IssueKind(row["kind"]),
        order_item_id=row["order_item_id"],
        sku=row["sku"],
        asin=row["asin"],
        marketplace=row["marketplace"],
        channel=Channel(row["channel"]) if row["channel"] else None,
        occurred_at=clock.when_of(row["occurred_at"]),
        detected_at=datetime.fromisoformat(row["detected_at"]),
    )
