"""Suggestions that can have no effect any more are closed by time alone."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from seller_credits.ledger.interface import Filter
from seller_credits.workflow import recording
from tests.workflow.office import ORDER, returns_text
from tests.workflow.test_recording import POLICY, one_order

REVIEW = POLICY.format(remedy="review")
CLAIM_CLOSES = 91  # days after the promise, and a little


def expire(office):
    with closing(office.house()) as house:
        return house.recorder().expire()


@pytest.fixture
def late(office):
    """A suggestion about a parcel that never came."""
    office.policy(REVIEW)
    office.put(one_order())
    assert office.suggestion()["status"] == "proposed"
    assert office.suggestion()["expires_at"]
    return office


def test_what_can_have_no_effect_any_more_is_expired_once(late):
    late.pass_by(days=CLAIM_CLOSES)

    assert expire(late) == 1
    assert late.suggestion()["status"] == "expired"
    assert late.faults() == []
    written = late.entries()
    assert expire(late) == 0
    assert late.entries() == written


def test_until_then_it_stays_and_nothing_is_written(late):
    written = late.entries()

    assert expire(late) == 0
    assert late.suggestion()["status"] == "proposed"
    assert late.entries() == written


def test_what_has_no_end_never_expires(office):
    office.put(returns_text({}))
    assert office.suggestion()["expires_at"] is None
    office.pass_by(days=9999)

    assert expire(office) == 0


def test_what_is_closed_or_superseded_does_not_expire(late):
    late.policy(REVIEW.replace("otherwise: {remedy: review}", "otherwise: {remedy: none}"))
    late.take()
    statuses = {item["status"] for item in late.suggestions(current=False)}
    assert statuses == {"closed", "superseded"}
    late.pass_by(days=CLAIM_CLOSES)

    assert expire(late) == 0


def test_what_expired_is_listed_after_what_waits_and_can_be_asked_for(late, run):
    late.put(returns_text({"Order ID": "111-3333333-3333333"}))
    late.pass_by(days=CLAIM_CLOSES)
    assert expire(late) == 1

    listed = [item["status"] for item in late.suggestions()]
    only = json.loads(run("suggestions", "--status", "expired", "--format", "json").out)
    waiting = run("suggestions").out

    assert listed == ["proposed", "expired"]
    assert [item["order_id"] for item in only["items"]] == [ORDER]
    assert ORDER not in waiting
    assert "has no effect any more" in run("ledger", "history", ORDER).out


def test_another_account_is_left_alone(late):
    late.pass_by(days=CLAIM_CLOSES)
    with closing(late.house()) as house:
        with house.ledger.writing("other", late.now) as writer:
            assert writer.expire(10) == 0
        assert [item["status"] for item in house.ledger.suggestions(Filter())] == ["proposed"]


def test_many_expire_batch_by_batch(office, monkeypatch):
    monkeypatch.setattr(recording, "BATCH_ROWS", 2)
    office.policy(REVIEW)
    for number in range(5):
        office.put(one_order(orderId=f"111-000000{number}-0000000"))
    office.pass_by(days=CLAIM_CLOSES)

    assert expire(office) == 5
    assert office.faults() == []


def test_an_account_whose_seller_was_never_read_expires_and_is_not_tied_to_one(late):
    late.pass_by(days=CLAIM_CLOSES)
    with closing(late.house()) as house:
        recorder = house.recorder()
        recorder.bind("A0MISTYPED", "example.com")

        assert recorder.expire() == 1
        assert house.ledger.binding("default") is None
