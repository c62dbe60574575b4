"""A ledger put back from a copy pays nothing twice: it waits for the books, and then it knows."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

import pytest

from seller_credits.domain.issues import Source
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import Skipped
from seller_credits.ledger.backing_up import back_up
from seller_credits.marketplace.errors import AccessDenied, Unreachable
from seller_credits.marketplace.interface import MoneyPage
from seller_credits.marketplace.plans import Book
from seller_credits.workflow.outbox import Outbox
from seller_credits.workflow.reading_back import ReadingBack
from tests.workflow.counter import QUALITY, Seller, order_id, results
from tests.workflow.office import NOW, orders_text, returns_text

HOUR = timedelta(hours=1)


@dataclass
class Restoring(Seller):
    """A seller whose ledger is put back from a copy, and who can read all of the books.

    Attributes:
        asked: books and times that were read.
        troubles: what reading a book ends with.
        garbage: rows that nobody can read.
    """

    asked: list = field(default_factory=list)
    troubles: dict = field(default_factory=dict)
    garbage: int = 0

    def outbox(self, house):
        return Outbox(house.ledger, "default", house.recorder(), self.terms, house.forbidden)

    @property
    def reports(self):
        row = QUALITY | {"Order ID": order_id(1), "Amazon RMA ID": "R1"}
        return returns_text(row, now=NOW), orders_text({"amazon-order-id": order_id(1)})

    def copies(self, *, by_hand=False):
        copy = self.home / "copy"
        with closing(self.house()) as house:
            if by_hand:
                house.ledger.copy_to(copy)
            else:
                back_up(house.ledger.storage, copy, self.now)
        return copy

    def puts_back(self, copy):
        for path in self.home.glob("ledger.db*"):
            path.unlink() if path.is_file() else None
        shutil.copy(copy, self.home / "ledger.db")

    def later(self, hours):
        """Time passes, and the reports are read anew."""
        self.now += hours * HOUR
        self.put(*self.reports)

    def pays_what_it_was_handed(self):
        """The books show, from now on, everything the marketplace was handed."""
        for number, key in enumerate(sorted(self.desk.paid()), 1):
            self.refunds_by_hand(number, "4.20 USD", f"paid {key}", adjustment_id=key)

    def money(self, book, since, until):
        self.asked.append((book, since, until))
        if book in self.troubles:
            raise self.troubles[book]
        rows = [row for rows in self.desk.money.values() for row in rows if row.book == book]
        rows = [row for row in rows if since <= row.posted < until]
        unreadable = Skipped(
            Origin(Source.FINANCES, api=True, where="finances"), "amount unreadable", is_bad=True
        )
        yield MoneyPage([*rows, *[unreadable] * self.garbage], {})

    def reads_back(self):
        with closing(self.house()) as house, house.held("reconcile"):
            return ReadingBack(
                *(house.restore_guard, "default", house.recorder(), self),
                *(lambda: self.now, lambda _: None),
            ).run()


@pytest.fixture
def seller(tmp_path):
    """One refund was approved, copied, and handed in after that; then the copy was put back."""
    seller = Restoring(tmp_path / "home")
    seller.stocks(1)
    seller.sells(1)
    seller.approves(1)
    seller.later(1)
    return seller


@pytest.fixture(params=[False, True], ids=["by the program", "by hand"])
def restored(seller, request):
    copy = seller.copies(by_hand=request.param)
    seller.later(1)
    assert results(seller.submits()) == {order_id(1): ("submitted", None)}
    seller.puts_back(copy)
    seller.later(1)
    assert seller.stands() == {order_id(1): "approved"}
    return seller


def test_what_was_handed_in_after_the_copy_is_not_handed_in_again(restored):
    for _ in range(3):
        assert restored.looks() == {order_id(1): "forbidden"}
        assert results(restored.submits()) == {order_id(1): ("waits", "forbidden")}
        restored.later(20)

    assert set(restored.desk.paid().values()) == {1}


def test_before_the_books_are_complete_they_are_not_asked(restored):
    restored.reads_back()
    restored.later(47)

    back = restored.reads_back()

    assert "which are complete on" in back.left
    assert restored.asked == []
    assert restored.looks() == {order_id(1): "forbidden"}


def test_once_they_were_read_it_is_known_what_was_paid_and_issuing_goes_on(restored):
    restored.pays_what_it_was_handed()
    restored.reads_back()
    restored.later(49)

    back = restored.reads_back()

    assert (back.left, back.movements) == ("", 1)
    assert {book for book, _, _ in restored.asked} == set(Book)
    assert restored.looks() == {order_id(1): "refunded_since"}
    assert restored.reads_back() is None
    restored.submits()
    assert set(restored.desk.paid().values()) == {1}


def test_what_was_approved_since_goes_as_ever(seller):
    copy = seller.copies()
    seller.puts_back(copy)
    seller.reads_back()
    seller.later(49)
    seller.reads_back()

    assert results(seller.submits()) == {order_id(1): ("submitted", None)}


@pytest.mark.parametrize("problem", [Unreachable("no network"), AccessDenied("no role")])
def test_books_that_cannot_be_read_open_nothing(restored, problem):
    restored.reads_back()
    restored.later(49)
    restored.troubles[Book.TRANSACTIONS] = problem

    back = restored.reads_back()

    assert back.problem is problem
    assert restored.looks() == {order_id(1): "forbidden"}


def test_the_older_book_alone_may_be_refused(restored):
    restored.reads_back()
    restored.later(49)
    restored.troubles[Book.POSTINGS] = AccessDenied("no role")

    assert restored.reads_back().left == ""


def test_books_of_which_too_much_cannot_be_read_open_nothing(restored):
    restored.reads_back()
    restored.later(49)
    restored.garbage = 3

    assert "6 of 6 bookings" in restored.reads_back().left
    assert restored.looks() == {order_id(1): "forbidden"}


def test_a_long_gap_is_asked_for_in_portions_without_holes(seller):
    copy = seller.copies()
    seller.later(24 * 70)
    seller.puts_back(copy)
    seller.reads_back()
    seller.later(49)
    seller.reads_back()

    spans = [span for book, *span in seller.asked if book is Book.TRANSACTIONS]
    assert len(spans) == 3
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert spans[-1][1] == seller.now
