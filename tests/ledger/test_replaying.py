"""What the ledger gives to whoever decides its issues once more: the latest, and what followed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from seller_credits.domain.afterwards import Afterwards
from seller_credits.domain.issues import IssueKind
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind

from .conftest import NOW, ORDER, money, sighting, suggestion

DAMAGED = date(2026, 11, 20)
LATER = datetime(2026, 11, 22, 8, tzinfo=UTC)
BEFORE = datetime(2026, 11, 19, 8, tzinfo=UTC)


def decided(issue="i-1", **changes):
    return suggestion(issue) | {"facts": {"issue": "damaged"}, **changes}


@pytest.fixture
def shop(ledger):
    """A ledger with one damaged item, decided; further words go into its transaction."""

    def write(*words):
        with ledger.writing("default", NOW) as writer:
            writer.issue_seen("i-1", NOW, sighting())
            writer.suggested(ORDER, decided())
            for word in words:
                word(writer)
        return list(ledger.latest_decisions(None))

    return write


def consequence(kind, when):
    seen = replace(sighting(key=f"row of {kind}"), kind=kind, occurred_at=when)
    return lambda writer: writer.issue_seen(f"i-{kind}", NOW, seen)


def moved(**changes):
    return lambda writer: writer.money_seen(money(**{"posted": LATER, **changes}))


def test_an_issue_is_told_once_by_its_latest_decision(ledger):
    with ledger.writing("default", NOW) as writer:
        writer.issue_seen("i-1", NOW, sighting())
        writer.suggested(ORDER, decided())
        again = suggestion(ordinal=2, supersedes="s-i-1-1") | {"facts": {"issue": "damaged"}}
        writer.suggested(ORDER, again)
    (kept,) = ledger.latest_decisions(None)
    assert kept.decision["suggestion_id"] == "s-i-1-2"
    assert (kept.order_id, kept.issue_id, kept.day) == (ORDER, "i-1", "2026-11-20")


def test_a_version_that_stands_for_a_decision_later_is_what_is_told(shop):
    upheld = decided(policy_digest="another", facts={"issue": "damaged", "prime": False})
    (kept,) = shop(lambda writer: writer.upheld(ORDER, upheld))
    assert kept.decision["policy_digest"] == "another"
    assert kept.decision["facts"] == {"issue": "damaged", "prime": False}


def test_decisions_come_in_the_order_they_were_recorded_in(ledger):
    orders = ["333-0000000-0000000", "111-0000000-0000000", "222-0000000-0000000"]
    with ledger.writing("default", NOW) as writer:
        for number, order in enumerate(orders):
            writer.issue_seen(f"i-{number}", NOW, sighting(order))
            writer.suggested(order, decided(f"i-{number}"))
    assert [kept.order_id for kept in ledger.latest_decisions(None)] == orders


def test_one_account_is_told_by_itself(ledger):
    for account in ("one", "other"):
        with ledger.writing(account, NOW) as writer:
            writer.issue_seen(f"i-{account}", NOW, sighting())
            writer.suggested(ORDER, decided(f"i-{account}"))
    assert [kept.issue_id for kept in ledger.latest_decisions("other")] == ["i-other"]
    assert len(list(ledger.latest_decisions(None))) == 2


def test_where_nothing_followed_nothing_is_told(shop):
    (kept,) = shop()
    assert kept.followed is None


@pytest.mark.parametrize(
    ("kind", "followed"),
    [
        (IssueKind.A_TO_Z_CLAIM, Afterwards.CLAIM),
        (IssueKind.CHARGEBACK, Afterwards.CHARGEBACK),
        (IssueKind.NEGATIVE_FEEDBACK, Afterwards.NEGATIVE_FEEDBACK),
    ],
)
def test_what_the_buyer_did_later_is_told(shop, kind, followed):
    assert shop(consequence(kind, LATER))[0].followed is followed


def test_what_was_before_the_trouble_did_not_follow_it(shop):
    before = (
        consequence(IssueKind.NEGATIVE_FEEDBACK, BEFORE),
        moved(posted=BEFORE, kind=MoneyKind.CHARGEBACK),
    )
    assert shop(*before)[0].followed is None


def test_the_same_day_counts_as_after_it(shop):
    assert shop(consequence(IssueKind.CHARGEBACK, DAMAGED))[0].followed is Afterwards.CHARGEBACK


def test_of_several_things_the_gravest_is_told(shop):
    several = (
        moved(),
        consequence(IssueKind.NEGATIVE_FEEDBACK, LATER),
        moved(key="m-2", kind=MoneyKind.A_TO_Z_CLAIM),
        consequence(IssueKind.CHARGEBACK, LATER),
    )
    assert shop(*several)[0].followed is Afterwards.CLAIM


@pytest.mark.parametrize("kind", [MoneyKind.REFUND, MoneyKind.GOODWILL])
def test_money_that_went_back_is_told_also_where_its_day_is_not_known(shop, kind):
    assert shop(moved(kind=kind, posted=None))[0].followed is Afterwards.REFUNDED


def test_money_that_was_taken_back_or_came_to_the_seller_is_not(shop):
    neither = (
        moved(amount=Money.parse("-4.20 USD")),
        moved(key="m-2", kind=MoneyKind.REIMBURSEMENT),
    )
    assert shop(*neither)[0].followed is None


def test_other_orders_troubles_are_not_this_ones(shop):
    seen = replace(sighting("222-0000000-0000000"), kind=IssueKind.A_TO_Z_CLAIM, occurred_at=LATER)
    assert shop(lambda writer: writer.issue_seen("i-2", NOW, seen))[0].followed is None
