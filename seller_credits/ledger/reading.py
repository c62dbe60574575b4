"""Reading the ledger: issues, suggestions, coverage and history, streamed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    bindparam,
    case,
    func,
    nulls_last,
    select,
)

from seller_credits.domain.clock import instant_text
from seller_credits.domain.coverage import Span
from seller_credits.domain.issuances import FOR_A_PERSON, Status
from seller_credits.domain.issues import CoverageState, Exposure
from seller_credits.domain.links import are_linked
from seller_credits.ledger import codec, schema
from seller_credits.ledger.chain import Entry
from seller_credits.ledger.interface import Checkpoint, Filter
from seller_credits.ledger.projections import JUDGED

_ROWS_AT_ONCE = 500


def stream(connection: Connection, statement: Select[Any]) -> Iterator[RowMapping]:
    """Rows as mappings, a few hundred in memory at a time."""
    options = {"yield_per": _ROWS_AT_ONCE}
    # Closed also where nobody wants the rest: a server keeps it ready until then.
    with connection.execute(statement, execution_options=options) as rows:
        yield from rows.mappings()


def issues(connection: Connection, wanted: Filter) -> Iterator[dict[str, Any]]:
    """Issues with their evidence and the state of their latest suggestion."""
    i, s = schema.issues, schema.suggestions
    latest = _same_issue() & (s.c.status != "superseded")
    statement: Select[Any] = (
        select(i, s.c.status, *(s.c[name] for name in JUDGED), schema.entries.c.payload)
        .outerjoin(s, latest)
        .outerjoin(schema.entries, _entry_of(s))
    )
    statement = _narrowed(statement, wanted, id_column=i.c.issue_id)
    found = (i.c.detected_at, i.c.issue_id)
    by_deadline = (*_soonest(wanted.now), i.c.issue_id)
    statement = statement.order_by(*(by_deadline if wanted.sort == "deadline" else found))
    for row in stream(connection, statement):
        yield _issue_item(row, _evidence(connection, row), _linked(connection, row))


def _issue_item(
    row: RowMapping, evidence: list[dict[str, Any]], linked: list[str]
) -> dict[str, Any]:
    decided = codec.load(row["payload"]) if row["payload"] else {}
    return {
        "issue_id": row["issue_id"],
        "account": row["account"],
        "marketplace": row["marketplace"],
        "order_id": row["order_id"],
        "order_item_id": row["order_item_id"],
        "sku": row["sku"],
        "asin": row["asin"],
        "issue": row["kind"],
        "channel": row["channel"],
        "occurred_at": row["occurred_at"],
        "detected_at": row["detected_at"],
        "source": evidence[0]["source"] if evidence else None,
        "evidence": evidence,
        "linked": linked,
        "facts": decided.get("facts", {}),
        **{name: row[name] for name in JUDGED},
        "odr_exposure": row["odr_exposure"] or Exposure.UNKNOWN,
        "status": row["status"] or "undecided",
    }


def _evidence(connection: Connection, row: RowMapping) -> list[dict[str, Any]]:
    named = {"of_account": row["account"], "of_order_id": row["order_id"]}
    found = [
        (codec.load(payload), at) for payload, at in connection.execute(_rows_of_order(), named)
    ]
    return [
        told["evidence"] | {"seen_at": at}
        for told, at in found
        if told["issue_id"] == row["issue_id"]
    ]


def _linked(connection: Connection, row: RowMapping) -> list[str]:
    """Issues of the same order that are about the same trouble."""
    named = {"of_account": row["account"], "of_order_id": row["order_id"]}
    line = row["order_item_id"] or row["sku"]
    return [
        other.issue_id
        for other in connection.execute(_issues_of_order(), named)
        if other.issue_id != row["issue_id"]
        and are_linked(row["kind"], line, other.kind, other.order_item_id or other.sku)
    ]


@cache
def _rows_of_order() -> Select[Any]:
    """The rows that showed issues of an order; built once, as a listing asks it for every issue."""
    e = schema.entries
    about = e.c.account == bindparam("of_account"), e.c.subject == bindparam("of_order_id")
    return select(e.c.payload, e.c.at).where(*about, e.c.kind == "issue_seen").order_by(e.c.seq)


@cache
def _issues_of_order() -> Select[Any]:
    i = schema.issues
    about = i.c.account == bindparam("of_account"), i.c.order_id == bindparam("of_order_id")
    named = select(i.c.issue_id, i.c.kind, i.c.order_item_id, i.c.sku)
    return named.where(*about).order_by(i.c.issue_id)


def suggestions(connection: Connection, wanted: Filter) -> Iterator[dict[str, Any]]:
    """Suggestions with what they rest on; those that wait for a person first, by deadline."""
    i, s = schema.issues, schema.suggestions
    statement: Select[Any] = (
        select(
            s.c.status,
            *(s.c[name] for name in JUDGED),
            schema.entries.c.payload,
            schema.entries.c.at,
            *(i.c[name] for name in _FROM_ISSUE),
            i.c.kind.label("issue"),
        )
        .join(i, _same_issue())
        .join(schema.entries, _entry_of(s))
    )
    statement = _narrowed(statement, wanted, id_column=s.c.suggestion_id)
    if wanted.current:
        statement = statement.where(s.c.status != "superseded")
    if wanted.remedies:
        statement = statement.where(s.c.remedy.in_(wanted.remedies))
    for row in stream(connection, statement.order_by(*_soonest(wanted.now), s.c.suggestion_id)):
        said = codec.load(row["payload"])
        rest = {name: value for name, value in said.items() if name not in _INTERNAL}
        known = {name: row[name] for name in (*_FROM_ISSUE, "issue")}
        now = {name: row[name] for name in ("status", *JUDGED)}
        yield known | rest | now | {"decided_at": row["at"]}


_FROM_ISSUE = (
    *("issue_id", "account", "marketplace", "order_id", "order_item_id", "sku", "asin"),
    *("occurred_at", "detected_at", "channel"),
)
_INTERNAL = frozenset({"ordinal", "outcome"})


_DONE = ("closed", "declined", *sorted(set(Status) - FOR_A_PERSON))
"""How what no person must see to stands."""


def _soonest(now: datetime | None) -> tuple[ColumnElement[Any], ...]:
    """The order of the day's work: what waits first, in it what can still be done in time."""
    s = schema.suggestions
    is_done = func.coalesce(s.c.status, "").in_(_DONE)
    if now is None:
        return is_done, nulls_last(s.c.deadline)
    is_overdue = s.c.deadline < instant_text(now)
    ahead = case((s.c.deadline.is_(None), 2), (is_overdue, 1), else_=0)
    latest_first = case((is_overdue, s.c.deadline), else_=None).desc()
    return is_done, ahead, latest_first, s.c.deadline


