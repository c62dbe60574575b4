"""The table of fees as a seller may overlay it: figure by figure, store by store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.marketplaces import MARKETPLACES
from seller_credits.domain.money import Money
from seller_credits.settings import read_settings


@pytest.fixture
def fees_of(home):
    home.mkdir()

    def read(text):
        (home / "settings.yaml").write_text(text, encoding="utf-8")
        return read_settings(home, None).fee_table()

    return read


def test_the_rates_that_come_along_have_source_and_date(fees_of):
    for store, fees in fees_of("").items():
        assert fees.source
        assert fees.read is not None
        assert fees.kept_at_most.currency == MARKETPLACES[store].currency


@pytest.mark.parametrize(
    ("store", "most"),
    [("US", "5 USD"), ("UK", "5 GBP"), ("NL", "5 EUR"), ("AE", "15 AED"), ("BR", "10 BRL")],
)
def test_what_is_kept_of_one_refund_is_bounded_by_the_store(fees_of, store, most):
    assert fees_of("")[store].kept_at_most == Money.parse(most)


def test_a_store_nobody_has_read_the_rates_of_has_none(fees_of):
    assert fees_of("").keys().isdisjoint({"CA", "JP", "SE"})


def test_one_figure_of_the_sellers_own_leaves_the_others(fees_of):
    fees = fees_of("fees: {US: {referral: 8%}}")["US"]
    assert (fees.referral, fees.kept) == (Decimal("0.08"), Decimal("0.20"))
    assert fees.kept_at_most == Money.parse("5 USD")
    assert (fees.source, fees.read) == ("your settings", None)


def test_other_stores_stay_as_they_are(fees_of):
    assert fees_of("fees: {US: {referral: 8%}}")["DE"] == fees_of("")["DE"]


def test_a_store_may_be_added_with_its_own_source(fees_of):
    text = "fees: {JP: {referral: 10%, kept: 10%, source: our contract, read: 2026-11-01}}"
    fees = fees_of(text)["JP"]
    assert (fees.referral, fees.kept, fees.kept_at_most) == (Decimal("0.1"), Decimal("0.1"), None)
    assert (fees.source, fees.read) == ("our contract", date(2026, 11, 1))


def test_a_bound_may_be_taken_away(fees_of):
    assert fees_of("fees: {US: {kept_at_most: null}}")["US"].kept_at_most is None


def test_a_store_that_is_commented_out_stays_as_it_comes_along(fees_of):
    assert fees_of("fees:\n  US:\n") == fees_of("") == fees_of("fees:\n")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("US: {referral: 0.15}", "fees.US.referral: Value error, wants a percentage"),
        ("US: {referral: 150%}", "wants a percentage from 0% to 100%: 15%"),
        ("US: {kept_at_most: 5}", "fees.US.kept_at_most: Value error, wants an amount with its"),
        ("US: {refferal: 8%}", "fees.US.refferal: there is no such setting"),
        ("JP: {referral: 8%}", "fees.JP.kept: Field required"),
        ("USA: {referral: 8%, kept: 20%}", "there is no such store; write codes"),
        ("US: 8%", "fees.US: wants names and values below it"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_in_words(fees_of, row, words):
    with pytest.raises(ConfigurationProblem) as refused:
        fees_of(f"fees: {{{row}}}")
    assert words in str(refused.value)


def test_fees_that_are_no_list_of_stores_are_refused(fees_of):
    with pytest.raises(ConfigurationProblem, match="fees: wants names and values"):
        fees_of("fees: 15%")
