"""The first rule that fits, found by what each fact leaves standing: as if asked one by one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.facts import Facts
from seller_credits.domain.money import Money
from seller_credits.policy import load_policy
from seller_credits.policy.engine.program import program_of

WHENS = (
    "{issue: damaged}",
    "{issue: damaged, days_late: 1..3}",
    "{issue: [damaged, lost], days_late: 3..}",
    "{issue: damaged, days_late: {not: [2, 4..6]}}",
    "{issue: lost, days_late: {missing: yes}}",
    "{issue: damaged, item_price: ..30 USD}",
    "{issue: damaged, item_price: 10.01..30 EUR}",
    "{item_price: {not: 5..10 USD}, quantity: 2..}",
    "{issue: damaged, margin: -5..20.5}",
    "{hours_to_deadline: ..12, margin: {not: 0..}}",
    "{issue: [lost, damaged], country: [US, de]}",
    "{carrier: {not: [UPS]}}",
    "{sku: [A-1], business: yes}",
    "{package: {not: [stuck, moving]}, business: no}",
    "{}",
)
HEAD = """\
policy: sieved
currency: USD
rates: {EUR: 0.92}
authority: {automatic: 0, agent: 20, manager: 100}
otherwise: {remedy: review}
rules:
"""
AMOUNTS = ("0", "4.99", "5", "9.2", "9.20", "10.01", "27.6", "27.61", "30", "32.6", "100")
NUMBERS = ("-6", "-5", "-4.9", "0", "12", "12.1", "20.5", "20.6")
money = st.builds(Money, st.sampled_from([*map(Decimal, AMOUNTS)]), st.sampled_from(["USD", "EUR"]))
facts = st.fixed_dictionaries(
    {},
    optional={
        "issue": st.sampled_from(["damaged", "lost", "other"]),
        "days_late": st.integers(0, 8),
        "quantity": st.integers(1, 3),
        "item_price": money,
        "margin": st.sampled_from(NUMBERS).map(Decimal),
        "hours_to_deadline": st.sampled_from(NUMBERS).map(Decimal),
        "country": st.sampled_from(["US", "us", "DE", "JP", ""]),
        "carrier": st.sampled_from(["UPS", "ups", "DHL"]),
        "sku": st.sampled_from(["A-1", "a-1"]),
        "package": st.sampled_from(["stuck", "moving", "delivered", "a word of long ago"]),
        "business": st.booleans(),
    },
)


def policy_of(whens):
    rules = (f"  - {{rule: r{at}, when: {when}, remedy: none}}\n" for at, when in enumerate(whens))
    return load_policy(HEAD + "".join(rules))


@given(st.lists(st.sampled_from(WHENS), min_size=1, max_size=12), facts)
def test_it_is_the_first_rule_that_asking_one_by_one_finds(whens, known):
    program = program_of(policy_of(whens))
    kind = known.get("issue")
    asked = (branch.rule for branch in program.branches[kind] if branch.holds(known))
    assert program.sieves[kind].first(Facts(known)) is next(asked, None)


@pytest.mark.parametrize(
    ("price", "fits"),
    [("9.99", True), ("10", True), ("10.00", True), ("10.001", False), ("30", False)],
)
def test_both_ends_of_a_range_belong_to_it_however_many_digits_they_have(price, fits):
    sieve = program_of(policy_of(["{item_price: 5..10 USD}"])).sieves[None]
    known = Facts({"item_price": Money(Decimal(price), "USD")})
    assert (sieve.first(known) is not None) is fits


def test_a_range_in_another_currency_is_met_to_the_cent():
    sieve = program_of(policy_of(["{item_price: ..9.99 EUR}"])).sieves[None]
    assert sieve.first(Facts({"item_price": Money.parse("9.99 EUR")}))
    assert not sieve.first(Facts({"item_price": Money.parse("10.00 EUR")}))


def test_an_amount_in_a_currency_nobody_covers_fits_no_range():
    policy = policy_of(["{unit_cost: ..100 USD}", "{unit_cost: {missing: yes}}"])
    known = Facts({"unit_cost": Money.parse("1.00 CHF")})
    assert program_of(policy).sieves[None].first(known) is None


def test_without_rules_none_fits():
    assert program_of(policy_of(["{issue: lost}"])).sieves["damaged"].first(Facts({})) is None
