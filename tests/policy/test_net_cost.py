"""What a remedy really costs, and which of those offered costs least."""

from __future__ import annotations

from decimal import Decimal

import pytest

from seller_credits.domain.fees import Fees
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy import Options

US = Fees(Decimal("0.15"), Decimal("0.20"), Money.parse("5.00 USD"))


@pytest.fixture
def full(text_of, rule):
    return text_of(rule("remedy: full_refund", when="issue: lost"))


@pytest.fixture
def cheapest(text_of, rule):
    return text_of(
        rule("offer: [full_refund, replacement]", "choose: cheapest", when="issue: lost")
    )


def lost(price, **more):
    return {"issue": "lost", "item_price": price, **more}


def test_the_referral_fee_comes_back_less_what_is_kept_of_it(asked, full):
    # 40.00 - 15% of it, and of those 6.00 a fifth is kept
    decision = asked(full, lost("40 USD"), options=Options(fees=US))
    assert str(decision.net_cost) == "35.20 USD"


def test_no_more_is_kept_than_the_stores_bound(asked, full):
    # 15% of 400.00 is 60.00, and of a fifth of that only 5.00 is kept
    decision = asked(full, lost("400 USD"), options=Options(fees=US))
    assert str(decision.net_cost) == "345.00 USD"


def test_a_bound_in_another_currency_bounds_nothing(asked, full):
    abroad = Fees(US.referral, US.kept, Money.parse("1.00 EUR"))
    decision = asked(full, lost("40 USD"), options=Options(fees=abroad))
    assert str(decision.net_cost) == "35.20 USD"


def test_a_partial_refund_has_a_net_cost_of_its_share(asked, text_of, rule):
    text = text_of(rule("remedy: partial_refund", "amount: 10% of item"))
    given = {"issue": "damaged", "item_price": "40 USD"}
    decision = asked(text, given, options=Options(fees=US))
    assert (str(decision.amount), str(decision.net_cost)) == ("4.00 USD", "3.52 USD")


def test_where_the_fees_are_not_known_the_net_cost_is_not_either(asked, full):
    assert asked(full, lost("40 USD")).net_cost is None


def test_a_replacement_costs_its_units_and_their_postage(asked, text_of, rule):
    text = text_of(rule("remedy: replacement", when="issue: lost"))
    given = lost("40 USD", in_stock="yes", unit_cost="8 USD", quantity="2", postage="4.50 USD")
    decision = asked(text, given)
    assert (str(decision.net_cost), str(decision.worth)) == ("20.50 USD", "20.50 USD")


def test_a_replacement_without_known_postage_costs_its_units(asked, text_of, rule):
    text = text_of(rule("remedy: replacement", when="issue: lost"))
    decision = asked(text, lost("40 USD", in_stock="yes", unit_cost="8 USD"))
    assert str(decision.net_cost) == "8.00 USD"


@pytest.mark.parametrize(
    ("unit_cost", "taken"),
    [("17.59 USD", Remedy.REPLACEMENT), ("17.61 USD", Remedy.FULL_REFUND)],
)
def test_the_cheapest_is_found_by_what_it_really_costs(asked, cheapest, unit_cost, taken):
    # A refund of 20.00 costs 17.60.
    given = lost("20 USD", in_stock="yes", unit_cost=unit_cost)
    assert asked(cheapest, given, options=Options(fees=US)).remedy is taken


@pytest.mark.parametrize(
    ("unit_cost", "taken"),
    [("19.99 USD", Remedy.REPLACEMENT), ("20.01 USD", Remedy.FULL_REFUND)],
)
def test_without_known_fees_a_refund_counts_as_it_is(asked, cheapest, unit_cost, taken):
    given = lost("20 USD", in_stock="yes", unit_cost=unit_cost)
    assert asked(cheapest, given).remedy is taken


def test_postage_may_make_the_difference(asked, cheapest):
    given = lost("20 USD", in_stock="yes", unit_cost="18 USD")
    assert asked(cheapest, given).remedy is Remedy.REPLACEMENT
    assert asked(cheapest, {**given, "postage": "4 USD"}).remedy is Remedy.FULL_REFUND


def test_what_the_cheapest_costs_is_in_the_trace(asked, cheapest):
    given = lost("20 USD", in_stock="yes", unit_cost="8 USD")
    steps = [step.text for step in asked(cheapest, given, why=True).trace]
    assert "replacement costs least of what is offered: 8.00 USD" in steps
