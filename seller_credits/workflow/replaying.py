"""Recorded history, ready to be decided again: by whatever policy, authorising nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from seller_credits.detection.windows import WindowName, Windows
from seller_credits.domain.afterwards import Afterwards
from seller_credits.ledger.interface import Ledger
from seller_credits.ledger.replaying import Kept
from seller_credits.policy import Recorded

_TOLD_EVERY = 10_000
_NO_WINDOW = timedelta(days=90)
"""Where the table of windows has no row for a store: as long as Amazon's guarantee lasts."""


def history(
    ledger: Ledger,
    account: str | None,
    *,
    since: timedelta,
    now: datetime,
    windows: Windows,
    told: Callable[[int], None],
) -> Iterator[Recorded]:
    """Every issue of orders placed since then, once, by its latest recorded facts.

    An order whose date is not known counts with the day of the issue.

    Args:
        ledger: what is known.
        account: the only one asked for; None for all that the ledger has.
        since: how long ago an order may have been placed.
        now: the moment, aware.
        windows: of the marketplace; they say until when a claim can follow.
        told: called with the number of issues looked at so far, now and then.
    """
    days = _Days(windows, now, (now - since).date())
    for count, kept in enumerate(ledger.latest_decisions(account), 1):
        if not count % _TOLD_EVERY:
            told(count)
        day = days.of(kept)
        if day.is_asked_for:
            yield _recorded(kept, day)


class _Day(NamedTuple):
    """What the day of an order says.

    Attributes:
        ordered: the day itself; None where it is not known.
        is_asked_for: whether the order is recent enough.
        is_open: whether a claim can still follow.
    """

    ordered: date | None
    is_asked_for: bool
    is_open: bool


class _Days:
    """The days of orders, by store: the same for thousands of them."""

    def __init__(self, windows: Windows, now: datetime, first: date) -> None:
        self._windows = windows
        self._now = now
        self._first = first
        self._known: dict[tuple[str | None, str | None, str], _Day] = {}

    def of(self, kept: Kept) -> _Day:
        """What the day of its order says, or the day of the issue where no other is known."""
        decision = kept.decision
        ordered = decision["order_date"]
        key = decision["facts"].get("marketplace"), ordered, ordered or kept.day
        day = self._known.get(key)
        if day is None:
            day = self._known[key] = self._read(*key)
        return day

    def _read(self, store: str | None, ordered: str | None, placed: str) -> _Day:
        if not placed:
            return _Day(None, is_asked_for=True, is_open=False)
        day = date.fromisoformat(placed)
        return _Day(
            day if ordered else None,
            is_asked_for=day >= self._first,
            is_open=self._claims_end(store, day) > self._now,
        )

    def _claims_end(self, store: str | None, placed: date) -> datetime:
        # From the order instead of its promised day, which not every record has: a few days early.
        start = datetime.combine(placed, time(), UTC)
        window = self._windows.find(WindowName.CLAIM_CLOSES, store, start)
        return window.end(start, store) if window else start + _NO_WINDOW


def _recorded(kept: Kept, day: _Day) -> Recorded:
    decision = kept.decision
    facts = decision["facts"]
    afterwards = Afterwards.CLAIM if facts.get("claim_open") == "yes" else kept.followed
    # In the order of its fields: naming each of a million times a dozen takes a second.
    return Recorded(
        kept.order_id,
        kept.issue_id,
        facts,
        decision.get("options"),
        day.ordered,
        int(decision["engine"]),
        decision["policy_digest"],
        decision["remedy"],
        decision["amount"],
        afterwards or (Afterwards.STILL_OPEN if day.is_open else Afterwards.NOTHING_SEEN),
    )
