"""What waits for a source that could not be read is decided once the source is read again."""

from __future__ import annotations

from contextlib import closing

import pytest

from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import CoverageState, Source
from tests.workflow.office import orders_text, returns_text

RETURNED = {"Return request status": "Completed"}


def heard(office, state):
    """The returns of the store were asked for, with that end; then all is decided that waits."""
    with closing(office.house()) as house:
        recorder = house.recorder()
        since, until = office.now.replace(day=1), office.now
        recorder.covered(Window(Source.MFN_RETURNS, "US", since, until, state, until))
        recorder.decide_again()


@pytest.fixture
def waiting(office):
    """A return whose source failed, and of whose order more was learnt meanwhile."""
    office.put(returns_text(RETURNED))
    office.pass_by(hours=1)
    heard(office, CoverageState.FAILED)
    office.put(orders_text({}))
    return office


def test_while_the_source_fails_a_person_must_look(waiting):
    assert waiting.suggestion()["guard"] == "stale_source"
    heard(waiting, CoverageState.FAILED)
    assert waiting.suggestion()["guard"] == "stale_source"


def test_once_it_is_read_again_the_policy_decides(waiting):
    waiting.pass_by(hours=1)
    heard(waiting, CoverageState.READ)
    assert waiting.suggestion()["guard"] is None
    assert waiting.suggestion()["rule"]
    assert waiting.faults() == []


def test_what_comes_out_the_same_is_not_suggested_again(waiting):
    entries = waiting.entries()
    heard(waiting, CoverageState.FAILED)
    assert waiting.entries() == entries + 1  # the window
