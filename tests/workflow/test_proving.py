"""What was handed in is proven by feeds, reports and books, and by nothing else."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import timedelta

import pytest

from seller_credits.domain.feeds import FeedStatus
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.issuance.authority import Person
from seller_credits.marketplace.errors import AccessDenied, MarketplaceFailed, Unanswered
from seller_credits.marketplace.plans import Book
from seller_credits.workflow.closing_cases import close
from seller_credits.workflow.done_elsewhere import Deed, record_of_order
from tests.workflow.prover import Prover, order_id, report

ONE, TWO = order_id(1), order_id(2)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    home = tmp_path_factory.mktemp("stocked") / "home"
    Prover(home).stocks(3)
    return home


@pytest.fixture
def seller(home, stocked):
    shutil.copytree(stocked, home)
    return Prover(home)


def lost(seller, *numbers, happens=True):
    """The answer to the next feed is lost."""
    seller.desk.endings[seller.desk.asked + 1] = Unanswered("lost")
    seller.desk.happens = happens
    return seller.hands_in(*numbers)


def records(seller, number, amount="4.20", reference="case 1", **said):
    with closing(seller.house()) as house, house.recorder().acting() as acting:
        deed = Deed(amount, Remedy.PARTIAL_REFUND, seller.now, reference, **said)
        person = Person("ana", Authority.OWNER)
        return record_of_order(acting, order_id(number), person, deed).issuance.issuance_id


# the feed and its report


def test_what_the_report_took_is_accepted_and_not_yet_paid(seller):
    (key,) = seller.hands_in(1, result=report(1))
    seller.reconciles()

    assert seller.statuses() == {key: "accepted"}


def test_what_the_report_refused_is_rejected_and_may_be_approved_anew(seller):
    first, second = seller.hands_in(1, 2, result=report(2))
    refused = seller.handed().index(f"{first}-1") + 1
    seller.desk.reports["feed-1"] = report(2, (refused, ONE))
    seller.reconciles()

    assert seller.statuses() == {first: "rejected", second: "accepted"}


def test_a_report_nobody_can_read_proves_nothing(seller):
    (key,) = seller.hands_in(1, result=report(1, successful=0))
    seller.reconciles()

    assert seller.statuses() == {key: "unknown"}


@pytest.mark.parametrize(
    ("status", "said", "becomes"),
    [
        (FeedStatus.CANCELLED, {"started_at": None}, "rejected"),
        (FeedStatus.CANCELLED, {}, "unknown"),
        (FeedStatus.FATAL, {}, "unknown"),
        (FeedStatus.IN_PROGRESS, {}, "submitted"),
    ],
)
def test_how_a_feed_ends_without_a_report(seller, status, said, becomes):
    (key,) = seller.hands_in(1, result=report(1), status=status, **said)
    seller.desk.reports.clear()
    seller.reconciles()

    assert seller.statuses() == {key: becomes}


def test_a_feed_that_stays_in_progress_is_unknown_and_never_absent(seller):
    (key,) = seller.hands_in(1, result=report(1), status=FeedStatus.IN_PROGRESS)
    seller.pass_by(hours=13)
    seller.reconciles()
    assert seller.statuses() == {key: "unknown"}

    seller.pass_by(days=60)
    done = seller.reconciles()
    assert seller.statuses() == {key: "unknown"}
    assert "never sent again" in done.overdue[key]


# a lost answer


def test_the_one_feed_of_that_time_is_taken_for_the_one_that_was_lost(seller):
    (key,) = lost(seller, 1)
    seller.desk.makes("found", seller.now, result=report(1))
    seller.reconciles()

    assert seller.issuance(key).feed_id == "found"
    assert seller.statuses() == {key: "accepted"}


@pytest.mark.parametrize(
    ("minutes", "store", "result"),
    [
        (0, "CA", report(1)),
        (30, "US", report(1)),
        (-30, "US", report(1)),
        (0, "US", report(2)),
        (0, "US", report(1, (1, TWO))),
        (0, "US", None),
    ],
)
def test_a_feed_that_does_not_fit_is_not_taken(seller, minutes, store, result):
    (key,) = lost(seller, 1)
    at = seller.now + timedelta(minutes=minutes)
    seller.desk.makes("other", at, result=result, marketplaces=(store,))
    seller.reconciles()

    assert seller.statuses() == {key: "unknown"}
    assert seller.issuance(key).feed_id is None


def test_of_two_feeds_that_fit_none_is_taken(seller):
    (key,) = lost(seller, 1)
    for name in ("a", "b"):
        seller.desk.makes(name, seller.now, result=report(1))
    seller.reconciles()

    assert seller.statuses() == {key: "unknown"}


def test_one_feed_for_two_that_were_lost_is_neither_ones(seller):
    keys = [*lost(seller, 1), *lost(seller, 2)]
    seller.desk.makes("found", seller.now, result=report(1))
    seller.reconciles()

    assert seller.statuses() == dict.fromkeys(keys, "unknown")


def test_a_feed_somebody_else_claims_is_not_taken(seller):
    (first,) = seller.hands_in(1, result=report(1))
    (second,) = lost(seller, 2)
    seller.reconciles()

    assert seller.statuses() == {first: "accepted", second: "unknown"}


def test_what_was_found_refuses_only_what_it_names_by_its_order(seller):
    """Its report may be another's after all: by a number alone, nothing is given up."""
    (key,) = lost(seller, 1)
    seller.desk.makes("found", seller.now, result=report(1, (1, None)))
    for _ in range(3):
        seller.reconciles()
    assert seller.statuses() == {key: "unknown"}

    seller.desk.reports["found"] = report(1, (1, ONE))
    seller.reconciles()
    assert seller.statuses() == {key: "rejected"}


