"""Files a person keeps for an order: what shows that the buyer, or the carrier, was wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from seller_credits.domain.errors import UsageProblem
from seller_credits.ledger.evidence import EvidenceFiles
from seller_credits.ledger.sql_ledger import SqlLedger


def keep(
    ledger: SqlLedger,
    files: EvidenceFiles,
    order_id: str,
    paths: Sequence[Path],
    *,
    case: str | None,
    by: str,
    note: str,
    now: datetime,
) -> Iterator[tuple[str, str]]:
    """Keep each file, and then say so in the ledger: digest and name of each.

    A file that is kept and not yet in the ledger is only a file too many. What was kept for this
    order before is not written down once more.

    Args:
        ledger: knows the order.
        files: of the same home.
        order_id: as the marketplace writes it.
        paths: the files.
        case: the number of a case with the marketplace, if that is kept.
        by: who keeps it.
        note: what it shows; may be empty.
        now: the moment, aware.

    Raises:
        UsageProblem: the ledger knows nothing of the order, or a file cannot be read.
        LedgerProblem: a file cannot be kept.
    """
    account = _account_of(ledger, order_id)
    found = [(files.keep(path), path.name, "") for path in paths]
    if case is not None:
        found.append((files.keep_text(case), f"case {case}", case))
    known = {each.digest for each in ledger.evidence(account, order_id)}
    with ledger.writing(account, now) as writer:
        for digest, name, number in found:
            if digest not in known:
                writer.issuing.evidence(order_id, digest, name, by=by, note=note, case=number)
    return ((digest, name) for digest, name, _ in found)


def _account_of(ledger: SqlLedger, order_id: str) -> str:
    entry = next(ledger.history(order_id), None)
    if entry is None:
        raise UsageProblem(
            f"The ledger knows nothing of order {order_id}.",
            hint="List the orders it knows: seller-credits issues",
        )
    return entry.account
