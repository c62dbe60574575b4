"""Events of the Finances API v0, by window and by order."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.postings import ChargeKind, PostingKind, Postings
from seller_credits.marketplace.errors import CallProblem, RequestRefused, UnexpectedAnswer
from seller_credits.marketplace.sections.finances_v0 import events_of_order, events_posted
from tests.marketplace.conftest import NOW
from tests.marketplace.loopback import Reply, amazon_error, said

EVENTS = "/finances/v0/financialEvents"
ORDER = "111-0000000-0000001"
OF_ORDER = f"/finances/v0/orders/{ORDER}/financialEvents"
MONTH = timedelta(days=30)
POSTED = "2026-11-20T10:00:00Z"


def usd(amount):
    return {"CurrencyCode": "USD", "CurrencyAmount": amount}


def an_event(adjustment="a-1", amount=-5, **members):
    item = {
        "OrderItemId": "123456789012345",
        "OrderAdjustmentItemId": adjustment,
        "ItemChargeAdjustmentList": [{"ChargeType": "Goodwill", "ChargeAmount": usd(amount)}],
    }
    return {
        "AmazonOrderId": ORDER,
        "MarketplaceName": "Amazon.com",
        "PostedDate": POSTED,
        "ShipmentItemAdjustmentList": [item],
    } | members


def a_page(token=None, **lists):
    following = {"NextToken": token} if token else {}
    return said({"payload": {"FinancialEvents": lists, **following}})


def refunds(*adjustments, token=None):
    return a_page(token, RefundEventList=[an_event(each) for each in adjustments])


def posted(caller, since=NOW - MONTH):
    return list(events_posted(caller, since, NOW))


def adjustments(pages):
    return [item.adjustment_id for page in pages for each in page.orders for item in each.items]


def test_each_kind_of_event_is_told_by_its_list(amazon, caller):
    amazon.answers(
        OF_ORDER,
        a_page(
            RefundEventList=[an_event("a-1")],
            GuaranteeClaimEventList=[an_event("a-2")],
            ChargebackEventList=[an_event("a-3")],
            AdjustmentEventList=[{"AdjustmentType": "PostageRefund", "AdjustmentAmount": usd(4)}],
            SAFETReimbursementEventList=[{"SAFETClaimId": "s-1", "ReimbursedAmount": usd(8.4)}],
        ),
    )

    found = events_of_order(caller, ORDER)

    assert [(each.kind, each.items[0].adjustment_id) for each in found.orders] == [
        (PostingKind.REFUND, "a-1"),
        (PostingKind.A_TO_Z_CLAIM, "a-2"),
        (PostingKind.CHARGEBACK, "a-3"),
    ]
    (charge,) = found.orders[0].items[0].charges
    assert (charge.kind, charge.type, str(charge.amount)) == (
        ChargeKind.PRICE,
        "Goodwill",
        "-5.00 USD",
    )
    assert [each.type for each in found.adjustments] == ["PostageRefund"]
    assert [each.amount.amount for each in found.reimbursements] == [Decimal("8.4")]


def test_what_is_not_read_is_named_and_counted(amazon, caller):
    amazon.answers(
        EVENTS,
        a_page("p2", ShipmentEventList=[{}, {}], ServiceFeeEventList=[], NewThing={"a": 1}),
        a_page(ShipmentEventList=[{}], DebtRecoveryEventList=None),
    )

    first, second = posted(caller)

    assert first.others == {"ShipmentEventList": 2, "NewThing": 1}
    assert second.others == {"ShipmentEventList": 1}


TOO_LARGE = amazon_error(400, "InvalidInput", "The response is too large.")


def test_a_page_that_is_too_large_for_amazon_is_asked_for_smaller_and_so_is_the_rest(
    amazon, caller
):
    amazon.answers(
        EVENTS, refunds("a-1", token="p2"), TOO_LARGE, refunds("a-2", token="p3"), refunds("a-3")
    )

    assert adjustments(posted(caller)) == ["a-1", "a-2", "a-3"]

    asked = [heard.query for heard in amazon.asked(EVENTS)]
    assert [query["MaxResultsPerPage"] for query in asked] == ["100", "100", "10", "10"]
    assert [query.get("NextToken") for query in asked] == [None, "p2", "p2", "p3"]


def test_what_amazon_does_not_take_in_a_small_page_either_is_refused(amazon, caller):
    amazon.answers(EVENTS, TOO_LARGE)

    with pytest.raises(RequestRefused, match="too large"):
        posted(caller)

    assert len(amazon.asked(EVENTS)) == 2


@pytest.mark.parametrize("status", [403, 404])
def test_another_refusal_is_not_asked_about_again(amazon, caller, status):
    amazon.answers(EVENTS, amazon_error(status, "Other"))

    with pytest.raises(CallProblem):
        posted(caller)

    assert len(amazon.asked(EVENTS)) == 1


def test_every_page_is_asked_for_with_the_same_window_in_the_largest_pages(amazon, caller):
    amazon.answers(EVENTS, refunds("a-1", token="p2"), refunds("a-2"))

    assert adjustments(posted(caller)) == ["a-1", "a-2"]

    first, second = (heard.query for heard in amazon.asked(EVENTS))
    assert first == {
        "MaxResultsPerPage": "100",
        "PostedAfter": "2026-10-24T12:00:00Z",
        "PostedBefore": "2026-11-23T11:57:50Z",
    }
    assert second == {**first, "NextToken": "p2"}


def test_a_long_window_is_asked_for_in_parts(amazon, caller):
    amazon.answers(EVENTS, a_page())

    posted(caller, since=NOW - timedelta(days=200))

    assert [heard.query["PostedAfter"] for heard in amazon.asked(EVENTS)] == [
        "2026-05-07T12:00:00Z",
        "2026-11-03T12:00:00Z",
    ]


def test_an_adjustment_on_two_pages_is_given_once(amazon, caller):
    amazon.answers(EVENTS, refunds("a-1", "a-2", token="p2"), refunds("a-2", "a-3"))

    assert adjustments(posted(caller)) == ["a-1", "a-2", "a-3"]


def test_a_refund_and_a_claim_of_the_same_adjustment_are_two(amazon, caller):
    both = a_page(RefundEventList=[an_event()], GuaranteeClaimEventList=[an_event()])
    amazon.answers(EVENTS, both)

    assert adjustments(posted(caller)) == ["a-1", "a-1"]


def test_without_an_adjustments_id_nothing_is_taken_for_the_same(amazon, caller):
    amazon.answers(EVENTS, refunds(None, None, token="p2"), refunds(None))

    assert adjustments(posted(caller)) == [None, None, None]


def test_an_event_that_cannot_be_read_is_named_after_all_others_were_given(amazon, caller):
    broken = an_event("a-2", amount="much")
    amazon.answers(EVENTS, a_page(RefundEventList=[an_event("a-1"), broken, an_event("a-3"), 7]))
    given = []

    with pytest.raises(UnreadableSource, match=f", 2 could not .*RefundEventList, order {ORDER}"):
        given.extend(events_posted(caller, NOW - MONTH, NOW))

    assert adjustments(given) == ["a-1", "a-3"]


def test_half_the_truth_about_an_order_is_not_given(amazon, caller):
    amazon.answers(OF_ORDER, a_page(RefundEventList=[an_event(), an_event(amount="much")]))

    with pytest.raises(UnreadableSource, match=ORDER):
        events_of_order(caller, ORDER)


def test_pages_of_one_order_are_put_together(amazon, caller):
    amazon.answers(OF_ORDER, refunds("a-1", token="p2"), refunds("a-2"))

    assert adjustments([events_of_order(caller, ORDER)]) == ["a-1", "a-2"]
    first, second = (heard.query for heard in amazon.asked(OF_ORDER))
    assert first == {"MaxResultsPerPage": "100"}
    assert second == {**first, "NextToken": "p2"}


def test_an_order_without_events_has_none_yet(amazon, caller):
    amazon.answers(OF_ORDER, a_page(RefundEventList=[], ChargebackEventList=None))

    assert events_of_order(caller, ORDER) == Postings()


def test_an_id_of_an_order_is_never_a_path(amazon, caller):
    with pytest.raises(Exception, match="NotFound"):
        events_of_order(caller, "../x")

    assert amazon.heard[-1].path == "/finances/v0/orders/..%2Fx/financialEvents"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"payload": {}}',
        b'{"payload": {"FinancialEvents": null}}',
        b'{"payload": {"FinancialEvents": []}}',
        b'{"FinancialEvents": {}}',
        b'{"errors": [{"code": "InvalidInput", "message": ""}]}',
    ],
)
def test_an_answer_without_events_is_never_taken_for_none(amazon, caller, body):
    amazon.answers(OF_ORDER, Reply(200, body))

    with pytest.raises(UnexpectedAnswer):
        events_of_order(caller, ORDER)


def test_a_page_that_comes_again_and_again_ends_the_reading(amazon, caller):
    amazon.answers(EVENTS, refunds("a-1", token="p2"))

    with pytest.raises(UnexpectedAnswer, match="again and again"):
        posted(caller)


def test_new_tokens_that_lead_to_nothing_end_the_reading(amazon, caller):
    amazon.answers(EVENTS, *(a_page(f"p{number}", RefundEventList=[]) for number in range(200)))

    with pytest.raises(UnexpectedAnswer, match="nothing new"):
        posted(caller)
