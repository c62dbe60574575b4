from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from seller_credits.domain.issues import Source
from seller_credits.domain.records import Skipped, UnreadOrder
from seller_credits.marketplace.errors import RequestRefused, UnexpectedAnswer
from seller_credits.marketplace.interface import ORDERS_LAG
from tests.marketplace.conftest import NOW
from tests.marketplace.loopback import ORDERS, Reply, amazon_error, said

MONTH = timedelta(days=30)


def an_order(number, **changes):
    return {
        "orderId": f"111-0000000-{number:07}",
        "createdTime": "2026-11-01T10:00:00Z",
        "lastUpdatedTime": "2026-11-02T10:00:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "fulfillment": {"fulfillmentStatus": "SHIPPED", "fulfilledBy": "MERCHANT"},
        "orderItems": [{"orderItemId": "12345678901234", "quantityOrdered": 1, "product": {}}],
    } | changes


def a_page(*orders, token=None):
    pagination = {"pagination": {"nextToken": token}} if token else {}
    return said({"orders": list(orders), **pagination})


def read(client, since=NOW - MONTH, until=NOW):
    return list(client.orders_updated(since, until, ("US", "CA")))


def test_orders_come_a_page_at_a_time_with_their_origin(amazon, client):
    amazon.answers(ORDERS, a_page(an_order(1), an_order(2), token="t1"), a_page(an_order(3)))

    pages = read(client)

    ids = [[row.order.order_id for row in page] for page in pages]
    assert ids == [["111-0000000-0000001", "111-0000000-0000002"], ["111-0000000-0000003"]]
    origin = pages[0][0].origin
    assert (origin.source, origin.api) == (Source.ORDERS, True)
    assert "111-0000000-0000001" in origin.where


def test_the_next_page_is_asked_for_with_the_same_window(amazon, client):
    amazon.answers(ORDERS, a_page(token="t1"), a_page())

    read(client)

    first, second = (heard.query for heard in amazon.asked(ORDERS))
    assert second == {**first, "paginationToken": "t1"}


def test_a_page_is_asked_for_only_once_the_one_before_was_taken(amazon, client):
    amazon.answers(ORDERS, a_page(an_order(1), token="t1"), a_page())

    pages = client.orders_updated(NOW - MONTH, NOW, ("US",))
    next(pages)

    assert len(amazon.asked(ORDERS)) == 1
    pages.close()


def test_nothing_about_the_buyer_is_asked_for(amazon, client):
    amazon.answers(ORDERS, a_page())

    read(client)

    included = amazon.asked(ORDERS)[0].query["includedData"].split(",")
    assert set(included) == {"PROCEEDS", "PROMOTION", "FULFILLMENT", "PACKAGES", "CANCELLATION"}


def test_the_window_ends_more_than_two_minutes_before_now(amazon, client):
    amazon.answers(ORDERS, a_page())

    read(client)

    query = amazon.asked(ORDERS)[0].query
    assert query["lastUpdatedAfter"] == "2026-10-24T12:00:00Z"
    assert query["lastUpdatedBefore"] == "2026-11-23T11:57:50Z"
    assert query["marketplaceIds"] == "A2EUQ1WTGCTBG2,ATVPDKIKX0DER"


def test_a_window_that_ended_long_ago_is_asked_for_as_it_is(amazon, client):
    amazon.answers(ORDERS, a_page())

    read(client, until=NOW - timedelta(days=1))

    assert amazon.asked(ORDERS)[0].query["lastUpdatedBefore"] == "2026-11-22T12:00:00Z"


def test_a_window_too_young_to_be_read_asks_for_nothing(amazon, client):
    assert read(client, since=NOW - ORDERS_LAG) == []
    assert amazon.heard == []


def test_a_time_without_a_zone_is_refused(client):
    naive = (NOW - MONTH).replace(tzinfo=None)

    with pytest.raises(ValueError, match="no time zone"):
        read(client, since=naive)


def test_one_order_that_cannot_be_read_stands_among_the_others_with_the_reason(amazon, client):
    broken = an_order(2, orderItems="none")
    amazon.answers(ORDERS, a_page(an_order(1), broken, token="t1"), a_page(an_order(3)))

    (one, unread), (three,) = client.orders_updated(NOW - MONTH, NOW, ("US",))

    assert one.order.order_id == "111-0000000-0000001"
    assert isinstance(unread, UnreadOrder)
    assert unread.order_id == "111-0000000-0000002"
    assert "orderItems" in unread.why
    assert three.order.order_id == "111-0000000-0000003"


