"""How the parcels of an order stand: the worst that is proven, and never more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.detection.parcels.state import parcel_state
from seller_credits.detection.parcels.watch import Watch
from seller_credits.domain.facts import FACTS
from seller_credits.domain.issues import Source
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow
from tests.detection.makers import NOW, ORDER, order, parcel
from tests.detection.parcels.test_words import FINER, STATUSES

SENT = datetime(2026, 11, 20, 18, tzinfo=UTC)
DAY = timedelta(days=1)
WATCH = Watch()


def labelled(first_scan=None):
    origin = Origin(Source.LABELS, api=False, where="labels.csv, row 2")
    return LabelRow(origin, ORDER, None, first_scan, {})


def tracked(status="SHIPPED", **changes):
    return parcel(status, **{"is_tracked": True, "ship_time": SENT} | changes)


def state(*parcels, label=None, as_of=NOW, **changes):
    found = order(updated_at=SENT, packages=parcels, **changes)
    return parcel_state(found, label, as_of, WATCH)


def test_a_tracked_parcel_that_no_carrier_has_moved_for_two_days_was_never_scanned():
    assert state(tracked(), as_of=SENT + 2 * DAY - timedelta(seconds=1))[0] == "moving"
    word, why = state(tracked(), as_of=SENT + 2 * DAY)
    assert word == "never_scanned"
    assert "2026-11-20T18:00:00Z" in why
    assert "no carrier" in why


def test_a_scan_in_the_labels_file_shows_that_the_carrier_has_it():
    word, why = state(tracked(), label=labelled(date(2026, 11, 20)))
    assert word == "moving"
    assert "first scan 2026-11-20" in why


def test_a_labels_file_that_knows_of_no_scan_does_not_change_what_the_status_shows():
    assert state(tracked(), label=labelled())[0] == "never_scanned"


def test_of_two_silent_parcels_one_scan_does_not_tell_which_was_scanned():
    both = (tracked(), tracked(reference="2"))
    assert state(*both, label=labelled(date(2026, 11, 20)))[0] == "unknown"


@pytest.mark.parametrize("status", ["PENDING", "SHIPPED", "IN_TRANSIT"])
def test_a_parcel_nobody_follows_is_unknown_and_never_called_unscanned(status):
    word, why = state(tracked(status, is_tracked=False))
    assert word == "unknown"
    assert "no tracking number" in why


def test_a_parcel_nobody_follows_that_has_arrived_has_arrived():
    assert state(tracked("DELIVERED", is_tracked=False))[0] == "delivered"


def test_where_nobody_says_whether_it_is_followed_silence_proves_nothing():
    assert state(tracked(is_tracked=None))[0] == "unknown"
    assert state(tracked(is_tracked=None), as_of=SENT + DAY)[0] == "moving"


@pytest.mark.parametrize("finer", [None, "PENDING_PICK_UP", "LABEL_CANCELLED"])
def test_a_parcel_that_waits_for_the_carrier_was_never_scanned(finer):
    assert state(tracked("PENDING", detailed_status=finer))[0] == "never_scanned"


def test_a_travelling_parcel_of_which_nothing_changes_for_a_week_is_stuck():
    moving = tracked("IN_TRANSIT")
    assert state(moving, as_of=SENT + 7 * DAY - timedelta(seconds=1))[0] == "moving"
    word, why = state(moving, as_of=SENT + 7 * DAY)
    assert word == "stuck"
    assert "nothing has changed since 2026-11-20" in why


def test_any_change_of_the_order_later_than_that_shows_that_something_moved():
    found = order(updated_at=SENT + DAY, packages=(tracked("IN_TRANSIT"),))
    assert parcel_state(found, None, SENT + 7 * DAY, WATCH)[0] == "moving"


def test_a_parcel_to_another_country_may_be_silent_for_longer():
    abroad = tracked("IN_TRANSIT", ship_from="US-CA")
    assert state(abroad, country="CA", as_of=SENT + 8 * DAY)[0] == "moving"
    assert state(abroad, country="CA", as_of=SENT + 14 * DAY)[0] == "stuck"
    assert state(abroad, country="US", as_of=SENT + 8 * DAY)[0] == "stuck"


def test_a_lost_parcel_moves_no_more_and_one_that_comes_back_is_returning():
    assert state(tracked("IN_TRANSIT", detailed_status="LOST"))[0] == "stuck"
    assert state(tracked("UNDELIVERABLE"))[0] == "returning"
    assert state(tracked("IN_TRANSIT", detailed_status="RETURNING_TO_SELLER"))[0] == "returning"


def test_of_several_parcels_the_worst_that_is_proven_counts():
    word, why = state(tracked("DELIVERED"), tracked("IN_TRANSIT", reference="2"), as_of=SENT)
    assert word == "moving"
    assert why.startswith("of 2 parcels one:")
    assert state(tracked("DELIVERED"), tracked("NEW_WORD", reference="2"))[0] == "unknown"
    assert state(tracked("UNDELIVERABLE"), tracked("NEW_WORD", reference="2"))[0] == "returning"


def test_cancelled_parcels_do_not_count():
    assert state(tracked("CANCELLED"), tracked("DELIVERED", reference="2"))[0] == "delivered"
    assert state(tracked("CANCELLED"))[0] == "unknown"


def test_an_order_of_which_a_part_is_not_shipped_is_not_delivered():
    word, why = state(tracked("DELIVERED"), status="PARTIALLY_SHIPPED")
    assert word == "unknown"
    assert "not shipped yet" in why


def test_an_order_without_a_parcel_says_so():
    assert state(status="UNSHIPPED") == ("unknown", "nothing is shipped yet")
    assert state() == ("unknown", "no parcel is told of")


PARCELS = st.builds(
    parcel,
    st.sampled_from([*STATUSES, "NEW"]),
    detailed_status=st.sampled_from([*FINER, None, "NEW"]),
    is_tracked=st.sampled_from([True, False, None]),
    ship_time=st.sampled_from([SENT, SENT + 30 * DAY, None]),
    ship_from=st.sampled_from([None, "US-CA", "DE"]),
)


@given(
    st.lists(PARCELS, max_size=3),
    st.sampled_from(["SHIPPED", "UNSHIPPED", "PARTIALLY_SHIPPED", "CANCELLED", "NEW"]),
    st.sampled_from([None, labelled(), labelled(date(2026, 11, 21)), labelled(SENT)]),
    st.sampled_from(["US", "DE", None, "A0NOSUCHSTORE"]),
)
def test_every_combination_has_a_state_and_what_shows_it(parcels, status, label, store):
    found = order(packages=tuple(parcels), status=status, marketplace=store, country="US")
    word, why = parcel_state(found, label, NOW, WATCH)
    assert word in FACTS["package"].choices
    assert why


@given(st.text(min_size=1), st.one_of(st.none(), st.text()))
def test_new_words_never_fail_and_prove_nothing(status, finer):
    if status not in STATUSES and finer not in FINER:
        assert state(tracked(status, detailed_status=finer))[0] == "unknown"
