"""Replacements Amazon sent from its warehouses."""

from datetime import UTC, date, datetime

import pytest

from seller_credits.domain.issues import Source
from seller_credits.domain.records import ReplacementRow, Skipped
from tests.marketplace.files.layouts import REPLACEMENT_HEADER, REPLACEMENT_ROW, table


def replacements(*changes, header=REPLACEMENT_HEADER):
    return table(header, *(REPLACEMENT_ROW | change for change in changes or ({},)))


def test_a_row_is_about_the_order_that_was_replaced(desk):
    row = desk.row(replacements(), marketplace="US")

    assert isinstance(row, ReplacementRow)
    assert row.origin.source is Source.FBA_RETURNS
    assert (row.order_id, row.replacement_order_id) == (
        "111-4444444-4444444",
        "111-5555555-5555555",
    )
    assert (row.sku, row.asin, row.marketplace, row.units) == ("MUG-RED", "B000000001", "US", 1)
    assert row.shipped == datetime(2026, 8, 5, 13, tzinfo=UTC)


@pytest.mark.parametrize("code", ["0", "3", "12", "99", "LOST"])
def test_the_reason_is_kept_as_it_stands(desk, code):
    assert desk.row(replacements({"replacement-reason-code": code})).reason == code


def test_the_download_calls_the_replacements_order_otherwise(desk):
    header = tuple(
        name.replace("replacement-amazon", "replacement-customer") for name in REPLACEMENT_HEADER
    )
    told = {"replacement-customer-order-id": "111-5555555-5555555", "shipment-date": "05-Aug-2026"}

    report = desk.open(replacements(told, header=header))

    (row,) = report.records()
    assert (row.replacement_order_id, row.shipped) == ("111-5555555-5555555", date(2026, 8, 5))
    assert report.new_columns == []


def test_twin_rows_are_two_units_with_the_same_keys_at_every_reading(desk):
    keys = [[row.unit_key for row in desk.rows(replacements({}, {}))] for _ in range(2)]

    assert keys == [["111-5555555-5555555#1", "111-5555555-5555555#2"]] * 2


def test_a_row_without_the_order_is_bad_and_one_of_another_shop_is_not(desk):
    rows = desk.rows(
        replacements({"original-amazon-order-id": ""}, {"original-amazon-order-id": "Shopify #7"})
    )

    assert all(isinstance(row, Skipped) for row in rows)
    assert [row.is_bad for row in rows] == [True, False]