def test_what_a_killed_submit_left_is_looked_for(seller):
    seller.order(1)
    (key,) = seller.approves(1)
    seller.desk.endings[1] = SystemExit("killed")
    with pytest.raises(SystemExit):
        seller.submits()
    seller.desk.makes("found", seller.now, result=report(1))
    seller.pays(1)
    seller.reconciles()

    assert seller.statuses() == {key: "confirmed"}


# the books


def test_to_the_cent_in_the_books_is_confirmed_and_settled_after_thirty_days(seller):
    (key,) = seller.hands_in(1, result=report(1))
    seller.pass_by(hours=3)
    seller.pays(1)
    seller.reconciles()
    assert seller.statuses() == {key: "confirmed"}

    looks = []
    while (issuance := seller.issuance(key)).again_at is not None:
        looks.append((issuance.again_at - seller.now).days)
        seller.now = issuance.again_at + timedelta(minutes=1)
        seller.reconciles(everything=False)
    assert seller.statuses() == {key: "settled"}
    assert len(looks) <= 4
    assert seller.faults() == []


def test_our_key_in_a_settlement_settles_at_once(seller):
    (key,) = seller.hands_in(1, result=report(1))
    seller.pass_by(hours=3)
    seller.desk.books = (*Book, "settlement")
    seller.pays(1, book="settlement", adjustment_id=f"{key}-1")
    seller.reconciles()

    assert seller.statuses() == {key: "settled"}


def test_a_refund_by_hand_of_another_amount_does_not_stand_for_ours(seller):
    (key,) = seller.hands_in(1, result=report(1))
    seller.pass_by(hours=1)
    seller.pays(1, "9.00 USD")
    seller.reconciles()
    assert seller.statuses() == {key: "accepted"}

    seller.pass_by(hours=40)
    seller.pays(1)
    seller.reconciles()
    assert seller.statuses() == {key: "confirmed"}
    assert seller.orphans() == [(ONE, "9.00 USD")]


def test_less_than_was_sent_is_partial_once_nothing_more_can_come(seller):
    (key,) = seller.hands_in(1, result=report(1))
    seller.pays(1, "3.00 USD")
    seller.reconciles()
    seller.pass_by(hours=73)
    seller.reconciles()

    assert seller.statuses() == {key: "partial"}


def test_the_same_amount_twice_is_a_duplicate_until_it_is_recorded(seller):
    (key,) = seller.hands_in(1, result=report(1))
    seller.pass_by(hours=1)
    seller.pays(1, key="a")
    seller.pays(1, key="b")
    seller.reconciles()
    assert seller.statuses() == {key: "duplicate"}

    by_hand = records(seller, 1)
    seller.reconciles(everything=False)
    assert seller.statuses() == {key: "confirmed", by_hand: "confirmed"}


def test_a_duplicate_is_settled_by_a_persons_word_for_good(seller):
    (key,) = seller.hands_in(1, result=report(1))
    seller.pays(1, key="a")
    seller.pays(1, key="b")
    seller.reconciles()
    with closing(seller.house()) as house, house.recorder().acting() as acting:
        close(acting, house.ledger, ONE, by="ana", reason="told the buyer")
    seller.pass_by(days=1)
    done = seller.reconciles()

    assert seller.statuses() == {key: "settled"}
    assert (done.changes, seller.orphans()) == ([], [])


# absent


def test_absent_is_proven_only_after_the_delay_by_a_whole_look(seller):
    (key,) = lost(seller, 1, happens=False)
    seller.pass_by(hours=71)
    seller.reconciles()
    assert seller.statuses() == {key: "unknown"}

    seller.pass_by(hours=2)
    seller.desk.books = (Book.POSTINGS,)
    seller.reconciles()
    assert seller.statuses() == {key: "unknown"}

    seller.desk.books = tuple(Book)
    seller.desk.troubles[ONE] = MarketplaceFailed("500")
    assert seller.reconciles().unread
    assert seller.statuses() == {key: "unknown"}

    seller.desk.troubles.clear()
    seller.desk.no_list = AccessDenied("no role")
    assert seller.reconciles().problem is not None
    assert seller.statuses() == {key: "unknown"}

    seller.desk.no_list = None
    seller.reconciles()
    assert seller.statuses() == {key: "absent"}


