"""Returns reports: each row is a buyer saying what is wrong with one line."""

from __future__ import annotations

from datetime import date

import pytest

from seller_credits.domain.issues import Source
from tests.detection.makers import returned, seen, sent_to_amazon, usd


def only(row):
    (sighting,) = seen(row)
    return sighting


def test_a_return_keeps_its_raw_reason_and_where_it_stands():
    shown = only(returned("AMZ-PG-BAD-DESC"))
    assert shown.kind == "not_as_described"
    assert shown.evidence.values["Return Reason"] == "AMZ-PG-BAD-DESC"
    assert shown.evidence.where == "returns.txt, row 2"
    assert shown.evidence.source is Source.MFN_RETURNS


def test_a_bare_day_stays_a_bare_day():
    assert type(only(returned()).occurred_at) is date


def test_a_return_is_a_word_of_the_buyers():
    facts = only(returned()).facts
    assert facts["return_requested"] is True
    assert facts["buyer_contact"] == "return"


def test_a_claim_in_the_claim_column_is_seen_and_its_absence_is_not_a_no():
    assert only(returned(claim=True)).facts["claim_open"] == "yes"
    assert only(returned(claim=False)).facts["claim_open"] == "not_seen"
    assert "claim_open" not in only(returned(claim=None)).facts


@pytest.mark.parametrize(
    ("status", "state"),
    [
        *(("Approved", "open"), ("Pending", "open"), ("", "open"), ("Some new word", "open")),
        *(("Rejected", "closed"), ("Denied", "closed"), ("Declined", "closed")),
        *(("Closed", "closed"), ("Completed", "closed")),
    ],
)
def test_how_a_return_stands_is_read_from_its_status(status, state):
    assert only(returned(status=status)).facts["return_state"] == state


def test_a_return_with_a_day_of_delivery_has_come_back():
    assert only(returned(received=date(2026, 11, 21))).facts["return_state"] == "received"


def test_what_came_back_to_amazon_is_received_and_amazons():
    shown = only(sent_to_amazon("SWITCHEROO"))
    assert shown.kind == "wrong_item"
    assert shown.channel == "amazon"
    assert shown.facts["return_state"] == "received"


@pytest.mark.parametrize(
    "resolution", ["RefundAtFirstScan", "ReturnlessRefund", "returnlessrefund"]
)
@pytest.mark.parametrize("refunded", [None, usd("0.00")])
def test_a_resolution_that_pays_by_itself_is_a_refund_on_its_way(resolution, refunded):
    # The amount stands at nothing until it is paid: `0.00` is no less pending than a blank.
    shown = only(returned(resolution=resolution, refunded=refunded))
    assert shown.facts.get("refund_pending") is True


def test_a_refund_that_was_paid_is_no_longer_pending():
    shown = only(returned(resolution="RefundAtFirstScan", refunded=usd("12.00")))
    assert "refund_pending" not in shown.facts
    assert shown.refunded == usd("12.00")


def test_a_usual_refund_waits_for_somebody_and_is_not_pending():
    assert "refund_pending" not in only(returned(resolution="StandardRefund")).facts


def test_the_same_row_read_again_has_the_same_key_and_the_apis_row_another():
    first = only(returned()).evidence.key
    assert only(returned()).evidence.key == first
    assert only(returned(api=True)).evidence.key != first


@pytest.mark.parametrize(
    "news",
    [
        {"status": "Completed"},
        {"refunded": usd("5.00")},
        {"claim": True},
        {"received": date(2026, 11, 22)},
        {"resolution": "ReturnlessRefund"},
    ],
)
def test_a_row_that_tells_something_new_is_a_new_piece_of_evidence(news):
    assert only(returned(**news)).evidence.key != only(returned()).evidence.key
