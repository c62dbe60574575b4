"""The client as the desk money is handed in at: every verb, and every ending of the one that pays.

The sections behind it have their own tests; here is what the house is promised.
"""

from __future__ import annotations

import gzip
import json
import signal
from datetime import timedelta

import pytest

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.feed_results import ResultState, Ruling, verdict_of
from seller_credits.domain.feeds import Feed
from seller_credits.domain.shipments import Placed
from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    CredentialsRefused,
    MarketplaceFailed,
    OutOfTime,
    RequestRefused,
    Throttled,
    UnexpectedAnswer,
    Unreachable,
)
from seller_credits.marketplace.issuing import Desk
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.refunds.document import refund_document
from seller_credits.marketplace.refunds.vocabulary import CONTENT_TYPE, FEED_TYPE
from tests.marketplace.conftest import NOW, account
from tests.marketplace.files.test_processing_report import counts, xml
from tests.marketplace.goods import goods
from tests.marketplace.loopback import TOKEN, Reply, amazon_error, said, throttled
from tests.marketplace.refunds.making import ORDER, a_refund

FEEDS = "/feeds/2021-06-30/feeds"
DOCUMENTS = "/feeds/2021-06-30/documents"
REPORT = f"{DOCUMENTS}/d2"
MCF = "/fba/outbound/2020-07-01/fulfillmentOrders"
MADE = said({"feedId": "f1"}, 202)
DONE = Feed("f1", FEED_TYPE, "DONE", NOW, report_document_id="d2")


@pytest.fixture
def desk(client) -> Desk:
    return client


def hand_in(desk, store="US"):
    return desk.hand_in(FEED_TYPE, store, "d1")


# Uploading


def test_a_document_is_uploaded_as_it_is(amazon, desk):
    link = {"feedDocumentId": "d1", "url": f"{amazon.url}/shelf"}
    amazon.answers(DOCUMENTS, said(link, 201))
    amazon.answers("/shelf", Reply(200, b""))
    document = refund_document([a_refund()], "A1TESTSELLER")

    assert desk.upload(document) == "d1"

    assert json.loads(amazon.asked(DOCUMENTS)[0].body) == {"contentType": CONTENT_TYPE}
    (put,) = amazon.asked("/shelf")
    assert (put.method, put.body, put.headers["content-type"]) == ("PUT", document, CONTENT_TYPE)


# Handing in


def test_what_is_handed_in_has_an_id(amazon, desk):
    amazon.answers(FEEDS, MADE)

    assert hand_in(desk) == "f1"


SURELY_NOTHING = {
    "refused": (amazon_error(400), RequestRefused),
    "denied": (amazon_error(403), AccessDenied),
    "too large": (amazon_error(413), RequestRefused),
    "too often": (throttled(), Throttled),
}
NOBODY_KNOWS = {
    "no answer": (Reply(cut=True), Unreachable),
    "half an answer": (Reply(202, b'{"feedId": "f1"}', claims=60), Unreachable),
    "500": (amazon_error(500), MarketplaceFailed),
    "503": (amazon_error(503), MarketplaceFailed),
    "504": (Reply(504, b""), MarketplaceFailed),
    "no id": (said({}, 202), UnexpectedAnswer),
    "a page": (Reply(202, b"<html>"), UnexpectedAnswer),
    "sent elsewhere": (Reply(302, headers={"location": "/"}), UnexpectedAnswer),
}
ENDINGS = [
    pytest.param(reply, (kind, known), id=name)
    for known, endings in ((False, SURELY_NOTHING), (True, NOBODY_KNOWS))
    for name, (reply, kind) in endings.items()
]


@pytest.mark.parametrize(("reply", "ending"), ENDINGS)
def test_every_ending_says_whether_it_may_have_happened_and_none_is_tried_again(
    amazon, desk, time, reply, ending
):
    amazon.answers(FEEDS, reply, MADE)

    kind, may_have_happened = ending
    with pytest.raises(kind) as problem:
        hand_in(desk)

    assert problem.value.may_have_happened is may_have_happened
    assert len(amazon.asked(FEEDS)) == 1
    assert time.naps == []


def test_with_a_token_that_was_revoked_nothing_is_handed_in(amazon, desk):
    amazon.answers(TOKEN, said({"error": "invalid_grant"}, 400))

    with pytest.raises(CredentialsRefused) as problem:
        hand_in(desk)

    assert not problem.value.may_have_happened
    assert amazon.asked(FEEDS) == []


def test_where_nobody_is_there_nothing_is_handed_in(amazon, client_of):
    nobody = client_of(account("http://127.0.0.1:1", token_endpoint=f"{amazon.url}{TOKEN}"))

    with pytest.raises(Unreachable) as problem:
        hand_in(nobody)

    assert not problem.value.may_have_happened


def test_without_a_turn_in_time_nothing_is_handed_in(amazon, client_of):
    desk = client_of(account(amazon.url), patience=timedelta(seconds=30))
    amazon.answers(FEEDS, MADE)
    for _ in range(15):
        hand_in(desk)
    asked = len(amazon.heard)

    assert 0 < desk.seconds_until_hand_in() <= 121
    with pytest.raises(OutOfTime):
        hand_in(desk)

    assert len(amazon.heard) == asked


def test_a_turn_that_is_there_needs_no_wait(amazon, desk):
    assert desk.seconds_until_hand_in() == 0
    assert amazon.heard == []


