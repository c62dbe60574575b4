"""`policy explain` of a made-up order: by the policy, and at the terms of the seller's settings."""

from __future__ import annotations

import json

import pytest

GIVEN = {"issue": "damaged", "item_price": "10 USD", "marketplace": "US"}


@pytest.fixture
def explained(run):
    def explain(**more):
        ran = run("policy", "explain", "--given", json.dumps(GIVEN | more), "--format", "json")
        assert ran.code == 0, ran.err
        return json.loads(ran.out)

    return explain


def test_what_it_really_costs_goes_by_the_fees_of_the_store(explained):
    # 15% of 10.00 come back, and a fifth of those 1.50 is kept.
    told = explained()
    assert (told["remedy"], told["amount"], told["net_cost"]) == ("full_refund", "10.00", "8.80")


def test_the_sellers_own_fees_go_before_those_that_come_along(explained, home):
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.yaml").write_text("fees: {US: {referral: 8%}}\n")
    assert explained()["net_cost"] == "9.36"


def test_where_the_fees_of_the_store_are_not_known_the_net_cost_is_not_either(explained):
    assert explained(marketplace="TR")["net_cost"] is None