def _same_issue() -> Any:
    i, s = schema.issues, schema.suggestions
    same_order = (i.c.account == s.c.account) & (i.c.order_id == s.c.order_id)
    return same_order & (i.c.issue_id == s.c.issue_id)


def _entry_of(table: Any) -> Any:
    return (schema.entries.c.account == table.c.account) & (schema.entries.c.seq == table.c.seq)


def _narrowed(statement: Select[Any], wanted: Filter, *, id_column: Any) -> Select[Any]:
    i, s = schema.issues, schema.suggestions
    if wanted.account:
        statement = statement.where(i.c.account == wanted.account)
    if wanted.kinds:
        statement = statement.where(i.c.kind.in_(wanted.kinds))
    if wanted.orders:
        statement = statement.where(i.c.order_id.in_(wanted.orders))
    if wanted.statuses:
        statement = statement.where(s.c.status.in_(wanted.statuses))
    if wanted.id_prefix:
        statement = statement.where(id_column.startswith(wanted.id_prefix, autoescape=True))
    return statement


def binding(connection: Connection, account: str) -> tuple[str, str] | None:
    """Seller id and endpoint the account is tied to."""
    a = schema.accounts
    found = connection.execute(select(a.c.seller_id, a.c.endpoint).where(a.c.account == account))
    row = found.one_or_none()
    return (row.seller_id, row.endpoint) if row else None


def windows(connection: Connection, account: str) -> Iterator[dict[str, Any]]:
    """The latest coverage of every source, store and file."""
    c = schema.coverage
    latest = (
        select(func.max(c.c.seq))
        .where(c.c.account == account)
        .group_by(c.c.source, c.c.marketplace, c.c.name)
    )
    statement = select(c).where(c.c.account == account, c.c.seq.in_(latest)).order_by(c.c.seq)
    for row in stream(connection, statement):
        yield dict(row)


def read_spans(connection: Connection, account: str, source: str, name: str) -> list[Span]:
    """When a source was read from and to, under that name."""
    c = schema.coverage
    known = [state for state in CoverageState if state.is_known]
    statement = (
        select(c.c.since, c.c.until)
        .where(c.c.account == account, c.c.source == source, c.c.name == name)
        .where(c.c.state.in_(known), c.c.since.isnot(None), c.c.until.isnot(None))
    )
    return [
        Span(datetime.fromisoformat(row.since), datetime.fromisoformat(row.until))
        for row in connection.execute(statement)
    ]


def holds(connection: Connection, account: str, mark: Checkpoint) -> bool:
    """Whether the account's chain has the entry that a mark names."""
    e = schema.entries
    found = select(e.c.hash).where(e.c.account == account, e.c.seq == mark.seq)
    kept: bytes | None = connection.scalar(found)
    return mark.account == account and kept is not None and kept.hex() == mark.hash


def policy_text(connection: Connection, digest: str) -> tuple[str, str] | None:
    """Name and text of a policy that decided something."""
    p = schema.policies
    statement = select(schema.entries.c.payload).join(p, _entry_of(p)).where(p.c.digest == digest)
    payload = connection.execute(statement.limit(1)).scalar()
    if payload is None:
        return None
    told = codec.load(payload)
    return told["name"], told["text"]


def entries(connection: Connection, account: str | None = None) -> Iterator[Entry]:
    """Every entry in chain order."""
    e = schema.entries
    statement = select(e).order_by(e.c.account, e.c.seq)
    if account:
        statement = statement.where(e.c.account == account)
    for row in stream(connection, statement):
        yield Entry(**row)


def last_entry(connection: Connection, account: str) -> Entry | None:
    """The newest entry of an account's chain, if there is one."""
    e = schema.entries
    newest = select(e).where(e.c.account == account).order_by(e.c.seq.desc()).limit(1)
    row = connection.execute(newest).mappings().one_or_none()
    return None if row is None else Entry(**row)


def history(connection: Connection, order_id: str) -> Iterator[Entry]:
    """Every entry about one order, oldest first."""
    e = schema.entries
    statement = select(e).where(e.c.subject == order_id).order_by(e.c.at, e.c.account, e.c.seq)
    for row in stream(connection, statement):
        yield Entry(**row)


def checkpoints(connection: Connection) -> list[Checkpoint]:
    """How far each account's chain reaches, as the ledger itself says."""
    found = connection.execute(select(schema.heads).order_by(schema.heads.c.account))
    return [Checkpoint(row.account, row.seq, row.hash.hex()) for row in found]
