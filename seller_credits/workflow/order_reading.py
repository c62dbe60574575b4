"""Reading the orders a seller ships: by search, one by one, and by time alone.

A search gives a hundred orders a request, but after a burst Amazon takes one request in three
minutes; a single order comes from a bucket of its own that fills much faster. So each step asks
whichever has a token first: the next page of the search, or the next order in trouble.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import datetime

from seller_credits.domain.coverage import Span, Window
from seller_credits.domain.errors import MarketplaceProblem, UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.orders import Order
from seller_credits.domain.records import OrderRow, Origin
from seller_credits.marketplace.errors import CredentialsRefused, RequestRefused, Unreachable
from seller_credits.marketplace.interface import Marketplace
from seller_credits.marketplace.plans import Way
from seller_credits.workflow.pieces import state_after
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.searching import Searching

_NAME = "orders in trouble"


class OrderReading:
    """The orders of one sync.

    Args:
        searching: the search for orders that changed.
        clock: the moment, aware.
    """

    def __init__(
        self,
        recorder: Recorder,
        marketplace: Marketplace,
        searching: Searching,
        clock: Callable[[], datetime],
    ) -> None:
        self._recorder = recorder
        self._marketplace = marketplace
        self._searching = searching
        self._clock = clock
        self._lacking = dict.fromkeys(recorder.lacking_detail())

    def run(self) -> None:
        """Read until everything is read, or no token comes in time.

        Raises:
            CredentialsRefused, Unreachable: nothing more can be read; what was read is recorded.
        """
        try:
            self._read()
            self._look_again()
            self._read()
            self._read_amazons()
        finally:
            # Last, so that the latest word about the source is what was read of it.
            self._searching.close()

    def _read(self) -> None:
        while self._lacking or not self._searching.is_over:
            if self._searching.wait <= self._wait:
                for order_id in self._searching.step():
                    self._lacking.pop(order_id, None)
            else:
                self._single()

    def _read_amazons(self) -> None:
        """Of orders Amazon ships there is nothing to decide: they get what tokens are left."""
        for order_id in self._recorder.lacking_detail(by_amazon=True):
            if self._marketplace.wait_for(Way.SINGLE):
                return
            self._lacking[order_id] = None
            if not self._single():
                return

    @property
    def _wait(self) -> float:
        return self._marketplace.wait_for(Way.SINGLE) if self._lacking else math.inf

    def _single(self) -> bool:
        """Read the next order in trouble; False where no further one can be read."""
        order_id = next(iter(self._lacking))
        try:
            row = self._marketplace.order(order_id)
        except (RequestRefused, UnreadableSource) as problem:
            self._recorder.outcome.warn(f"Order {order_id} could not be read: {problem.message}")
        except (CredentialsRefused, Unreachable):
            raise
        except MarketplaceProblem as problem:
            self._give_up(problem)
            return False
        else:
            if row is None:
                self._recorder.outcome.warn(f"Amazon knows no order {order_id}.")
            else:
                self._recorder.record_all(Source.ORDERS, [row], lambda _: None)
        del self._lacking[order_id]
        return True

    def _give_up(self, problem: MarketplaceProblem) -> None:
        left = len(self._lacking)
        why = f"{left} of them were not read one by one: {problem.message}"
        self._recorder.covered(
            Window(
                *(Source.ORDERS, None, None, None, state_after(problem), self._clock(), why),
                name=_NAME,
            )
        )
        self._lacking.clear()

    def _look_again(self) -> None:
        """Judge what did not change by the time that has passed; ask where that is not known."""
        sure = self._searching.sure
        if sure is not None:
            self._recorder.look_again(self._unchanged(sure))

    def _unchanged(self, sure: Span) -> Iterator[OrderRow]:
        for order, seen_at in self._recorder.due_orders():
            if seen_at < sure.since:
                # It may have changed in a time nobody read.
                self._lacking[order.order_id] = None
            else:
                yield _as_of(order, max(seen_at, sure.until))


def _as_of(order: Order, moment: datetime) -> OrderRow:
    where = f"Orders API, order {order.order_id}: unchanged"
    return OrderRow(Origin(Source.ORDERS, api=True, where=where, as_of=moment), order)
