"""What was given already: what the limits of a policy see of it, and when they ask again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from seller_credits.domain.cases import BuyerHistory, OrderCase
from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import Given, MoneyKind, MoneyRow
from seller_credits.domain.origins import Origin
from seller_credits.workflow.spending import Spending, month_before
from tests.workflow.office import Office, orders_text, returns_text

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)


def given(order, amount, posted, *, book="finances", key="1"):
    return Given(order, key, book, posted, Money.parse(amount))


def row(order, amount, posted=NOW, *, kind=MoneyKind.REFUND, book="finances", key="1"):
    return MoneyRow(
        origin=Origin(Source.FINANCES, api=True, where="finances"),
        kind=kind,
        book=book,
        order_id=order,
        order_item_id=None,
        sku=None,
        marketplace="US",
        posted=posted,
        amount=Money.parse(amount),
        key=key,
        words="Refund",
        values={},
    )


def budgets(*told, case=None, store="US", now=NOW):
    """What the limits see."""
    return Spending(told, 0).budgets(case or OrderCase("111"), store, now)


def amounts(*texts):
    return tuple(Money.parse(text) for text in texts)


def test_what_was_given_today_and_this_month_is_summed_by_currency():
    seen = budgets(
        given("1", "4.20 USD", NOW),
        given("2", "5.00 USD", date(2026, 11, 23)),
        given("3", "7.00 EUR", NOW),
        given("4", "9.00 USD", date(2026, 11, 1)),
        given("5", "100.00 USD", date(2026, 10, 31)),
    )

    assert seen.today == amounts("7.00 EUR", "9.20 USD")
    assert seen.this_month == amounts("7.00 EUR", "18.20 USD")


def test_a_day_is_the_stores_own():
    early = datetime(2026, 11, 23, 7, 59, tzinfo=UTC)  # still the 22nd in Los Angeles

    assert budgets(given("1", "4 USD", early)).today == ()
    assert budgets(given("1", "4 USD", early), store="DE").today == amounts("4 USD")


def test_the_last_evening_of_a_month_is_of_that_month():
    evening = datetime(2026, 12, 1, 3, tzinfo=UTC)  # the 30th of November in Los Angeles

    assert month_before(evening) == date(2026, 11, 1)
    assert budgets(given("1", "4 USD", date(2026, 11, 2)), now=evening).this_month == (
        amounts("4 USD")
    )


def test_of_several_books_the_one_that_shows_most_of_an_order_counts():
    seen = budgets(
        given("1", "4 USD", NOW, key="a"),
        given("1", "1 USD", NOW, key="b"),
        given("1", "4.50 USD", NOW, book="settlement", key="c"),
        given("2", "2 USD", NOW, book="settlement", key="d"),
    )

    assert seen.today == amounts("7 USD")


def test_what_was_taken_back_leaves_no_more_than_nothing_was_given():
    assert budgets(given("1", "-4 USD", NOW), given("2", "3 USD", NOW)).today == amounts("3 USD")


def test_nothing_given_is_known_to_be_nothing():
    assert (budgets().today, budgets().this_month) == ((), ())


def test_money_that_is_recorded_in_this_very_run_counts():
    spending = Spending([given("1", "4 USD", NOW)], 7)
    case = OrderCase("111")
    before = spending.budgets(case, "US", NOW).today
    spending.heard(row("2", "5 USD", key="2"))
    spending.heard(row("1", "6 USD"))  # another word about the one that was known
    spending.heard(row("3", "80 USD", kind=MoneyKind.CHARGEBACK, key="3"))
    spending.heard(row("4", "80 USD", posted=None, key="4"))

    assert before == amounts("4 USD")
    assert spending.budgets(case, "US", NOW).today == amounts("11 USD")


def test_what_is_no_longer_a_refund_is_no_longer_given():
    spending = Spending([given("1", "4 USD", NOW)], 7)
    spending.heard(row("1", "4 USD", kind=MoneyKind.A_TO_Z_CLAIM))

    assert spending.budgets(OrderCase("1"), "US", NOW).today == ()


def test_on_the_order_counts_what_went_back_for_all_its_lines():
    case = OrderCase("1", money=[row("1", "4 USD", key="a"), row("1", "3 USD", key="b")])
    case.money.append(row("1", "5 USD", book="settlement", key="c"))
    case.money.append(row("1", "90 USD", kind=MoneyKind.REIMBURSEMENT, key="d"))

    assert budgets(case=case).on_order == Money.parse("7 USD")


def test_of_two_currencies_on_one_order_nothing_is_said():
    case = OrderCase("1", money=[row("1", "4 USD", key="a"), row("1", "3 EUR", key="b")])

    assert budgets(case=case).on_order is None
    assert budgets(case=OrderCase("1")).on_order is None


def test_a_buyers_credits_are_told_in_days_and_one_of_an_unknown_day_counts_as_todays():
    days = (NOW - timedelta(days=30), None, date(2026, 11, 20))
    case = OrderCase("1", buyer=BuyerHistory(3, 3, 3, days))

    assert budgets(case=case).to_buyer == (0, 3, 30)


def test_of_a_buyer_nobody_knows_nothing_is_said():
    assert budgets(case=OrderCase("1")).to_buyer is None


POLICY = """\
policy: own
currency: USD
authority: {{automatic: 5, agent: 20, manager: 100}}
limits: {{{limits}}}
rules:
  - rule: it
    when: {{issue: quality}}
    remedy: {remedy}
    {amount}
