"""Claims that Amazon counts and no source shows are named with their number, never guessed away."""

from datetime import date

import pytest

from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.measurement.unseen import Defects

from .shops import gone_wrong, order

FROM, TO = "2026-09-06T00:00Z", "2026-11-04T23:59Z"
INSIDE = date(2026, 10, 1)


def metrics(claims=0, block="mfn", **others):
    counts = {name: {"count": count} for name, count in ({"claims": claims} | others).items()}
    window = {"reportingDateRange": {"reportingDateFrom": FROM, "reportingDateTo": TO}}
    return {"orderDefectRate": {block: window | counts}}


def unseen(orders, told):
    defects = Defects()
    assert list(defects.noting(orders)) == orders
    return list(defects.unseen("US", told))


def claimed(**changes):
    return gone_wrong(order(**({"day": INSIDE} | changes)), IssueKind.A_TO_Z_CLAIM)


def test_more_claims_than_are_known_are_named():
    (found,) = unseen([claimed(), order()], metrics(claims=3))
    assert (found.counted, found.known, found.missing) == (3, 1, 2)
    assert (found.first, found.last) == (date(2026, 9, 6), date(2026, 11, 4))
    assert (found.marketplace, found.channel, found.kind) == (
        *("US", Channel.SELLER),
        IssueKind.A_TO_Z_CLAIM,
    )


def test_as_many_as_are_known_are_no_news():
    assert unseen([claimed()], metrics(claims=1)) == []
    assert unseen([claimed(), claimed(order_id="2")], metrics(claims=1)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"marketplace": "DE"},
        {"channel": Channel.AMAZON},
        {"day": date(2026, 9, 5)},
        {"day": date(2026, 11, 5)},
    ],
)
def test_a_claim_of_another_store_channel_or_time_is_another_one(changes):
    (found,) = unseen([claimed(**changes)], metrics(claims=1))
    assert found.known == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"marketplace": None},
        {"channel": None},
        {"day": None},
        {"day": date(2026, 11, 20), "is_listed": False},
    ],
)
def test_a_claim_of_which_little_is_known_may_be_the_one(changes):
    assert unseen([claimed(**changes)], metrics(claims=1)) == []


def test_chargebacks_and_feedback_are_counted_by_themselves():
    found = unseen([claimed()], metrics(claims=1, chargebacks=2, negativeFeedback=1))
    assert [(each.kind, each.missing) for each in found] == [
        (IssueKind.CHARGEBACK, 2),
        (IssueKind.NEGATIVE_FEEDBACK, 1),
    ]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"orderDefectRate": None},
        {"orderDefectRate": {"mfn": {"claims": {"count": 3}}}},
        {"orderDefectRate": {"mfn": {"reportingDateRange": {"reportingDateFrom": "soon"}}}},
        metrics(claims="many"),
    ],
)
def test_a_report_that_counts_nothing_says_nothing(told):
    assert unseen([], told) == []
