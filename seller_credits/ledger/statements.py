"""The statements that write entries and projections, by the names `ledger.projections` uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, update
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.sql.dml import Insert, Update, ValuesBase

from seller_credits.ledger import schema
from seller_credits.ledger.projections import JUDGED, STOOD_FOR

_LEARNABLE = ("order_item_id", "sku", "asin", "marketplace", "channel")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, compiled once: thousands of rows go to the driver as they are.

    Attributes:
        sql: with positional marks.
        names: the parameters, in the order of the marks.
    """

    sql: str
    names: tuple[str, ...]

    def execute(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it once for every row."""
        ordered = itemgetter(*self.names)
        connection.exec_driver_sql(self.sql, [ordered(row) for row in rows])


def _upsert(table: Table) -> Insert:
    """Insert, or replace what is there under the same key."""
    statement = insert(table)
    rest = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=rest)


def _issue() -> Insert:
    """A further sighting adds what was not known of the issue, and changes nothing known."""
    statement = insert(schema.issues)
    return statement.on_conflict_do_update(
        index_elements=list(schema.issues.primary_key),
        set_={
            name: func.coalesce(schema.issues.c[name], statement.excluded[name])
            for name in (*_LEARNABLE, "occurred_at")
        },
    )


def _joined() -> Update:
    """What an order's snapshot tells of an issue fills what its own rows left open."""
    table = schema.issues
    learnt = {name: func.coalesce(table.c[name], bindparam(f"new_{name}")) for name in _LEARNABLE}
    return update(table).where(*_named(table, "issue_id")).values(learnt)


def _seen_again() -> Update:
    """Another look at a snapshot, unless a later entry has replaced it."""
    table = schema.orders
    named = _named(table, "source", "part")
    moved: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("as_of", "due")}
    return update(table).where(*named, table.c.seq < bindparam("before")).values(moved)


def _status() -> Update:
    table = schema.suggestions
    named = _named(table, "issue_id", "ordinal")
    return update(table).where(*named).values(status=bindparam("new_status"))


def _moved() -> Update:
    """What an issuance was handed in with stays known until another intent names something else."""
    table = schema.issuances
    kept = ("submission_id", "message_id", "feed_id")
    told: dict[str, Any] = {
        name: func.coalesce(bindparam(f"new_{name}"), table.c[name]) for name in kept
    }
    said = ("status", "moved_at", "again_at", "seq")
    told |= {name: bindparam(f"new_{name}") for name in said}
    return update(table).where(*_of(table, "issuance_id")).values(told)


def _looked() -> Update:
    table = schema.issuances
    told: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("again_at", "seq")}
    return update(table).where(*_of(table, "issuance_id")).values(told)


def _submission_seen() -> Update:
    table = schema.submissions
    told: dict[str, Any] = {
        "feed_id": func.coalesce(bindparam("new_feed_id"), table.c.feed_id),
        "status": bindparam("new_status"),
    }
    return update(table).where(*_of(table, "submission_id")).values(told)


def _explained() -> Update:
    table = schema.orphans
    return update(table).where(*_named(table, "key")).values(explained=bindparam("new_explained"))


def _judged() -> Update:
    table = schema.suggestions
    moved: dict[str, Any] = {name: bindparam(f"new_{name}") for name in JUDGED}
    return update(table).where(*_named(table, "issue_id", "ordinal")).values(moved)


def _upheld() -> Update:
    table = schema.suggestions
    moved: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("seq", *STOOD_FOR)}
    return update(table).where(*_named(table, "issue_id", "ordinal")).values(moved)


def _named(table: Table, *names: str) -> list[ColumnElement[bool]]:
    """The row whose key the parameters `of_account`, `of_order_id` and so on give."""
    return _of(table, "order_id", *names)


def _of(table: Table, *names: str) -> list[ColumnElement[bool]]:
    """The same where the key has no order in it."""
    return [table.c[name] == bindparam(f"of_{name}") for name in ("account", *names)]


INSERT_ENTRY = (
    "INSERT INTO entries (account, seq, at, kind, subject, actor, payload, prev, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
"""Entries are written in the order of their hash: header, payload, prev, hash."""


@cache
def statements() -> Mapping[str, Statement]:
    """Every statement, in the order they are executed: inserts before what updates them."""
    written = {
        "accounts": _upsert(schema.accounts),
        "policies": _upsert(schema.policies),
        "standings": _upsert(schema.standings),
        "in_force": _upsert(schema.in_force),
        "orders": _upsert(schema.orders),
        "buyers": _upsert(schema.buyers),
        "seen_again": _seen_again(),
        "issues": _issue(),
        "joined": _joined(),
        "money": _upsert(schema.money),
        "suggestions": insert(schema.suggestions),
        "issuances": insert(schema.issuances),
        "moved": _moved(),
        "looked": _looked(),
        "status": _status(),
        "upheld": _upheld(),
        "judged": _judged(),
        "coverage": insert(schema.coverage),
        "health": insert(schema.health),
        "submissions": insert(schema.submissions),
        "submission_seen": _submission_seen(),
        "orphans": _upsert(schema.orphans),
        "explained": _explained(),
        "outcomes": _upsert(schema.outcomes),
        "evidence": _upsert(schema.evidence),
        "stops": _upsert(schema.stops),
        "read_backs": _upsert(schema.read_backs),
        "comments": insert(schema.comments).on_conflict_do_nothing(),
        "heads": _upsert(schema.heads),
    }
    return {name: _compiled(statement) for name, statement in written.items()}


def _compiled(statement: ValuesBase) -> Statement:
    compiled = statement.compile(dialect=dialect(paramstyle="qmark"))
    return Statement(str(compiled), tuple(compiled.positiontup or ()))
