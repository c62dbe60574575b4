"""The statements that write entries and projections, by the names `ledger.projections` uses."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table, bindparam, func, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.sql.dml import Insert, Update

from seller_credits.ledger import schema

_LEARNABLE = ("order_item_id", "sku", "asin", "marketplace", "channel")


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
        index_elements=["issue_id"],
        set_={
            name: func.coalesce(schema.issues.c[name], statement.excluded[name])
            for name in (*_LEARNABLE, "occurred_at")
        },
    )


def _joined() -> Update:
    """What an order's snapshot tells of an issue fills what its own rows left open."""
    table = schema.issues
    learnt = {
        name: func.coalesce(table.c[name], bindparam(f"new_{name}")) for name in _LEARNABLE
    }
    return update(table).where(table.c.issue_id == bindparam("of_issue")).values(learnt)


STATEMENTS: Mapping[str, Insert | Update] = {
    "entries": insert(schema.entries),
    "accounts": _upsert(schema.accounts),
    "policies": _upsert(schema.policies),
    "orders": _upsert(schema.orders),
    "issues": _issue(),
    "joined": _joined(),
    "evidence": insert(schema.evidence),
    "suggestions": insert(schema.suggestions),
    "status": update(schema.suggestions)
    .where(schema.suggestions.c.suggestion_id == bindparam("of_suggestion"))
    .values(status=bindparam("new_status")),
    "coverage": insert(schema.coverage),
    "health": insert(schema.health),
    "comments": insert(schema.comments).on_conflict_do_nothing(),
    "heads": _upsert(schema.heads),
}
"""In the order they are executed: what is inserted first may be updated later."""
