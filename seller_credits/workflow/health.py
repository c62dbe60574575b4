"""`health`: how the account stands with the marketplace, from the reports its ledger has."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from seller_credits.ledger.interface import Ledger
from seller_credits.measurement.health import StoreHealth, store_health

_LONGEST = timedelta(days=100)
"""Reports that are older than this are compared with nothing."""


def health_of(
    ledger: Ledger, account: str | None, now: datetime, stale_after: timedelta
) -> list[StoreHealth]:
    """Every store of which a report was read, account by account.

    Args:
        ledger: what is known.
        account: the only one asked for; None for all that the ledger has.
        now: the moment, aware.
        stale_after: how old a report may be before nothing is decided by it.
    """
    accounts = [account] if account else [head.account for head in ledger.checkpoints()]
    found = []
    for name in accounts:
        reports = list(ledger.health_reports(name))
        defects = list(ledger.counted_orders(name, defective=True)) if reports else []
        earlier = defaultdict(list)
        for snapshot in ledger.measuring.health_snapshots(name, now - _LONGEST) if reports else ():
            earlier[snapshot["marketplace"]].append(snapshot)
        found += [
            store_health(
                name, report, defects, now, stale_after, earlier=earlier[report["marketplace"]]
            )
            for report in reports
        ]
    return found
