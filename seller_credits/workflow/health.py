"""`health`: how the account stands with the marketplace, from the reports its ledger has."""

from __future__ import annotations

from datetime import datetime, timedelta

from seller_credits.ledger.interface import Ledger
from seller_credits.measurement.health import StoreHealth, store_health


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
        found += [store_health(name, report, defects, now, stale_after) for report in reports]
    return found
