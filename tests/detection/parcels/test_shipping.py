"""Ship-by that is about to pass: a warning, and not yet a complaint."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.detection.orders import next_look, sightings_of_order
from seller_credits.detection.parcels.shipping import is_warning
from seller_credits.detection.parcels.watch import Watch
from seller_credits.domain.issues import Severity, Source
from tests.detection.makers import SHIP_BY, order, row_of

HOUR = timedelta(hours=1)
WATCH = Watch(warn_before=24 * HOUR)
WAITING = order(status="UNSHIPPED", placed_at=SHIP_BY - 72 * HOUR)


def shown(found, now, watch=WATCH):
    return list(sightings_of_order(found, row_of(found).origin, now, watch))


def test_an_order_that_is_not_shipped_is_shown_a_day_before_ship_by():
    assert shown(WAITING, SHIP_BY - 25 * HOUR) == []
    (warning,) = shown(WAITING, SHIP_BY - 24 * HOUR)
    assert warning.kind == "late_shipment"
    assert warning.severity is Severity.LOW
    assert warning.occurred_at == SHIP_BY
    assert warning.evidence.source is Source.ORDERS
    assert warning.evidence.values["due"] == "ship by 2026-11-11T07:59:59Z, nothing shipped yet"
    assert is_warning(warning)


def test_a_warning_claims_no_lateness():
    (warning,) = shown(WAITING, SHIP_BY)
    assert warning.facts == {}


def test_what_is_late_is_no_warning_any_more():
    (late,) = shown(WAITING, SHIP_BY + HOUR)
    assert late.facts == {"days_overdue": 1}
    assert not is_warning(late)


def test_the_same_warning_seen_again_is_the_same_row():
    first, again = (shown(WAITING, SHIP_BY - left * HOUR)[0] for left in (20, 2))
    assert first.evidence.key == again.evidence.key


def test_another_ship_by_is_another_warning():
    (first,) = shown(WAITING, SHIP_BY)
    later = order(status="UNSHIPPED", ship_by=SHIP_BY + 48 * HOUR)
    (second,) = shown(later, SHIP_BY + 47 * HOUR)
    assert first.evidence.key != second.evidence.key


def test_a_part_that_is_not_shipped_is_told_as_such():
    part = order(status="PARTIALLY_SHIPPED", placed_at=WAITING.placed_at)
    (warning,) = shown(part, SHIP_BY - HOUR)
    assert "not everything shipped yet" in warning.evidence.values["due"]


def test_with_little_time_to_ship_half_of_it_passes_before_a_warning():
    hurried = order(status="UNSHIPPED", placed_at=SHIP_BY - 10 * HOUR)
    assert shown(hurried, SHIP_BY - 6 * HOUR) == []
    assert len(shown(hurried, SHIP_BY - 5 * HOUR)) == 1


@pytest.mark.parametrize(
    "found",
    [
        order(status="SHIPPED", placed_at=WAITING.placed_at),
        order(status="CANCELLED", placed_at=WAITING.placed_at),
        order(status="UNSHIPPED", placed_at=WAITING.placed_at, ship_by=None),
        order(status="NEW_WORD", placed_at=WAITING.placed_at),
    ],
)
def test_what_is_not_waiting_for_ship_by_is_not_warned_of(found):
    assert shown(found, SHIP_BY - HOUR) == []


def test_whoever_wants_no_warning_gets_none_and_no_look_for_it():
    assert shown(WAITING, SHIP_BY - HOUR, Watch()) == []
    assert next_look(WAITING, SHIP_BY - 48 * HOUR, Watch()) == SHIP_BY


def test_an_order_is_looked_at_when_its_warning_begins_and_again_when_it_is_late():
    assert next_look(WAITING, SHIP_BY - 48 * HOUR, WATCH) == SHIP_BY - 24 * HOUR
    assert next_look(WAITING, SHIP_BY - 24 * HOUR, WATCH) == SHIP_BY
