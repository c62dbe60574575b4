"""ODR exposure: whether acting now can still keep an order out of the order defect rate."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.issues import Channel
from tests.detection.makers import NOW, feedback, finding, order, parcel, returned, sent_to_amazon

LONG_AGO = {"deliver_by": NOW - timedelta(days=91)}


@pytest.mark.parametrize(
    ("records", "kind", "exposure", "why"),
    [
        ([returned()], "defective", "preventable", "no claim"),
        ([order(packages=(parcel("IN_TRANSIT"),))], "late_delivery", "preventable", "no claim"),
        ([sent_to_amazon()], "defective", "not_exposed", "Amazon fulfilled"),
        ([returned("CR-UNWANTED_ITEM")], "buyer_remorse", "not_exposed", "changed their mind"),
        ([returned(), feedback()], "defective", "already_counted", "feedback is left"),
        ([feedback(), order()], "negative_feedback", "already_counted", "feedback is left"),
        ([returned(claim=True)], "defective", "unknown", "claim is open"),
        ([returned(), order(**LONG_AGO)], "defective", "not_exposed", "time for claims has passed"),
        ([returned(channel=None)], "defective", "unknown", "who fulfilled"),
        (
            [feedback(), order(channel=Channel.AMAZON)],
            "negative_feedback",
            "not_exposed",
            "Amazon fulfilled",
        ),
    ],
)
def test_the_exposure_and_why(records, kind, exposure, why):
    found = finding(*records, kind=kind)
    assert found.facts["odr_exposure"] == exposure
    assert why in found.exposure_why


def test_feedback_counts_already_though_a_claim_is_open_beside_it():
    found = finding(returned(claim=True), feedback(), kind="defective")
    assert found.facts["odr_exposure"] == "already_counted"
