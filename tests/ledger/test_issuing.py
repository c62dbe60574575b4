"""What was issued stands the same however many entries are drawn at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.ledger.issuing import WrongMove

from .conftest import NOW, ORDER, money

SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(days=1)
APPROVED = Issuance(
    issuance_id="cc-1",
    order_id=ORDER,
    status=Status.APPROVED,
    remedy=Remedy.PARTIAL_REFUND,
    marketplace="US",
    amount=Money.parse("4.20 USD"),
    approved_at=NOW,
    moved_at=NOW,
    by="olga",
    issue_id="i-1",
    suggestion_id="s-i-1-2",
    ordinal=2,
)


def issuing(ledger, *words):
    """Each word in a transaction of its own, as commands say them one after the other."""
    for word in words:
        with ledger.writing("default", NOW) as writer:
            word(writer.issuing)


def moved(to, again_at=None):
    return lambda issuing: issuing.move("cc-1", to, {"feed_id": "f"}, again_at=again_at)


def looked(again_at):
    return lambda issuing: issuing.look_again("cc-1", again_at)


BEGUN = (lambda issuing: issuing.begin(APPROVED), moved(Status.INTENDED), moved(Status.SUBMITTED))


def test_a_look_before_a_move_does_not_outlive_it(filled):
    issuing(filled, *BEGUN, looked(SOON), moved(Status.ACCEPTED, LATER))

    (found,) = filled.issuances("default")
    assert (found.status, found.again_at) == (Status.ACCEPTED, LATER)
    assert list(filled.verify()) == []


def test_a_look_after_a_move_stands(filled):
    issuing(filled, *BEGUN, moved(Status.ACCEPTED, LATER), looked(SOON))

    (found,) = filled.issuances("default")
    assert found.again_at == SOON
    assert list(filled.verify()) == []


@pytest.mark.parametrize("is_told_anew", [False, True])
def test_an_orphan_is_explained_until_it_is_told_anew(filled, is_told_anew):
    def found(issuing):
        issuing.orphan(money())

    def explained(issuing):
        issuing.orphan_explained(ORDER, "m-1", "by phone", by="olga")

    issuing(filled, found, explained, *([found] if is_told_anew else []))

    (orphan,) = filled.orphans("default")
    assert orphan["explained"] == (None if is_told_anew else "by phone")
    assert list(filled.verify()) == []


def test_what_one_has_intended_nobody_else_can(filled):
    issuing(filled, *BEGUN[:2])
    with pytest.raises(WrongMove, match="is intended"):
        issuing(filled, moved(Status.INTENDED))

    assert list(filled.verify()) == []
