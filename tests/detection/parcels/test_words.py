"""What Amazon's words prove of a parcel; new ones prove nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.detection.parcels.words import Phase, has_arrived, is_out, phase_of
from tests.detection.makers import order, parcel

STATUSES = ["PENDING", "IN_TRANSIT", "SHIPPED", "DELIVERED", "CANCELLED", "UNDELIVERABLE"]
FINER = [
    *("PENDING_SCHEDULE", "PENDING_PICK_UP", "PENDING_DROP_OFF", "LABEL_CANCELLED", "PICKED_UP"),
    *("DROPPED_OFF", "AT_ORIGIN_FC", "AT_DESTINATION_FC", "DELIVERED", "REJECTED_BY_BUYER"),
    *("UNDELIVERABLE", "RETURNING_TO_SELLER", "RETURNED_TO_SELLER", "LOST", "OUT_FOR_DELIVERY"),
    "DAMAGED",
]


@pytest.mark.parametrize(
    ("status", "finer", "phase"),
    [
        *(("PENDING", None, "WAITING"), ("SHIPPED", None, "DISPATCHED")),
        *(("SHIPPED", "PENDING_PICK_UP", "WAITING"), ("SHIPPED", "PICKED_UP", "TRAVELLING")),
        *(
            ("IN_TRANSIT", "PENDING_DROP_OFF", "TRAVELLING"),
            ("PENDING", "DROPPED_OFF", "TRAVELLING"),
        ),
        *(("SHIPPED", "LABEL_CANCELLED", "WAITING"), ("DELIVERED", "OUT_FOR_DELIVERY", "ARRIVED")),
        *(("DELIVERED", "RETURNING_TO_SELLER", "COMING_BACK"), ("IN_TRANSIT", "LOST", "LOST")),
        *(("CANCELLED", "LOST", "CANCELLED"), ("IN_TRANSIT", "NEW_WORD", "TRAVELLING")),
        *(("DELIVERED", "DAMAGED", "ARRIVED"), ("IN_TRANSIT", "DAMAGED", "TRAVELLING")),
    ],
)
def test_the_finer_word_says_more_where_it_is_given(status, finer, phase):
    assert phase_of(parcel(status, detailed_status=finer)) is Phase[phase]


@pytest.mark.parametrize(
    ("status", "finer"), [("DELIVERED", "LOST"), ("IN_TRANSIT", "DELIVERED"), ("NEW_WORD", None)]
)
def test_words_that_contradict_each_other_or_are_new_prove_nothing(status, finer):
    odd = parcel(status, detailed_status=finer)
    assert phase_of(odd) is Phase.UNCLEAR
    assert not is_out(odd)
    assert not has_arrived(order(packages=(odd,)))


@given(st.sampled_from([*STATUSES, "NEW"]), st.sampled_from([*FINER, None, "NEW"]), st.booleans())
def test_no_parcel_has_arrived_and_is_still_out(status, finer, tracked):
    found = parcel(status, detailed_status=finer, is_tracked=tracked)
    assert not (is_out(found) and has_arrived(order(packages=(found,))))


def test_that_a_parcel_nobody_follows_was_dispatched_does_not_prove_it_to_be_out_for_ever():
    assert is_out(parcel("SHIPPED", is_tracked=True))
    assert is_out(parcel("SHIPPED"))
    assert not is_out(parcel("SHIPPED", is_tracked=False))