def test_a_page_that_comes_again_and_again_ends_the_reading(amazon, client):
    amazon.answers(ORDERS, a_page(token="t1"))

    with pytest.raises(UnexpectedAnswer, match="again and again"):
        read(client)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"orders": null}', b'{"payload": {"orders": []}}', b'{"orders": [1]}']
)
def test_an_answer_without_a_list_of_orders_is_never_taken_for_no_orders(amazon, client, body):
    amazon.answers(ORDERS, Reply(200, body))

    with pytest.raises(UnexpectedAnswer, match="no list of orders"):
        read(client)


def test_an_order_without_an_id_is_skipped(amazon, client):
    amazon.answers(ORDERS, a_page(an_order(1, orderId=None), an_order(2)))

    ((nameless, other),) = read(client)

    assert isinstance(nameless, Skipped)
    assert other.order.order_id == "111-0000000-0000002"


# A search that goes on


class Book:
    """How many pages were recorded."""

    def __init__(self):
        self.pages = 0

    def mark(self):
        return f"{self.pages} pages"

    def holds(self, mark):
        return int(mark.split()[0]) <= self.pages


@pytest.fixture
def book(amazon, client):
    """What was recorded of a search that was cut short after its first page."""
    book = Book()
    amazon.answers(ORDERS, a_page(an_order(1), token="t1"), Reply(200, b"{}"))
    pages = client.orders_updated(NOW - MONTH, NOW, ("US", "CA"), records=book)
    next(pages)
    book.pages += 1
    with pytest.raises(UnexpectedAnswer):
        next(pages)
    amazon.heard.clear()
    amazon.answers(ORDERS, a_page(an_order(2)))
    return book


def tokens(amazon):
    return [heard.query.get("paginationToken") for heard in amazon.asked(ORDERS)]


def go_on(client, book, stores=("US", "CA")):
    span = client.unfinished_orders(stores, records=book)
    since, until = (span.since, span.until) if span else (NOW - MONTH, NOW)
    return list(client.orders_updated(since, until, stores, records=book))


def test_a_search_goes_on_with_the_page_that_was_lost(amazon, client, book):
    go_on(client, book)

    assert tokens(amazon) == ["t1"]
    assert client.unfinished_orders(("US", "CA"), records=book) is None


def test_the_order_in_which_stores_are_named_makes_no_other_search(amazon, client, book):
    go_on(client, book, stores=("CA", "US"))

    assert tokens(amazon) == ["t1"]


def test_other_stores_are_another_search(amazon, client, book):
    go_on(client, book, stores=("US",))

    assert tokens(amazon) == [None]


def test_whoever_did_not_record_the_first_pages_begins_anew(amazon, client, book):
    go_on(client, Book())

    assert tokens(amazon) == [None]


@pytest.mark.parametrize("days", [1, -1])
def test_after_a_day_or_by_another_clock_a_search_begins_anew(amazon, client, book, time, days):
    time.now += timedelta(days=days)

    go_on(client, book)

    assert tokens(amazon) == [None]


def test_a_token_that_is_refused_begins_the_search_anew_and_once_only(amazon, client, book):
    refused = amazon_error(400, "InvalidInput", "The token is invalid.")
    amazon.answers(ORDERS, refused, a_page(an_order(1), token="t2"), refused)

    with pytest.raises(RequestRefused):
        go_on(client, book)

    assert tokens(amazon) == ["t1", None, "t2"]


# Amazon's own clock


def dated(moment):
    return f"{moment:%a, %d %b %Y %H:%M:%S} GMT"


@pytest.mark.parametrize(
    ("ahead", "as_of"),
    [
        (timedelta(hours=3), NOW - timedelta(hours=3)),
        (timedelta(seconds=20), None),
        (-timedelta(hours=3), None),
    ],
)
def test_an_answer_speaks_of_amazons_time_where_this_clock_is_ahead(
    amazon, client, monkeypatch, ahead, as_of
):
    monkeypatch.setattr(BaseHTTPRequestHandler, "date_time_string", lambda _: dated(NOW - ahead))
    amazon.answers(ORDERS, a_page(an_order(1)))
    amazon.answers(f"{ORDERS}/111-0000000-0000001", said({"order": an_order(1)}))

    ((row,),) = read(client)

    assert row.origin.as_of == as_of
    assert client.order("111-0000000-0000001").origin.as_of == as_of
