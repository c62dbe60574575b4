"""The table of operations; `test_tables_judged` holds it against Amazon's own models."""

from __future__ import annotations

from seller_credits.marketplace.operations import OPERATIONS, Repeat
from tests.marketplace.talks import TALKS

READING = {"GET"}


def test_no_operation_stands_in_the_table_twice():
    names = [operation.name for operation in OPERATIONS]

    assert len(names) == len(set(names)) > 30


def test_every_operation_of_the_table_is_talked_about():
    assert set().union(*TALKS.values()) == {operation.name for operation in OPERATIONS}


def test_what_only_reads_may_always_be_repeated():
    assert all(each.repeat is Repeat.FREELY for each in OPERATIONS if each.method in READING)


def test_what_pays_or_writes_to_a_buyer_is_never_repeated():
    never = {each.name for each in OPERATIONS if each.repeat is Repeat.NEVER}

    assert never == {
        "createFeed",
        "createConfirmOrderDetails",
        "createConfirmDeliveryDetails",
        "createUnexpectedProblem",
    }
