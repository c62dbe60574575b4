"""What could not be read: each reason once, whatever Amazon or a file put into it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seller_credits.cli.outcomes import tell
from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.workflow.results import Outcome

REFUSED = "Amazon refused it. [request id {}]\nCheck the clock."


@pytest.fixture
def told(capsys):
    """What stands on stderr, and the exit code."""

    def told(*said):
        outcome = Outcome()
        outcome.windows.extend(window(*each) for each in said)
        return tell(outcome, "table"), capsys.readouterr().err

    return told


def window(name, why, state=CoverageState.FAILED):
    now = datetime(2026, 8, 1, tzinfo=UTC)
    return Window(Source.FEEDBACK, "US", now, now, state, now, why, name)


def test_one_reason_is_told_once_with_all_it_kept_from_being_read(told):
    code, err = told(
        ("feedback US", REFUSED.format("a")),
        ("orders US", "Something else."),
        ("feedback CA", REFUSED.format("b")),
        ("returns US", "", CoverageState.READ),
    )

    assert code == 7
    assert err.splitlines() == [
        "Not read: feedback US, feedback CA: Amazon refused it. [request id a]",
        "Check the clock.",
        "Not read: orders US: Something else.",
    ]


def test_a_file_that_names_itself_is_named_once(told):
    assert told(("a.txt", "a.txt: no report."))[1] == "Not read: a.txt: no report.\n"


def test_what_a_terminal_would_obey_does_not_reach_it(told):
    assert told(("feedback-\x1b[31mred", "dark\x00ness\x07"))[1] == (
        "Not read: feedback-[31mred: darkness\n"
    )
