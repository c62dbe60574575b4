"""Settlement flat files: what went back for an order, and what is only business."""

import gzip
from datetime import UTC, date, datetime

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.records import CleanRow, Skipped
from tests.marketplace.files.settlements import (
    ORDER_ID,
    V1_HEADER,
    V2_HEADER,
    line,
    of_account,
    sale,
    v1,
    v2,
)

WITHOUT_PROMOTIONS = tuple(name for name in V1_HEADER if not name.startswith("promotion"))


def moved(rows):
    return [row for row in rows if isinstance(row, MoneyRow)]


def skipped(rows):
    return [row for row in rows if isinstance(row, Skipped)]


def clean(rows):
    return sum(row.rows for row in rows if isinstance(row, CleanRow))


def only(rows):
    (movement,) = moved(rows)
    return movement


REFUND = (
    line("-20.00"),
    line("-1.60", "Tax"),
    line("-4.99", "Shipping"),
    line("-0.40", "ShippingTax"),
    line("-2.50", "GiftWrap"),
    line("3.00", "Commission", "ItemFees"),
    line("-0.60", "RefundCommission", "ItemFees"),
    line("1.60", "MarketplaceFacilitatorTax-Principal", "ItemWithheldTax"),
)


@pytest.mark.parametrize("written", [v1, v2])
def test_the_lines_of_a_refund_are_one_movement_without_tax_and_fees(desk, written):
    rows = desk.rows(written(*REFUND))

    refund = only(rows)
    assert (refund.kind, refund.book, refund.words) == (MoneyKind.REFUND, "settlement", "Refund")
    assert (refund.order_id, refund.order_item_id) == (ORDER_ID, "12345678901234")
    assert (refund.sku, refund.marketplace) == ("MUG-RED", "US")
    assert refund.amount == Money.parse("27.49 USD")
    assert refund.posted == datetime(2026, 8, 3, 17, 15, tzinfo=UTC)
    assert refund.adjustment_id == "CREDIT-1"


def test_every_row_is_accounted_for(desk):
    rows = desk.rows(v2(*REFUND, sale("20.00"), sale("-3.00", "Commission", "ItemFees")))

    assert len(moved(rows)) + clean(rows) == 1 + len(REFUND) + 2


def test_what_it_rests_on_is_kept_by_its_words(desk):
    refund = only(desk.rows(v2(*REFUND)))

    assert refund.values["ItemPrice Principal"] == "-20.00"
    assert refund.values["transaction-type"] == "Refund"
    assert "ItemFees Commission" not in refund.values


def test_it_says_where_its_first_line_stands(desk):
    refund = only(desk.rows(v2(sale("5.00"), *REFUND), name="settlement.txt"))

    assert refund.origin.where == "settlement.txt, row 4"


def test_a_promotion_that_was_taken_off_the_price_is_taken_off_the_refund(desk):
    rows = desk.rows(
        v2(
            line("-20.00"),
            line("2.00", "Principal", "Promotion"),
            line("0.16", "TaxDiscount", "Promotion"),
        )
    )

    assert only(rows).amount == Money.parse("18.00 USD")


def test_a_restocking_fee_stays_with_the_seller(desk):
    rows = desk.rows(v2(line("-20.00"), line("4.00", "RestockingFee")))

    assert only(rows).amount == Money.parse("16.00 USD")


def test_goodwill_with_a_refund_is_part_of_it_and_goodwill_alone_is_goodwill(desk):
    both = only(desk.rows(v2(line("-20.00"), line("-5.00", "Goodwill"))))
    alone = only(desk.rows(v2(line("-5.00", "Goodwill"))))

    assert (both.kind, both.amount) == (MoneyKind.REFUND, Money.parse("25.00 USD"))
    assert (alone.kind, alone.amount) == (MoneyKind.GOODWILL, Money.parse("5.00 USD"))


@pytest.mark.parametrize(
    ("transaction", "kind"),
    [
        ("A-to-z Guarantee Refund", MoneyKind.A_TO_Z_CLAIM),
        ("A-to-z Guarantee Claim", MoneyKind.A_TO_Z_CLAIM),
        ("Guarantee Claim", MoneyKind.A_TO_Z_CLAIM),
        ("Chargeback Refund", MoneyKind.CHARGEBACK),
        ("CHARGEBACK REFUND", MoneyKind.CHARGEBACK),
    ],
)
def test_claims_and_chargebacks_are_told_by_their_transaction(desk, transaction, kind):
    rows = desk.rows(v2(line("-20.00", transaction_type=transaction)))

    assert (only(rows).kind, only(rows).words) == (kind, transaction)


def test_a_claim_that_is_not_itemised_is_seen_as_well(desk):
    told = {"transaction_type": "A-to-z Guarantee Refund"}
    rows = desk.rows(v2(line("-20.00", "A-to-z", "other-transaction", **told)))

    assert only(rows).amount == Money.parse("20.00 USD")


def test_a_movement_turned_back_is_below_nought(desk):
    rows = desk.rows(v2(line("20.00", transaction_type="Chargeback Refund")))

    assert only(rows).amount == Money.parse("-20.00 USD")


