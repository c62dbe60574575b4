"""What was approved, issued, found in the books and stopped: schema 5."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXT = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Make the tables of issuing. No entry of before tells anything that would stand in them."""
    _make_issuances()
    _make_findings()
    _make_switches()
    op.execute("UPDATE meta SET value = '5' WHERE name = 'schema'")


def _text(*names: str) -> list[sa.Column[Any]]:
    """Columns that hold text; of those that end in `?`, nothing may be known."""
    return [sa.Column(name.removesuffix("?"), _TEXT, nullable=name.endswith("?")) for name in names]


def _number(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _key(*names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names)


def _make_issuances() -> None:
    op.create_table(
        "issuances",
        *_text("account", "issuance_id", "order_id", "issue_id?"),
        _number("ordinal", nullable=True),
        *_text("status", "remedy", "amount?", "marketplace?", "approved_at", "moved_at"),
        *_text("again_at?", "submission_id?"),
        _number("message_id", nullable=True),
        *_text("feed_id?"),
        _number("began"),
        _number("seq"),
        _key("account", "issuance_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("issuances_by_order", "issuances", ["account", "order_id", "began"])
    op.create_index("issuances_by_status", "issuances", ["account", "status"])
    op.create_table(
        "submissions",
        *_text("account", "submission_id", "kind", "marketplace", "document_digest"),
        _number("count"),
        *_text("at", "feed_id?", "status"),
        _number("seq"),
        _key("account", "submission_id"),
        sqlite_with_rowid=False,
    )


def _make_findings() -> None:
    op.create_table(
        "orphans",
        *_text("account", "order_id", "key", "amount", "posted?", "explained?"),
        _number("seq"),
        _key("account", "order_id", "key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outcomes",
        *_text("account", "order_id", "issue_id", "outcome", "matured_at"),
        _number("seq"),
        _key("account", "order_id", "issue_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence",
        *_text("account", "order_id", "digest", "name"),
        _number("seq"),
        _key("account", "order_id", "digest"),
        sqlite_with_rowid=False,
    )


def _make_switches() -> None:
    op.create_table(
        "stops", *_text("account", "by?", "at", "reason"), _number("seq"), _key("account")
    )
    op.create_table("read_backs", *_text("account", "until"), _number("seq"), _key("account"))
