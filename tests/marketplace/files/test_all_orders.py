"""Orders from the bulk report, a row for each line."""

from datetime import UTC, datetime

import pytest

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.records import Skipped
from tests.marketplace.files.layouts import ORDERS_HEADER, ORDERS_ROW, table


def orders(*changes, header=ORDERS_HEADER):
    return table(header, *(ORDERS_ROW | change for change in changes or ({},)))


def line_of(row):
    (line,) = row.order.lines
    return line


def test_a_row_is_an_order_with_one_line(desk):
    order = desk.row(orders()).order

    assert (order.source, order.order_id, order.marketplace) == (
        Source.ALL_ORDERS,
        "111-4444444-4444444",
        "US",
    )
    assert (order.channel, order.status, order.currency) == (Channel.SELLER, "SHIPPED", "USD")
    assert (order.business, order.prime, order.country) == (False, None, "US")
    assert order.lines[0].quantity == 2


def test_its_times_are_instants_in_utc(desk):
    order = desk.row(orders()).order

    assert order.placed_at == datetime(2026, 8, 1, 8, tzinfo=UTC)
    assert order.updated_at == datetime(2026, 8, 2, 16, 30, tzinfo=UTC)


def test_the_price_is_the_lines_and_tax_stays_out(desk):
    line = line_of(desk.row(orders()))

    assert (line.paid, line.shipping) == (Money.parse("20.00 USD"), Money.parse("4.99 USD"))
    assert line.order_item_id is None


@pytest.mark.parametrize("discount", ["3.50", "-3.50"])
def test_a_discount_is_taken_off_whatever_its_sign(desk, discount):
    line = line_of(
        desk.row(orders({"item-promotion-discount": discount, "ship-promotion-discount": discount}))
    )

    assert line.paid == Money.parse("16.50 USD")
    assert line.shipping == Money.parse("1.49 USD")


def test_a_discount_that_cannot_be_read_leaves_the_price_unknown(desk):
    assert line_of(desk.row(orders({"item-promotion-discount": "some"}))).paid is None


def test_a_pending_order_has_no_prices_yet(desk):
    row = desk.row(orders({"order-status": "Pending", "item-price": "", "shipping-price": " "}))

    assert row.order.status == "PENDING"
    assert (line_of(row).paid, line_of(row).shipping) == (None, None)


def test_one_row_cannot_know_the_orders_total(desk):
    assert desk.row(orders()).order.total is None


def test_rows_of_one_order_are_told_apart_even_with_the_same_sku(desk):
    rows = desk.rows(orders({}, {"sku": "PLATE"}, {}, {"amazon-order-id": "111-4444444-5555555"}))

    assert [row.order.part for row in rows] == ["MUG-RED", "PLATE", "MUG-RED#2", "MUG-RED"]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Shipped", "SHIPPED"),
        ("Unshipped", "UNSHIPPED"),
        ("Canceled", "CANCELLED"),
        ("Cancelled", "CANCELLED"),
        ("PartiallyShipped", "PARTIALLY_SHIPPED"),
        ("Shipped - Delivered to Buyer", "SHIPPED_DELIVERED_TO_BUYER"),
        ("出荷済み", "出荷済み"),
    ],
)
def test_a_status_is_amazons_word_in_capitals(desk, word, status):
    assert desk.row(orders({"order-status": word})).order.status == status


@pytest.mark.parametrize(
    ("word", "channel"),
    [("Merchant", Channel.SELLER), ("MFN", Channel.SELLER), ("Amazon", Channel.AMAZON),
     ("AFN", Channel.AMAZON)],
)  # fmt: skip
def test_who_ships_is_said_in_two_ways(desk, word, channel):
    assert desk.row(orders({"fulfillment-channel": word})).order.channel is channel


def test_a_channel_nobody_knows_is_unknown_with_a_warning(desk):
    report = desk.open(orders({"fulfillment-channel": "Drone"}))

    (row,) = report.records()

    assert row.order.channel is None
    assert "'Drone'" in report.warnings[0]


@pytest.mark.parametrize(
    ("sold_at", "given", "store"),
    [
        ("Amazon.co.uk", "US", "UK"),
        ("", "US", "US"),
        ("Non-Amazon US", None, "Non-Amazon US"),
        ("", None, None),
    ],
)
def test_the_store_is_the_rows_own_before_the_files(desk, sold_at, given, store):
    row = desk.row(orders({"sales-channel": sold_at}), marketplace=given)

    assert row.order.marketplace == store


def test_a_replacement_names_the_order_it_replaces(desk):
    header = (*ORDERS_HEADER, "is-replacement-order", "is-exchange-order", "original-order-id")
    replaced = {"is-replacement-order": "true", "original-order-id": "111-0000000-0000001"}

    first, second, third = desk.rows(
        orders(
            replaced,
            {"is-replacement-order": "false"},
            {"is-exchange-order": "true"},
            header=header,
        )
    )

    assert first.order.replacement_of == "111-0000000-0000001"
    assert second.order.replacement_of is None
    assert third.order.replacement_of is not None


def test_a_row_without_an_order_is_skipped(desk):
    row = desk.row(orders({"amazon-order-id": ""}))

    assert isinstance(row, Skipped)
    assert (row.reason, row.is_bad) == ("no order id", True)


@pytest.mark.parametrize(
    ("told", "service"),
    [
        *(("Standard", "STANDARD"), ("SecondDay", "SECOND_DAY"), ("FreeEconomy", "FREE_ECONOMY")),
        *(("Std US D2D Dom", "Std US D2D Dom"), ("", None)),
    ],
)
def test_a_shipping_service_is_spelt_as_the_orders_api_spells_it(desk, told, service):
    assert desk.row(orders({"ship-service-level": told})).order.service_level == service
