"""Movements of money and issuances, made up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from seller_credits.domain.issuances import Issuance, LineShare, Status
from seller_credits.domain.issues import Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.origins import Origin
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.proof import CLOCKS, Claimant

LEFT = datetime(2026, 11, 20, 12, tzinfo=UTC)
MUG = LineShare("11111111111111", "MUG")
CUP = LineShare("22222222222222", "CUP")
ORDER = "111-1111111-1111111"


def row(amount="4.20", key="k", line=MUG, book="finances", after=timedelta(hours=1), **said):
    """A refund in a book, so long after the intent."""
    return MoneyRow(
        Origin(Source.FINANCES, api=True, where="finances"),
        said.pop("kind", MoneyKind.REFUND),
        book,
        ORDER,
        line.order_item_id,
        line.sku,
        "US",
        said.pop("posted", LEFT + after),
        Money.of(amount, "USD"),
        key,
        "Refund",
        {},
        **said,
    )


def issuance(name="sc-aaa", *amounts, status=Status.ACCEPTED, lines=(MUG, CUP), **said):
    """A refund of these amounts, a line each; 4.20 of the first line if nothing is said."""
    each = [Money.of(amount, "USD") for amount in amounts or ("4.20",)]
    shares = tuple(
        LineShare(line.order_item_id, line.sku, amount)
        for line, amount in zip(lines, each, strict=False)
    )
    told = {
        "issuance_id": name,
        "order_id": ORDER,
        "status": status,
        "remedy": Remedy.PARTIAL_REFUND,
        "marketplace": "US",
        "amount": sum(each[1:], each[0]),
        "approved_at": LEFT,
        "moved_at": LEFT,
        "by": "ana",
        "lines": shares,
    }
    return Issuance(**(told | said))


def claimant(name="sc-aaa", *amounts, known=(), late=False, hand=False, closed=None, **said):
    given = issuance(name, *amounts, **said)
    return Claimant(
        given,
        LEFT - CLOCKS,
        frozenset(known),
        is_late=late,
        by_hand=hand,
        closed_at=closed,
        known_at_close=frozenset(known) if closed else frozenset(),
    )
