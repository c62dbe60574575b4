"""The document of a feed: exactly the refunds it was made of, in the order Amazon wants."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.refunds import ComponentType
from seller_credits.marketplace.refunds import document
from seller_credits.marketplace.refunds.checking import flaws
from seller_credits.marketplace.refunds.document import refund_document
from tests.marketplace.refunds.making import SELLER, a_refund, an_item, component, feeds

AS_A_WHOLE = """\
<?xml version='1.0' encoding='UTF-8'?>
<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">
  <Header>
    <DocumentVersion>1.01</DocumentVersion>
    <MerchantIdentifier>A1TESTSELLER</MerchantIdentifier>
  </Header>
  <MessageType>OrderAdjustment</MessageType>
  <Message>
    <MessageID>1</MessageID>
    <OrderAdjustment>
      <AmazonOrderID>111-1234567-1234567</AmazonOrderID>
      <ActionType>Refund</ActionType>
      <AdjustedItem>
        <AmazonOrderItemCode>123456789012345</AmazonOrderItemCode>
        <MerchantAdjustmentItemID>sc-abc-1</MerchantAdjustmentItemID>
        <AdjustmentReason>GeneralAdjustment</AdjustmentReason>
        <ItemPriceAdjustments>
          <Component>
            <Type>Principal</Type>
            <Amount currency="USD">4.20</Amount>
          </Component>
        </ItemPriceAdjustments>
      </AdjustedItem>
    </OrderAdjustment>
  </Message>
</AmazonEnvelope>"""


def amount_in(content):
    return ET.fromstring(content).find(".//Amount")


def names(element):
    return [child.tag for child in element]


def text_of(parent, name):
    (found,) = parent.findall(name)
    return found.text


def test_a_refund_as_it_is_handed_in():
    assert refund_document([a_refund()], SELLER).decode() == AS_A_WHOLE


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("4.2", "USD", "4.20"),
        ("4.2000", "USD", "4.20"),
        ("5E+1", "EUR", "50.00"),
        ("0.01", "GBP", "0.01"),
        ("1099", "JPY", "1099"),
        ("1099.00", "JPY", "1099"),
        ("1E+3", "JPY", "1000"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(amount, currency, written):
    refund = a_refund(an_item(component(amount, currency)), currency=currency)

    found = amount_in(refund_document([refund], SELLER))

    assert (found.text, found.get("currency")) == (written, currency)


def test_the_same_refunds_give_the_same_bytes():
    assert refund_document([a_refund()], SELLER) == refund_document([a_refund()], SELLER)


@given(feeds())
def test_every_document_has_its_elements_where_amazon_wants_them(refunds):
    root = ET.fromstring(refund_document(refunds, SELLER))

    assert names(root) == ["Header", "MessageType", *(["Message"] * len(refunds))]
    assert names(root[0]) == ["DocumentVersion", "MerchantIdentifier"]
    for message in root.findall("Message"):
        assert names(message) == ["MessageID", "OrderAdjustment"]
        adjustment = message[1]
        assert names(adjustment)[:2] == ["AmazonOrderID", "ActionType"]
        assert set(names(adjustment)[2:]) == {"AdjustedItem"}
        for item in adjustment[2:]:
            assert names(item) == [
                "AmazonOrderItemCode",
                "MerchantAdjustmentItemID",
                "AdjustmentReason",
                "ItemPriceAdjustments",
            ]
            assert set(names(item[3])) == {"Component"}
            for component_ in item[3]:
                assert names(component_) == ["Type", "Amount"]
                assert len(component_[1].text.partition(".")[2]) in {0, 2}


@given(feeds())
def test_every_document_says_exactly_what_was_to_be_paid(refunds):
    told = defaultdict(Decimal)
    for message in ET.fromstring(refund_document(refunds, SELLER)).iter("Message"):
        order = text_of(message[1], "AmazonOrderID")
        for item in message.iter("AdjustedItem"):
            line, key = text_of(item, "AmazonOrderItemCode"), item[1].text
            for each in item.iter("Component"):
                amount = each.find("Amount")
                place = (message[0].text, order, line, key, item[2].text, each[0].text)
                told[*place, amount.get("currency")] += Decimal(amount.text)

    meant = defaultdict(Decimal)
    for refund in refunds:
        for item in refund.items:
            for each in item.components:
                place = (str(refund.message_id), refund.order_id, item.order_item_id)
                what = (item.adjustment_id, item.reason, each.type.value, refund.currency)
                meant[*place, *what] += each.amount.amount
    assert told == meant
    for refund in refunds:
        sums = (value for place, value in told.items() if place[1] == refund.order_id)
        assert refund.total.amount == sum(sums)


@given(feeds())
def test_what_is_sound_has_no_flaw(refunds):
    assert flaws(refunds) == ()


def test_what_is_flawed_is_not_written():
    wrong = a_refund(an_item(component("0"), component("1.234", type_=ComponentType.GOODWILL)))

    with pytest.raises(UsageProblem, match=r"more than nought.*has 2 decimals") as problem:
        refund_document([wrong], SELLER)

    assert problem.value.hint == "Nothing was sent."


def test_of_many_flaws_a_few_are_named_and_the_rest_counted():
    wrong = [a_refund(an_item(component("0")), number=number) for number in range(1, 9)]

    with pytest.raises(UsageProblem, match=r"And \d+ more\."):
        refund_document(wrong, SELLER)


@pytest.mark.parametrize("seller", ["", "A1 ", "A1<", "ä1"])
def test_a_seller_has_an_id(seller):
    with pytest.raises(UsageProblem, match="is no seller id"):
        refund_document([a_refund()], seller)


def test_a_feed_has_less_than_ten_megabytes(monkeypatch):
    assert document.MOST_BYTES == 10 * 2**20
    size = len(refund_document([a_refund()], SELLER))
    monkeypatch.setattr(document, "MOST_BYTES", size)

    with pytest.raises(UsageProblem, match="The document of 1 refunds is too long"):
        refund_document([a_refund()], SELLER)
