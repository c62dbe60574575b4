"""Which facts decisions of late rested on, as `policy check` is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from .conftest import NOW, ORDER, sighting, suggestion


def decided(*facts, ordinal=1, supersedes=None, issue="i-1"):
    known = {"issue": "lost"} | dict.fromkeys(facts, 1)
    return suggestion(issue, ordinal, supersedes) | {"facts": known}


@pytest.fixture
def write(ledger):
    def one(payload, when=NOW, account="default"):
        with ledger.writing(account, when) as writer:
            writer.issue_seen(payload["issue_id"], when, sighting(key=payload["issue_id"]))
            writer.suggested(ORDER, payload)

    return one


def known(ledger, days=60):
    return [
        (kind, sorted(facts))
        for kind, facts in ledger.known_facts("default", NOW - timedelta(days=days))
    ]


def test_each_decision_tells_its_kind_and_what_was_known(ledger, write):
    write(decided("days_late"))
    assert known(ledger) == [("lost", ["days_late", "issue"])]


def test_an_issue_decided_again_counts_as_it_was_decided_last(ledger, write):
    write(decided("days_late"))
    write(decided("quantity", ordinal=2, supersedes="s-i-1-1"))
    assert known(ledger) == [("lost", ["issue", "quantity"])]


def test_what_was_decided_long_ago_is_left_out(ledger, write):
    write(decided("days_late"), NOW - timedelta(days=61))
    write(decided("quantity", issue="i-2"), NOW - timedelta(days=59))
    assert known(ledger) == [("lost", ["issue", "quantity"])]


def test_another_accounts_decisions_are_its_own(ledger, write):
    write(decided("days_late"), account="other")
    assert known(ledger) == []
