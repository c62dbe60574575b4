"""Reading the orders a seller ships: by search, and one by one.

A search gives a hundred orders a request, but after a burst Amazon takes one request in three
minutes; a single order comes from a bucket of its own that fills much faster. So each step asks
whichever has a token first: the next page of the search, or the next order by itself. The account's
books have buckets of their own again, and are read in the same way between the others.

What an order was when it was last seen says nothing of what it is now, not even where every search
since is whole: it may have changed, and changed again in the minutes that cannot be searched yet.
So an order whose promise has passed is looked at before it is called late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from seller_credits.domain.errors import MarketplaceProblem
from seller_credits.marketplace.interface import Marketplace
from seller_credits.marketplace.plans import Way
from seller_credits.workflow.money_reading import MoneyReading
from seller_credits.workflow.one_by_one import OneByOne
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.searching import Searching


class OrderReading:
    """The orders of one sync.

    Args:
        searching: the search for orders that changed.
        clock: the moment, aware.
        books: the readings of the account's books.
    """

    def __init__(
        self,
        recorder: Recorder,
        marketplace: Marketplace,
        searching: Searching,
        clock: Callable[[], datetime],
        books: Sequence[MoneyReading] = (),
    ) -> None:
        self._recorder = recorder
        self._marketplace = marketplace
        self._searching = searching
        self._singles = OneByOne(recorder, marketplace, clock)
        self._books = books

    def run(self) -> None:
        """Read until everything is read, or no token comes in time.

        Raises:
            CredentialsRefused, Unreachable: nothing more can be read; what was read is recorded.
        """
        with self._told():
            self._singles.want(self._recorder.known.lacking_detail())
            self._singles.want(self._recorder.known.due_orders())
            self._read()
            self._singles.want(self._recorder.known.due_orders())
            self._singles.want(self._recorder.known.lacking_detail())
            self._read()
            self._read_amazons()

    def read_details(self) -> None:
        """Read the orders in trouble that showed after `run`.

        Raises:
            CredentialsRefused, Unreachable: nothing more can be read; what was read is recorded.
        """
        with self._told():
            self._singles.want(self._recorder.known.lacking_detail())
            self._read()
            self._read_amazons()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Record in the end what was read and what was not, and why."""
        try:
            yield
        except MarketplaceProblem as problem:
            self._searching.end(problem)
            self._singles.end(problem)
            for book in self._books:
                book.end(problem)
            raise
        finally:
            for book in self._books:
                book.close()
            said = self._singles.close()
            # Last: the source is as fresh as the search is, whatever became of single orders.
            self._searching.close(again=said)

    def _read(self) -> None:
        of_amazon = iter(self._recorder.known.lacking_detail(by_amazon=True))
        parts: Sequence[Searching | OneByOne | MoneyReading]
        parts = (self._searching, self._singles, *self._books)
        while not all(part.is_over for part in parts):
            if self._singles.is_over and self._searching.wait and self._read_next(of_amazon):
                continue  # a token that would have been for nobody while the search waits
            soonest = min(parts, key=lambda part: part.wait)
            if soonest is self._searching:
                for order_id in self._searching.step():
                    self._singles.leave_out(order_id)
            else:
                soonest.step()

    def _read_amazons(self) -> None:
        of_amazon = iter(self._recorder.known.lacking_detail(by_amazon=True))
        while self._read_next(of_amazon):
            pass

    def _read_next(self, of_amazon: Iterator[str]) -> bool:
        """Of orders Amazon ships there is nothing to decide: they get what tokens are left."""
        if self._singles.has_failed or self._marketplace.wait_for(Way.SINGLE):
            return False
        for order_id in of_amazon:
            self._singles.want([order_id])
            if not self._singles.is_over:
                self._singles.step()
                return True
        return False
