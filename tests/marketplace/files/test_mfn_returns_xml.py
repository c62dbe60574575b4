"""Returns of orders the seller shipped, from the XML report."""

from datetime import UTC, datetime

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.money import Money

ITEM = """<item_details><item_name>Mug &amp; lid</item_name><asin>B000000001</asin>
<return_reason_code>CR-DAMAGED_BY_CARRIER</return_reason_code><merchant_sku>{sku}</merchant_sku>
<in_policy>Y</in_policy><return_quantity>2</return_quantity>
<resolution>StandardRefund</resolution><category>Kitchen</category>
<refund_amount>4.20</refund_amount></item_details>"""
RETURN = """<return_details>{items}<order_id>{order}</order_id>
<order_date>2026-07-28T10:00:00Z</order_date><amazon_rma_id>DRMA1</amazon_rma_id>
<return_request_date>2026-08-03T01:30:00Z</return_request_date>
<return_request_status>{status}</return_request_status><a_to_z_claim>true</a_to_z_claim>
<is_prime>N</is_prime><label_details><tracking_id>9400</tracking_id>
<return_carrier>USPS</return_carrier><currency_code>USD</currency_code>
<label_cost>5.25</label_cost><label_type>AmazonPrePaidLabel</label_type></label_details>
<label_to_be_paid_by>Seller</label_to_be_paid_by><return_type>C-Returns</return_type>
<order_amount>24.99</order_amount><order_quantity>3</order_quantity></return_details>"""
REPORT = """<?xml version="1.0" encoding="{encoding}"?><AmazonEnvelope><Header>
<DocumentVersion>1.00</DocumentVersion></Header><MessageType>Returns-Report</MessageType>
<Message>{returns}</Message></AmazonEnvelope>"""


def a_return(*skus, order="111-1111111-1111111", status="Approved"):
    items = "".join(ITEM.format(sku=sku) for sku in skus)
    return RETURN.format(items=items, order=order, status=status)


def a_report(*returns, encoding="UTF-8"):
    return REPORT.format(returns="".join(returns), encoding=encoding)


def test_a_return_in_xml_says_the_same_as_in_a_table(desk):
    row = desk.row(a_report(a_return("MUG-RED")))

    assert (row.order_id, row.sku, row.units) == ("111-1111111-1111111", "MUG-RED", 2)
    assert row.reason == "CR-DAMAGED_BY_CARRIER"
    assert (row.refunded, row.label_cost) == (Money.parse("4.20 USD"), Money.parse("5.25 USD"))
    assert (row.claim, row.prime, row.in_policy) == (True, False, True)
    assert row.values["Return Reason"] == "CR-DAMAGED_BY_CARRIER"
    assert row.order_item_id is None


def test_its_dates_are_instants(desk):
    row = desk.row(a_report(a_return("MUG-RED")))

    assert row.requested == datetime(2026, 8, 3, 1, 30, tzinfo=UTC)


def test_each_item_of_a_return_is_a_row(desk):
    rows = desk.rows(a_report(a_return("MUG-RED", "MUG-BLUE"), a_return("PLATE")))

    assert [row.sku for row in rows] == ["MUG-RED", "MUG-BLUE", "PLATE"]
    assert [row.origin.where for row in rows] == [f"report.txt, row {n}" for n in (1, 2, 3)]


def test_a_cancelled_return_and_one_without_items_are_skipped(desk):
    rows = desk.rows(a_report(a_return("MUG-RED", status="Cancelled"), a_return()))

    assert [row.reason for row in rows] == ["return cancelled", "no item in the return"]
    assert [row.is_bad for row in rows] == [False, True]


PRIME = "MFN-Prime-Returns-Report"


@pytest.mark.parametrize(
    ("told", "kind", "prime"),
    [
        ("<is_prime>Y</is_prime>", "Returns-Report", True),
        ("", "Returns-Report", None),
        ("", PRIME, True),
        ("<is_prime>N</is_prime>", PRIME, False),
    ],
)
def test_returns_of_a_prime_report_are_prime_where_they_do_not_say(desk, told, kind, prime):
    report = a_report(a_return("MUG-RED"))
    report = report.replace("<is_prime>N</is_prime>", told).replace(">Returns-Report<", f">{kind}<")

    assert desk.row(report).prime is prime


def test_returns_before_a_break_are_given_and_the_break_is_told(desk):
    whole = a_report(a_return("MUG-RED"), a_return("MUG-BLUE"))
    records = desk.open(whole[: whole.rindex("<order_id>")]).records()

    assert next(records).sku == "MUG-RED"
    with pytest.raises(
        UnreadableSource, match=r"report.txt, line \d+, column \d+: not well-formed"
    ):
        list(records)


def test_a_document_type_of_its_own_is_refused(desk):
    trap = a_report(a_return("X")).replace("<Amazon", '<!DOCTYPE x [<!ENTITY a "b">]><Amazon', 1)

    with pytest.raises(UnreadableSource, match="document type"):
        desk.rows(trap)


def test_a_bad_byte_in_xml_costs_one_letter(desk):
    report = desk.open(a_report(a_return("MUG-@")).encode().replace(b"@", b"\xff"))

    (row,) = report.records()

    assert row.sku == "MUG-ÿ"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_mark_of_a_file_outranks_what_its_xml_declares(desk, encoding):
    report = a_report(a_return("TASSE-Ä"), encoding="ISO-8859-1").encode(encoding)

    assert desk.row(report).sku == "TASSE-Ä"
