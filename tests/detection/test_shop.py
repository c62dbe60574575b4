"""What is known of the shop reaches the facts of the issues it is about, and no others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from seller_credits.detection.shop import Shop
from seller_credits.domain.costs import Cost, Costs
from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.money import Money

from .makers import finding, line, noted, order, returned, usd

MUG = Cost(usd("5.40"), usd("3.20"), in_stock=True)
CUP = Cost(usd("1.00"), usd("2.00"), in_stock=False)
SHOP = Shop(costs=Costs({"MUG": MUG, "CUP": CUP}))
COSTED = {"unit_cost", "postage", "in_stock", "margin"}


def told(*records, shop=SHOP, names=COSTED):
    facts = finding(*records, shop=shop).facts
    return {name: facts[name] for name in names if name in facts}


def test_the_cost_table_tells_of_the_sku_that_went_wrong():
    assert told(order(), returned()) == {
        "unit_cost": usd("5.40"),
        "postage": usd("3.20"),
        "in_stock": True,
        "margin": Decimal("73.0"),
    }


def test_of_a_sku_that_is_not_in_the_table_nothing_is_known():
    assert told(order(lines=(line(sku="POT"),)), returned(sku="POT")) == {}


def test_what_the_table_leaves_open_is_missing():
    shop = Shop(costs=Costs({"MUG": Cost(in_stock=False)}))
    assert told(order(), returned(), shop=shop) == {"in_stock": False}


def test_without_a_price_there_is_no_margin():
    assert told(returned()).keys() == COSTED - {"margin"}


def test_cost_and_price_in_two_currencies_have_no_margin():
    shop = Shop(costs=Costs({"MUG": Cost(Money(Decimal(30), "CNY"))}))
    assert told(order(), returned(), shop=shop) == {"unit_cost": Money(Decimal(30), "CNY")}


@pytest.mark.parametrize(
    ("cost", "margin"), [("20.00", "0.0"), ("25.00", "-25.0"), ("13.33", "33.4"), ("0.01", "100.0")]
)
def test_margin_is_what_is_left_of_a_hundred_paid_for_one_unit(cost, margin):
    shop = Shop(costs=Costs({"MUG": Cost(usd(cost))}))
    assert told(order(), returned(), shop=shop)["margin"] == Decimal(margin)


def test_the_margin_of_a_line_of_three_is_that_of_one():
    three = line(quantity=3, paid=usd("60.00"))
    assert told(order(lines=(three,)), returned())["margin"] == Decimal("73.0")


LOST = noted(IssueKind.LOST, sku=None)


def test_an_order_of_one_sku_in_two_lines_has_its_costs():
    lines = (line(), line(order_item_id="2" * 14))
    assert told(order(lines=lines), LOST)["unit_cost"] == usd("5.40")


def test_an_order_of_two_skus_that_is_lost_has_no_cost_of_one_unit():
    lines = (line(), line(order_item_id="2" * 14, sku="CUP"))
    assert told(order(lines=lines), LOST) == {}


def test_of_two_skus_the_one_that_came_back_has_its_own_costs():
    lines = (line(), line(order_item_id="2" * 14, sku="CUP"))
    assert told(order(lines=lines), returned(sku="CUP"))["in_stock"] is False


HEADROOM = Shop(headroom={("US", "seller"): 7, ("US", "amazon"): 0, ("CA", "seller"): 3})


@pytest.mark.parametrize(
    ("store", "channel", "expected"),
    [("US", Channel.SELLER, 7), ("US", Channel.AMAZON, 0), ("CA", Channel.SELLER, 3)],
)
def test_headroom_is_that_of_the_orders_store_and_channel(store, channel, expected):
    found = order(marketplace=store, channel=channel)
    assert told(found, returned(), shop=HEADROOM, names={"odr_headroom"}) == {
        "odr_headroom": expected
    }


def test_headroom_of_a_store_without_a_report_is_missing():
    found = order(marketplace="DE")
    assert told(found, returned(), shop=HEADROOM, names={"odr_headroom"}) == {}


def test_the_rate_is_that_of_the_sku_in_the_orders_store():
    shop = Shop(issue_rates={("US", "MUG"): Decimal("4.2"), ("CA", "MUG"): Decimal("9.9")})
    asked = {"sku_issue_rate"}
    assert told(order(), returned(), shop=shop, names=asked) == {"sku_issue_rate": Decimal("4.2")}
    assert told(replace(order(), marketplace="DE"), returned(), shop=shop, names=asked) == {}
