"""What the policy lets go with nobody looking: only an activated one, within limits, once."""

from __future__ import annotations

from contextlib import closing

import pytest

from seller_credits.domain.issuances import Status
from tests.workflow.approvals import POLICY, Counter


@pytest.fixture
def counter(home):
    """A policy that lets up to 5 USD go: orders of 20.00 USD, 4.00 of each are suggested."""
    counter = Counter(home)
    counter.rules(automatic="5")
    return counter


def troubled(counter, *numbers):
    for number in numbers:
        counter.sells(number)
    for number in numbers:
        counter.hears(number, "damaged")


def test_an_import_approves_what_needs_nobody_and_names_the_rule(counter):
    troubled(counter, 1)
    (kept,) = counter.issuances()

    assert (kept.by, kept.authority, kept.rule) == ("policy", "automatic", "part")
    assert "Rule part" in kept.reason
    assert (kept.status, str(kept.amount)) == (Status.APPROVED, "4.00 USD")
    assert counter.of()["status"] == "approved"
    assert counter.faults() == []


def test_what_is_worth_more_waits_for_a_person(counter):
    counter.sells(1, "30.00")
    counter.hears(1, "damaged")

    assert (counter.of()["authority"], counter.issuances()) == ("manager", [])


def test_a_policy_that_nobody_activated_lets_nothing_go(home):
    counter = Counter(home)
    counter.policy(POLICY.format(limits="", automatic="5"))
    troubled(counter, 1)

    assert counter.of()["authority"] == "automatic"
    assert (counter.automatically(), counter.issuances()) == (0, [])


def test_another_one_that_is_activated_lets_nothing_go_for_it(counter):
    changed = POLICY.format(limits="", automatic="5") + "# changed since\n"
    counter.policy(changed)
    troubled(counter, 1)

    assert counter.issuances() == []


def test_one_approves_until_the_day_is_full_and_the_rest_is_cut_or_waits(home):
    counter = Counter(home)
    counter.rules("per_day: 10 USD", automatic="5")
    troubled(counter, 1, 2, 3, 4)
    given = [each.amount.plain for each in counter.issuances()]

    assert given == ["4.00", "4.00", "2.00"]
    assert counter.of(4)["remedy"] == "review"


def test_two_troubles_of_one_order_see_each_other(home):
    counter = Counter(home)
    counter.rules("per_order: 5 USD", automatic="5")
    counter.sells(1, "20.00", "20.00")
    counter.hears(1, "late_delivery")
    counter.hears(1, "damaged")

    assert [each.amount.plain for each in counter.issuances()] in (["5.00"], ["5.00", "0.00"])


def test_late_and_lost_are_one_parcel_and_the_second_goes_to_a_person(counter):
    counter.sells(1)
    counter.hears(1, "late_delivery", "lost")
    (kept,) = counter.issuances()
    second = next(each for each in counter.suggestions() if each["status"] == "proposed")

    assert {kept.issue, second["issue"]} == {"late_delivery", "lost"}
    assert second["authority"] == "agent"
    assert any("may be the same trouble: a person must look" in why for why in second["reasons"])
    assert counter.automatically() == 0


def test_why_it_goes_to_a_person_can_be_told_again_step_by_step(counter):
    from seller_credits.workflow.explaining import explained

    counter.sells(1)
    counter.hears(1, "late_delivery", "lost")
    second = next(each for each in counter.suggestions() if each["status"] == "proposed")
    with closing(counter.house()) as house:
        story = explained(house.ledger, second)

    assert story["replayed"] is True
    assert any("not automatic" in step["text"] for step in story["trace"])


def test_once_the_first_is_taken_back_the_second_may_go(counter):
    counter.sells(1)
    counter.hears(1, "late_delivery", "lost")
    first = next(each for each in counter.suggestions() if each["status"] == "approved")
    counter.withdraws(first)
    counter.decides()

    assert counter.automatically() == 1


def test_an_order_whose_item_is_not_known_waits_for_a_person(counter):
    counter.sells(1, has_ids=False)
    counter.hears(1, "damaged")

    assert (counter.of()["authority"], counter.issuances()) == ("automatic", [])


def test_what_can_have_no_effect_any_more_is_not_approved(counter):
    counter.rules(automatic="0")
    troubled(counter, 1)
    item = counter.of()
    assert item["status"] == "proposed"
    counter.rules(automatic="5")
    counter.decides()
    counter.pass_by(days=400)

    assert counter.automatically() == 0


def test_it_is_done_once(counter):
    troubled(counter, 1)
    before = counter.entries()

    assert (counter.automatically(), counter.entries() - before) == (0, 0)
