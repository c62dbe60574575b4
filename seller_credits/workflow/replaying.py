"""Recorded history, ready to be decided again: by whatever policy, authorising nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

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
    first = (now - since).date()
    ends = _ClaimsEnd(windows)
    for count, kept in enumerate(ledger.latest_decisions(account), 1):
        if not count % _TOLD_EVERY:
            told(count)
        decision = kept.decision
        ordered = _day(decision["order_date"])
        placed = ordered or _day(kept.day)
        if placed is None or placed >= first:
            is_open = placed is not None and ends.after(decision, placed) > now
            yield _recorded(kept, ordered, is_open=is_open)


def _recorded(kept: Kept, ordered: date | None, *, is_open: bool) -> Recorded:
    decision = kept.decision
    nothing = Afterwards.STILL_OPEN if is_open else Afterwards.NOTHING_SEEN
    claimed = decision["facts"].get("claim_open") == "yes"
    return Recorded(
        order_id=kept.order_id,
        issue_id=kept.issue_id,
        facts=decision["facts"],
        options=decision.get("options"),
        order_date=ordered,
        engine=int(decision["engine"]),
        policy_digest=decision["policy_digest"],
        remedy=decision["remedy"],
        amount=decision["amount"],
        afterwards=Afterwards.CLAIM if claimed else kept.followed or nothing,
    )


class _ClaimsEnd:
    """Until when a claim can follow, by store and day: the same for thousands of orders."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._known: dict[tuple[str | None, date], datetime] = {}

    def after(self, decision: dict[str, Any], placed: date) -> datetime:
        """When it is over for an order of that day."""
        key = decision["facts"].get("marketplace"), placed
        end = self._known.get(key)
        if end is None:
            end = self._known[key] = self._end(*key)
        return end

    def _end(self, store: str | None, placed: date) -> datetime:
        # From the order instead of its promised day, which not every record has: a few days early.
        start = datetime.combine(placed, time(), UTC)
        window = self._windows.find(WindowName.CLAIM_CLOSES, store, start)
        return window.end(start, store) if window else start + _NO_WINDOW


@lru_cache(maxsize=1 << 10)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
