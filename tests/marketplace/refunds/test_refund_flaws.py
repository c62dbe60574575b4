"""What is wrong with refunds is said before anything is asked, and all of it at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seller_credits.domain.refunds import ComponentType
from seller_credits.marketplace.refunds.checking import flaws, flaws_of
from tests.marketplace.refunds.making import LINE, ORDER, a_refund, an_item, component

BEGINS = f"Message 1, order '{ORDER}': "
ITEM = f"{BEGINS}order item '{LINE}': "


def only(refund):
    (flaw,) = flaws([refund])
    return flaw


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("0", "USD", "a refund is more than nought"),
        ("-1.00", "USD", "a refund is more than nought"),
        ("-1E+40", "USD", "a refund is more than nought"),
        ("1E+12", "USD", "no order costs as much"),
        ("1E+40", "USD", "no order costs as much"),
        ("1.001", "USD", "USD has 2 decimals"),
        ("1.00000000000000000000000000000000000001", "USD", "USD has 2 decimals"),
        ("10.5", "JPY", "JPY has no decimals"),
    ],
)
def test_an_amount_is_a_credit_in_whole_cents(amount, currency, said):
    said_of = only(a_refund(an_item(component(amount, currency)), currency=currency))

    assert said_of.startswith(ITEM)
    assert said_of.endswith(f"{said}.")


def test_an_amount_is_in_the_currency_of_its_order():
    assert "the order's refund is in 'USD'" in only(a_refund(an_item(component("1", "EUR"))))


def test_amazon_takes_no_rand():
    refund = a_refund(an_item(component("1", "ZAR")), currency="ZAR")

    assert only(refund) == f"{BEGINS}Amazon takes no refund in 'ZAR'."


ARABIC = "\N{ARABIC-INDIC DIGIT ONE}" * 14


@pytest.mark.parametrize("line", ["", "1" * 13, "1" * 16, "12345678901234x", ARABIC])
def test_an_order_item_id_has_14_or_15_digits(line):
    assert "an order item id has 14 or 15 digits" in only(a_refund(an_item(line=line)))


@pytest.mark.parametrize("order", ["", "111-1234567-123456", " 111-1234567-1234567", "S-1\n"])
def test_an_order_id_is_one_of_amazons(order):
    assert "this is no order id" in only(a_refund(order=order))


@pytest.mark.parametrize("key", ["", "x" * 51, "a b", "a\n", "<a>", "é"])
def test_an_adjustment_id_is_plain_and_has_1_to_50_characters(key):
    assert "an adjustment id has 1 to 50 plain letters" in only(a_refund(an_item(key=key)))


@pytest.mark.parametrize("key", ["x", "x" * 50, "sc-abcdefghijklmno-12"])
def test_a_key_of_ours_is_an_adjustment_id(key):
    assert flaws([a_refund(an_item(key=key))]) == ()


def test_a_reason_is_one_of_amazons():
    assert "'late_delivery' is no reason Amazon knows" in only(
        a_refund(an_item(reason="late_delivery"))
    )


@pytest.mark.parametrize("numbers", [(0, 1), (2, 3), (1, 1), (1, 3), (2, 1)])
def test_messages_are_counted_from_1_in_their_order(numbers):
    two = [
        a_refund(an_item(key=f"k{place}"), order=f"111-0000000-000000{place}", number=number)
        for place, number in enumerate(numbers)
    ]

    assert all("they are counted from 1" in flaw for flaw in flaws(two))
    assert flaws(two)


def test_a_refund_without_an_item_and_an_item_without_an_amount_are_none():
    empty = replace(a_refund(), items=())
    bare = a_refund(replace(an_item(), components=()))

    assert "no order item is refunded" in only(empty)
    assert "it gets no amount" in only(bare)
    assert flaws([]) == ("There is no refund.",)


def test_a_line_and_each_of_its_components_are_named_once():
    assert f"order item '{LINE}' is refunded 2 times" in only(a_refund(an_item(), an_item()))
    assert "it gets Principal 2 times" in only(a_refund(an_item(component("1"), component("2"))))


def test_several_components_of_one_line_are_fine():
    shipping = component("1", type_=ComponentType.SHIPPING)

    assert flaws([a_refund(an_item(component(), shipping))]) == ()


def test_a_key_stands_for_one_refund():
    two = (a_refund(), a_refund(order="111-0000000-0000002", number=2))

    assert flaws(two) == ("The adjustment id 'sc-abc-1' stands in several messages: 1, 2.",)


def test_a_key_may_stand_for_several_lines_of_a_refund():
    assert flaws([a_refund(an_item(), an_item(line="12345678901234"))]) == ()


def test_an_order_has_one_message_so_that_an_error_can_be_told():
    two = (a_refund(), a_refund(an_item(key="b"), number=2))

    assert flaws(two) == (
        f"Several messages are about order '{ORDER}': 1, 2. Hand them in one after the other.",
    )


def test_everything_that_is_wrong_is_said_at_once():
    wrong = a_refund(an_item(component("0"), line="1", key="", reason=""), order="1", number=0)

    assert len(flaws([wrong])) == 6


def test_a_refund_can_be_judged_by_itself():
    wrong = a_refund(an_item(component("0")), number=7)

    assert flaws_of(wrong) == (
        f"order item '{LINE}': Principal 0 USD: a refund is more than nought",
    )
    assert flaws_of(a_refund(number=7)) == ()


def test_foreign_text_is_quoted_short():
    assert "x" * 70 not in only(a_refund(an_item(reason="x" * 1000)))
