"""A person says yes: to what, up to how much, and what is told where it cannot be."""

from __future__ import annotations

import pytest

from seller_credits.domain.issuances import Status
from tests.workflow.approvals import Counter, order_id


@pytest.fixture
def counter(home):
    """One order of 20.00 USD that came damaged: 4.00 are suggested."""
    counter = Counter(home)
    counter.rules()
    counter.sells()
    counter.hears(1, "damaged")
    return counter


def lines_of(issuance):
    return [(share.order_item_id, share.amount.plain) for share in issuance.lines]


def test_what_is_approved_is_written_down_and_shown_with_its_suggestion(counter):
    item = counter.of()
    done = counter.approves(item, "ANA")
    (kept,) = counter.issuances()

    assert counter.of()["status"] == "approved"
    assert (kept.by, kept.authority, kept.rule) == ("Ana", "agent", "part")
    assert (str(kept.amount), str(kept.worth)) == ("4.00 USD", "4.00 USD")
    assert lines_of(kept) == [("00000010000000", "4.00")]
    assert (kept.suggestion_id, kept.ordinal) == (item["suggestion_id"], 1)
    assert (done.issuance, done.change, done.notes) == (kept, None, ())
    assert counter.faults() == []


def test_what_is_approved_is_not_approved_twice(counter):
    item = counter.of()
    counter.approves(item)

    assert "is approved already: approved by Olga" in counter.refused(counter.approves, item)


@pytest.mark.parametrize(
    ("amount", "enough", "too_little"),
    [("5.00", "Ana", None), ("5.01", "Ben", "Ana"), ("12.01", "Olga", "Ben")],
)
def test_the_authority_is_that_of_what_is_approved(counter, amount, enough, too_little):
    item = counter.of()
    if too_little:
        said = counter.refused(counter.approves, item, too_little, amount=amount, reason="so")
        assert "Not allowed to this person" in said
        assert enough in said.partition("Who may:")[2]
    done = counter.approves(item, enough, amount=amount, reason="so")

    assert done.issuance.amount.plain == amount


def test_a_change_is_kept_beside_what_was_suggested(counter):
    done = counter.approves(counter.of(), amount="3", reason="the buyer asked")

    assert (done.change.instead_of[0], str(done.change.instead_of[1])) == (
        *("partial_refund",),
        "4.00 USD",
    )
    assert done.issuance.reason == "the buyer asked"


def test_more_than_is_left_is_refused_with_what_is_left(counter):
    counter.books(1, "15.50 USD", "by hand")
    said = counter.refused(counter.approves, counter.of(), amount="5", reason="so")

    assert "5.00 USD is more than is left to refund: 4.50 USD" in said


def test_what_is_on_its_way_for_another_trouble_leaves_less(counter):
    counter.hears(1, "quality")
    counter.approves(counter.of(kind="damaged"), amount="18", reason="so")
    said = counter.refused(counter.approves, counter.of(kind="quality"), amount="3", reason="so")

    assert "left to refund: 2.00 USD" in said


def test_an_order_whose_price_nobody_knows_is_not_refunded(counter):
    counter.hears(2, "damaged")
    item = counter.of(2)
    said = counter.refused(
        counter.approves, item, amount="3 USD", remedy="partial_refund", reason="so"
    )

    assert "What the buyer paid is not known" in said


@pytest.mark.parametrize(
    "limits", ["per_order: 3 USD", "per_day: 3 USD", "per_month: 3 USD", "per_line: 15%"]
)
def test_a_limit_of_the_policy_binds_people_too(home, limits):
    counter = Counter(home)
    counter.rules(limits)
    counter.sells()
    counter.hears(1, "damaged")
    said = counter.refused(counter.approves, counter.of(), amount="3.01", reason="so")

    assert f"{limits.partition(':')[0]} ({limits.partition(': ')[2]}) leaves 3.00 USD" in said


