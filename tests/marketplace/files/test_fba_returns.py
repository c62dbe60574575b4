"""Returns of orders Amazon shipped."""

from datetime import UTC, datetime

import pytest

from seller_credits.domain.issues import Channel
from seller_credits.domain.records import Skipped
from tests.marketplace.files.layouts import FBA_HEADER, FBA_ROW, table


def fba(*changes):
    return table(FBA_HEADER, *(FBA_ROW | change for change in changes or ({},)))


def test_a_row_is_a_unit_that_came_back_to_amazon(desk):
    row = desk.row(fba(), marketplace="US")

    assert (row.channel, row.marketplace, row.units) == (Channel.AMAZON, "US", 1)
    assert (row.order_id, row.sku, row.reason) == (
        "111-2222222-2222222",
        "MUG-RED",
        "DAMAGED_BY_CARRIER",
    )
    assert row.values["detailed-disposition"] == "CUSTOMER_DAMAGED"
    assert "product-name" not in row.values


def test_its_date_is_an_instant_in_utc(desk):
    row = desk.row(fba())

    assert row.requested == datetime(2026, 8, 3, 8, 15, tzinfo=UTC)
    assert row.requested.tzinfo is UTC


def test_twin_rows_are_told_apart_by_counting(desk):
    rows = desk.rows(fba({}, {}, {"license-plate-number": ""}, {}))

    assert [row.unit_key for row in rows] == ["LPN1#1", "LPN1#2", "#1", "LPN1#3"]


def test_a_plate_used_again_for_another_order_counts_anew(desk):
    rows = desk.rows(fba({}, {"order-id": "111-2222222-9999999"}))

    assert [row.unit_key for row in rows] == ["LPN1#1", "LPN1#1"]


@pytest.mark.parametrize(
    ("cell", "comment"),
    [
        ("Damaged|It&#39;s in two &amp; wet|No", "It's in two & wet"),
        ("Damaged|a | b|No", "a | b"),
        ("Damaged||No", ""),
        ("plain words", "plain words"),
        ("", ""),
    ],
)
def test_only_what_the_buyer_wrote_is_the_comment(desk, cell, comment):
    assert desk.row(fba({"customer-comments": cell})).comment == comment


def test_the_comment_is_nowhere_else(desk):
    row = desk.row(fba({"customer-comments": "Damaged|secret words|No"}))

    assert "secret words" not in str(dict(row.values))


@pytest.mark.parametrize("number", ["Shopify #1001", "CONSUMER-2026-08-03", "1"])
def test_an_order_of_another_shop_is_skipped_by_its_number_and_is_nothing_bad(desk, number):
    row = desk.row(fba({"order-id": number}))

    assert isinstance(row, Skipped)
    assert (row.reason, row.is_bad) == ("order of another shop", False)
    assert number in row.detail


def test_a_row_without_an_order_is_skipped(desk):
    row = desk.row(fba({"order-id": ""}))

    assert isinstance(row, Skipped)
    assert (row.reason, row.is_bad) == ("no order id", True)
