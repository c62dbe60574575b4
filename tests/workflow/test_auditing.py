"""What leaked is found in files alone: each kind, to the cent, and no claim beyond its rows."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.orders import Line, Order, Package
from seller_credits.domain.origins import Origin
from seller_credits.domain.own_files import LabelRow
from seller_credits.measurement.audit.findings import FindingKind
from seller_credits.reporting import audit_words
from tests.marketplace.files.settlements import ORDER_ID, line, of_account, sale, v1, v2
from tests.workflow.audited import (
    fba_returns,
    labels,
    look,
    mfn_returns,
    only,
    reimbursements,
    told,
)

__all__ = ["look"]

CARRIED = {"fulfillment_id": "AFN"}
ON_THE_WAY = {"Return Reason": "CR-NEVER_ARRIVED"}


def again(amount, *words, **changes):
    """A second refund of the same line, two days later, by another hand."""
    later = {
        "adjustment_id": "ADJ2",
        "merchant_adjustment_item_id": "",
        "posted_date": "2026-08-05",
        "posted_date_time": "2026-08-05 17:15:00 UTC",
    }
    return line(amount, *words, **(later | changes))


def test_a_line_refunded_by_two_hands_was_refunded_twice(look):
    audit = look(v2(sale("24.99"), line("-24.99"), again("-24.99"))).audit

    assert told(audit)[0] == ("refunded_twice", "24.99 USD", "24.99", "proven")
    found = only(audit, "refunded_twice")
    assert (found.order_id, found.sku, found.occurred) == (ORDER_ID, "MUG-RED", date(2026, 8, 5))
    assert audit_words.sentence(found) == (
        "49.98 USD went back in several refunds (2026-08-03, 2026-08-05; by a feed, by hand, or by "
        "the marketplace); 24.99 USD was paid"
    )
    assert [row.origin.where for row in found.rows] == [
        *("file-0.txt, row 3", "file-0.txt, row 4", "file-0.txt, row 5"),
    ]


def test_only_what_overlaps_was_refunded_twice(look):
    audit = look(v2(sale("24.99"), line("-20.00"), again("-10.00"))).audit

    assert told(audit)[0] == ("refunded_twice", "5.01 USD", "5.01", "proven")


def test_a_line_refunded_twice_in_both_layouts_is_the_same(look):
    lines = sale("24.99"), line("-24.99"), again("-24.99")

    assert told(look(v1(*lines)).audit) == told(look(v2(*lines)).audit)


def test_equal_refunds_of_what_was_sold_before_the_files_are_only_possibly_one_too_many(look):
    audit = look(v2(line("-24.99"), again("-24.99"))).audit

    assert told(audit)[0] == ("refunded_twice", "24.99 USD", "24.99", "possible")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((sale("49.98"), line("-24.99"), again("-24.99")), id="unit by unit"),
        pytest.param(
            (sale("20.00"), sale("5.00", "Shipping"), line("-20.00"), again("-5.00", "Shipping")),
            id="the shipping apart",
        ),
        pytest.param((sale("24.99"), line("-24.99"), again("24.99")), id="taken back again"),
        pytest.param(
            (sale("24.99"), line("-24.99"), line("-24.99", sku="CUP", order_item_code="2")),
            id="two lines",
        ),
    ],
)
def test_what_overlaps_nothing_was_not_refunded_twice(look, lines):
    kinds = {each.kind for each in look(v2(*lines)).audit.findings}

    assert not kinds & {FindingKind.REFUNDED_TWICE, FindingKind.ABOVE_PAID}


def test_more_at_once_than_was_paid_is_above_it(look):
    audit = look(v2(sale("24.99"), line("-30.00"))).audit

    assert told(audit)[0] == ("above_paid", "5.01 USD", "5.01", "proven")


def test_a_refund_a_protected_label_covers_had_to_be_somebody_elses(look):
    audit = look(
        v2(sale("24.99"), line("-24.99")),
        mfn_returns(ON_THE_WAY),
        labels(f"{ORDER_ID},yes,2026-07-30T10:00:00Z"),
    ).audit

    assert told(audit)[0] == ("marketplace_pays", "24.99 USD", "24.99", "proven")
    assert "first scanned on 2026-07-30" in audit_words.sentence(only(audit, "marketplace_pays"))


def test_without_a_reason_a_protected_label_is_only_a_possibility(look):
    audit = look(v2(sale("24.99"), line("-24.99")), labels(f"{ORDER_ID},yes,2026-07-30")).audit

    found = only(audit, "marketplace_pays")
    assert (found.certainty, found.missing) == ("possible", ("mfn_returns",))


def test_a_label_protects_from_no_trouble_with_the_goods(look):
    audit = look(
        v2(sale("24.99"), line("-24.99")),
        mfn_returns({"Return Reason": "CR-DEFECTIVE", "Return delivery date": "20-Aug-2026"}),
        labels(f"{ORDER_ID},yes,2026-07-30"),
    ).audit

    assert "marketplace_pays" not in {each.kind for each in audit.findings}


def test_what_amazon_broke_can_be_asked_for_until_its_window_ends(look):
    lines = sale("24.99", **CARRIED), line("-24.99", **CARRIED)
    broken = fba_returns({"order-id": ORDER_ID})
    elsewhere = reimbursements({"amazon-order-id": "111-0000000-0000000"})

    audit = look(v2(*lines), broken, elsewhere).audit

    found = only(audit, "marketplace_pays")
    assert (found.nature, found.certainty) == ("recoverable", "proven")
    assert found.deadline == date(2026, 12, 1)
    assert audit_words.until(found, audit.today) == "by 1 Dec 2026, 8 days left"
    assert [each.kind for each in audit.findings.due(audit.today)] == ["marketplace_pays"]
    assert only(look(v2(*lines), broken).audit, "marketplace_pays").certainty == "possible"


def test_what_amazon_has_paid_for_is_no_finding(look):
    audit = look(
        v2(sale("24.99", **CARRIED), line("-24.99", **CARRIED)),
        fba_returns({"order-id": ORDER_ID}),
        reimbursements({}),
    ).audit

    assert told(audit) == []
    (cost,) = audit.costs
    assert (cost.given.plain, cost.reimbursed.plain, cost.net.plain) == ("24.99", "24.99", "0.00")


def test_refunded_and_never_back_at_amazon_where_the_reports_cover_all_the_time(look):
    audit = look(
        v2(sale("24.99", **CARRIED), line("-24.99", **CARRIED)),
        fba_returns(
            {"return-date": "2026-08-01T10:00:00+00:00"},
            {"return-date": "2026-10-20T10:00:00+00:00", "license-plate-number": "LPN2"},
        ),
        reimbursements({"amazon-order-id": "111-0000000-0000000"}),
    ).audit

    found = only(audit, "not_returned")
    assert (str(found.amount), found.nature, found.certainty) == (
        *("24.99 USD", "recoverable", "proven"),
    )
    assert audit_words.sentence(found) == "nothing came back at Amazon by 2026-09-17"


def test_nothing_is_said_of_a_time_no_returns_report_tells_of(look):
    audit = look(
        v2(sale("24.99", **CARRIED), line("-24.99", **CARRIED)),
        fba_returns({"return-date": "2026-08-20T10:00:00+00:00"}),
    ).audit

    assert "not_returned" not in {each.kind for each in audit.findings}


def test_a_return_the_seller_waits_for_in_vain_is_possible_only(look):
    audit = look(v2(sale("24.99"), line("-24.99")), mfn_returns({})).audit

    found = only(audit, "not_returned")
    assert (str(found.amount), found.certainty) == ("24.99 USD", "possible")


@pytest.mark.parametrize(
    "row", [{"Return delivery date": "20-Aug-2026"}, {"Resolution": "ReturnlessRefund"}]
)
def test_what_came_back_or_was_not_to_is_no_finding(look, row):
    assert told(look(v2(sale("24.99"), line("-24.99")), mfn_returns(row)).audit) == []


def test_a_return_nobody_refunded_is_a_duty_with_a_day(look):
    audit = look(
        v2(sale("24.99"), of_account("-1.00", "Fee", posted_date_time="2026-08-30 10:00:00 UTC")),
        mfn_returns({"Return delivery date": "10-Aug-2026"}),
    ).audit

    found = only(audit, "not_refunded")
    assert (str(found.amount), found.counted.plain, found.nature) == ("24.99 USD", "0.00", "owed")
    assert found.deadline is not None
    assert audit_words.until(found, audit.today).startswith("was due on ")
    assert audit_words.to_do(found) == "Refund it, or say why not"


def test_goodwill_nobody_here_asked_for_is_found_and_a_feeds_own_is_not(look):
    by_hand = again("-5.00", "Goodwill")
    audit = look(v2(sale("24.99"), line("-10.00"), by_hand)).audit

    found = only(audit, "goodwill")
    assert (str(found.amount), found.certainty) == ("5.00 USD", "possible")
    of_feed = look(v2(sale("24.99"), line("-10.00"), line("-5.00", "Goodwill"))).audit
    assert "goodwill" not in {each.kind for each in of_feed.findings}


def test_fees_for_refunding_are_a_cost_and_no_leak(look):
    fee = line("-1.20", "RefundCommission", "ItemFees")
    audit = look(v2(sale("24.99"), line("-24.99"), fee)).audit

    found = only(audit, "administration_fee")
    assert (str(found.amount), found.counted.plain, found.nature) == ("1.20 USD", "0.00", "cost")
    assert audit_words.sentence(found) == "kept of 1 refund"


@pytest.mark.parametrize(
    ("then", "nature", "amount"),
    [
        (again("-19.99"), "cost", "5.00"),
        (again("-24.99", transaction_type="A-to-z Guarantee Refund"), "lost", "5.00"),
    ],
)
def test_a_partial_refund_that_settled_nothing(look, then, nature, amount):
    audit = look(v2(sale("24.99"), line("-5.00"), then)).audit

    found = only(audit, "partial_then_more")
    assert (found.amount.plain, found.nature) == (amount, nature)
    assert audit_words.sentence(found).startswith("5.00 USD on 2026-08-03, then a")


def test_a_cent_counts_once_however_many_findings_it_is_in(look):
    audit = look(
        v2(sale("24.99"), line("-24.99"), again("-24.99")),
        mfn_returns(ON_THE_WAY),
        labels(f"{ORDER_ID},yes,2026-07-30"),
    ).audit

    counted = sum((each.counted.amount for each in audit.findings), Decimal(0))
    assert counted == Decimal("49.98")
    assert sum((each.amount.amount for each in audit.findings), Decimal(0)) > counted


def test_a_settlement_that_does_not_add_up_is_marked_and_proves_nothing(look):
    audit = look(v2(sale("24.99"), line("-24.99"), again("-24.99"), total="0.00")).audit

    assert only(audit, "refunded_twice").certainty == "possible"
    (settlement,) = audit.settlements
    assert audit_words.settlement_sentence(settlement) == (
        "Settlement 987654321: states 0.00 USD, its lines add up to -24.99 USD: 24.99 USD differs, "
        "so what rests on it is only possible (file-0.txt)."
    )


def test_the_same_settlement_twice_counts_once(look):
    lines = sale("24.99"), line("-24.99")
    audit = look(v2(*lines), v1(*lines), v2(*lines)).audit

    assert audit.costs[0].given.plain == "24.99"
    (settlement,) = audit.settlements
    assert (settlement.is_whole, len(settlement.twins)) == (True, 2)


def test_one_id_with_two_totals_is_two_settlements_and_neither_is_a_copy(look):
    ours, theirs = v2(sale("24.99"), line("-24.99")), v2(sale("9.00"), line("-5.00"))
    audit = look(ours, theirs).audit

    assert [(each.is_whole, each.twins) for each in audit.settlements] == [(True, ())] * 2
    assert audit.costs[0].given.plain == "29.99"


def test_currencies_are_never_added_together(look):
    euros = v2(
        sale("20.00", settlement_id="2", order_id="111-5555555-5555555"),
        line("-20.00", settlement_id="2", order_id="111-5555555-5555555"),
        currency="EUR",
        settlement_id="2",
    )
    audit = look(v2(sale("24.99"), line("-24.99")), euros).audit

    assert [(each.net.currency, each.given.plain) for each in audit.costs] == [
        *(("EUR", "20.00"), ("USD", "24.99")),
    ]


def test_what_no_file_tells_is_said_with_the_file_that_would(look):
    said = [audit_words.unknown_sentence(each) for each in look(v2(line("-24.99"))).audit.unknown]

    assert any("It takes a labels table of your own" in each for each in said)
    assert any("before 2026-08-03" in each and "settlement files" in each for each in said)
    assert any("on 1 order:" in each for each in said)


def test_what_is_no_report_keeps_nobody_else_from_being_read(look):
    audited = look("Fruit\tWeight\nApple\t1\n", v2(sale("24.99"), line("-24.99")))

    assert not audited.is_complete
    assert "Fruit" in audited.files[0].problem
    assert audited.audit.costs[0].given.plain == "24.99"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_file_in_any_of_amazons_encodings(look, encoding):
    text = v2(sale("24.99", sku="MÜG"), line("-24.99", sku="MÜG"), again("-24.99", sku="MÜG"))

    assert only(look(text.encode(encoding)).audit, "refunded_twice").sku == "MÜG"


def test_rows_without_their_last_empty_cells(look):
    text = v2(sale("24.99"), line("-24.99"), again("-24.99"))
    short = "\r\n".join(row.rstrip("\t") for row in text.split("\r\n"))

    assert short != text
    assert told(look(short).audit) == told(look(text).audit)


def test_a_decimal_comma_and_trailing_blanks(look):
    text = v2(
        sale("24,99", settlement_id="3"),
        line("-24,99 ", settlement_id="3"),
        total="0,00",
        currency="EUR",
        settlement_id="3",
    )

    assert look(text, marketplace="DE").audit.costs[0].given.plain == "24.99"


# What an account's own ledger says


def recorded(order_id, *rows, paid="24.99"):
    """A case with an order of one line and its money: (book, key, amount, kind)."""
    case = OrderCase(order_id)
    bought = Line("1", "MUG", None, None, 1, Money.parse(f"{paid} USD"), None)
    order = Order(
        *(Source.ORDERS, order_id, "US", Channel.SELLER, "SHIPPED", None, None, "USD"),
        lines=(bought,),
    )
    case.snapshots[Source.ORDERS, ""] = order
    for book, key, amount, kind in rows:
        case.money.append(
            MoneyRow(
                Origin(Source.FINANCES, api=True, where=book),
                *(MoneyKind(kind), book, order_id, "1", "MUG", "US", date(2026, 8, 3)),
                *(Money.parse(f"{amount} USD"), key, kind, {}),
            )
        )
    return case


def test_a_refund_that_two_books_show_is_one_refund(look):
    case = recorded(
        ORDER_ID, ("finances", "a", "24.99", "refund"), ("finances v0", "b", "24.99", "refund")
    )
    audit = look(cases=[case]).audit

    assert audit.costs[0].given.plain == "24.99"
    assert told(audit) == []


def test_two_refunds_in_one_book_of_an_account_are_refunded_twice(look):
    case = recorded(
        ORDER_ID, ("finances", "a", "24.99", "refund"), ("finances", "b", "24.99", "refund")
    )

    assert told(look(cases=[case]).audit)[0] == ("refunded_twice", "24.99 USD", "24.99", "proven")


def test_an_order_of_which_a_settlement_was_given_keeps_what_that_says(look):
    case = recorded(ORDER_ID, ("finances", "a", "24.99", "refund"))
    audit = look(v2(sale("24.99"), line("-24.99")), cases=[case]).audit

    assert audit.costs[0].given.plain == "24.99"
    assert told(audit) == []


def test_a_sale_that_the_ledger_and_a_settlement_tell_was_paid_once(look):
    money = [("finances", "a", "24.99", "refund"), ("finances", "b", "24.99", "refund")]
    sold = sale("24.99", **{"order-item-code": "1", "sku": "MUG"})
    audit = look(v2(sold), mfn_returns({"Merchant SKU": "MUG"}), cases=[recorded(ORDER_ID, *money)])
    audit = audit.audit

    assert ("refunded_twice", "24.99 USD", "24.99", "proven") in told(audit)


def test_a_label_in_a_file_goes_before_the_ledgers(look):
    case = recorded(ORDER_ID, ("finances", "a", "24.99", "refund"))
    case.label = LabelRow(Origin(Source.LABELS, api=False, where="x"), ORDER_ID, True, None, {})
    files = mfn_returns({"Return Reason": "NEVER_ARRIVED"}), labels(f"{ORDER_ID},no,")

    assert "marketplace_pays" in {kind for kind, *_ in told(look(cases=[case]).audit)}
    assert "marketplace_pays" not in {kind for kind, *_ in told(look(*files, cases=[case]).audit)}


def test_what_most_of_it_went_on_is_told_by_sku_and_carrier(look):
    parcel = Package("P1", "DELIVERED", None, None, "USPS")
    cases = [
        recorded(f"111-000000{n}-0000000", ("finances", "a", "10.00", "refund")) for n in (1, 2)
    ]
    for case in cases:
        order = case.snapshots[Source.ORDERS, ""]
        case.snapshots[Source.ORDERS, ""] = replace(order, packages=(parcel,))

    worst = {(each.dimension, each.value): each for each in look(cases=cases).audit.worst}

    assert {name: each.net.plain for name, each in worst.items()} == {
        ("sku", "MUG"): "20.00",
        ("carrier", "USPS"): "20.00",
    }
    assert {each.share for each in worst.values()} == {1.0}


SAMPLES = os.environ.get("SP_API_SAMPLES")


@pytest.mark.skipif(not SAMPLES, reason="SP_API_SAMPLES names no folder")
def test_real_settlements_are_whole(look):
    texts = [path.read_bytes() for path in sorted(Path(SAMPLES).glob("settlement-*.txt"))]

    audited = look(*texts, marketplace=None)

    assert audited.is_complete
    assert [each.is_whole for each in audited.audit.settlements] == [True] * len(texts)
