"""One record to what it shows: the single door to the modules of the sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from seller_credits.detection.feedback import sighting_of_feedback
from seller_credits.detection.orders import sightings_of_order
from seller_credits.detection.returns import sighting_of_return
from seller_credits.domain.cases import Sighting
from seller_credits.domain.records import FeedbackRow, OrderRow, Record, ReturnRow


def sightings_of(record: Record, now: datetime) -> Iterator[Sighting]:
    """Everything one record shows went wrong, at the moment `now` (aware)."""
    if isinstance(record, ReturnRow):
        yield sighting_of_return(record)
    elif isinstance(record, OrderRow):
        yield from sightings_of_order(record.order, record.origin, now)
    elif isinstance(record, FeedbackRow):
        sighting = sighting_of_feedback(record)
        if sighting is not None:
            yield sighting