def test_of_two_that_were_suggested_at_once_the_day_has_room_for_one(home):
    counter = Counter(home)
    counter.rules("per_day: 6 USD")
    for number in (1, 2):
        counter.sells(number)
        counter.hears(number, "damaged")
    first, second = counter.of(1), counter.of(2)
    counter.approves(first)

    assert (first["amount"], second["amount"]) == ("4.00", "4.00")
    assert "per_day (6 USD) leaves 2.00 USD" in counter.refused(counter.approves, second)


def test_a_review_takes_a_remedy_an_amount_and_a_reason(counter):
    counter.sells(2)
    counter.hears(2, "other")
    item = counter.of(2)
    assert item["remedy"] == "review"
    assert "missing: --remedy, --amount, --reason" in counter.refused(counter.approves, item)
    done = counter.approves(item, amount="6", remedy="partial_refund", reason="seen a photo")

    assert (done.issuance.remedy, done.issuance.authority) == ("partial_refund", "manager")


def test_a_replacement_counts_with_what_the_buyer_paid_where_its_cost_is_not_known(counter):
    item = counter.of()
    assert "replacement worth 20.00 USD" in counter.refused(
        counter.approves, item, "Ben", remedy="replacement", reason="so"
    )
    done = counter.approves(item, remedy="replacement", reason="so")

    assert (done.issuance.amount, str(done.issuance.worth)) == (None, "20.00 USD")
    assert [(share.sku, share.quantity) for share in done.issuance.lines] == [("SKU-0", 1)]


def test_beside_an_open_claim_nothing_is_approved(counter):
    counter.hears(1, "a_to_z_claim")
    counter.decides()
    said = counter.refused(
        counter.approves,
        counter.of(kind="damaged"),
        amount="3",
        remedy="partial_refund",
        reason="so",
    )

    assert "The guard claim_open stands against it" in said


def test_what_is_closed_is_not_approved(home):
    counter = Counter(home)
    counter.policy(
        "policy: own\ncurrency: USD\nauthority: {automatic: 0, agent: 5, manager: 12}\n"
        "rules:\n  - {rule: no, when: {issue: damaged}, remedy: none, because: We never do.}\n"
        "otherwise: {remedy: review}\n"
    )
    counter.sells()
    counter.hears(1, "damaged")

    assert "is closed: nothing is to be done. We never do." in counter.refused(
        counter.approves, counter.of()
    )


def test_what_another_suggestion_replaced_is_not_approved(counter):
    item = counter.of()
    counter.books(1, "17 USD", "by hand")
    now = counter.of()

    assert now["suggestion_id"] != item["suggestion_id"]
    assert "is superseded" in counter.refused(counter.approves, item)


def test_an_amount_for_the_whole_order_is_spread_over_its_lines(home):
    counter = Counter(home)
    counter.rules()
    counter.sells(1, "20.00", "10.00", "10.00")
    counter.hears(1, "late_delivery")
    done = counter.approves(counter.of(), amount="10.01", reason="so")

    assert [part for _, part in lines_of(done.issuance)] == ["5.01", "2.50", "2.50"]


def test_a_line_that_is_refunded_leaves_its_part_to_the_others(home):
    counter = Counter(home)
    counter.rules()
    counter.sells(1, "10.00", "10.00")
    counter.hears(1, "late_delivery")
    counter.approves(counter.of(), amount="18", reason="so")
    (first,) = counter.issuances()

    assert [part for _, part in lines_of(first)] == ["9.00", "9.00"]
    counter.hears(1, "lost")
    said = counter.refused(counter.approves, counter.of(kind="lost"), amount="2.01", reason="so")
    assert "left to refund: 2.00 USD" in said


def test_without_the_order_item_it_says_that_the_marketplace_cannot_be_asked(home):
    counter = Counter(home)
    counter.rules()
    counter.sells(1, has_ids=False)
    counter.hears(1, "damaged")
    (note,) = counter.approves(counter.of()).notes

    assert "The order item is not known" in note


def test_a_second_yes_for_the_same_trouble_is_said(counter):
    counter.hears(1, "quality")
    counter.approves(counter.of(kind="damaged"))
    (note,) = counter.approves(counter.of(kind="quality")).notes

    assert "4.00 USD was approved already for arrived damaged by Olga" in note


