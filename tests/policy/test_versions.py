"""Several versions of a policy side by side: which of them judges an order, and why that one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import (
    Options,
    Revoked,
    Version,
    Versions,
    currency_of,
    decide,
    load_policy,
    parse_given,
    without_policy,
)

NOVEMBER = date(2026, 11, 10)


def policy(version, *, first=None, last=None, currency="USD", also=""):
    """A policy that reviews everything, in force from one day to another."""
    span = ", ".join(
        f"{name}: {day}" for name, day in (("from", first), ("to", last)) if day is not None
    )
    effective = f"effective: {{{span}}}\n" if span else ""
    return load_policy(
        f'policy: shop\nversion: "{version}"\n{effective}currency: {currency}\n{also}'
        f"authority: {{automatic: 0, agent: 20, manager: 100}}\nrules: []\n"
        "otherwise: {remedy: review}\n"
    )


def active(version, *, on=1, **span):
    """A version activated on a day of November."""
    return Version(policy(version, **span), datetime(2026, 11, on, tzinfo=UTC))


def in_use(version, **span):
    """The file in use, which nobody activated."""
    return Version(policy(version, **span))


def chosen(*versions, day=NOVEMBER, currency="USD"):
    """The version that judges an order of that day."""
    found = Versions(versions).for_order(day, currency)
    return found.policy.version, found.why


@pytest.mark.parametrize(
    ("day", "judge"),
    [
        (date(2026, 10, 31), "old"),
        (date(2026, 11, 1), "new"),
        (date(2026, 11, 30), "new"),
        (date(2026, 12, 1), "next"),
    ],
)
def test_an_order_is_judged_by_the_version_in_force_on_its_date(day, judge):
    versions = (
        active("new", first="2026-11-01"),
        active("old", first="2026-01-01", last="2026-10-31"),
        active("next", first="2026-12-01"),
    )

    assert chosen(*versions, day=day)[0] == judge


def test_an_order_older_than_all_versions_is_judged_by_the_earliest_and_that_is_said():
    version, why = chosen(
        active("second", first="2026-12-01"), active("first", first="2026-11-15"), day=NOVEMBER
    )

    assert version == "first"
    assert "before shop, version first" in why
    assert "the earliest version" in why


def test_of_several_in_force_the_one_that_begins_last_judges():
    version, why = chosen(
        active("old", first="2026-01-01", on=9), active("new", first="2026-11-01", on=2)
    )

    assert version == "new"
    assert "goes before shop, version old" in why
    assert "begins later" in why


def test_a_version_without_a_beginning_is_older_than_any_that_has_one():
    assert chosen(in_use("ever"), active("new", first="2026-11-01"))[0] == "new"


def test_of_two_that_begin_together_the_one_activated_last_judges():
    version, why = chosen(active("one", on=8), active("two", on=9), active("three", on=7))

    assert version == "two"
    assert "was activated later" in why


def test_a_file_in_use_that_was_never_activated_goes_before_those_that_begin_with_it():
    version, why = chosen(active("activated", on=9), in_use("edited"))

    assert version == "edited"
    assert "is the file in use" in why


def test_a_file_in_use_that_was_activated_long_ago_does_not_come_back_by_being_used():
    assert chosen(active("used again", on=2), active("activated since", on=9))[0] == (
        "activated since"
    )


def test_after_the_last_day_of_every_version_a_person_must_look():
    versions = Versions((active("old", last="2026-10-31"), active("older", last="2026-09-30")))
    found = versions.for_order(NOVEMBER, "USD")
    facts = parse_given({"issue": "lost", "item_price": "40 USD"}, "USD")
    decision = decide(found.policy, facts, order_date=NOVEMBER)

    assert "shop, version old" in found.why
    assert "ended on 2026-10-31" in found.why
    assert decision.remedy is Remedy.REVIEW
    assert decision.reasons[0].startswith("The policy ended on 2026-10-31")


def test_between_two_versions_a_person_must_look():
    versions = (active("old", last="2026-10-31"), active("next", first="2026-12-01"))

    version, why = chosen(*versions)

    assert version == "old"
    assert "ended" in why


def test_a_version_that_covers_the_orders_currency_goes_before_one_that_does_not():
    dollars = active("dollars", first="2026-11-01", on=9)
    euros = active("euros", first="2026-01-01", on=2, currency="EUR")

    assert chosen(dollars, euros, currency="EUR")[0] == "euros"
    assert chosen(dollars, euros, currency="USD")[0] == "dollars"


def test_a_policy_covers_the_currencies_it_has_rates_for():
    both = active("both", also="rates: {EUR: 0.92}\n")

    assert chosen(both, active("euros", currency="EUR", on=2), currency="EUR")[0] == "euros"
    assert chosen(both, currency="EUR")[0] == "both"


def test_an_order_in_a_currency_that_no_version_covers_is_for_a_person():
    found = Versions((active("dollars"), active("euros", currency="EUR"))).for_order(
        NOVEMBER, "JPY"
    )
    facts = parse_given({"issue": "lost", "item_price": "4000 JPY"}, "JPY")
    decision = decide(found.policy, facts, order_date=NOVEMBER)

    assert "no version covers JPY" in found.why
    assert decision.remedy is Remedy.REVIEW
    assert "does not cover orders in JPY" in decision.reasons[0]


def test_where_no_amount_is_known_any_currency_will_do():
    assert chosen(active("euros", currency="EUR"), currency=None)[0] == "euros"


def test_without_any_version_it_is_said_who_revoked_the_last_one_when_and_why():
    word = Revoked("0123456789abcdef", "Ann", datetime(2026, 11, 9, 23, tzinfo=UTC), "30000: {x}")
    found = Versions((), word).for_order(NOVEMBER, "USD")
    facts = parse_given({"issue": "lost", "item_price": "40 USD"}, "USD")
    decision = without_policy(facts, found.why, Options())

    assert found.policy is None
    assert "0123456789ab was revoked by Ann on 2026-11-09: 30000: {x}." in found.why
    assert (decision.remedy, decision.guard) == (Remedy.REVIEW, "no_policy")
    assert list(decision.reasons) == [found.why]


def test_without_any_version_the_guards_still_stand():
    facts = parse_given({"issue": "lost", "channel": "amazon"}, "USD")
    decision = without_policy(facts, "No policy is in force.", Options())

    assert (decision.remedy, decision.guard) == (Remedy.NONE, "fulfilled_by_amazon")


def test_the_currency_of_an_order_is_that_of_what_was_paid_and_not_of_what_it_costs():
    facts = {"unit_cost": Money.parse("3 EUR"), "order_total": Money.parse("40 USD")}

    assert currency_of(facts) == "USD"
    assert currency_of({"unit_cost": Money.parse("3 EUR")}) is None


def test_as_long_as_the_same_versions_are_in_force_they_have_the_same_name():
    one, other = active("one", on=2), active("other", on=3)

    assert Versions((one, other)).digest == Versions((other, one)).digest


@pytest.mark.parametrize(
    "changed",
    [
        Versions((active("one", on=2),)),
        Versions((active("one", on=4), active("other", on=3))),
        Versions((in_use("one"), active("other", on=3))),
        Versions(()),
    ],
    ids=["one less", "activated anew", "not activated", "none"],
)
def test_other_versions_have_another_name(changed):
    assert changed.digest != Versions((active("one", on=2), active("other", on=3))).digest


days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def versions(draw):
    """One of three texts a version may have, in force for some span of the year."""
    first, last = draw(days), draw(days)
    if first and last and last < first:
        first, last = last, first
    text = policy(
        draw(st.sampled_from("ab")),
        first=first,
        last=last,
        currency=draw(st.sampled_from(["USD", "EUR"])),
    )
    moment = draw(st.none() | st.integers(1, 28))
    return Version(text, moment and datetime(2026, 11, moment, tzinfo=UTC))


@given(st.lists(versions(), min_size=1, max_size=4), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_whatever_is_in_force_and_covers_the_order_judges_before_what_is_or_does_not(several, day):
    found = Versions(tuple(several)).for_order(day, "USD").policy
    fitting = [
        each.policy for each in several if each.is_in_force(day) and "USD" in each.policy.rates
    ]

    assert found in [each.policy for each in several]
    if fitting:
        assert found in fitting
        assert found.effective_from == max(
            (each.effective_from for each in fitting), key=lambda first: first or date.min
        )
    elif found.effective_to is None or found.effective_to >= day:
        # Nothing in force covers it: it is older than all that do, or none does.
        assert (
            found.effective_from is None or found.effective_from > day or ("USD" not in found.rates)
        )


@given(st.lists(versions(), min_size=1, max_size=4), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_the_order_in_which_versions_are_told_decides_nothing(several, day):
    ranks = {each.rank for each in several}
    there = Versions(tuple(several)).for_order(day, "USD")
    back = Versions(tuple(reversed(several))).for_order(day, "USD")

    if len(ranks) == len(several):
        assert there.policy is back.policy
