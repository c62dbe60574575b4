"""The statements that write entries and projections, by the names `ledger.projections` uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Table,
    bindparam,
    func,
    make_url,
    update,
)
from sqlalchemy.sql.dml import Update, ValuesBase

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


def _upsert(insert: Callable[[Table], Any], table: Table) -> ValuesBase:
    """Insert, or replace what is there under the same key."""
    statement = insert(table)
    rest = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    keyed = list(table.primary_key)
    upsert: ValuesBase = statement.on_conflict_do_update(index_elements=keyed, set_=rest)
    return upsert


def _issue(insert: Callable[[Table], Any]) -> ValuesBase:
    """A further sighting adds what was not known of the issue, and changes nothing known."""
    statement = insert(schema.issues)
    learnt: ValuesBase = statement.on_conflict_do_update(
        index_elements=list(schema.issues.primary_key),
        set_={
            name: func.coalesce(schema.issues.c[name], statement.excluded[name])
            for name in (*_LEARNABLE, "occurred_at")
        },
    )
    return learnt


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
    """Another time to look again, unless a later entry has moved the issuance."""
    table = schema.issuances
    told: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("again_at", "seq")}
    before = table.c.seq < bindparam("new_seq")
    return update(table).where(*_of(table, "issuance_id"), before).values(told)


def _submission_seen() -> Update:
    table = schema.submissions
    told: dict[str, Any] = {
        "feed_id": func.coalesce(bindparam("new_feed_id"), table.c.feed_id),
        "status": bindparam("new_status"),
    }
    return update(table).where(*_of(table, "submission_id")).values(told)


def _explained() -> Update:
    """What an orphan turned out to be, unless a later entry tells of it anew."""
    table = schema.orphans
    named = *_named(table, "key"), table.c.seq < bindparam("before")
    return update(table).where(*named).values(explained=bindparam("new_explained"))


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


@dataclass(frozen=True, slots=True)
class Statements:
    """What a writer executes, in the words of one database.

    Attributes:
        entry: takes an entry in the order of its hash: header, payload, prev, hash.
        rows: every statement of a projection by its name, in the order they are executed: inserts
            before what updates them.
    """

    entry: str
    rows: Mapping[str, Statement]


def statements(connection: Connection) -> Statements:
    """The statements for a connection's database; compiled once."""
    return _statements(connection.dialect.name)


@cache
def _statements(name: str) -> Statements:
    dialect, insert = _words_of(name)
    upsert = partial(_upsert, insert)
    written = {
        "accounts": upsert(schema.accounts),
        "policies": upsert(schema.policies),
        "standings": upsert(schema.standings),
        "in_force": upsert(schema.in_force),
        "orders": upsert(schema.orders),
        "buyers": upsert(schema.buyers),
        "seen_again": _seen_again(),
        "issues": _issue(insert),
        "joined": _joined(),
        "money": upsert(schema.money),
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
        "orphans": upsert(schema.orphans),
        "explained": _explained(),
        "outcomes": upsert(schema.outcomes),
        "evidence": upsert(schema.evidence),
        "stops": upsert(schema.stops),
        "read_backs": upsert(schema.read_backs),
        "comments": insert(schema.comments).on_conflict_do_nothing(),
        "heads": upsert(schema.heads),
    }
    compiled = {each: _compiled(statement, dialect) for each, statement in written.items()}
    return Statements(_compiled(insert(schema.entries), dialect).sql, compiled)


def _words_of(name: str) -> tuple[Dialect, Callable[[Table], Any]]:
    """A database's dialect with positional marks, and its insert; only the one in use is loaded."""
    if name == "sqlite":
        from sqlalchemy.dialects import sqlite  # noqa: PLC0415

        return _dialect("sqlite", "qmark"), sqlite.insert
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415

    return _dialect("postgresql+psycopg", "format"), postgresql.insert


def _dialect(name: str, marks: str) -> Dialect:
    kind: Callable[..., Dialect] = make_url(f"{name}://").get_dialect()
    return kind(paramstyle=marks)


def _compiled(statement: ValuesBase, dialect: Dialect) -> Statement:
    compiled = statement.compile(dialect=dialect)
    return Statement(str(compiled), tuple(compiled.positiontup or ()))
