"""Which money is settled when: the shop's own by the calendar, a run's at the pace of the run."""

from collections.abc import Iterator
from datetime import date, datetime

from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.finances.periods import LENGTH, Period, periods, quick_period
from seller_credits.simulator.finances.postings import Posting, Stage
from seller_credits.simulator.shop.nouns import Marketplace


def filed(
    journal: Journal, opened: date, speed: float, now: datetime
) -> Iterator[tuple[Period, Marketplace | None]]:
    """Give the periods whose reports there are now, the oldest first, each perhaps repeatedly.

    With each comes the store that has a report, or None where all have one.
    """
    for period in reversed(list(periods(opened, now))):
        yield period, None
    for posting in journal.added.postings:
        period = quick_period(posting.posted, opened, speed)
        if posting.stage is not Stage.HELD and period.filed <= now:
            yield period, posting.movement.order.marketplace


def settled(journal: Journal, period: Period, speed: float) -> list[Posting]:
    """Return the postings that the reports of a period are about, held ones included."""
    found: list[Posting] = []
    if period.length == LENGTH:
        own = journal.between(period.start, period.end)
        found += own.part(0, len(own))
    if period.length == LENGTH / speed:
        found += journal.added.between(period.start, period.end)
    return sorted(found, key=lambda each: each.posted)
