"""Every way an issuance may go is written, and no other is: checked where it is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seller_credits.domain.issuances import MOVES, Issuance, LineShare, Status
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.ledger.issuing import WrongMove
from seller_credits.ledger.opening import open_ledger

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
KEY = "sc-aaaaaaaaaaaaaaa"
BEGINS = (Status.APPROVED, Status.RECORDED)


def ways():
    """A way to each status, as short as can be, from where an issuance begins."""
    found = {status: (status,) for status in BEGINS}
    open_ = list(BEGINS)
    for status in open_:
        for after in sorted(MOVES[status]):
            if after not in found:
                found[after] = (*found[status], after)
                open_.append(after)
    return found


WAYS = ways()
PAIRS = [(before, after) for before in Status for after in Status]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    opened = open_ledger(tmp_path_factory.mktemp("moves") / "ledger.db", actor="test")
    yield opened
    opened.close()


def begun(ledger, account, way):
    amount = Money.parse("4.20 USD")
    issuance = Issuance(
        KEY,
        "111-1234567-1234567",
        way[0],
        Remedy.PARTIAL_REFUND,
        "US",
        amount,
        NOW,
        NOW,
        "ana",
        lines=(LineShare("12345678901234", "MUG", amount),),
    )
    with ledger.writing(account, NOW) as writer:
        writer.issuing.begin(issuance)
        for step in way[1:]:
            writer.issuing.move(KEY, step, {})


def test_every_status_can_be_reached():
    assert set(WAYS) == set(Status)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_a_move_is_written_just_where_there_is_one(ledger, before, after):
    account = f"{before}-{after}"
    begun(ledger, account, WAYS[before])
    later = NOW + timedelta(hours=1)
    if after in MOVES[before]:
        with ledger.writing(account, later) as writer:
            assert writer.issuing.move(KEY, after, {"why": "test"}).status is after
    else:
        with pytest.raises(WrongMove), ledger.writing(account, later) as writer:
            writer.issuing.move(KEY, after, {"why": "test"})
    (issuance,) = ledger.issuances(account)
    assert issuance.status is (after if after in MOVES[before] else before)


def test_the_chain_and_its_projections_hold_after_all_of_them(ledger):
    for before, after in PAIRS[:3]:
        begun(ledger, f"more {before}-{after}", WAYS[before])
    assert list(ledger.verify()) == []
