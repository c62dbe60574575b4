"""ODR exposure: a claim that no source can show is never assumed absent."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from seller_credits.detection.exposure import Defects, exposure_of
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.origins import Origin
from tests.detection.makers import (
    NOW,
    ORDER,
    feedback,
    finding,
    fresh,
    order,
    parcel,
    returned,
    sent_to_amazon,
    usd,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONG_AGO = {"deliver_by": NOW - 91 * DAY, "placed_at": NOW - 95 * DAY}
LATE = order(packages=(parcel("IN_TRANSIT"),))
YOUNG = order(deliver_by=NOW - DAY, packages=(parcel("IN_TRANSIT"),))


@pytest.mark.parametrize(
    ("records", "kind", "exposure", "why"),
    [
        ([returned()], "defective", "preventable", "no claim can be filed before 2026-11-24T08"),
        ([YOUNG], "late_delivery", "preventable", "no claim can be filed before"),
        ([LATE], "late_delivery", "unknown", "no source shows one before it is paid"),
        ([returned(requested=date(2026, 11, 20))], "defective", "unknown", "no source shows"),
        ([returned(requested=None)], "defective", "unknown", "no source shows"),
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


def test_three_stars_are_no_defect():
    found = finding(returned(), feedback(3), kind="defective")
    assert found.facts["odr_exposure"] == "preventable"


def moved(kind):
    return MoneyRow(
        origin=Origin(Source.FINANCES, api=True, where="finances"),
        kind=kind,
        book="finances",
        order_id=ORDER,
        order_item_id=None,
        sku=None,
        marketplace="US",
        posted=NOW - DAY,
        amount=usd("20.00"),
        key="k",
        words="",
        values={},
    )


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (MoneyKind.A_TO_Z_CLAIM, "granted claims commonly count"),
        (MoneyKind.CHARGEBACK, "chargeback was taken"),
    ],
)
def test_what_money_shows_has_counted(kind, why):
    found = finding(returned(), moved(kind), kind="defective")
    assert found.facts["odr_exposure"] == "already_counted"
    assert why in found.exposure_why


def test_a_refund_is_no_defect():
    found = finding(returned(), moved(MoneyKind.REFUND), kind="defective")
    assert found.facts["odr_exposure"] == "preventable"


def test_a_report_that_shows_no_claim_is_believed_as_of_when_it_was_read():
    row = returned(requested=date(2026, 11, 20), claim=False)
    sources = {Source.MFN_RETURNS: fresh(5)}
    found = finding(row, sources=sources)
    assert found.facts["odr_exposure"] == "preventable"
    assert "no claim as of 2026-11-23T15:00:00Z" in found.exposure_why
    later = finding(row, sources={Source.MFN_RETURNS: fresh(49)})
    assert later.facts["odr_exposure"] == "unknown"


def exposed(kind="defective", **known):
    return exposure_of(IssueKind(kind), Channel.SELLER, Defects(**known), NOW)


def test_a_protected_label_answers_for_delivery_and_for_nothing_else():
    soon = NOW + HOUR
    assert exposed("late_delivery", protected=True, claim_opens=soon)[0] == "not_exposed"
    assert exposed("defective", protected=True, claim_opens=soon)[0] == "preventable"


@pytest.mark.parametrize("kind", ["a_to_z_claim", "chargeback"])
def test_what_was_filed_and_not_paid_may_count_or_not(kind):
    exposure, why = exposed(kind, claim_opens=NOW + HOUR)
    assert exposure == "unknown"
    assert "depends on its outcome" in why


@pytest.mark.parametrize(
    ("closes", "counts", "exposure"),
    [
        (-HOUR, -HOUR, "not_exposed"),
        (-HOUR, None, "not_exposed"),
        (-HOUR, HOUR, "unknown"),
        (HOUR, -HOUR, "unknown"),
        (None, -HOUR, "unknown"),
    ],
)
def test_only_past_the_time_for_claims_and_the_rates_own_period_nothing_counts(
    closes, counts, exposure
):
    closed = NOW + closes if closes else None
    until = NOW + counts if counts else None
    assert exposed(claim_closes=closed, counts_until=until)[0] == exposure


def test_nothing_known_of_claims_is_never_preventable():
    assert exposed()[0] == "unknown"
    long_said = datetime(2026, 11, 1, tzinfo=UTC)
    assert exposed(no_claim_as_of=long_said, claim_opens=NOW)[0] == "unknown"