def test_a_store_that_does_not_exist_is_refused_before_anything_is_asked(amazon, desk):
    with pytest.raises(ConfigurationProblem):
        hand_in(desk, "XX")

    assert amazon.heard == []


def test_an_interrupt_while_it_is_out_is_no_problem_of_the_call_and_nobody_knows(amazon, desk):
    def interrupted(_):
        signal.raise_signal(signal.SIGINT)
        return Reply(delay=0.5, body=MADE.body, status=202)

    amazon.answers(FEEDS, interrupted)

    with pytest.raises(KeyboardInterrupt):
        hand_in(desk)

    assert len(amazon.asked(FEEDS)) == 1, "Amazon has it, and made a feed of it"


# Looking


def test_a_feed_nobody_knows_is_none(desk):
    assert desk.feed("f9") is None


def test_a_feed_is_found_by_its_id_and_by_its_time(amazon, desk):
    raw = {
        "feedId": "f1",
        "feedType": FEED_TYPE,
        "marketplaceIds": ["ATVPDKIKX0DER"],
        "createdTime": "2026-11-23T11:59:00Z",
        "processingStatus": "IN_PROGRESS",
    }
    amazon.answers(f"{FEEDS}/f1", said(raw))
    amazon.answers(FEEDS, said({"feeds": [raw]}))

    assert desk.feeds_since(FEED_TYPE, NOW - timedelta(hours=1)) == [desk.feed("f1")]


def test_a_failure_is_not_taken_for_no_feed(amazon, desk):
    amazon.answers(f"{FEEDS}/f1", amazon_error(500))

    with pytest.raises(MarketplaceFailed):
        desk.feed("f1")


# Its result


@pytest.fixture
def report_is(amazon):
    def answer(body, content_type="text/xml; charset=UTF-8"):
        amazon.answers(REPORT, said({"feedDocumentId": "d2", "url": f"{amazon.url}/shelf"}))
        amazon.answers("/shelf", Reply(200, body, {"content-type": content_type}))

    return answer


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_a_result_is_read_and_its_file_is_gone(desk, downloads, report_is, pack):
    report_is(pack(xml(counts(1, 1, 0)).encode()))

    result = desk.result_of(DONE, 1)

    assert verdict_of(result, 1, ORDER).ruling is Ruling.ACCEPTED
    assert list(downloads.iterdir()) == []


def test_another_count_than_was_handed_in_proves_nothing(desk, report_is):
    report_is(xml(counts(1, 1, 0)).encode())

    assert verdict_of(desk.result_of(DONE, 2), 1, ORDER).ruling is Ruling.UNKNOWN


def test_the_charset_of_the_answer_is_heard(desk, report_is):
    report_is("検索\t検索".encode("cp932"), "text/plain; charset=Windows-31J")

    result = desk.result_of(DONE, 1)

    assert (result.state, result.raw) == (ResultState.UNREADABLE, "検索\t検索")


def test_a_feed_that_broke_off_says_so(desk, report_is):
    report_is(xml(counts(1, 1, 0)).encode())
    fatal = Feed("f1", FEED_TYPE, "FATAL", NOW, report_document_id="d2")

    assert desk.result_of(fatal, 1).is_fatal
    assert not desk.result_of(DONE, 1).is_fatal


def test_a_report_that_is_kept_no_more_proves_nothing(desk):
    result = desk.result_of(DONE, 1)

    assert (result.state, result.expected) == (ResultState.UNREADABLE, 1)
    assert "no more" in verdict_of(result, 1, ORDER).why


def test_a_report_that_does_not_come_this_time_is_a_problem_of_the_call(amazon, desk):
    amazon.answers(REPORT, amazon_error(500))

    with pytest.raises(MarketplaceFailed):
        desk.result_of(DONE, 1)


def test_without_a_report_there_is_no_result(amazon, desk):
    assert desk.result_of(Feed("f1", FEED_TYPE, "IN_PROGRESS", NOW), 1) is None
    assert amazon.heard == []


# Money, messages, goods


def test_the_money_of_an_order(amazon, desk):
    amazon.answers("/finances/2024-06-19/transactions", said({"payload": {"transactions": []}}))

    assert desk.money_of(ORDER).books == (Book.TRANSACTIONS,)


def test_what_may_be_written_in_which_language_and_writing_it_once(amazon, desk):
    place = f"/messaging/v1/orders/{ORDER}"
    links = {"_links": {"actions": [{"name": "unexpectedProblem"}]}}
    amazon.answers(place, said(links))
    amazon.answers(f"{place}/attributes", said({"buyer": {"locale": "en-US"}}))
    amazon.answers(f"{place}/messages/unexpectedProblem", Reply(cut=True), Reply(201, b""))

    assert tuple(desk.allowed_messages(ORDER, "US")) == ("unexpectedProblem",)
    assert desk.buyer_locale(ORDER, "US") == "en-US"
    with pytest.raises(CallProblem) as problem:
        desk.send_message(ORDER, "US", "unexpectedProblem", "It is late.")

    assert problem.value.may_have_happened
    assert len(amazon.asked(f"{place}/messages/unexpectedProblem")) == 1


def test_goods_are_sent_and_looked_for_by_the_id_of_their_request(amazon, desk):
    amazon.answers(MCF, Reply(200, b"{}"))

    assert desk.ship_replacement(goods("R-1", shown_id=ORDER, shown_at=NOW)) is Placed.NOW
    assert desk.shipment("R-1") is None