def test_by_a_policy_that_nobody_activated_it_says_so(counter):
    counter.policy((counter.home / "policy.yaml").read_text() + "# mine\n")
    counter.sells(2)
    counter.hears(2, "damaged")
    (note,) = counter.approves(counter.of(2)).notes

    assert "nobody activated" in note


def test_what_was_declined_can_be_approved_with_a_reason(counter):
    item = counter.of()
    counter.declines(item)

    assert counter.of()["status"] == "declined"
    assert "say why" in counter.refused(counter.approves, item)
    assert "nothing to decline" in counter.refused(counter.declines, item)
    counter.approves(item, reason="the buyer sent a photo")
    assert counter.of()["status"] == "approved"


def test_an_approval_is_taken_back_and_given_again_under_another_key(counter):
    item = counter.of()
    counter.approves(item)
    counter.withdraws(item)
    assert counter.of()["status"] == "withdrawn"
    counter.approves(item)
    first, second = counter.issuances()

    assert (first.status, second.status) == (Status.WITHDRAWN, Status.APPROVED)
    assert first.issuance_id != second.issuance_id


def test_what_has_left_the_house_is_not_taken_back(counter):
    item = counter.of()
    assert "was never approved" in counter.refused(counter.withdraws, item)
    counter.approves(item)
    counter.moves(counter.issuances()[0], Status.INTENDED, Status.SUBMITTED)

    assert "cannot be taken back: it is submitted since" in counter.refused(counter.withdraws, item)
    assert "is submitted already" in counter.refused(counter.approves, item)


@pytest.mark.parametrize(
    "way", [(Status.SUBMITTED, Status.REJECTED), (Status.UNKNOWN, Status.ABSENT)]
)
def test_what_came_to_nothing_is_tried_again_by_a_new_approval(counter, way):
    item = counter.of()
    counter.approves(item)
    counter.moves(counter.issuances()[0], Status.INTENDED, *way)
    assert counter.of()["status"] == way[-1]
    counter.approves(item)

    assert [each.status for each in counter.issuances()] == [way[-1], Status.APPROVED]


def test_what_was_given_up_is_decided_anew(counter):
    item = counter.of()
    counter.approves(item)
    counter.moves(counter.issuances()[0], Status.SUPERSEDED)
    counter.decides()
    now = counter.of()

    assert now["suggestion_id"] == item["suggestion_id"][:-1] + "2"
    assert (now["status"], now["amount"], now["supersedes"]) == (
        *("proposed", "4.00"),
        item["suggestion_id"],
    )
    assert counter.faults() == []


def test_what_was_given_up_is_decided_anew_by_the_next_import_where_nobody_got_so_far(counter):
    counter.approves(counter.of())
    counter.moves(counter.issuances()[0], Status.SUPERSEDED)
    counter.sells(2)
    assert [each["order_id"] for each in counter.suggestions()] == []
    counter.take()

    assert [each["status"] for each in counter.suggestions()] == ["proposed"]


def test_while_nobody_knows_if_a_refund_was_paid_none_is_approved_beside_it(counter):
    counter.hears(1, "quality")
    counter.approves(counter.of(kind="damaged"))
    counter.moves(counter.issuances()[0], Status.INTENDED, Status.UNKNOWN)
    said = counter.refused(counter.approves, counter.of(kind="quality"))

    assert "The guard refund_pending stands against it" in said


