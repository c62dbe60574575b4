"""Whether the ledger was put back from a copy, and what of the time since was not read back yet.

What was handed in after the copy was made is not in it: it would be handed in once more. Three
things tell: the word that `backup` leaves in its copies, a mark beside the ledger that its chain
does not have (`ledger.marks`), and tables that lie elsewhere than they did. Whoever finds one
writes an entry; from then on nothing is issued until the books were read back, which is an entry
too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from seller_credits.domain.clock import instant_text
from seller_credits.ledger import codec, schema

RESTORED = "restored"
"""The kind of entry that says so; its subject is the account."""

COPIED_AT = "copied_at"
"""In `meta` of a copy: when it was made."""

_LIES_IN = "lies_in"
_SEEN_THERE = "seen_there"


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which things may have been done that the ledger does not know of. Aware.

    Attributes:
        since: they were done after that.
        noticed: and before that.
        why: how that is known, in a sentence.
    """

    since: datetime
    noticed: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells that the whole ledger was put back; nobody has written it down yet."""

    since: datetime
    why: str


def open_gap(connection: Connection, account: str) -> Gap | None:
    """What was written down, and not read back since."""
    back, gaps = _read_back(connection, account), list(_gaps(connection, account))
    left = [gap for gap, seq in gaps if not _is_closed(gap, seq, back)]
    if not left:
        return None
    return Gap(min(gap.since for gap in left), max(gap.noticed for gap in left), left[-1].why)


def was_read_back(connection: Connection, account: str, since: datetime, until: datetime) -> bool:
    """Whether a time is within one that was written down as a gap, and was read back."""
    back = _read_back(connection, account)
    return any(
        gap.since <= since and until <= gap.noticed and _is_closed(gap, seq, back)
        for gap, seq in _gaps(connection, account)
    )


_Back = tuple[datetime, int]


def _is_closed(gap: Gap, seq: int, back: _Back | None) -> bool:
    return back is not None and back[1] > seq and back[0] >= gap.noticed


def _read_back(connection: Connection, account: str) -> _Back | None:
    """Until when the books were read back last, and the place in the chain that says so."""
    r = schema.read_backs
    row = connection.execute(select(r.c.until, r.c.seq).where(r.c.account == account)).one_or_none()
    return (datetime.fromisoformat(row.until), row.seq) if row else None


def _gaps(connection: Connection, account: str) -> Iterator[tuple[Gap, int]]:
    """Every gap that was ever written down, with its place in the chain."""
    e = schema.entries
    about = e.c.account == account, e.c.subject == account, e.c.kind == RESTORED
    for row in connection.execute(select(e.c.seq, e.c.payload).where(*about).order_by(e.c.seq)):
        yield _gap_of(row.payload), row.seq


def _gap_of(payload: str) -> Gap:
    told = codec.load(payload)
    since, noticed = (datetime.fromisoformat(told[name]) for name in ("since", "noticed"))
    return Gap(since, noticed, told["why"])


def sign(connection: Connection, lies_in: str | None) -> Sign | None:
    """What tells that it was put back.

    Args:
        connection: of the ledger.
        lies_in: what tells its tables from any others.
    """
    copied_at = _meta(connection, COPIED_AT)
    if copied_at is not None:
        copied = datetime.fromisoformat(copied_at)
        return Sign(copied, f"It is a copy that `ledger backup` made on {_moment(copied)}.")
    kept, seen = _meta(connection, _LIES_IN), _meta(connection, _SEEN_THERE)
    if kept is None or seen is None or lies_in is None or kept == lies_in:
        return None
    looked = datetime.fromisoformat(seen)
    why = f"The tables of the database are not those they were on {_moment(looked)}."
    return Sign(looked, why)


def _moment(at: datetime) -> str:
    return f"{at:%d %b %Y, %H:%M} UTC"


def settle_in(connection: Connection, lies_in: str | None, now: datetime) -> None:
    """Write down where the ledger lies now, once what is gone is written down."""
    _set(connection, COPIED_AT, None)
    _set(connection, _LIES_IN, lies_in)
    _set(connection, _SEEN_THERE, None if lies_in is None else instant_text(now))


def sign_copy(connection: Connection, now: datetime) -> None:
    """Leave word in a copy that it is one; a copy of a copy is as old as the first."""
    if _meta(connection, COPIED_AT) is None:
        _set(connection, COPIED_AT, instant_text(now))


def last_before(connection: Connection, account: str, moment: datetime) -> datetime | None:
    """When the account's last entry up to a moment was written; None where there is none."""
    e = schema.entries
    found: str | None = connection.scalar(
        select(func.max(e.c.at)).where(e.c.account == account, e.c.at <= instant_text(moment))
    )
    return datetime.fromisoformat(found) if found else None


def _meta(connection: Connection, name: str) -> str | None:
    m = schema.meta
    told: str | None = connection.scalar(select(m.c.value).where(m.c.name == name))
    return told


def _set(connection: Connection, name: str, value: str | None) -> None:
    connection.execute(delete(schema.meta).where(schema.meta.c.name == name))
    if value is not None:
        connection.execute(insert(schema.meta).values(name=name, value=value))
