"""What the ledger says of an order's issuances, as the proof of them needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.proof import CLOCKS, Claimant
from seller_credits.ledger.chain import Entry

_LATE = frozenset({Status.REJECTED, Status.ABSENT})
_NEVER_LEFT = frozenset(
    {Status.APPROVED, Status.WITHDRAWN, Status.SUPERSEDED, Status.EXPIRED, Status.INTENDED}
)
_LOOKED = "looked"
_TELLING = frozenset({Status.INTENDED, Status.SETTLED, *_LATE, _LOOKED})


@dataclass(slots=True)
class _Told:
    """When one issuance left, and when a person closed it, with the money known at either time."""

    left_at: datetime | None = None
    known: frozenset[str] = frozenset()
    closed_at: datetime | None = None
    known_at_close: frozenset[str] = frozenset()
    has_book: bool = False
    came_to_nothing: bool = False


@dataclass(slots=True)
class Past:
    """What the entries about one order tell."""

    _told: dict[str, _Told] = field(default_factory=dict)

    def left_at(self, issuance: Issuance) -> datetime:
        """When it was intended last, or done by a person (aware)."""
        told = self._told.get(issuance.issuance_id)
        return told.left_at if told and told.left_at else issuance.approved_at

    def was_nothing(self, issuance: Issuance) -> bool:
        """Whether it was ever taken for nothing: rejected or absent."""
        told = self._told.get(issuance.issuance_id)
        return issuance.status in _LATE or bool(told and told.came_to_nothing)

    def claimants(self, issuances: Iterable[Issuance]) -> list[Claimant]:
        """Those that may explain movements of money: what left the house or was done elsewhere."""
        found = []
        for each in issuances:
            if each.amount is None or each.remedy is Remedy.MESSAGE or each.status in _NEVER_LEFT:
                continue
            told = self._told.get(each.issuance_id, _Told())
            if each.status is Status.RECORDED and not told.has_book:
                continue  # no book of the marketplace will ever show it
            found.append(
                Claimant(
                    each,
                    since=self.left_at(each) - CLOCKS,
                    known=told.known,
                    is_late=self.was_nothing(each),
                    by_hand=each.submission_id is None,
                    closed_at=told.closed_at,
                    known_at_close=told.known_at_close,
                )
            )
        return found


def past_of(entries: Iterable[Entry], account: str) -> Past:
    """Read an order's entries, oldest first."""
    past = Past()
    money: set[str] = set()
    for entry in entries:
        if entry.account != account:
            continue
        if entry.kind == "money_seen":
            money.add(orjson.loads(entry.payload)["key"])
        elif entry.kind in _TELLING:
            _take(past, entry, orjson.loads(entry.payload), frozenset(money))
    return past


def _take(past: Past, entry: Entry, payload: dict[str, Any], money: frozenset[str]) -> None:
    at = datetime.fromisoformat(entry.at)
    told = past._told.setdefault(payload["issuance_id"], _Told())  # noqa: SLF001  # its own maker
    if entry.kind == Status.INTENDED:
        told.left_at, told.known = at, money
    elif entry.kind == Status.SETTLED and payload.get("settled_by"):
        told.closed_at, told.known_at_close = at, money
    elif entry.kind in _LATE:
        told.came_to_nothing = True
    elif entry.kind == _LOOKED:
        told.has_book = True
