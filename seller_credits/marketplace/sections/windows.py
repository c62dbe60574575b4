"""Windows of time as Amazon takes them: aware, not too young, not too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from seller_credits.marketplace.interface import ORDERS_LAG

POSTED_AT_MOST = timedelta(days=180)
"""The longest window of postings; a longer one comes back empty, without a word (models
financesV0 and finances_2024-06-19, `PostedBefore`)."""


def posted_windows(
    since: datetime, until: datetime, now: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """A window in parts that Amazon takes, oldest first, without gap or overlap.

    Amazon answers for nothing of the last two minutes, of postings as of orders, so the last part
    ends before them; where nothing is left, there is no part.

    Raises ValueError on a time without a zone.
    """
    for moment in (since, until):
        if moment.tzinfo is None:
            raise ValueError(f"{moment} has no time zone")
    until = min(until, now - ORDERS_LAG)
    while since < until:
        end = min(since + POSTED_AT_MOST, until)
        yield since, end
        since = end
