"""The tables: entries are the truth; the others are projections that can be rebuilt from them.

A projection keeps what is searched for, and the `seq` of the entry that says the rest.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
)
from sqlalchemy import Text as PlainText

SCHEMA_VERSION = "5"
"""By which programs know a ledger; `ledger.migrations` brings an older one to it."""

Text = PlainText(collation="C").with_variant(PlainText(), "sqlite")
"""Text that a server sorts as a file does, and as Python does: by its letters' numbers."""

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("account", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("account", "seq"),
    Index("entries_by_subject", "subject", "account", "seq"),
)

heads = Table(
    "heads",
    metadata,
    Column("account", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("account", Text, primary_key=True),
    Column("seller_id", Text, nullable=False),
    Column("endpoint", Text, nullable=False),
)

policies = Table(
    "policies",
    metadata,
    Column("account", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "digest"),
)

# The latest word of each kind about a version: proposed, activated, revoked.
standings = Table(
    "standings",
    metadata,
    Column("account", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "digest", "kind"),
)

in_force = Table(
    "in_force",
    metadata,
    Column("account", Text, primary_key=True),
    Column("digest", Text, nullable=False),
)

orders = Table(
    "orders",
    metadata,
    Column("account", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("updated_at", Text),
    Column("as_of", Text, nullable=False),
    Column("due", Text),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "order_id", "source", "part"),
    sqlite_with_rowid=False,
)
UNREAD = "unread"
"""In place of an order's source where it was asked for and could not be read."""

Index(
    "orders_due",
    *(orders.c.account, orders.c.due),
    sqlite_where=orders.c.due.isnot(None),
    postgresql_where=orders.c.due.isnot(None),
)

# Kept in the order of their orders, which is how nearly everything asks for them.
issues = Table(
    "issues",
    metadata,
    Column("account", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("issue_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("order_item_id", Text),
    Column("sku", Text),
    Column("asin", Text),
    Column("marketplace", Text),
    Column("channel", Text),
    Column("occurred_at", Text),
    Column("detected_at", Text, nullable=False),
    PrimaryKeyConstraint("account", "order_id", "issue_id"),
    sqlite_with_rowid=False,
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("account", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("issue_id", Text, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("suggestion_id", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("amount", Text),
    Column("currency", Text),
    Column("outcome", Text, nullable=False),
    Column("policy_digest", Text, nullable=False),
    Column("authority", Text),
    Column("again_at", Text),
    Column("deadline", Text),
    Column("deadline_rule", Text),
    Column("expires_at", Text),
    Column("severity", Text),
    Column("odr_exposure", Text, nullable=False),
    Column("odr_exposure_why", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "order_id", "issue_id", "ordinal"),
    sqlite_with_rowid=False,
)

Index(
    "suggestions_again",
    *(suggestions.c.account, suggestions.c.again_at),
    sqlite_where=suggestions.c.again_at.isnot(None),
    postgresql_where=suggestions.c.again_at.isnot(None),
)

money = Table(
    "money",
    metadata,
    Column("account", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("book", Text, nullable=False),
    Column("posted", Text),
    Column("amount", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "order_id", "key"),
    Index("money_by_day", "account", "posted"),
    sqlite_with_rowid=False,
)

# A buyer is a keyed hash, and here only to find the other orders of the same one.
buyers = Table(
    "buyers",
    metadata,
    Column("account", Text, nullable=False),
    Column("buyer", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("placed_at", Text),
    PrimaryKeyConstraint("account", "buyer", "order_id"),
    Index("buyers_by_order", "order_id"),
    sqlite_with_rowid=False,
)

coverage = Table(
    "coverage",
    metadata,
    Column("account", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("source", Text),
    Column("marketplace", Text),
    Column("since", Text),
    Column("until", Text),
    Column("state", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    PrimaryKeyConstraint("account", "seq"),
    Index("coverage_by_name", "account", "source", "name"),
)

health = Table(
    "health",
    metadata,
    Column("account", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("marketplace", Text),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("account", "seq"),
)

# Buyers' own words: beside the chain, so that erasing them breaks nothing.
comments = Table(
    "comments",
    metadata,
    Column("account", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    PrimaryKeyConstraint("account", "key"),
)

# One row for each remedy that was approved, or done elsewhere; `began` is the entry that says what
# it is, `seq` the latest word about it.
issuances = Table(
    "issuances",
    metadata,
    Column("account", Text, nullable=False),
    Column("issuance_id", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("issue_id", Text),
    Column("ordinal", Integer),
    Column("status", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("amount", Text),
    Column("marketplace", Text),
    Column("approved_at", Text, nullable=False),
    Column("moved_at", Text, nullable=False),
    Column("again_at", Text),
    Column("submission_id", Text),
    Column("message_id", Integer),
    Column("feed_id", Text),
    Column("began", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "issuance_id"),
    Index("issuances_by_order", "account", "order_id", "began"),
    Index("issuances_by_status", "account", "status"),
    sqlite_with_rowid=False,
)

submissions = Table(
    "submissions",
    metadata,
    Column("account", Text, nullable=False),
    Column("submission_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("document_digest", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("feed_id", Text),
    Column("status", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "submission_id"),
    sqlite_with_rowid=False,
)

# Refunds the books show that nobody here issued: the key is that of `money`.
orphans = Table(
    "orphans",
    metadata,
    Column("account", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("amount", Text, nullable=False),
    Column("posted", Text),
    Column("explained", Text),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "order_id", "key"),
    sqlite_with_rowid=False,
)

# What became of an order with an issue, once nothing more can come: `nothing`, `claim`, ...
outcomes = Table(
    "outcomes",
    metadata,
    Column("account", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("issue_id", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("matured_at", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "order_id", "issue_id"),
    sqlite_with_rowid=False,
)

evidence = Table(
    "evidence",
    metadata,
    Column("account", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("account", "order_id", "digest"),
    sqlite_with_rowid=False,
)

# The kill switch: a row while it is thrown; `by` is null where it was released again.
stops = Table(
    "stops",
    metadata,
    Column("account", Text, primary_key=True),
    Column("by", Text),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seq", Integer, nullable=False),
)

# The books read back after the ledger was restored from a copy: until when that was done.
read_backs = Table(
    "read_backs",
    metadata,
    Column("account", Text, primary_key=True),
    Column("until", Text, nullable=False),
    Column("seq", Integer, nullable=False),
)

PROJECTIONS = (
    *(accounts, policies, standings, in_force, orders, buyers, issues, money),
    *(suggestions, coverage, health),
    *(issuances, submissions, orphans, outcomes, evidence, stops, read_backs),
)
"""Everything that can be rebuilt from the entries."""