@pytest.mark.parametrize("written", [v1, v2])
@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            line(
                "12.79",
                "SAFE-T reimbursement",
                "Other transactions",
                transaction_type="SAFE-T Reimbursement",
            ),
            "SAFE-T Reimbursement: SAFE-T reimbursement",
        ),
        (
            line(
                "12.79",
                "WAREHOUSE_LOST",
                "FBA Inventory Reimbursement",
                transaction_type="other-transaction",
            ),
            "WAREHOUSE_LOST",
        ),
    ],
)
def test_what_the_seller_was_reimbursed_for_an_order_is_no_refund(desk, written, told, words):
    row = only(desk.rows(written(told)))

    assert (row.kind, row.amount) == (MoneyKind.REIMBURSEMENT, Money.parse("12.79 USD"))
    assert words in row.words


def test_units_lost_in_a_warehouse_belong_to_no_order_and_are_clean(desk):
    rows = desk.rows(v2(of_account("9.00", "WAREHOUSE_LOST", "FBA Inventory Reimbursement")))

    assert (moved(rows), skipped(rows), clean(rows)) == ([], [], 2)


@pytest.mark.parametrize(
    "told",
    [
        sale("20.00"),
        sale("-2.00", "Principal", "Promotion"),
        line("-1.00", "Commission", "ItemFees"),
        line("5.00", "PointsReturned", "Points"),
        line("-1.60", "MarketplaceFacilitatorTax-Principal", "ItemWithheldTax"),
        line("-1.60", "Tax", transaction_type="Order_Retrocharge"),
        line("20.00", transaction_type="Reinstated"),
        of_account("-39.99", "Subscription Fee"),
        of_account("-100.00", "Current Reserve Amount"),
        line("-30.00", transaction_type="Liquidations Adjustments"),
    ],
)
def test_sales_fees_and_transfers_are_clean(desk, told):
    rows = desk.rows(v2(told))

    assert (moved(rows), skipped(rows), clean(rows)) == ([], [], 2)


def test_an_unknown_transaction_that_gives_a_buyer_money_is_a_refund_in_its_own_words(desk):
    row = only(desk.rows(v2(line("-7.00", transaction_type="Buyer Appeasement"))))

    assert (row.kind, row.words) == (MoneyKind.REFUND, "Buyer Appeasement")


def test_lines_of_two_items_in_turn_are_two_movements(desk):
    other = {"order_item_code": "22222222222222", "sku": "PLATE"}
    rows = desk.rows(
        v2(
            line("-20.00"),
            line("-9.00", **other),
            line("-4.99", "Shipping"),
            line("-1.00", "Shipping", **other),
        )
    )

    assert [str(row.amount) for row in moved(rows)] == ["24.99 USD", "10.00 USD"]


def test_two_refunds_of_one_line_are_two_movements(desk):
    rows = desk.rows(v2(line("-20.00"), line("-5.00", adjustment_id="ADJ2")))

    assert len({row.key for row in moved(rows)}) == 2


def test_lines_of_one_refund_that_stand_apart_are_neither_lost_nor_doubled(desk):
    rows = desk.rows(v2(line("-20.00"), line("-1.00", order_id="111-7777777-7777777"), REFUND[2]))

    first, _, again = moved(rows)
    assert (str(first.amount), str(again.amount)) == ("20.00 USD", "4.99 USD")
    assert again.key == f"{first.key}#2"


def test_both_layouts_of_a_settlement_and_every_reading_give_the_same_keys(desk):
    lines = (*REFUND, line("12.79", "SAFE-T reimbursement", "Other transactions",
                           transaction_type="SAFE-T Reimbursement"))  # fmt: skip

    keys = [[row.key for row in moved(desk.rows(text))] for text in (v1(*lines), v2(*lines)) * 2]

    assert len(keys[0]) == 2
    assert keys == [keys[0]] * 4


def test_a_file_of_33_columns_is_read_as_well(desk):
    assert len(WITHOUT_PROMOTIONS) == 33

    rows = desk.rows(v1(*REFUND, header=WITHOUT_PROMOTIONS))

    assert only(rows).amount == Money.parse("27.49 USD")


@pytest.mark.parametrize(
    ("clock", "day", "posted"),
    [
        ("03.08.2026 17:15:00 UTC", "", datetime(2026, 8, 3, 17, 15, tzinfo=UTC)),
        ("2026/08/03 17:15:00 UTC", "", datetime(2026, 8, 3, 17, 15, tzinfo=UTC)),
        ("2026-08-03T10:15:00-07:00", "", datetime(2026, 8, 3, 17, 15, tzinfo=UTC)),
        ("", "03.08.2026", date(2026, 8, 3)),
        ("some day", "", None),
    ],
)
def test_dates_are_read_in_every_way_stores_write_them(desk, clock, day, posted):
    rows = desk.rows(v2(line("-20.00", posted_date_time=clock, posted_date=day)))

    assert only(rows).posted == posted


