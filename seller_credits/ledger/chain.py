"""The hash chain: each entry's hash covers everything it says and the hash of the one before.

    hash = sha256(prev + header + payload)
    header = JSON array [account, seq, at, kind, subject, actor], without blanks

One chain per account; the first entry's `prev` is 32 zero bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import orjson

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what was learnt or done, when, about which order, by whom.

    Attributes:
        seq: counts up from 1 within the account.
        at: when it was written, ISO 8601 UTC.
        kind: `issue_seen`, `suggested`, `order_seen`, `coverage`, ...
        subject: the order it is about, or the thing's own name.
        payload: JSON text, exactly as hashed.
    """

    account: str
    seq: int
    at: str
    kind: str
    subject: str
    actor: str
    payload: str
    prev: bytes
    hash: bytes


def entry_hash(prev: bytes, header: tuple[str, int, str, str, str, str], payload: str) -> bytes:
    """The hash an entry must carry; the header is account, seq, at, kind, subject, actor."""
    return sha256(prev + orjson.dumps(header) + payload.encode()).digest()


def fault_of(entry: Entry, *, seq: int, prev: bytes) -> str | None:
    """What is wrong with an entry at this place of its chain, in a sentence, or None."""
    if entry.seq != seq:
        return f"entry {seq} is missing: entry {entry.seq} stands in its place"
    if entry.prev != prev:
        return f"entry {seq} does not follow the entry before it: one was changed or reordered"
    header = (entry.account, entry.seq, entry.at, entry.kind, entry.subject, entry.actor)
    if entry.hash != entry_hash(prev, header, entry.payload):
        return f"entry {seq} ({entry.kind} {entry.subject}) was changed after it was written"
    return None
