"""A transaction as the Finances API 2024-06-19 gives it, in the house's words."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.money import Money
from seller_credits.domain.transactions import Identifier, Share
from seller_credits.marketplace.wire.transactions import read_transaction


def usd(amount):
    return {"currencyAmount": amount, "currencyCode": "USD"}


def node(kind, amount, *parts):
    return {"breakdownType": kind, "breakdownAmount": usd(amount), "breakdowns": list(parts)}


def heard(**members):
    """As an answer is parsed: numbers with a point become exact decimals."""
    return json.loads(json.dumps(members), parse_float=Decimal)


def read(**members):
    return read_transaction(heard(**members))


GOODWILL = {
    "sellingPartnerMetadata": {"marketplaceId": "A2EUQ1WTGCTBG2", "accountType": "PAYABLE"},
    "transactionType": "Refund",
    "transactionId": "b1qD0oAliFkLiqRyGbmeT0DoS2Z2kHzi7TZ92z-vARI",
    "transactionStatus": "Deferred",
    "description": "Refund Order",
    "postedDate": "2026-11-20T03:35:13.214+02:00",
    "totalAmount": usd(-4.6),
    "marketplaceDetails": {"marketplaceId": "ATVPDKIKX0DER", "marketplaceName": "Amazon.com"},
    "relatedIdentifiers": [
        {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": "111-0000000-0000001"},
        {"relatedIdentifierName": "REFUND_ID", "relatedIdentifierValue": "r-1"},
    ],
    "items": [
        {
            "description": "Mug",
            "relatedIdentifiers": [
                {
                    "itemRelatedIdentifierName": "ORDER_ADJUSTMENT_ITEM_ID",
                    "itemRelatedIdentifierValue": "cc-1",
                }
            ],
            "totalAmount": usd(-4.6),
            "contexts": [
                {"contextType": "AmazonPayContext", "storeName": "Store 1"},
                {
                    "contextType": "ProductContext",
                    "asin": "B000000001",
                    "sku": "MUG-RED",
                    "quantityShipped": -1,
                    "fulfillmentNetwork": "MFN",
                },
            ],
            "breakdowns": [node("Refunded Sales", 0, node("GoodwillPrincipal", -5))],
        }
    ],
    "contexts": [
        {
            "contextType": "DeferredContext",
            "deferralReason": "DD7",
            "maturityDate": "2026-11-27T00:00:00Z",
        }
    ],
    "breakdowns": [
        node("Refunded Sales", -5, node("GoodwillPrincipal", -5)),
        node("Refunded Expenses", 0.4, node("Commission", 0.5), node("RefundCommission", -0.1)),
    ],
    "somethingNew": {"deep": [1]},
}


def test_a_refund_is_read_with_everything_a_reader_needs():
    refund = read(**GOODWILL)

    assert refund.is_refund
    assert refund.order_id == "111-0000000-0000001"
    assert refund.named("REFUND_ID") == ("r-1",)
    assert (refund.type, refund.status, refund.description) == (
        "Refund",
        "DEFERRED",
        "Refund Order",
    )
    assert refund.marketplace == "US"
    assert refund.posted_at == datetime(2026, 11, 20, 1, 35, 13, 214000, tzinfo=UTC)
    assert refund.posted_at.tzinfo is UTC
    assert refund.total == Money(Decimal("-4.6"), "USD")
    assert refund.deferral_reason == "DD7"
    assert refund.matures_at == datetime(2026, 11, 27, tzinfo=UTC)


def test_nested_amounts_become_leaves_with_their_path():
    refund = read(**GOODWILL)

    assert refund.shares == (
        Share(("Refunded Sales", "GoodwillPrincipal"), Money(Decimal(-5), "USD")),
        Share(("Refunded Expenses", "Commission"), Money(Decimal("0.5"), "USD")),
        Share(("Refunded Expenses", "RefundCommission"), Money(Decimal("-0.1"), "USD")),
    )
    assert not refund.unexplained


def test_an_item_has_its_product_and_its_own_amounts():
    (item,) = read(**GOODWILL).items

    assert (item.sku, item.asin, item.quantity, item.network) == (
        "MUG-RED",
        "B000000001",
        -1,
        "MFN",
    )
    assert item.identifiers == (Identifier("ORDER_ADJUSTMENT_ITEM_ID", "cc-1"),)
    assert [share.kind for share in item.shares] == ["GoodwillPrincipal"]
    assert item.total == Money(Decimal("-4.6"), "USD")


def test_a_node_whose_parts_say_nothing_speaks_for_itself():
    silent = {"breakdownType": "Tax", "breakdowns": []}

    (share,) = read(breakdowns=[node("Fees", -2, silent)]).shares

    assert share == Share(("Fees",), Money(Decimal(-2), "USD"))


@pytest.mark.parametrize(
    "members",
    [{}, dict.fromkeys(GOODWILL), {"totalAmount": {"currencyAmount": None, "currencyCode": None}}],
    ids=["empty", "all null", "an empty amount"],
)
def test_what_is_missing_is_not_made_up(members):
    bare = read(**members)

    assert (bare.transaction_id, bare.total, bare.posted_at, bare.marketplace) == (None,) * 4
    assert (bare.type, bare.status, bare.items, bare.shares) == ("", "", (), ())
    assert bare.order_id is None


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ({"marketplaceName": "Amazon.de"}, "DE"),
        ({"marketplaceId": "ATIV93840DER"}, "ATIV93840DER"),
        ({}, "CA"),
    ],
)
def test_the_store_is_told_by_its_code_where_it_is_known(word, code):
    assert read(**GOODWILL | {"marketplaceDetails": word}).marketplace == code


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ('{"totalAmount": {"currencyAmount": NaN, "currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": -Infinity, "currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": 1e999999, "currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": 1e-999999, "currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": 1234567890123456, "currencyCode": "USD"}}', "total"),
        ('{"totalAmount": {"currencyAmount": true, "currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": "1_0", "currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": "", "currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": [1], "currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyCode": "USD"}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": 5}}', "totalAmount"),
        ('{"totalAmount": {"currencyAmount": 5, "currencyCode": "$"}}', "totalAmount"),
        ('{"totalAmount": -5.0}', "totalAmount"),
        ('{"breakdowns": [{"breakdownAmount": {"currencyAmount": NaN}}]}', "breakdowns.0"),
        ('{"breakdowns": {"breakdownType": "Sales"}}', "breakdowns"),
        ('{"items": ["mug"]}', "items.0"),
        ('{"postedDate": "2026-11-20"}', "postedDate"),
        ('{"postedDate": "2026-11-20T10:00:00"}', "postedDate"),
        ('{"postedDate": 20261120}', "postedDate"),
        ('{"postedDate": "0001-01-01T00:00:00+14:00"}', "postedDate"),
    ],
)
def test_money_or_time_that_makes_no_sense_is_refused_with_its_place(members, where):
    raw = json.loads(members, parse_float=Decimal) | {"transactionId": "t-1"}

    with pytest.raises(UnreadableSource, match=rf"transaction t-1, {where}"):
        read_transaction(raw)


@pytest.mark.parametrize("amount", ["-4.85", Decimal("-4.85")])
def test_an_amount_is_the_same_as_a_number_and_as_text(amount):
    assert str(read_transaction({"totalAmount": usd(amount)}).total) == "-4.85 USD"


def test_a_float_has_lost_its_digits_and_is_refused():
    with pytest.raises(UnreadableSource, match="no exact amount"):
        read_transaction({"totalAmount": usd(0.1)})


def test_what_stood_in_a_wrong_place_is_not_quoted():
    with pytest.raises(UnreadableSource) as refused:
        read(items=["Ann Buyer, ann@example.com"])

    assert "Ann" not in str(refused.value)


def nested(depth, inner):
    for _ in range(depth):
        inner = {"breakdownType": "more", "breakdowns": [inner]}
    return inner


def test_amounts_nested_without_reason_are_read_or_refused_but_never_crash():
    (share,) = read(breakdowns=[nested(100, node("Principal", -1))]).shares
    assert (len(share.path), share.kind) == (101, "Principal")

    with pytest.raises(UnreadableSource):
        read_transaction({"breakdowns": [nested(900, heard(**node("Principal", -1)))]})


amounts = st.integers(-(10**9), 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
words = st.text(min_size=1, max_size=8)


@st.composite
def trees(draw, depth=3):
    """A node whose own amount is the sum of its parts, or nought as Amazon's wrappers have it."""
    if depth == 0 or draw(st.booleans()):
        return node(draw(words), draw(amounts))
    parts = draw(st.lists(trees(depth=depth - 1), min_size=1, max_size=4))
    own = sum(part["breakdownAmount"]["currencyAmount"] for part in parts)
    return node(draw(words), draw(st.sampled_from([own, Decimal(0)])), *parts)


def leaves(tree):
    if not tree["breakdowns"]:
        return [tree["breakdownAmount"]["currencyAmount"]]
    return [leaf for part in tree["breakdowns"] for leaf in leaves(part)]


@given(st.lists(trees(), max_size=5))
def test_the_leaves_of_any_tree_add_up_exactly(forest):
    expected = [leaf for tree in forest for leaf in leaves(tree)]

    booked = read_transaction({"breakdowns": forest, "totalAmount": usd(sum(expected, Decimal(0)))})

    assert [share.amount.amount for share in booked.shares] == expected
    assert not booked.unexplained


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(sorted(GOODWILL)), json_values))
def test_any_nonsense_is_read_or_refused_but_never_crashes(members):
    try:
        booked = read_transaction(heard(**GOODWILL) | members)
    except UnreadableSource:
        return
    assert booked.total is None or booked.total.amount.is_finite()
    assert booked.posted_at is None or booked.posted_at.tzinfo is UTC