class TestTwoPeople:
    """Where the settings keep changing and approving apart."""

    @pytest.fixture
    def counter(self, counter):
        counter.apart = True
        return counter

    def test_who_changes_something_only_proposes_it(self, counter):
        done = counter.approves(counter.of(), "Olga", amount="3", reason="less harm")

        assert done.issuance is None
        assert counter.issuances() == []
        assert counter.of()["status"] == "proposed"

    def test_another_person_approves_it(self, counter):
        counter.approves(counter.of(), "Ana", amount="6", reason="more harm")
        done = counter.approves(counter.of(), "Ben")

        assert (done.issuance.amount.plain, done.issuance.by) == ("6.00", "Ben")
        assert (done.issuance.reason, done.change.by) == ("more harm", "Ana")

    def test_the_same_person_does_not(self, counter):
        counter.approves(counter.of(), "Olga", amount="3", reason="so")
        said = counter.refused(counter.approves, counter.of(), "OLGA")

        assert "Olga proposed this change" in said

    def test_another_person_without_the_authority_does_not_either(self, counter):
        counter.approves(counter.of(), "Olga", amount="6", reason="so")

        assert "Not allowed" in counter.refused(counter.approves, counter.of(), "Ana")

    def test_another_change_is_another_proposal(self, counter):
        counter.approves(counter.of(), "Ana", amount="6", reason="so")
        assert counter.approves(counter.of(), "Ben", amount="5", reason="so").issuance is None
        assert counter.approves(counter.of(), "Ana").issuance.amount.plain == "5.00"

    def test_as_it_was_suggested_anybody_may_still_approve_it(self, counter):
        counter.approves(counter.of(), "Ana", amount="6", reason="so")

        assert counter.approves(counter.of(), "Ana", amount="4").issuance.amount.plain == "4.00"


class TestDoneElsewhere:
    """What was done in Seller Central, by phone or by post."""

    def test_it_counts_and_is_never_paid_again(self, counter):
        item = counter.of()
        done = counter.records(item).issuance

        assert (done.status, done.reference, done.by) == ("recorded", "case 1", "Ana")
        assert done.again_at == counter.now
        assert counter.of()["status"] == "recorded"
        assert "is recorded already: recorded by Ana" in counter.refused(counter.approves, item)
        assert counter.faults() == []

    def test_the_same_reference_is_recorded_once(self, counter):
        item = counter.of()
        counter.records(item)

        assert "is recorded already" in counter.refused(counter.records, item)
        assert "is recorded already" in counter.refused(
            counter.records, order_id(1), reference=" CASE  1"
        )

    def test_with_another_amount_it_is_another_one_and_says_so(self, counter):
        counter.records(counter.of())
        done = counter.records(order_id(1), "2.00")

        assert "recorded for this order already, with 4.00 USD" in done.notes[0]
        assert [each.amount.plain for each in counter.issuances()] == ["4.00", "2.00"]

    def test_an_approval_that_has_not_left_is_taken_back_with_it(self, counter):
        item = counter.of()
        counter.approves(item)
        done = counter.records(item)

        assert "Its approval was taken back" in done.notes[0]
        assert [each.status for each in counter.issuances()] == ["withdrawn", "recorded"]

    def test_what_is_on_its_way_is_waited_for(self, counter):
        item = counter.of()
        counter.approves(item)
        counter.moves(counter.issuances()[0], Status.INTENDED)

        assert "has left the house" in counter.refused(counter.records, item)

    def test_an_order_nobody_ever_saw_needs_a_currency(self, counter):
        assert "Which currency" in counter.refused(counter.records, order_id(9), "3")
        done = counter.records(order_id(9), "3 EUR").issuance

        assert (str(done.amount), done.suggestion_id, done.remedy) == (
            *("3.00 EUR", None),
            "partial_refund",
        )

    def test_what_no_book_will_show_is_looked_for_in_none(self, counter):
        assert counter.records(counter.of(), has_no_book=True).issuance.again_at is None

    def test_a_replacement_by_post_has_no_book(self, counter):
        done = counter.records(counter.of(), None, remedy="replacement").issuance

        assert (done.amount, done.again_at, str(done.worth)) == (None, None, "20.00 USD")

    def test_what_it_was_must_be_said(self, counter):
        assert "How much" in counter.refused(counter.records, counter.of(), None)
        assert "gives no money" in counter.refused(
            counter.records, counter.of(), "3", remedy="replacement"
        )

    def test_it_leaves_less_for_the_next_one(self, counter):
        counter.hears(1, "quality")
        counter.records(counter.of(kind="damaged"), "18.00")
        said = counter.refused(
            counter.approves, counter.of(kind="quality"), amount="3", reason="so"
        )

        assert "left to refund: 2.00 USD" in said
