"""Where the evidence leads an issuance, and when it is not enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from seller_credits.domain.issuances import MOVES, Status
from seller_credits.issuance.concluding import Circumstances, concluded
from seller_credits.issuance.proof import SETTLEMENT, Finding, Shown
from tests.issuance.books import issuance, row

S = Status
HOURS = timedelta(hours=1)
SOON = Circumstances(2 * HOURS, 72 * HOURS, was_read=True, shows_held=True, no_feed_works=True)
LATER = replace(SOON, age=80 * HOURS)
MONTH = replace(SOON, age=timedelta(days=31))


def finding(shown, book="finances", **said):
    return Finding(shown, book, rows=(row(),), **said)


def to(status, shown, told=SOON, **said):
    return concluded(issuance(status=status), finding(shown, **said), told)[0]


@pytest.mark.parametrize("status", [S.SUBMITTED, S.ACCEPTED, S.UNKNOWN, S.RECORDED])
def test_what_is_shown_to_the_cent_is_confirmed_at_once(status):
    assert to(status, Shown.EXACT) is S.CONFIRMED


@pytest.mark.parametrize("status", [S.SUBMITTED, S.ACCEPTED, S.UNKNOWN, S.RECORDED])
def test_another_amount_may_be_somebody_elses_while_ours_is_to_come(status):
    assert to(status, Shown.OTHER) is None
    assert to(status, Shown.LESS) is None
    assert to(status, Shown.OTHER, LATER) is S.MISMATCHED
    assert to(status, Shown.LESS, LATER) is S.PARTIAL


def test_another_amount_under_our_own_key_is_believed_at_once():
    assert to(S.ACCEPTED, Shown.OTHER, by_key=True) is S.MISMATCHED


def test_nothing_shown_is_absent_only_once_it_must_have_shown():
    assert to(S.UNKNOWN, Shown.NOTHING) is None
    assert to(S.UNKNOWN, Shown.NOTHING, LATER) is S.ABSENT


@pytest.mark.parametrize("lacking", ["was_read", "shows_held", "no_feed_works"])
def test_nothing_is_called_absent_by_half_a_look(lacking):
    told = replace(LATER, **{lacking: False})
    if lacking == "was_read":
        told = replace(told, shows_held=False)

    assert to(S.UNKNOWN, Shown.NOTHING, told) is None


@pytest.mark.parametrize("status", [S.SUBMITTED, S.ACCEPTED, S.RECORDED, S.CONFIRMED])
def test_only_what_is_unknown_becomes_absent(status):
    assert to(status, Shown.NOTHING, LATER) is None


def test_what_cannot_be_told_apart_stays_as_it_is():
    for status in Status:
        assert to(status, Shown.UNCLEAR, MONTH) is None


def test_confirmed_is_settled_by_a_settlement_or_after_thirty_days_unchanged():
    assert to(S.CONFIRMED, Shown.EXACT, LATER) is None
    assert to(S.CONFIRMED, Shown.EXACT, LATER, book=SETTLEMENT) is S.SETTLED
    assert to(S.CONFIRMED, Shown.EXACT, MONTH) is S.SETTLED
    assert to(S.CONFIRMED, Shown.EXACT, replace(MONTH, was_read=False)) is None


def test_what_turns_up_after_all_is_money_and_double_where_it_was_tried_again():
    for status in (S.ABSENT, S.REJECTED):
        assert to(status, Shown.EXACT, MONTH) is S.CONFIRMED
        assert to(status, Shown.EXACT, replace(MONTH, tried_again=True)) is S.DUPLICATE


def test_what_is_double_stays_so_until_somebody_has_dealt_with_it():
    assert to(S.DUPLICATE, Shown.EXACT, replace(MONTH, tried_again=True)) is None


def test_a_second_word_by_the_same_evidence_moves_nothing():
    """Whatever is concluded, concluding it again ends there: whoever is killed may begin anew."""
    for status, shown, told, by_key in product(
        Status, Shown, (SOON, LATER, MONTH, replace(MONTH, tried_again=True)), (False, True)
    ):
        now, seen = status, []
        while now is not None:
            seen.append(now)
            assert len(seen) == len(set(seen)), seen
            now = to(now, shown, told, by_key=by_key)


def test_nothing_is_ever_concluded_that_is_no_move():
    for status, shown, told in product(Status, Shown, (SOON, LATER, MONTH)):
        found = to(status, shown, told)
        assert found is None or found in MOVES[status]


def test_the_evidence_says_what_this_book_cannot_tell():
    _, why = concluded(issuance(status=S.ABSENT), finding(Shown.EXACT), LATER)
    assert "cannot be told apart" in why
    _, why = concluded(issuance(status=S.ACCEPTED), finding(Shown.TWICE), LATER)
    assert "this book does not tell" in why
