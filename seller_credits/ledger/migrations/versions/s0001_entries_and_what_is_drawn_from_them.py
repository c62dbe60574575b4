"""Entries, their chains, and what is drawn from them: schema 4."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Make the tables and the guards of a ledger."""
    _make_truth()
    _make_policies()
    _make_orders()
    _make_issues()
    _make_suggestions()
    _make_books()
    _guard_entries()
    op.execute("INSERT INTO meta (name, value) VALUES ('schema', '4')")


def _text(*names: str) -> list[sa.Column[Any]]:
    """Columns that hold text; of those that end in `?`, nothing may be known."""
    return [sa.Column(name.removesuffix("?"), _TEXT, nullable=name.endswith("?")) for name in names]


def _seq() -> sa.Column[Any]:
    return sa.Column("seq", sa.Integer, nullable=False)


def _key(*names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names)


def _make_truth() -> None:
    op.create_table("meta", *_text("name", "value"), _key("name"))
    op.create_table(
        "entries",
        *_text("account"),
        _seq(),
        *_text("at", "kind", "subject", "actor", "payload"),
        sa.Column("prev", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        _key("account", "seq"),
    )
    op.create_index("entries_by_subject", "entries", ["subject", "account", "seq"])
    op.create_table(
        "heads",
        *_text("account"),
        _seq(),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        _key("account"),
    )
    op.create_table("comments", *_text("account", "key", "text", "kept_at"), _key("account", "key"))


def _make_policies() -> None:
    op.create_table("accounts", *_text("account", "seller_id", "endpoint"), _key("account"))
    op.create_table("policies", *_text("account", "digest"), _seq(), _key("account", "digest"))
    op.create_table(
        "standings",
        *_text("account", "digest", "kind"),
        _seq(),
        _key("account", "digest", "kind"),
    )
    op.create_table("in_force", *_text("account", "digest"), _key("account"))


def _make_orders() -> None:
    op.create_table(
        "orders",
        *_text("account", "order_id", "source", "part", "updated_at?", "as_of", "due?"),
        _seq(),
        _key("account", "order_id", "source", "part"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "orders_due",
        "orders",
        ["account", "due"],
        sqlite_where=sa.text("due IS NOT NULL"),
        postgresql_where=sa.text("due IS NOT NULL"),
    )
    op.create_table(
        "buyers",
        *_text("account", "buyer", "order_id", "placed_at?"),
        _key("account", "buyer", "order_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("buyers_by_order", "buyers", ["order_id"])


def _make_issues() -> None:
    op.create_table(
        "issues",
        *_text("account", "order_id", "issue_id", "kind", "order_item_id?", "sku?", "asin?"),
        *_text("marketplace?", "channel?", "occurred_at?", "detected_at"),
        _key("account", "order_id", "issue_id"),
        sqlite_with_rowid=False,
    )


def _make_suggestions() -> None:
    op.create_table(
        "suggestions",
        *_text("account", "order_id", "issue_id"),
        sa.Column("ordinal", sa.Integer, nullable=False),
        *_text("suggestion_id", "status", "remedy", "amount?", "currency?", "outcome"),
        *_text("policy_digest", "authority?", "again_at?", "deadline?", "deadline_rule?"),
        *_text("expires_at?", "severity?", "odr_exposure", "odr_exposure_why"),
        _seq(),
        _key("account", "order_id", "issue_id", "ordinal"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "suggestions_again",
        "suggestions",
        ["account", "again_at"],
        sqlite_where=sa.text("again_at IS NOT NULL"),
        postgresql_where=sa.text("again_at IS NOT NULL"),
    )


def _make_books() -> None:
    op.create_table(
        "money",
        *_text("account", "order_id", "key", "kind", "book", "posted?", "amount"),
        _seq(),
        _key("account", "order_id", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("money_by_day", "money", ["account", "posted"])
    op.create_table(
        "coverage",
        *_text("account"),
        _seq(),
        *_text("source?", "marketplace?", "since?", "until?", "state", "why", "name", "read_at"),
        _key("account", "seq"),
    )
    op.create_index("coverage_by_name", "coverage", ["account", "source", "name"])
    op.create_table(
        "health",
        *_text("account"),
        _seq(),
        *_text("marketplace?", "digest"),
        _key("account", "seq"),
    )


def _guard_entries() -> None:
    """Keep an honest program from changing history, on a server by every way there is."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER entries_no_{verb.lower()} BEFORE {verb} ON entries "
                "BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION entries_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'entries are append-only'; END$$"
    )
    for verb in ("UPDATE", "DELETE", "TRUNCATE"):
        name = f"entries_no_{verb.lower()}"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {verb} ON entries FOR EACH STATEMENT "
            "EXECUTE FUNCTION entries_are_append_only()"
        )
        # Also where somebody plays the part of a replica, which other triggers do not notice.
        op.execute(f"ALTER TABLE entries ENABLE ALWAYS TRIGGER {name}")
