"""Returns of orders the seller shipped, from the tab-separated report."""

from datetime import date
from decimal import Decimal

import pytest

from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.records import Skipped
from tests.marketplace.files.layouts import MFN_HEADER, MFN_ROW, mfn, table


def test_a_row_becomes_a_return_with_what_it_says(desk):
    row = desk.row(mfn())

    assert row.channel is Channel.SELLER
    assert (row.order_id, row.order_item_id) == ("111-1111111-1111111", "12345678901234")
    assert (row.sku, row.asin, row.units) == ("MUG-RED", "B000000001", 1)
    assert row.reason == "CR-DEFECTIVE"
    assert (row.order_amount, row.order_quantity) == (Money.parse("24.99 USD"), 2)
    assert row.label_cost == Money.parse("5.25 USD")
    assert (row.claim, row.prime, row.in_policy) == (False, False, True)
    assert row.resolution == "StandardRefund"


def test_a_day_stays_a_bare_day(desk):
    row = desk.row(mfn(**{"Return delivery date": "09-Aug-2026"}))

    assert type(row.requested) is date
    assert (row.requested, row.received) == (date(2026, 8, 3), date(2026, 8, 9))


def test_an_iso_day_is_read_as_well(desk):
    assert desk.row(mfn(**{"Return request date": "2026-08-03"})).requested == date(2026, 8, 3)


def test_a_date_in_an_unknown_language_is_left_out_with_a_warning(desk):
    report = desk.open(mfn(**{"Return request date": "03-mesec-2026"}))

    (row,) = report.records()

    assert row.requested is None
    assert "Return request date '03-mesec-2026'" in report.warnings[0]
    assert "row 2" in report.warnings[0]


def test_a_row_says_where_it_stands(desk):
    row = desk.row(mfn(), name="returns.txt")

    assert row.origin.where == "returns.txt, row 2"
    assert (row.origin.source, row.origin.api) == (Source.MFN_RETURNS, False)


def test_a_cancelled_return_is_skipped_and_says_so(desk):
    row = desk.row(mfn(**{"Return request status": "Cancelled"}))

    assert isinstance(row, Skipped)
    assert (row.reason, row.is_bad) == ("return cancelled", False)
    assert "111-1111111-1111111" in row.detail


@pytest.mark.parametrize("blank", ["", " ", "\u00a0"])
def test_a_row_without_an_order_is_skipped(desk, blank):
    row = desk.row(mfn(**{"Order ID": blank}))

    assert isinstance(row, Skipped)
    assert (row.reason, row.is_bad) == ("no order id", True)


def test_a_blank_refund_is_unknown_and_a_nought_is_nothing_refunded(desk):
    assert desk.row(mfn(**{"Refunded Amount": " "})).refunded is None
    assert desk.row(mfn(**{"Refunded Amount": "0.00"})).refunded == Money.zero("USD")


def test_an_unclear_amount_is_left_out_with_a_warning(desk):
    report = desk.open(mfn(**{"Refunded Amount": "1.234"}))

    (row,) = report.records()

    assert row.refunded is None
    assert "Refunded Amount '1.234'" in report.warnings[0]


def test_an_amount_without_a_currency_takes_the_stores(desk):
    report = mfn(**{"Currency code": "", "Refunded Amount": "4.20"})

    assert desk.row(report).refunded is None
    assert desk.row(report, marketplace="UK").refunded == Money.parse("4.20 GBP")


def test_a_claim_is_unknown_where_the_report_has_no_such_column(desk):
    short = tuple(name for name in MFN_HEADER if name != "A-to-Z Claim")

    assert desk.row(table(short, MFN_ROW)).claim is None
    assert desk.row(mfn(**{"A-to-Z Claim": "Y"})).claim is True


def test_the_rma_tells_returns_of_one_line_apart(desk):
    assert desk.row(mfn()).unit_key == "DRMA1"
    assert desk.row(mfn(**{"Amazon RMA ID": " "})).unit_key == "MUG-RED|CR-DEFECTIVE|2026-08-03"