def test_what_the_marketplace_took_is_never_absent(seller):
    (key,) = seller.hands_in(1, result=report(1))
    seller.pass_by(days=40)
    done = seller.reconciles()

    assert seller.statuses() == {key: "accepted"}
    assert "took it" in done.overdue[key]


def test_what_shows_late_is_found_after_all(seller):
    (key,) = lost(seller, 1, happens=False)
    seller.pass_by(hours=73)
    seller.reconciles()
    seller.pays(1)
    seller.reconciles()

    assert seller.statuses() == {key: "confirmed"}


def test_what_shows_late_and_was_issued_again_is_a_duplicate(seller):
    (first,) = lost(seller, 1, happens=False)
    seller.pass_by(hours=73)
    seller.reconciles()
    (second,) = seller.approves(1, issuance_id="sc-" + "b" * 15)
    seller.has_handed_in(second, "again")
    seller.desk.makes("again", seller.now, result=report(1))
    seller.pays(1, key="a")
    seller.reconciles()
    assert seller.statuses() == {first: "absent", second: "confirmed"}

    seller.pays(1, key="b")
    for _ in range(2):
        seller.reconciles()
        assert seller.statuses() == {first: "duplicate", second: "confirmed"}


# recorded, and what nobody issued


def test_what_a_person_recorded_is_confirmed_by_the_books(seller):
    key = records(seller, 1)
    seller.pays(1)
    seller.reconciles()

    assert seller.statuses() == {key: "confirmed"}


def test_what_no_book_will_show_explains_no_refund(seller):
    key = records(seller, 1, has_no_book=True)
    seller.pays(1)
    seller.pass_by(hours=1)
    seller.pays(2, "5.00 USD")
    seller.reconciles()

    assert seller.statuses() == {key: "recorded"}


def test_a_refund_of_an_order_nobody_here_touched_is_an_orphan_once(seller):
    """An order that no return names, which a sync told of."""
    seller.hands_in(1, result=report(1))
    seller.pass_by(hours=1)
    seller.pays(7, "5.00 USD", book="finances")
    from seller_credits.domain.issues import Source

    with closing(seller.house()) as house:
        house.recorder().record(Source.FINANCES, seller.desk.money[order_id(7)])
    for _ in range(3):
        seller.reconciles(everything=False)
    assert seller.orphans() == [(order_id(7), "5.00 USD")]

    records(seller, 7, "5.00 USD")
    seller.reconciles(everything=False)
    assert seller.orphans() == []


def test_what_a_file_told_is_looked_through_with_nobody_asked(seller):
    from seller_credits.domain.issues import Source

    seller.hands_in(1, result=report(1))
    seller.pass_by(hours=1)
    seller.pays(7, "5.00 USD", book="finances")
    with closing(seller.house()) as house:
        house.recorder().record(Source.FINANCES, seller.desk.money[order_id(7)])
    asked = list(seller.desk.asked_money)
    assert seller.looks_through().orphans == [(order_id(7), "5.00 USD")]
    assert seller.looks_through().orphans == []
    assert seller.orphans() == [(order_id(7), "5.00 USD")]
    assert seller.desk.asked_money == asked


def test_without_any_approval_there_are_no_orphans(seller):
    from seller_credits.domain.issues import Source

    seller.pays(7)
    with closing(seller.house()) as house:
        house.recorder().record(Source.FINANCES, seller.desk.money[order_id(7)])
    seller.reconciles()

    assert seller.orphans() == []


# whatever happens in between


def test_once_more_says_nothing_new(seller):
    seller.hands_in(1, 2, result=report(2))
    seller.pass_by(hours=1)
    seller.pays(1)
    seller.pays(2, "9.00 USD")
    seller.reconciles()
    before = seller.entries()

    assert seller.reconciles().changes == []
    assert seller.entries() == before


@pytest.mark.parametrize("kill", range(6))
def test_whoever_is_killed_comes_to_the_same_end_the_next_time(seller, kill):
    keys = seller.hands_in(1, 2, result=report(2))
    seller.pass_by(hours=1)
    seller.pays(1)
    seller.pays(2, key="a")
    seller.pays(2, key="b")
    try:
        seller.reconciles(kill=kill)
    except KeyboardInterrupt:
        seller.reconciles()

    assert seller.statuses() == dict(zip(keys, ("confirmed", "duplicate"), strict=True))
    assert seller.faults() == []


def test_one_order_that_cannot_be_read_keeps_no_other(seller):
    first, second = seller.hands_in(1, 2, result=report(2))
    seller.pays(2)
    seller.desk.troubles[ONE] = MarketplaceFailed("500")
    done = seller.reconciles()

    assert seller.statuses() == {first: "accepted", second: "confirmed"}
    assert (list(done.unread), done.exit_code) == ([ONE], 7)


def test_only_what_is_due_is_asked_for(seller):
    seller.hands_in(1, result=report(1))
    seller.desk.asked_money.clear()
    seller.reconciles(everything=False)
    assert seller.desk.asked_money == []

    seller.pass_by(minutes=4)
    seller.reconciles(everything=False)
    assert seller.desk.asked_money == [ONE]
