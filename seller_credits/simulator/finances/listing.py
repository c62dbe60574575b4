"""How both versions of Finances list the journal: a window of time, and pages of it.

A page is cut before it is filtered, so it may well be empty and still not be the last one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.datastructures import QueryParams

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.finances.postings import Posting
from seller_credits.simulator.seals import Seal

_SETTLING = timedelta(minutes=2)
_LONGEST = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Form:
    """How one operation spells its question.

    Attributes:
        others: the parameters that, with the window, must stay as they are from page to page.
        repeats: how many postings of a page come again on the next one.
    """

    purpose: str
    after: str
    before: str
    token: str
    others: tuple[str, ...] = ()
    repeats: int = 0

    def asked(self, query: QueryParams) -> dict[str, str]:
        """Return what a call asks for, its token aside."""
        return {
            name: query[name] for name in (self.after, self.before, *self.others) if name in query
        }


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a list goes on: the postings that earlier pages went through, and its end."""

    offset: int
    end: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of postings before any filter."""

    postings: Sequence[Posting]
    next_token: str | None


class Clerk:
    """Reads the question of one operation and turns its pages."""

    def __init__(self, form: Form, seal: Seal) -> None:
        self._form = form
        self._seal = seal

    def over_time(self, journal: Journal, query: QueryParams, now: datetime, size: int) -> Listing:
        """Return a page of a window of time; a window of more than 180 days is empty."""
        mark = self._mark(query, now)
        after = self._after(query, mark.end, now)
        if mark.end - after > _LONGEST:
            return Listing((), None)
        found = journal.told(after, mark.end, now)
        first, end = self._turn(mark, size)
        token = self._token(query, mark, end) if end < len(found) else None
        return Listing(found.part(first, end), token)

    def of_order(
        self, postings: Sequence[Posting], query: QueryParams, now: datetime, size: int
    ) -> Listing:
        """Return a page of the postings of one order, within the window if one is given."""
        mark = self._mark(query, now)
        found = [each for each in postings if each.told(now)]
        if query.get(self._form.before):
            found = [each for each in found if each.posted < mark.end]
        if query.get(self._form.after):
            after = self._after(query, mark.end, now)
            found = [each for each in found if each.posted >= after]
        first, end = self._turn(mark, size)
        token = self._token(query, mark, end) if end < len(found) else None
        return Listing(found[first:end], token)

    def _turn(self, mark: Mark, size: int) -> tuple[int, int]:
        """Return where a page begins, with what it repeats, and where it ends."""
        return max(0, mark.offset - self._form.repeats), mark.offset + size

    def _token(self, query: QueryParams, mark: Mark, offset: int) -> str:
        value = {
            "asked": self._form.asked(query),
            "offset": offset,
            "end": mark.end.isoformat(),
        }
        return self._seal.wrap(self._form.purpose, value)

    def _mark(self, query: QueryParams, now: datetime) -> Mark:
        form = self._form
        token = query.get(form.token)
        if not token:
            return Mark(0, self._end(query, now))
        value = self._seal.open(form.purpose, token)
        if value is None:
            raise invalid_input("Invalid Input", f"{form.token}: the token is invalid")
        if value["asked"] != form.asked(query):
            said = f"{form.token}: the other parameters differ from those of the first page"
            raise invalid_input("Invalid Input", said)
        return Mark(value["offset"], datetime.fromisoformat(value["end"]))

    def _end(self, query: QueryParams, now: datetime) -> datetime:
        latest = now - _SETTLING
        before = read.instant(query.get(self._form.before), self._form.before)
        if before is not None and before > latest:
            said = f"{self._form.before} must be at least 2 minutes in the past"
            raise invalid_input("Invalid Input", said)
        return before or latest

    def _after(self, query: QueryParams, end: datetime, now: datetime) -> datetime:
        """Return the start of the window; without one it is as long as a window may be."""
        after = read.instant(query.get(self._form.after), self._form.after)
        if after is None:
            if query.get(self._form.before):
                said = f"{self._form.before} goes with {self._form.after} only"
                raise invalid_input("Invalid Input", said)
            return end - _LONGEST
        if after > now - _SETTLING or after >= end:
            said = (
                f"{self._form.after} must lie before {self._form.before} "
                "and at least 2 minutes in the past"
            )
            raise invalid_input("Invalid Input", said)
        return after