def test_a_decimal_comma_and_trailing_blanks_change_nothing(desk):
    plain = v2(*REFUND, currency="EUR")
    comma = plain.replace("20.00\t", "20,00    \t").replace("4.99\t", "4,99\t")

    report = desk.open(comma)

    assert only(report.records()).amount == Money.parse("27.49 EUR")
    assert report.warnings == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_gives_the_same_rows(desk, encoding):
    text = v2(*REFUND, line("-1.00", sku="TASSE-GRÜN", adjustment_id="ADJ2"))

    rows = moved(desk.rows(text.encode(encoding)))

    assert [row.sku for row in rows] == ["MUG-RED", "TASSE-GRÜN"]


def test_a_file_whose_lines_make_its_total_is_proven_and_says_nothing(desk):
    report = desk.open(v2(*REFUND))

    list(report.records())

    assert report.warnings == []


def test_a_file_whose_lines_do_not_make_its_total_says_what_is_missing(desk):
    report = desk.open(v2(*REFUND, total="-25.48"))

    list(report.records())

    (warning,) = report.warnings
    assert "settlement 987654321" in warning
    assert "add up to -25.49 USD, and it states -25.48 USD: 0.01 USD is missing" in warning


def test_two_settlements_in_one_file_are_proven_each(desk):
    second = v2(line("-5.00", settlement_id="2"), settlement_id="2", total="-6.00")
    report = desk.open(v2(*REFUND) + second.split("\r\n", 1)[1])

    rows = list(report.records())

    assert len(moved(rows)) == 2
    assert ["settlement 2:" in warning for warning in report.warnings] == [True]


def test_an_amount_that_cannot_be_read_costs_its_row_and_the_proof(desk):
    report = desk.open(v2(line("-20.00"), line("-4.99", "Shipping")).replace("-4.99", "4.9.9"))

    rows = list(report.records())

    (bad,) = skipped(rows)
    assert (bad.reason, bad.is_bad) == ("unreadable amount", True)
    assert "'4.9.9'" in bad.detail
    assert "not proven" in report.warnings[0]


def test_a_line_that_names_an_amount_and_has_none_is_bad(desk):
    for text in (v1(line("-20.00"), total="0"), v2(line("-20.00"), total="0")):
        (bad,) = skipped(desk.rows(text.replace("-20.00", "")))
        assert (bad.reason, bad.is_bad) == ("no amount", True)


def test_a_row_that_only_counts_units_is_clean(desk):
    units = line("", "", "", quantity_purchased="2")

    rows = desk.rows(v2(line("-20.00"), units, total="-20.00"))

    assert (len(moved(rows)), skipped(rows), clean(rows)) == (1, [], 2)


def test_a_refund_without_an_order_is_bad_and_one_of_another_shop_is_not(desk):
    rows = desk.rows(v2(line("-20.00", order_id=""), line("-5.00", order_id="Shopify #1001")))

    assert [(row.reason, row.is_bad) for row in skipped(rows)] == [
        ("no order id", True),
        ("order of another shop", False),
    ]


def test_a_part_without_its_summary_trades_in_what_its_store_trades_in(desk):
    header, _, row = v2(line("-20.00", marketplace_name="Amazon.de")).splitlines()

    refund = desk.row(f"{header}\n{row}\n")

    assert (refund.amount, refund.marketplace) == (Money.parse("20.00 EUR"), "DE")


def test_a_part_that_names_neither_currency_nor_store_asks_for_it(desk):
    header, _, row = v2(line("-20.00", marketplace_name="")).splitlines()

    (bad,) = desk.rows(f"{header}\n{row}\n")
    assert (bad.reason, bad.is_bad) == ("no currency", True)
    assert desk.row(f"{header}\n{row}\n", marketplace="UK").amount == Money.parse("20.00 GBP")


def test_an_item_code_a_spreadsheet_has_spoilt_is_left_out(desk):
    assert only(desk.rows(v2(line("-20.00", order_item_code="1.23E+13")))).order_item_id is None


def test_a_file_cut_short_keeps_what_was_gathered_before(desk):
    report = desk.open(gzip.compress(v2(*REFUND).encode())[:-8])
    rows = []

    with pytest.raises(UnreadableSource, match="ends too early"):
        rows.extend(iter(report.records()))

    assert report.warnings == []  # a total that was cut off with its rows proves nothing
    assert only(rows).amount == Money.parse("27.49 USD")


def test_many_sales_are_counted_in_stretches(desk):
    rows = desk.rows(v2(*[sale("1.00")] * 2500))

    assert [row.rows for row in rows] == [1000, 1000, 501]
    assert rows[1].origin.where == "report.txt, row 1002"


def test_real_settlements_are_proven_to_the_cent(samples, desk):
    for path in samples.glob("settlement-*.txt"):
        report = desk.open(path.read_bytes())
        rows = list(report.records())
        assert (moved(rows), skipped(rows), report.warnings) == ([], [], [])
        assert clean(rows) == len(path.read_text().strip().splitlines()) - 1


def test_the_headers_are_as_documented():
    assert (len(V1_HEADER), len(V2_HEADER)) == (36, 24)
