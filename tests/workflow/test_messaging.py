"""A message to a buyer goes once: alone as a remedy, or beside a refund that was taken."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from seller_credits.domain.issuances import MAY_BE_IN_QUESTION, is_in_question
from seller_credits.marketplace.errors import RequestRefused, Unanswered
from seller_credits.workflow.closing_cases import close
from tests.workflow.counter import Seller, order_id, results

ONE = order_id(1)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory):
    home = tmp_path_factory.mktemp("stocked") / "home"
    Seller(home).stocks(1)
    return home


@pytest.fixture
def seller(home, stocked):
    """Messages are switched on."""
    shutil.copytree(stocked, home)
    seller = Seller(home)
    seller.sells(1)
    seller.terms = replace(seller.terms, messages=True)
    return seller


def writes(seller, **said):
    return seller.approves(1, remedy="message", message="sorry_damaged", reason="so", **said)


def test_a_message_alone_is_sent_once_and_that_is_all_the_proof_there_is(seller):
    writes(seller)

    assert results(seller.submits())[ONE][0] == "submitted"
    assert seller.stands() == {ONE: "settled"}
    seller.submits()
    ((order, action, text),) = seller.desk.letters
    assert (order, action) == (ONE, "unexpectedProblem")
    assert text.startswith("Hello")
    assert seller.desk.asked == 0


def test_where_messages_are_off_it_waits(seller):
    seller.terms = replace(seller.terms, messages=False)
    writes(seller)

    assert results(seller.submits()) == {ONE: ("waits", "messages_off")}
    assert seller.desk.letters == []


@pytest.mark.parametrize(("said", "value"), [("allowed", ()), ("locale", "tlh")])
def test_what_the_order_does_not_take_or_nobody_can_write_waits_for_a_person(seller, said, value):
    writes(seller)
    setattr(seller.desk, said, value)
    (item,) = seller.submits().items

    assert (item.result, item.hurdle.for_a_person) == ("waits", True)
    assert seller.desk.letters == []
    assert seller.stands() == {ONE: "approved"}


def test_a_message_whose_answer_is_lost_is_not_sent_again(seller):
    writes(seller)
    seller.desk.letter_ends = Unanswered("no answer")

    assert results(seller.submits())[ONE][0] == "unknown"
    seller.desk.letter_ends = None
    seller.submits()
    assert len(seller.desk.letters) == 1


def test_a_lost_one_is_in_question_until_somebody_says_what_became_of_it(seller):
    (key,) = writes(seller)
    seller.desk.letter_ends = Unanswered("no answer")
    seller.submits()

    with closing(seller.house()) as house, house.recorder().acting() as acting:
        (lost,) = acting.writer.issuing.standing(statuses=MAY_BE_IN_QUESTION)
        assert is_in_question(lost)
        (said,) = close(acting, house.ledger, key, by="olga", reason="the buyer has it")
    assert said.endswith("was unknown; settled by olga.")
    assert seller.stands() == {ONE: "settled"}
    assert seller.faults() == []


def refunded(seller):
    """A refund the marketplace has taken, with its message still to be sent."""
    (key,) = seller.approves(1, message="sorry_damaged")
    seller.submits()
    assert seller.desk.letters == []
    seller.moves(key, "accepted")


def test_beside_a_refund_it_is_sent_once_the_refund_is_taken(seller):
    refunded(seller)
    (beside,) = seller.submits().beside

    assert beside.became == "sent"
    assert seller.submits().beside == []
    assert len(seller.desk.letters) == 1
    assert seller.faults() == []


@pytest.mark.parametrize(
    ("ending", "became"),
    [
        (Unanswered("no answer"), "unknown"),
        (RequestRefused("not taken", may_have_happened=False), "dropped"),
    ],
)
def test_beside_a_refund_it_is_never_tried_twice(seller, ending, became):
    refunded(seller)
    seller.desk.letter_ends = ending

    assert [each.became for each in seller.submits().beside] == [became]
    assert seller.submits().beside == []
    assert len(seller.desk.letters) == 1


def test_a_refund_goes_also_where_its_message_cannot_be_sent(seller):
    seller.desk.allowed = ()
    refunded(seller)

    assert [each.became for each in seller.submits().beside] == ["dropped"]
    assert len(seller.desk.feeds) == 1


def test_one_that_was_cut_short_while_it_was_sent_is_not_sent_again(seller):
    refunded(seller)
    seller.desk.letter_ends = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        seller.submits()

    assert [each.became for each in seller.submits().beside] == ["unknown"]
    assert len(seller.desk.letters) == 1


def test_after_a_week_it_says_nothing_any_more(seller):
    refunded(seller)
    seller.now += timedelta(days=8)

    assert seller.submits().beside == []
