"""Buyers are asked for by whoever can hash them, and done without where Amazon gives none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.marketplace.errors import AccessDenied
from tests.marketplace.conftest import NOW, account
from tests.marketplace.loopback import ORDERS, amazon_error, said

MONTH = timedelta(days=30)
ADDRESS = "K3q9x@marketplace.amazon.com"
ORDER = "111-0000000-0000001"


def an_order(**changes):
    return {
        "orderId": ORDER,
        "createdTime": "2026-11-01T10:00:00Z",
        "lastUpdatedTime": "2026-11-02T10:00:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "fulfillment": {"fulfillmentStatus": "SHIPPED", "fulfilledBy": "MERCHANT"},
        "buyer": {"buyerName": "Ann Buyer", "buyerEmail": ADDRESS},
        "orderItems": [{"orderItemId": "12345678901234", "quantityOrdered": 1, "product": {}}],
    } | changes


@pytest.fixture
def hashed():
    """Every address that was hashed."""
    return []


@pytest.fixture
def buyers(amazon, client_of, hashed):
    def buyer_of(address):
        hashed.append(address)
        return f"buyer {len(set(hashed))}"

    return client_of(account(amazon.url), buyer_of=buyer_of)


def includes_buyers(heard):
    return "BUYER" in heard.query["includedData"].split(",")


def without_buyers_only(heard):
    """Amazon, for an application that has no role for personal data."""
    if includes_buyers(heard):
        return amazon_error(403, "Unauthorized", "Access to requested resource is denied.")
    if "paginationToken" in heard.query:
        return said({"orders": [an_order(buyer=None, orderId="111-0000000-0000002")]})
    return said({"orders": [an_order(buyer=None)], "pagination": {"nextToken": "t1"}})


def read(client):
    return [row for page in client.orders_updated(NOW - MONTH, NOW, ("US",)) for row in page]


def test_a_buyer_is_a_hash_of_the_address_in_small_letters_in_search_and_single_order(
    amazon, buyers, hashed
):
    amazon.answers(ORDERS, said({"orders": [an_order()]}))
    amazon.answers(f"{ORDERS}/{ORDER}", said({"order": an_order()}))

    (found,), single = read(buyers), buyers.order(ORDER)

    assert found.order.buyer == single.order.buyer == "buyer 1"
    assert set(hashed) == {ADDRESS.casefold()}
    assert all(includes_buyers(heard) for heard in amazon.heard if "includedData" in heard.query)
    assert not any(word in repr(found) for word in ("Ann", "k3q9x", "K3q9x"))


@pytest.mark.parametrize("buyer", [None, {}, {"buyerEmail": ""}, {"buyerEmail": 7}, "nobody"])
def test_an_order_without_an_address_has_a_buyer_nobody_can_tell(amazon, buyers, hashed, buyer):
    amazon.answers(ORDERS, said({"orders": [an_order(buyer=buyer)]}))

    (found,) = read(buyers)

    assert (found.order.buyer, hashed) == (None, [])


def test_where_buyers_are_refused_the_orders_are_read_without_and_it_is_said_once(amazon, buyers):
    amazon.answers(ORDERS, without_buyers_only)
    amazon.answers(f"{ORDERS}/{ORDER}", said({"order": an_order(buyer=None)}))

    found = read(buyers)
    buyers.order(ORDER)

    assert [row.order.buyer for row in found] == [None, None]
    asked = [includes_buyers(heard) for heard in amazon.heard if "includedData" in heard.query]
    assert asked[-3:] == [False, False, False]
    assert asked.count(True) <= 2  # once more with a new token, as for every denial
    (remark,) = buyers.remarks()
    assert "Buyers cannot be told apart" in remark


def test_where_the_orders_themselves_are_refused_it_is_a_refusal(amazon, buyers):
    amazon.answers(ORDERS, amazon_error(403, "Unauthorized", "Access is denied."))

    with pytest.raises(AccessDenied):
        read(buyers)
    assert buyers.remarks() == ()


def test_a_search_goes_on_where_it_was_though_buyers_are_refused_now(
    amazon, client_of, buyers, hashed
):
    amazon.answers(
        ORDERS,
        said({"orders": [an_order()], "pagination": {"nextToken": "t1"}}),
        said({"orders": [], "pagination": {"nextToken": "t2"}}),
    )
    pages = buyers.orders_updated(NOW - MONTH, NOW, ("US",))
    next(pages), next(pages)
    pages.close()

    plain = client_of(account(amazon.url), memory=buyers._search._memory)

    assert plain.unfinished_orders(("US",)) is not None
