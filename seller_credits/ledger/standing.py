"""How versions of the policy stand, and what each has still to decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from seller_credits.domain.clock import instant_text
from seller_credits.domain.standing import Standing, Word
from seller_credits.ledger import codec, schema
from seller_credits.ledger.reading import stream

_OPEN = ("proposed", "closed")


def standings(connection: Connection, account: str) -> list[Standing]:
    """How every version stands that anybody ever proposed, activated or revoked."""
    s, e = schema.standings, schema.entries
    latest = (
        select(s.c.digest, s.c.kind, s.c.seq, e.c.at, e.c.payload)
        .join(e, (e.c.account == s.c.account) & (e.c.seq == s.c.seq))
        .where(s.c.account == account)
        .order_by(s.c.digest)
    )
    words: dict[str, dict[str, Word]] = {}
    for row in connection.execute(latest):
        said = Word(seq=row.seq, at=datetime.fromisoformat(row.at), **codec.load(row.payload))
        words.setdefault(row.digest, {})[row.kind.removeprefix("policy_")] = said
    return [Standing(digest, **said) for digest, said in words.items()]


def last_of(connection: Connection, account: str) -> int:
    """Where in the chain the latest word about any version stands; 0 where there is none."""
    s = schema.standings
    return connection.scalar(select(func.max(s.c.seq)).where(s.c.account == account)) or 0


def digests(connection: Connection, account: str) -> list[str]:
    """Digests of every version of which the ledger keeps the text, in their order."""
    p = schema.policies
    known = select(p.c.digest).where(p.c.account == account).order_by(p.c.digest)
    return list(connection.scalars(known))


def in_force(connection: Connection, account: str) -> str | None:
    """What was in force when everything was last decided again."""
    f = schema.in_force
    told: str | None = connection.scalar(select(f.c.digest).where(f.c.account == account))
    return told


def undecided_by(connection: Connection, account: str, policy_digest: str | None) -> Iterator[str]:
    """Orders with an open suggestion that another policy made; with any, where none is told."""
    other = schema.suggestions.c.policy_digest != policy_digest
    return _open_orders(connection, account, *(() if policy_digest is None else (other,)))


def decided_as(connection: Connection, account: str, outcome: str) -> Iterator[str]:
    """Orders with an open suggestion whose outcome begins so."""
    said = schema.suggestions.c.outcome
    return _open_orders(connection, account, said.startswith(outcome, autoescape=True))


def limited_until(connection: Connection, account: str, now: datetime) -> Iterator[str]:
    """Orders with an open suggestion that a limit cut or stopped, until now."""
    return _open_orders(connection, account, schema.suggestions.c.again_at <= instant_text(now))


def _open_orders(connection: Connection, account: str, *such: ColumnElement[bool]) -> Iterator[str]:
    s = schema.suggestions
    of_account: tuple[Any, ...] = (s.c.account == account, s.c.status.in_(_OPEN))
    statement = select(s.c.order_id).distinct().where(*of_account, *such)
    for row in stream(connection, statement):
        yield row["order_id"]
