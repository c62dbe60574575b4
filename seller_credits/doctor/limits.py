"""The check of the database in which workers on several machines count their requests."""

from __future__ import annotations

from pathlib import Path

from seller_credits.doctor.findings import Finding, failed_by, ok
from seller_credits.doctor.visit import Visit
from seller_credits.domain.errors import SellerCreditsError
from seller_credits.ledger.asked.buckets import SharedBuckets
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.settings import Settings, place_of_limits

_CHECK = "shared_limits"
_NOBODYS = "doctor"


def counting(
    settings: Settings, visit: Visit
) -> tuple[Path | DatabaseAddress | None, list[Finding]]:
    """Where requests are counted, None where they cannot be; and how the database is, if it is one.

    One request is counted there, in a bucket that is no account's.
    """
    try:
        place = place_of_limits(settings, visit.where.folder)
        if isinstance(place, Path):
            return place, []
        visit.told(f"Reaching the database {place} ...")
        with SharedBuckets(place) as buckets:
            buckets.take(_NOBODYS, 1.0, 1, visit.clock())
    except SellerCreditsError as problem:
        return None, [failed_by(_CHECK, problem)]
    said = f"Requests are counted together in the database {place}, by its clock."
    return place, [ok(_CHECK, said)]
