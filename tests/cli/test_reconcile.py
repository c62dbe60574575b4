"""`reconcile` as a command: what it prints, how it ends, and who may settle."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta

import pytest

from seller_credits.bootstrap import House
from seller_credits.domain.clock import now
from seller_credits.domain.issuances import Issuance, LineShare, Status
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.settings import Where

ORDER = "111-1111111-1111111"
KEY = "sc-aaaaaaaaaaaaaaa"


@pytest.fixture
def double(filled, home):
    """`run`, in a home where a refund is shown twice."""
    amount, at = Money.parse("4.20 USD"), now() - timedelta(days=1)
    line = LineShare("12345678901234", "MUG", amount)
    issuance = Issuance(
        *(KEY, ORDER, Status.APPROVED, Remedy.PARTIAL_REFUND, "US", amount, at, at, "ana"),
        lines=(line,),
    )
    opened = House.open(Where(home=home), account="default")
    with closing(opened), opened.ledger.writing("default", at) as writer:
        writer.issuing.begin(issuance)
        for status in (Status.INTENDED, Status.SUBMITTED, Status.DUPLICATE):
            writer.issuing.move(KEY, status, {"why": "finances shows it twice"})
    return filled


def test_where_nothing_was_handed_in_a_house_without_keys_is_told_so(filled):
    assert filled("reconcile").code == 4


def test_settling_needs_a_name_and_a_reason(double):
    assert double("reconcile", "--settle", KEY).code == 2
    assert double("reconcile", "--settle", KEY, "--by", "nobody", "--reason", "x").code == 2


def test_only_those_who_judge_more_than_single_amounts_may_settle(double):
    refused = double("reconcile", "--settle", KEY, "--by", "agent", "--reason", "fine")

    assert refused.code == 2
    assert "Who may: a manager or the owner." in refused.err


def test_a_double_refund_is_in_the_lists_until_somebody_has_dealt_with_it(double):
    assert "In question" in double("suggestions").out
    page = " ".join(double("report", "--format", "html").out.split())
    assert 'In question <span class="count">1</span></h2>' in page
    told = double("reconcile", "--settle", ORDER, "--by", "owner", "--reason", "the buyer knows")

    assert (told.code, "settled by owner" in told.out) == (0, True)
    assert "In question" not in double("suggestions").out


@pytest.mark.parametrize("command", ["suggestions", "report"])
@pytest.mark.parametrize("form", ["json", "ndjson", "csv"])
def test_beside_what_programs_read_it_is_told_what_is_in_question(double, command, form):
    told = double(command, "--format", form)

    assert f"In question: order {ORDER}" in told.err
    assert "In question" not in told.out


def test_settling_what_is_not_in_question_is_refused(double):
    said = ("--by", "owner", "--reason", "x")
    assert double("reconcile", "--settle", KEY, *said).code == 0
    assert double("reconcile", "--settle", KEY, *said).code == 2


def test_the_history_says_how_it_came_there_and_why(double):
    told = double("ledger", "history", ORDER).out

    assert "submitted before: finances shows it twice" in told.replace("\n", " ")
    assert json.loads(double("suggestions", "--format", "json").out)["items"]
