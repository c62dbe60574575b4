"""Nothing is issued by a ledger that was put back, until the books told what it has forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from seller_credits.ledger import restored
from seller_credits.ledger.interface import Checkpoint
from seller_credits.ledger.marks import Mark, Marks
from seller_credits.ledger.restored import Gap, Sign
from seller_credits.ledger.sql_ledger import SqlLedger

_CLOCKS = timedelta(hours=1)
"""How far two machines' clocks may differ: so much earlier the books are read back from."""
_WHOLE = ""
"""For the lock on what is no account's."""


class RestoreGuard:
    """Looks whether a home's ledger is the one that was written.

    Args:
        ledger: the home's.
        marks: of the same home.
    """

    def __init__(self, ledger: SqlLedger, marks: Marks) -> None:
        self._ledger = ledger
        self._marks = marks

    def gap(self, account: str, now: datetime) -> Gap | None:
        """The time that is to be read back; None where nothing may be issued twice.

        Nothing is written: it can be asked within a transaction, and by whoever only looks.

        Args:
            account: the account's name.
            now: aware; by then the ledger was put back, where nobody has noticed it before.
        """
        known, found, _ = self._told(account)
        if found is not None:
            return _wider(known, Gap(found.since, now, found.why))
        return known or self._behind_mark(account, now)

    def notice(self, account: str, now: datetime) -> Gap | None:
        """The same, written down: from now on it stands, whatever becomes of the signs.

        Args:
            account: the account's name, whose chain nobody else writes to meanwhile.
            now: aware.
        """
        known, found, lies_in = self._told(account)
        if found is not None:
            # What tells it is the whole ledger's: it is taken away when all accounts know.
            for name in {account, *(mark.account for mark in self._ledger.checkpoints())}:
                self._note(name, found.since, found.why, now)
        elif known is None:
            behind = self._behind_mark(account, now)
            if behind is not None:
                self._note(account, behind.since, behind.why, now)
            elif self._is_behind(account) is not None:
                self._marks.take_over(self._end(account), now)
        if found is not None or lies_in is not None:
            with self._ledger.storage.writing(_WHOLE) as connection:
                restored.settle_in(connection, lies_in, now)
        return self.gap(account, now)

    def _told(self, account: str) -> tuple[Gap | None, Sign | None, str | None]:
        """What was noted and is open, what tells that there is more to note, and where it lies."""
        storage = self._ledger.storage
        with storage.reading() as connection:
            lies_in = storage.lies_in(connection)
            found = restored.sign(connection, lies_in)
            return restored.open_gap(connection, account), found, lies_in

    def _note(self, account: str, since: datetime, why: str, now: datetime) -> None:
        with self._ledger.writing(account, now) as writer:
            writer.issuing.restored(since, why)

    def read_back(self, account: str, until: datetime, now: datetime, **told: Any) -> None:
        """Write down that the books were read back until then; what they told is recorded.

        Args:
            account: the account's name.
            until: aware; up to then the books are complete.
            now: aware.
            told: what is worth keeping of it.
        """
        # In this order: the gap is noted, so whoever is killed in between reads it back once more.
        self._marks.take_over(self._end(account), now)
        with self._ledger.writing(account, now) as writer:
            writer.issuing.read_back(until, **told)

    def _end(self, account: str) -> Checkpoint:
        return next(mark for mark in self._ledger.checkpoints() if mark.account == account)

    def _is_behind(self, account: str) -> Mark | None:
        """The mark, where the chain does not have it."""
        mark = self._marks.of(account)
        if mark is None or self._ledger.holds(account, mark.checkpoint):
            return None
        return mark

    def _behind_mark(self, account: str, now: datetime) -> Gap | None:
        mark = self._is_behind(account)
        if mark is None:
            return None
        with self._ledger.storage.reading() as connection:
            # Both chains have all up to here: what the lost one had beyond is from before the
            # mark, and what this one has beyond is from after it.
            last = restored.last_before(connection, account, mark.at)
            since = (mark.began if last is None else last) - _CLOCKS
            if restored.was_read_back(connection, account, since, mark.at):
                return None  # another machine that shares the ledger saw to it
        why = (
            f"Entry {mark.checkpoint.seq} of {mark.at:%d %b %Y, %H:%M} UTC, which was written "
            "before something was handed in, is not in it."
        )
        return Gap(since, now, why)


def _wider(one: Gap | None, other: Gap) -> Gap:
    if one is None:
        return other
    return Gap(min(one.since, other.since), max(one.noticed, other.noticed), other.why)
