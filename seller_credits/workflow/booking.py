"""Refunds that are proven, as an accountant books them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import orjson

from seller_credits.domain.clock import when_of
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.money import Money
from seller_credits.ledger.chain import Entry
from seller_credits.ledger.sql_ledger import SqlLedger
from seller_credits.reporting import words
from seller_credits.reporting.beancount import Booking

_PROVEN = frozenset({Status.CONFIRMED, Status.SETTLED})


def bookings(ledger: SqlLedger, account: str | None) -> Iterator[Booking]:
    """Every refund the books show, in the order they were approved; of all accounts for None.

    The amount and the day are those of the movements that proved it. Where a person settled what
    came out otherwise, it is what the books showed, and not what was meant.
    """
    names = [account] if account else [mark.account for mark in ledger.checkpoints()]
    for name in names:
        for issuance in ledger.issuances(name, statuses=_PROVEN):
            if issuance.amount is None:
                continue
            booking = _booking(ledger, name, issuance)
            if booking is not None:
                yield booking


@dataclass(slots=True)
class _Found:
    """What the entries of one order say of one issuance.

    Attributes:
        proof: the entry that confirmed it, else the one that settled it.
        keys: of the movements of money that show it.
        money: every movement of the order by its key, the latest word about it.
    """

    proof: Entry | None
    keys: tuple[str, ...]
    money: dict[str, dict[str, Any]]


def _booking(ledger: SqlLedger, account: str, issuance: Issuance) -> Booking | None:
    found = _found(ledger, account, issuance)
    if found.proof is None:
        return None
    assert issuance.amount is not None
    rows = [found.money[key] for key in found.keys if key in found.money]
    amounts = [Money.parse(row["amount"]) for row in rows]
    days = [day for row in rows if (day := _day(row["posted"])) is not None]
    return Booking(
        account=account,
        day=min(days, default=issuance.moved_at.astimezone(UTC).date()),
        amount=sum(amounts[1:], amounts[0]) if amounts else issuance.amount,
        order_id=issuance.order_id,
        marketplace=issuance.marketplace,
        issue=issuance.issue,
        what=words.what_to_do({"remedy": issuance.remedy}),
        by=issuance.by,
        key=issuance.issuance_id,
        status=issuance.status,
        seq=found.proof.seq,
        hash=found.proof.hash.hex(),
        feed_id=issuance.feed_id,
    )


def _found(ledger: SqlLedger, account: str, issuance: Issuance) -> _Found:
    found = _Found(None, (), {})
    for entry in ledger.history(issuance.order_id):
        if entry.account != account:
            continue
        told = orjson.loads(entry.payload)
        if entry.kind == "money_seen":
            found.money[told["key"]] = told
        elif told.get("issuance_id") == issuance.issuance_id:
            found.keys = tuple(told.get("money") or found.keys)
            if entry.kind in _PROVEN and (found.proof is None or entry.kind == Status.CONFIRMED):
                found.proof = entry
    return found


def _day(posted: str | None) -> date | None:
    when = when_of(posted)
    return when.astimezone(UTC).date() if isinstance(when, datetime) else when
