"""What is approved counts against limits beside the books, and once it is in them only there."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing, suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issuances import RESERVING, Issuance, Status
from seller_credits.domain.marketplaces import day_in
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.domain.reserving import credited
from seller_credits.workflow.spending import Spending
from tests.workflow.approvals import Counter, order_id
from tests.workflow.office import NOW

FOUR = Money.parse("4.00 USD")


def issuance(status=Status.APPROVED, *, key="sc-1", amount=FOUR, at=NOW, **said):
    said = {"order_id": "1", "issue_id": "i-1", "remedy": Remedy.PARTIAL_REFUND} | said
    return Issuance(
        issuance_id=key,
        status=status,
        marketplace="US",
        amount=amount,
        approved_at=at,
        moved_at=at,
        by="ana",
        **said,
    )


def today(*issuances, now=NOW):
    return [
        str(each) for each in Spending((), 0, issuances).budgets(OrderCase("9"), "US", now).today
    ]


@pytest.mark.parametrize("status", list(Status))
def test_only_what_may_still_be_given_and_is_in_no_book_is_reserved(status):
    assert today(issuance(status)) == (["4.00 USD"] if status in RESERVING else [])


def test_until_it_is_found_it_counts_on_every_day():
    waiting = issuance(at=NOW - timedelta(days=40))

    assert today(waiting) == ["4.00 USD"]


def test_what_a_person_did_elsewhere_counts_on_that_day():
    done = issuance(Status.RECORDED, at=NOW - timedelta(days=2))

    assert today(done) == []
    assert today(done, now=NOW - timedelta(days=2)) == ["4.00 USD"]


def test_a_replacement_counts_with_its_worth():
    sent = issuance(amount=None, remedy=Remedy.REPLACEMENT, worth=Money.parse("7.50 USD"))

    assert today(sent, issuance(key="sc-2")) == ["11.50 USD"]


def test_what_moves_on_is_counted_as_it_stands():
    spending = Spending((), 0, [issuance()])
    spending.moved(issuance(Status.SUBMITTED))
    before = spending.budgets(OrderCase("9"), "US", NOW).today
    spending.moved(issuance(Status.REJECTED))

    assert before == (FOUR,)
    assert spending.budgets(OrderCase("9"), "US", NOW).today == ()


def test_it_can_be_asked_what_were_if_one_were_not_there():
    spending = Spending((), 0, [issuance(), issuance(key="sc-2")])

    assert spending.without("sc-1").budgets(OrderCase("9"), "US", NOW).today == (FOUR,)
    assert spending.budgets(OrderCase("9"), "US", NOW).today == (FOUR + FOUR,)


def test_on_the_order_both_count():
    case = OrderCase("1", issuances=[issuance(), issuance(Status.CONFIRMED, key="sc-2")])

    assert Spending((), 0).budgets(case, "US", NOW).on_order == FOUR


@pytest.mark.parametrize("status", list(Status))
def test_credited_for_the_issue_is_whatever_was_given_or_may_be(status):
    gave_nothing = {Status.REJECTED, Status.ABSENT, Status.WITHDRAWN}
    gave_nothing |= {Status.SUPERSEDED, Status.EXPIRED}

    assert credited([issuance(status)], "i-1", "USD").amount == (0 if status in gave_nothing else 4)
    assert credited([issuance(status)], "i-2", "USD").amount == 0


def test_credited_in_another_currency_is_not_known():
    assert credited([issuance()], "i-1", "EUR") is None


@pytest.fixture
def counter(home):
    counter = Counter(home)
    counter.rules()
    counter.sells(1, "20.00", "20.00")
    counter.hears(1, "damaged", "late_delivery")
    return counter


def test_facts_show_what_is_on_its_way_for_their_lines(counter):
    counter.approves(counter.of(kind="late_delivery"), amount="10", reason="so")
    of_line, budgets = counter.weighed(1, "damaged")
    of_order, _ = counter.weighed(1, "late_delivery")

    assert str(of_line["refunded_so_far"]) == "5.00 USD"
    assert str(of_line["credited_for_issue"]) == "0.00 USD"
    assert str(of_order["refunded_so_far"]) == str(of_order["credited_for_issue"]) == "10.00 USD"
    assert str(budgets.on_order) == "10.00 USD"


def test_an_approval_is_looked_at_as_if_it_were_not_there(counter):
    done = counter.approves(counter.of(kind="late_delivery"), amount="10", reason="so")
    facts, budgets = counter.weighed(1, "late_delivery", without=done.issuance.issuance_id)

    assert str(facts["refunded_so_far"]) == str(facts["credited_for_issue"]) == "0.00 USD"
    assert (budgets.on_order, budgets.today) == (None, ())


def test_what_is_confirmed_counts_in_the_books_alone(counter):
    counter.approves(counter.of(kind="late_delivery"), amount="10", reason="so")
    counter.confirms(counter.issuances()[0])
    facts, budgets = counter.weighed(1, "late_delivery")

    assert counter.reserving() == []
    assert str(facts["refunded_so_far"]) == str(facts["credited_for_issue"]) == "10.00 USD"
    assert (str(budgets.on_order), str(budgets.today[0])) == ("10.00 USD", "10.00 USD")


def test_what_is_released_leaves_as_much_as_before(counter):
    item = counter.of(kind="late_delivery")
    counter.approves(item, amount="10", reason="so")
    counter.withdraws(item)
    facts, budgets = counter.weighed(1, "damaged")

    assert str(facts["refunded_so_far"]) == "0.00 USD"
    assert (budgets.on_order, budgets.today) == (None, ())


def test_a_buyers_credits_that_are_in_no_book_yet_count_on_their_other_orders(home):
    counter = Counter(home)
    counter.rules("per_buyer: {credits: 1, within: 30d}")
    for number in (1, 2):
        counter.sells(number, buyer="somebody")
        counter.hears(number, "damaged")
    counter.approves(counter.of(1))
    said = counter.refused(counter.approves, counter.of(2))

    assert "per_buyer: the buyer has had 1 in 30 days" in said


LIMITS = {"per_order": Decimal(5), "per_day": Decimal(9), "per_month": Decimal(16)}
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                *("approve", "more", "automatic", "confirm", "by hand", "withdraw", "decide"),
                *("reject", "record", "day"),
            )
        ),
        st.integers(0, 7),
    ),
    max_size=14,
)


def reserved_and_booked(counter):
    """By a slow sum of its own: what counts on each order, today and in this month."""
    sums = defaultdict(Decimal)
    with closing(counter.house()) as house, house.ledger.writing("default", counter.now) as writer:
        cases = writer.cases([order_id(number) for number in range(1, 5)])
    this_day = day_in("US", counter.now)
    for name, case in cases.items():
        moved = [(day_in("US", row.posted), row.amount.amount) for row in case.money]
        for each in case.issuances:
            if each.status in RESERVING:
                day = this_day if each.status is not Status.RECORDED else each.approved_at
                moved.append((day_in("US", day), each.counts_for.amount))
        for day, amount in moved:
            sums[name] += amount
            sums["per_day"] += amount if day == this_day else 0
            sums["per_month"] += amount if day.replace(day=1) == this_day.replace(day=1) else 0
    return sums


def holds(counter, before, after):
    """No limit is passed by what this step added."""
    for name, sum_ in after.items():
        limit = LIMITS.get(name, LIMITS["per_order"])
        assert sum_ <= limit or sum_ <= before[name], f"{name}: {sum_} of {limit}"


@settings(max_examples=12, deadline=None)
@given(STEPS)
def test_in_whatever_order_things_happen_no_limit_is_passed(steps):
    with TemporaryDirectory() as folder:
        counter = Counter(Path(folder) / "home")
        limits = ", ".join(f"{name}: {amount} USD" for name, amount in LIMITS.items())
        counter.rules(limits, automatic="2")
        for number, price in enumerate(("10.00", "8.00", "20.00", "15.00"), 1):
            counter.sells(number, price)
            counter.hears(number, "damaged", "late_delivery")
        for count, (step, which) in enumerate(steps):
            before = reserved_and_booked(counter)
            is_ours = take(counter, step, which, count)
            after = reserved_and_booked(counter)
            if is_ours:
                holds(counter, before, after)
        assert counter.faults() == []


def take(counter, step, which, count):
    """One step; whether it was the program's own to keep the limits."""
    items = sorted(counter.suggestions(), key=lambda each: each["suggestion_id"])
    item = items[which % len(items)]
    reserving = counter.reserving()
    one = reserving[which % len(reserving)] if reserving else None
    if step in {"approve", "more"}:
        said = {"amount": "4.50", "remedy": "partial_refund", "reason": "so"}
        with suppress(UsageProblem):
            counter.approves(item, **(said if step == "more" else {}))
    elif step == "automatic":
        counter.automatically()
    elif step == "decide":
        counter.decides()
    elif step == "by hand":
        counter.books(which % 4 + 1, "3.00 USD", f"hand {count}")
    elif step == "record":
        counter.records(order_id(which % 4 + 1), "1.00 USD", reference=f"case {count}")
    elif step == "day":
        counter.pass_by(hours=9)
    elif one is not None and one.status is Status.APPROVED:
        if step == "confirm":
            counter.confirms(one)
        elif step == "reject":
            counter.moves(one, Status.INTENDED, Status.SUBMITTED, Status.REJECTED)
        else:
            counter.moves(one, Status.WITHDRAWN)
    return step not in {"by hand", "record", "day"}
