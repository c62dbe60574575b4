"""What came about in the course of a run: what was paid, what waits, what was taken and sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from seller_credits.simulator.feeds.job import FeedJob
from seller_credits.simulator.feeds.payments import Payments
from seller_credits.simulator.feeds_api import FeedsApi
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.living.later import Later
from seller_credits.simulator.messaging_api import MessagingApi
from seller_credits.simulator.outbound_api import OutboundApi
from seller_credits.simulator.query import iso
from seller_credits.simulator.truth.money import refunds

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doings:
    """Tells of a run, whatever its clients were answered."""

    journal: Journal
    payments: Payments
    feeds: FeedsApi
    messaging: MessagingApi
    outbound: OutboundApi
    later: Later

    def json(self, now: datetime) -> Json:
        """Return everything as of now: `refunds` by their posting, the rest as it came.

        A refund is told from the instant it is decided on; `posted_at` may lie ahead.
        """
        return {"refunds": refunds(self.journal.added.movements), **self.beside_refunds(now)}

    def beside_refunds(self, now: datetime) -> Json:
        """Return everything but the refunds.

        `pending` is accepted and waits for its order to be confirmed as shipped. `feeds`,
        `messages` and `shipments` are all that were taken, with or without an answer. `outcomes`
        is what buyers of a living shop did, or did not, and would have done otherwise.
        """
        return {
            "pending": list(_pending(self.payments)),
            "feeds": list(_feeds(self.feeds.jobs(), now)),
            "messages": self.messaging.sent(),
            "shipments": self.outbound.received(),
            "outcomes": [each.json() for each in self.later.outcomes],
        }


def _pending(payments: Payments) -> Iterator[Json]:
    for each in payments.pending:
        for item in each.adjustment.items:
            yield {
                "order_id": each.adjustment.order_id,
                "order_item_id": item.order_item_id,
                "feed_id": each.feed_id,
                "message_id": each.adjustment.message_id,
                "adjustment_id": item.adjustment_id,
            }


def _feeds(jobs: Iterable[FeedJob], now: datetime) -> Iterator[Json]:
    for job in jobs:
        summary = job.summary
        yield {
            "feed_id": job.feed_id,
            "created_at": iso(job.created),
            "digest": None if job.content is None else sha256(job.content).hexdigest(),
            "status": job.status(now),
            "messages": None if summary is None else summary.processed,
            "refused": None if summary is None else [each.message_id for each in summary.refusals],
        }
