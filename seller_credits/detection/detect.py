"""One record to what it shows: the single door to the modules of the sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from seller_credits.detection.feedback import sighting_of_feedback
from seller_credits.detection.money import sighting_of_money
from seller_credits.detection.noted import sighting_of_note
from seller_credits.detection.orders import sightings_of_order
from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.replacements import sighting_of_replacement
from seller_credits.detection.returns import sighting_of_return
from seller_credits.domain.cases import Sighting
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.own_files import NotedRow
from seller_credits.domain.records import (
    FeedbackRow,
    OrderRow,
    Record,
    ReplacementRow,
    ReturnRow,
)

_WATCH = Watch()


def sightings_of(record: Record, now: datetime, watch: Watch = _WATCH) -> Iterable[Sighting]:
    """Everything one record shows went wrong, at the moment `now` (aware).

    `watch` says how early to warn of what is about to go wrong.
    """
    if isinstance(record, ReturnRow):
        return (sighting_of_return(record),)
    if isinstance(record, OrderRow):
        return sightings_of_order(record.order, record.origin, now, watch)
    sighting = _sighting_of(record)
    return () if sighting is None else (sighting,)


def _sighting_of(record: Record) -> Sighting | None:
    if isinstance(record, FeedbackRow):
        return sighting_of_feedback(record)
    if isinstance(record, MoneyRow):
        return sighting_of_money(record)
    if isinstance(record, NotedRow):
        return sighting_of_note(record)
    return sighting_of_replacement(record) if isinstance(record, ReplacementRow) else None
