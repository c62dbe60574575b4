"""Every line of a settlement, as an audit wants it."""

from datetime import UTC, datetime

import pytest

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.money import Money
from seller_credits.domain.settlements import Settlement, SettlementLine
from tests.marketplace.files.layouts import mfn
from tests.marketplace.files.settlements import ORDER_ID, line, of_account, sale, v1, v2

LINES = (
    sale("20.00", quantity_purchased="2", shipment_id="S1"),
    sale("-3.00", "Commission", "ItemFees"),
    line("-5.00", "Goodwill"),
    of_account("-39.99", "Subscription Fee"),
)


@pytest.mark.parametrize("written", [v1, v2])
def test_every_line_is_given_with_its_words(desk, written):
    *lines, settlement = desk.open(written(*LINES)).settlement_lines()

    assert all(isinstance(each, SettlementLine) for each in lines)
    assert [(each.amount_type, each.description, str(each.amount)) for each in lines] == [
        ("ItemPrice", "Principal", "20.00 USD"),
        ("ItemFees", "Commission", "-3.00 USD"),
        ("ItemPrice", "Goodwill", "-5.00 USD"),
        ("other-transaction", "Subscription Fee", "-39.99 USD"),
    ]
    assert isinstance(settlement, Settlement)


def test_a_line_says_whose_and_when_it_is(desk):
    first, _, goodwill, fee, _ = desk.open(v2(*LINES)).settlement_lines()

    assert (first.order_id, first.order_item_id) == (ORDER_ID, "12345678901234")
    assert (first.quantity, first.shipment_id, first.fulfillment) == (2, "S1", "MFN")
    assert (goodwill.adjustment_id, goodwill.merchant_adjustment_id) == ("ADJ1", "CREDIT-1")
    assert goodwill.posted == datetime(2026, 8, 3, 17, 15, tzinfo=UTC)
    assert (fee.order_id, fee.sku, fee.quantity) == (None, None, None)


def test_the_settlement_follows_with_its_period_and_its_proof(desk):
    *_, settlement = desk.open(v2(*LINES, total="-27.00")).settlement_lines()

    assert settlement.settlement_id == "987654321"
    assert settlement.since == datetime(2026, 8, 1, 7, tzinfo=UTC)
    assert settlement.until == datetime(2026, 8, 15, 7, tzinfo=UTC)
    assert settlement.deposited == datetime(2026, 8, 17, 7, tzinfo=UTC)
    assert settlement.added == Money.parse("-27.99 USD")
    assert settlement.missing == Money.parse("0.99 USD")


def test_what_could_not_be_read_leaves_the_proof_open(desk):
    bad, settlement = desk.open(v2(line("1.2.3"), total="1.00")).settlement_lines()

    assert bad.is_bad
    assert (settlement.added, settlement.missing) == (None, None)


def test_a_total_that_cannot_be_read_leaves_the_proof_open(desk):
    _, settlement = desk.open(v2(line("-1.00"), total="much")).settlement_lines()

    assert (settlement.stated, settlement.missing) == (None, None)


def test_another_report_has_no_such_lines(desk):
    with pytest.raises(UnreadableSource, match="a settlement file is needed"):
        desk.open(mfn()).settlement_lines()