def test_the_raw_cells_are_kept_without_blanks_and_without_what_nobody_needs(desk):
    values = desk.row(mfn()).values

    assert values["Return Reason"] == "CR-DEFECTIVE"
    assert values["Return request date"] == "03-Aug-2026"
    assert "Refunded Amount" not in values
    assert not {"Item Name", "Tracking ID"} & values.keys()


def test_an_unknown_reason_is_kept_as_it_stands(desk):
    assert desk.row(mfn(**{"Return Reason": "RO_Brand-New"})).reason == "RO_Brand-New"


def test_columns_may_come_in_any_order_and_any_case(desk):
    upside_down = tuple(name.upper() for name in reversed(MFN_HEADER))
    row = {name.upper(): cell for name, cell in MFN_ROW.items()}

    assert desk.row(table(upside_down, row)).sku == "MUG-RED"


def test_the_prime_report_with_hyphens_is_the_same_report(desk):
    plain = MFN_ROW | {"Item Name": "Mug"}
    hyphens = {name.lower().replace(" ", "-"): cell for name, cell in plain.items()}

    row = desk.row(table(tuple(hyphens), hyphens, separator=","))

    assert (row.order_id, row.reason, row.claim) == ("111-1111111-1111111", "CR-DEFECTIVE", False)
    assert row.prime is False


@pytest.mark.parametrize("separator", [",", "\t"])
def test_returns_of_a_prime_report_that_does_not_say_so_are_prime(desk, separator):
    cells = MFN_ROW | {"Item Name": "Mug"}
    hyphens = {name.replace(" ", "-"): cell for name, cell in cells.items() if name != "Is prime"}

    report = desk.open(table(tuple(hyphens), hyphens, separator=separator))

    assert [row.prime for row in report.records()] == [True]
    assert report.new_columns == []


def test_a_report_without_hyphens_that_does_not_say_so_is_not_known_to_be_prime(desk):
    cells = {name: cell for name, cell in MFN_ROW.items() if name != "Is prime"}

    assert desk.row(table(tuple(cells), cells)).prime is None


def test_a_row_may_end_before_the_header_does(desk):
    header, row = mfn().split("\r\n")[:2]
    short = "\t".join(row.split("\t")[:27])

    read = desk.row(f"{header}\r\n{short}\r\n")

    assert (read.order_id, read.refunded, read.order_item_id) == (
        "111-1111111-1111111",
        None,
        None,
    )


def test_cells_beyond_the_header_change_nothing(desk):
    header, row = mfn().split("\r\n")[:2]

    assert desk.row(f"{header}\n{row}\tmore\tand more\n").order_item_id == "12345678901234"


def test_a_quote_in_a_product_name_swallows_nothing(desk):
    rows = desk.rows(table(MFN_HEADER, *[MFN_ROW | {"Item Name": '"half quoted'}] * 3))

    assert [row.sku for row in rows] == ["MUG-RED"] * 3


def test_an_item_id_that_a_spreadsheet_rounded_is_no_item_id(desk):
    report = desk.open(mfn(**{"Order Item ID": "1.23457E+13"}))

    (row,) = report.records()

    assert row.order_item_id is None
    assert "1.23457E+13" in report.warnings[0]


def test_a_column_nobody_knows_is_named_once(desk):
    report = desk.open(table((*MFN_HEADER, "Mood of the day"), *[MFN_ROW] * 5))

    assert len(list(report.records())) == 5
    assert (report.new_columns, report.warnings) == (["Mood of the day"], [])


@pytest.mark.parametrize(("cell", "units"), [("3", 3), ("", 1), ("many", 1), ("0", 1)])
def test_a_return_is_of_at_least_one_unit(desk, cell, units):
    assert desk.row(mfn(**{"Return quantity": cell})).units == units


def test_money_is_exact(desk):
    row = desk.row(mfn(**{"Refunded Amount": "0.10", "Order Amount": "0.30"}))

    assert row.order_amount.amount - row.refunded.amount == Decimal("0.20")