otherwise: {{remedy: review}}
"""
QUALITY = {"Return request status": "Completed", "Return Reason": "CR-QUALITY_UNACCEPTABLE"}


class Shop(Office):
    """A seller's desk where money was given today."""

    def limited(self, limits, *, remedy="partial_refund"):
        amount = "amount: 50% of item" if remedy == "partial_refund" else "because: so"
        self.policy(POLICY.format(limits=limits, remedy=remedy, amount=amount))

    def gave(self, amount, order="111-9999999-9999999", posted=None):
        with closing(self.house()) as house, house.ledger.writing("default", self.now) as writer:
            writer.money_seen(replace(row(order, amount, posted or self.now), key=order))

    def returned(self):
        """Poor quality of an item for 10 USD."""
        return self.put(returns_text(QUALITY), orders_text({}))

    def again(self, **span):
        self.pass_by(**span)
        with closing(self.house()) as house:
            recorder = house.recorder()
            recorder.decide_again()
            return recorder.outcome.suggestions


@pytest.fixture
def shop(home):
    return Shop(home)


def test_what_was_given_today_leaves_less_for_the_next_one(shop):
    shop.limited("per_day: 10 USD")
    shop.gave("7 USD")
    shop.returned()
    item = shop.suggestion()

    assert (item["amount"], item["limits_hit"]) == ("3.00", ["per_day"])
    assert item["options"]["budgets"]["today"] == ["7.00 USD"]
    assert item["again_at"] == "2026-11-24T08:00:00Z"
    assert shop.explained()["replayed"] is True


def test_what_the_day_cut_is_decided_again_on_the_next_and_not_before(shop):
    shop.limited("per_day: 10 USD")
    shop.gave("7 USD")
    shop.returned()

    assert shop.again(hours=11) == 0
    assert shop.again(hours=2) == 1
    assert (shop.suggestion()["amount"], shop.suggestion()["again_at"]) == ("5.00", None)
    assert shop.again(days=1) == 0
    assert shop.faults() == []


def test_what_the_month_stopped_is_decided_again_in_the_next_month(shop):
    shop.limited("per_month: 10 USD", remedy="full_refund")
    shop.gave("7 USD", posted=date(2026, 11, 2))
    shop.returned()

    assert shop.suggestion()["remedy"] == "review"
    assert shop.suggestion()["again_at"] == "2026-12-01T08:00:00Z"
    assert shop.again(days=1) == 0
    shop.put(returns_text(QUALITY))  # the source is fresh
    assert shop.again(days=7, minutes=-1) == 1
    assert shop.suggestion()["guard"] == "stale_source"


def test_without_a_limit_time_alone_decides_nothing_again(shop):
    shop.limited("per_order: 4 USD")
    shop.gave("7 USD")
    shop.returned()

    assert shop.suggestion()["limits_hit"] == ["per_order"]
    assert shop.suggestion()["again_at"] is None


def test_money_of_the_same_import_counts(shop):
    """A settlement that is read before the returns, in one command and another transaction."""
    shop.limited("per_day: 10 USD")
    with closing(shop.house()) as house:
        recorder = house.recorder()
        recorder.record(Source.FINANCES, [row("111-9999999-9999999", "8 USD", shop.now)])
    shop.returned()

    assert shop.suggestion()["amount"] == "2.00"


@pytest.mark.parametrize(("first", "left"), [("DE", "2.00"), ("US", "5.00")])
def test_in_an_account_of_several_stores_the_first_says_when_a_day_begins(shop, first, left):
    shop.home.mkdir(parents=True)
    settings = f"accounts: {{default: {{marketplaces: [{first}, UK]}}}}\n"
    (shop.home / "settings.yaml").write_text(settings)
    shop.limited("per_day: 10 USD")
    shop.gave("8 USD", posted=shop.now - timedelta(hours=19))  # yesterday, but not in Berlin
    shop.returned()

    assert shop.suggestion()["amount"] == left


def test_where_nothing_tells_buyers_apart_nothing_is_automatic(shop):
    shop.limited("per_buyer: {credits: 1, within: 30d}")
    shop.returned()

    assert "to_buyer" not in shop.suggestion()["options"]["budgets"]
    assert (shop.suggestion()["amount"], shop.suggestion()["authority"]) == ("5.00", "agent")
