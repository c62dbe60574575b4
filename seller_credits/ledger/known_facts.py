"""Which facts the decisions of late rested on: for whoever asks what a policy may ask about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection, select

from seller_credits.domain.clock import instant_text
from seller_credits.ledger import codec, schema
from seller_credits.ledger.reading import stream

_AT_MOST = 20_000
"""So many are enough to tell what is usual, and are read in a second or two."""


def known_facts(
    connection: Connection, account: str, since: datetime
) -> Iterator[tuple[str, frozenset[str]]]:
    """The kind of issue and the facts that were known, of every issue decided since, newest first.

    Each issue counts once, as it was last decided.
    """
    s, e = schema.suggestions, schema.entries
    statement = (
        select(e.c.payload)
        .join(s, (s.c.account == e.c.account) & (s.c.seq == e.c.seq))
        .where(s.c.account == account, s.c.status != "superseded", e.c.at >= instant_text(since))
        .order_by(e.c.seq.desc())
        .limit(_AT_MOST)
    )
    for row in stream(connection, statement):
        facts = codec.load(row["payload"]).get("facts", {})
        if "issue" in facts:
            yield facts["issue"], frozenset(facts)
