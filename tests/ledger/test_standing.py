"""How versions of the policy stand, what they have still to decide, and what was given of late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from seller_credits.domain.cases import Look
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import Given, MoneyKind
from seller_credits.ledger.interface import Filter

from .conftest import NOW, ORDER, money, order, sighting, suggestion

ONE, OTHER = "1" * 64, "2" * 64


def write(ledger, *said, account="default", now=NOW):
    """One transaction: `(verb, *what)` each."""
    with ledger.writing(account, now) as writer:
        for verb, *what in said:
            getattr(writer, verb)(*what)


def standing(ledger, digest=ONE):
    (found,) = [each for each in ledger.standings("default") if each.digest == digest]
    return found


def test_what_nobody_said_a_word_about_does_not_stand_anywhere(filled):
    assert filled.standings("default") == []


def test_an_activated_version_is_active_until_it_is_revoked(ledger):
    write(ledger, ("policy_activated", ONE, "Bob", "Ann"))
    before = standing(ledger)
    later = NOW + timedelta(hours=1)
    write(ledger, ("policy_revoked", ONE, "Carol", "30000 for 300"), now=later)
    after = standing(ledger)

    assert (before.is_active, before.is_revoked) == (True, False)
    assert (before.activated.by, before.activated.proposed_by) == ("Bob", "Ann")
    assert (after.is_active, after.is_revoked) == (False, True)
    assert (after.revoked.by, after.revoked.reason, after.revoked.at) == (
        *("Carol", "30000 for 300", later),
    )


def test_a_version_may_be_activated_again(ledger):
    write(
        ledger,
        ("policy_activated", ONE, "Ann"),
        ("policy_revoked", ONE, "Ann", "oh"),
        ("policy_activated", ONE, "Ann"),
    )

    assert standing(ledger).is_active
    assert not standing(ledger).is_revoked


def test_what_was_never_active_can_be_revoked(ledger):
    write(ledger, ("policy_revoked", ONE, "Ann", "oh"))

    assert standing(ledger).is_revoked


@pytest.mark.parametrize(
    "since", [("policy_activated", ONE, "Bob"), ("policy_revoked", ONE, "Bob", "no")]
)
def test_a_proposal_waits_for_a_second_person_until_one_decides(ledger, since):
    write(ledger, ("policy_proposed", ONE, "Ann"))
    waiting = standing(ledger).awaits_second
    write(ledger, since)

    assert waiting.by == "Ann"
    assert standing(ledger).awaits_second is None


def test_a_proposal_lifts_no_revocation(ledger):
    write(ledger, ("policy_revoked", ONE, "Ann", "oh"), ("policy_proposed", ONE, "Bob"))

    assert standing(ledger).is_revoked
    assert standing(ledger).awaits_second.by == "Bob"


def test_versions_and_accounts_stand_apart(ledger):
    write(ledger, ("policy_activated", ONE, "Ann"), ("policy_revoked", OTHER, "Ann", "oh"))
    write(ledger, ("policy_revoked", ONE, "Ann", "oh"), account="other")

    assert standing(ledger).is_active
    assert standing(ledger, OTHER).is_revoked


def test_the_newest_word_is_where_the_chain_has_it(ledger):
    write(ledger, ("policy_read", ONE, "a.yaml", "policy: a"), ("policy_activated", ONE, "Ann"))
    with ledger.writing("default", NOW) as writer:
        last = writer.last_standing
    with ledger.writing("other", NOW) as writer:
        nothing = writer.last_standing

    assert (last, nothing) == (2, 0)
    assert standing(ledger).last_seq == 2


def test_every_version_whose_text_is_kept_can_be_named(filled):
    write(filled, ("policy_read", ONE, "a.yaml", "policy: a"))

    assert filled.policy_digests("default") == [ONE, "d"]
    assert filled.policy_digests("other") == []


def test_standings_are_drawn_anew_alike(ledger):
    write(
        ledger,
        ("policy_proposed", ONE, "Ann"),
        ("policy_activated", ONE, "Bob", "Ann"),
        ("policy_revoked", ONE, "Carol", "oh"),
    )

    assert list(ledger.verify()) == []


def test_a_version_that_upholds_a_suggestion_says_all_the_rest_of_it_from_then_on(filled):
    again = suggestion(ordinal=2) | {
        "policy_digest": ONE,
        "authority": "manager",
        "odr_exposure": "preventable",
        "reasons": ["because"],
    }
    write(filled, ("upheld", ORDER, again))
    write(filled, ("judged", ORDER, again | {"severity": "high"}))
    (item,) = filled.suggestions(Filter(account="default"))
    with filled.writing("default", NOW) as writer:
        current = writer.cases([ORDER])[ORDER].suggestions["i-1"]

    assert (item["suggestion_id"], item["policy_digest"]) == ("s-i-1-2", ONE)
    assert (item["reasons"], item["severity"]) == (["because"], "high")
    assert current.stands_on == (ONE, "manager")
    assert list(filled.verify()) == []


def test_open_suggestions_are_found_by_the_version_that_decided_them(filled):
    assert list(filled.undecided_by("default", "d")) == []
    assert list(filled.undecided_by("default", ONE)) == [ORDER]
    assert list(filled.undecided_by("default", None)) == [ORDER]


def test_what_a_limit_stopped_is_found_once_its_time_has_come(filled):
    until = suggestion("i-5") | {"again_at": "2026-11-24T08:00:00Z"}
    write(filled, ("issue_seen", "i-5", NOW, sighting(key="row 5")), ("suggested", ORDER, until))

    assert list(filled.limited_until("default", datetime(2026, 11, 24, 7, tzinfo=UTC))) == []
    assert list(filled.limited_until("default", datetime(2026, 11, 24, 8, tzinfo=UTC))) == [ORDER]


def test_what_was_given_since_a_day_is_told_by_every_book(filled):
    early = money(key="m-2", posted=NOW - timedelta(days=40))
    bare = money(key="m-3", posted=date(2026, 11, 2), kind=MoneyKind.GOODWILL, book="settlement")
    claim = money(key="m-4", kind=MoneyKind.A_TO_Z_CLAIM)
    write(filled, *(("money_seen", each) for each in (early, bare, claim)))
    with filled.writing("default", NOW) as writer:
        found = sorted(writer.given_since(date(2026, 11, 1)), key=lambda one: one.key)

    amount = Money.parse("4.20 USD")
    assert found == [
        Given(ORDER, "m-1", "finances", NOW, amount),
        Given(ORDER, "m-3", "settlement", date(2026, 11, 2), amount),
    ]


def test_a_day_that_begins_early_somewhere_is_told_whole(filled):
    in_tokyo = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # the 23rd there
    write(filled, ("money_seen", money(key="m-2", posted=in_tokyo)))
    with filled.writing("default", NOW) as writer:
        keys = {one.key for one in writer.given_since(date(2026, 11, 23))}

    assert keys == {"m-1", "m-2"}


def credited(ledger):
    with ledger.writing("default", NOW) as writer:
        return writer.cases([ORDER])[ORDER].buyer.credited


def other_order(ledger, *rows, days_ago=9):
    """Another order of the same buyer, with money that went back."""
    number = "111-0000000-0000009"
    placed = replace(order(number), placed_at=NOW - timedelta(days=days_ago))
    write(
        ledger,
        ("order_seen", placed, Look(NOW, None)),
        *(("money_seen", replace(each, order_id=number)) for each in rows),
    )


def test_each_credit_on_another_order_is_told_with_its_day(filled):
    earlier = NOW - timedelta(days=5)
    other_order(filled, money(key="a"), money(key="b", posted=earlier))

    assert credited(filled) == (earlier, NOW)


def test_credits_on_orders_placed_later_count_as_well(filled):
    other_order(filled, money(key="a"), days_ago=-1)

    assert credited(filled) == (NOW,)


def test_one_refund_of_several_lines_in_several_books_is_one_credit(filled):
    lines = (money(key="a"), money(key="b", order_item_id="2" * 15))
    other_order(filled, *lines, money(key="c", book="settlement", posted=date(2026, 11, 22)))

    assert len(credited(filled)) == 1


def test_of_several_books_the_one_that_shows_most_credits_counts(filled):
    days = (date(2026, 11, 1), date(2026, 11, 2))
    settled = (money(key=f"s{day}", book="settlement", posted=day) for day in days)
    other_order(filled, money(key="a"), *settled)

    assert credited(filled) == days


def test_a_credit_of_which_no_book_says_when_is_told_all_the_same(filled):
    other_order(filled, money(key="a", posted=None))

    assert credited(filled) == (None,)


def test_money_that_was_taken_back_is_no_credit(filled):
    other_order(filled, money(key="a", amount=Money.parse("-4.20 USD")))

    assert credited(filled) == ()


def test_what_went_back_for_this_very_order_is_no_credit_on_another(filled):
    assert credited(filled) == ()
