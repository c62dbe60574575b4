"""Everything the ledger says, line by line, for other programs and for keeping elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.chain import GENESIS, Entry, fault_of


def lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Each entry as a line of JSON: what it says, exactly, and its place in the chain.

    `prev` and `hash` are hexadecimal. The payload stands there byte by byte as it is hashed, so
    that whoever has the lines can prove them: see `seller_credits.ledger.chain`.

    Args:
        entries: in chain order, account by account, each from its first entry on.

    Raises:
        LedgerProblem: at the first entry that is not as it was written.
    """
    account, seq, prev = "", 0, GENESIS
    for entry in entries:
        if entry.account != account:
            account, seq, prev = entry.account, 0, GENESIS
        fault = fault_of(entry, seq=seq + 1, prev=prev)
        if fault is not None:
            raise LedgerProblem(
                f"The export of account '{account}' ends here: {fault}.",
                hint="What can be proven stands before. See what else is wrong: "
                "seller-credits ledger verify",
            )
        seq, prev = entry.seq, entry.hash
        yield line(entry)


def line(entry: Entry) -> bytes:
    """One entry as a line of JSON."""
    told = {
        "account": entry.account,
        "seq": entry.seq,
        "at": entry.at,
        "kind": entry.kind,
        "subject": entry.subject,
        "actor": entry.actor,
        "payload": orjson.Fragment(entry.payload),
        "prev": entry.prev.hex(),
        "hash": entry.hash.hex(),
    }
    return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)
