"""Proving that the ledger is what was written: the chains, and the projections drawn from them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, func, select

from seller_credits.ledger import codec, reading, schema
from seller_credits.ledger.chain import GENESIS, Entry, fault_of
from seller_credits.ledger.drawing import draw
from seller_credits.ledger.interface import Checkpoint, Fault

_FAULTS_PER_TABLE = 10


def faults(connection: Connection, against: Checkpoint | None = None) -> Iterator[Fault]:
    """Everything that is not as it was written, in sentences; nothing when all is well.

    Args:
        connection: in a transaction that sees one state of the ledger from beginning to end.
        against: how far it reached once, as somebody kept it.
    """
    if against is not None:
        yield from _checkpoint_faults(connection, against)
    broken = list(_chain_faults(connection))
    yield from broken
    # Projections drawn from a broken chain would only repeat its faults.
    if not broken:
        yield from _projection_faults(connection)
    yield from _comment_faults(connection)


def end_faults(connection: Connection) -> Iterator[Fault]:
    """What shows without reading it all: chains that were cut or replaced.

    Only the last entry of each account is read and proven.
    """
    for mark in reading.checkpoints(connection):
        yield from _end_faults(connection, mark)


def _end_faults(connection: Connection, head: Checkpoint) -> Iterator[Fault]:
    last = reading.last_entry(connection, head.account)
    seq = last.seq if last else 0
    if last is None or seq != head.seq:
        yield _cut_short(head.account, seq, head)
    elif last.hash.hex() != head.hash:
        yield Fault(head.account, f"the last entry, {seq}, is not the one that was written")
    elif fault := fault_of(last, seq=seq, prev=last.prev):
        yield Fault(head.account, fault)


def _cut_short(account: str, seq: int, head: Checkpoint) -> Fault:
    return Fault(
        account,
        f"the chain ends at entry {seq}, but entry {head.seq} was written: "
        "entries were removed from its end",
    )


def _checkpoint_faults(connection: Connection, kept: Checkpoint) -> Iterator[Fault]:
    e = schema.entries
    there = connection.scalar(
        select(e.c.hash).where(e.c.account == kept.account, e.c.seq == kept.seq)
    )
    if there is None:
        yield Fault(
            kept.account, f"entry {kept.seq}, which the checkpoint names, is gone: it was cut short"
        )
    elif there.hex() != kept.hash:
        yield Fault(
            kept.account, f"entry {kept.seq} is not the one of the checkpoint: it was rewritten"
        )


def _chain_faults(connection: Connection) -> Iterator[Fault]:
    heads = {mark.account: mark for mark in reading.checkpoints(connection)}
    stated = set(heads)
    seen = set(connection.scalars(select(schema.entries.c.account).distinct()))
    for account in sorted(stated | seen):
        seq, prev, fault = _walk(connection, account)
        if fault:
            yield Fault(account, fault)
            continue
        head = heads.get(account)
        if head is None:
            yield Fault(account, "the record of how far the chain reaches is gone")
        elif (head.seq, head.hash) != (seq, prev.hex()):
            yield _cut_short(account, seq, head)


def _walk(connection: Connection, account: str) -> tuple[int, bytes, str | None]:
    seq, prev = 0, GENESIS
    for entry in reading.entries(connection, account):
        fault = fault_of(entry, seq=seq + 1, prev=prev)
        if fault:
            return seq, prev, fault
        seq, prev = entry.seq, entry.hash
    return seq, prev, None


def _projection_faults(connection: Connection) -> Iterator[Fault]:
    """Draw the projections anew beside the ledger and compare them row by row."""
    with TemporaryDirectory(prefix="seller-credits-verify-") as folder:
        anew = Path(folder) / "anew.db"
        _draw(reading.entries(connection), anew)
        fresh = _scratch(anew)
        try:
            with fresh.connect() as other:
                for table in schema.PROJECTIONS:
                    yield from _differences(connection, other, table)
        finally:
            fresh.dispose()


def _draw(entries: Iterator[Entry], path: Path) -> None:
    engine = _scratch(path)
    try:
        with engine.begin() as connection:
            schema.metadata.create_all(connection)
            draw(connection, entries)
    finally:
        engine.dispose()


def _scratch(path: Path) -> Engine:
    """A file that is thrown away in the end, and need not survive anything."""

    def configure(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")

    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", configure)
    return engine


def _differences(kept: Connection, drawn: Connection, table: Table) -> Iterator[Fault]:
    """Rows that are only in one of the two, walking both in key order."""
    statement = select(table).order_by(*table.primary_key)
    left, right = reading.stream(kept, statement), reading.stream(drawn, statement)
    found = 0
    for ours, anew in _paired(left, right, [column.name for column in table.primary_key]):
        if ours == anew:
            continue
        found += 1
        if found <= _FAULTS_PER_TABLE:
            yield _fault(table, ours or anew or {}, missing=ours is None, extra=anew is None)
    if found > _FAULTS_PER_TABLE:
        yield Fault("-", f"{table.name}: {found - _FAULTS_PER_TABLE} more rows differ")


def _paired(
    left: Iterator[object], right: Iterator[object], key: list[str]
) -> Iterator[tuple[dict[str, object] | None, dict[str, object] | None]]:
    def at(row: dict[str, object]) -> tuple[object, ...]:
        return tuple(row[name] for name in key)

    def following(rows: Iterator[object]) -> dict[str, object] | None:
        row = next(rows, None)
        return None if row is None else dict(row)  # type: ignore[call-overload]

    ours, anew = following(left), following(right)
    while ours is not None or anew is not None:
        if anew is None or (ours is not None and at(ours) < at(anew)):
            yield ours, None
            ours = following(left)
        elif ours is None or at(anew) < at(ours):
            yield None, anew
            anew = following(right)
        else:
            yield ours, anew
            ours, anew = following(left), following(right)


def _fault(table: Table, row: dict[str, object], *, missing: bool, extra: bool) -> Fault:
    name = " ".join(str(row[column.name]) for column in table.primary_key)
    what = "is missing" if missing else "was added" if extra else "was changed"
    return Fault(str(row.get("account", "-")), f"{table.name}: row {name} {what}")


def _comment_faults(connection: Connection) -> Iterator[Fault]:
    """A kept comment must be the one whose digest the chain holds; an erased one is fine."""
    c = schema.comments
    if not connection.scalar(select(func.count()).select_from(c)):
        return
    digests = {
        (row["account"], row["key"]): sha256(row["text"].encode()).hexdigest()
        for row in reading.stream(connection, select(c))
    }
    for entry in reading.entries(connection):
        if entry.kind != "issue_seen":
            continue
        proof = codec.load(entry.payload)["evidence"]
        kept = digests.get((entry.account, proof["key"]))
        if kept and kept != proof.get("comment_sha256"):
            yield Fault(entry.account, f"the comment kept for {entry.subject} was changed")
