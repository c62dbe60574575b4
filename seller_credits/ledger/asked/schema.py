"""The tables of what was asked of the marketplace.

Instants are text in UTC, always with microseconds, so that they sort as they happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

buckets = Table(
    "buckets",
    metadata,
    Column("key", Text, primary_key=True),
    # NULL while only a rate is known: a bucket nothing was taken from is full.
    Column("tokens", Double),
    Column("counted_at", Text),
    Column("learnt", Double),
)

report_requests = Table(
    "report_requests",
    metadata,
    Column("owner", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("store_id", Text, nullable=False),
    Column("asked_at", Text, nullable=False),
    Column("since", Text),
    Column("until", Text),
    Column("report_id", Text),
    Column("status", Text, nullable=False),
    Column("taken", Boolean, nullable=False),
    PrimaryKeyConstraint("owner", "type", "store_id", "asked_at"),
)

searches = Table(
    "searches",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("begun_at", Text, nullable=False),
    Column("orders", Integer, nullable=False),
    Column("mark", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables one kind of store has, and the version by which programs know them."""

    version: str
    tables: tuple[Table, ...]


OF_A_FILE = Layout("2", (meta, buckets, report_requests, searches))
OF_A_DATABASE = Layout("1", (meta, buckets))
"""Requests remembered belong to one ledger; only what is counted is shared between machines."""


def sortable(moment: datetime) -> str:
    """An aware instant as these tables keep it: `2026-11-23T08:00:00.000000+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
