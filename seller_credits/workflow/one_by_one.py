"""Orders asked for by themselves: those in trouble, and those that time may have made late."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from seller_credits.domain.coverage import Window
from seller_credits.domain.errors import MarketplaceProblem, SellerCreditsError, UnreadableSource
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import OrderRow, UnreadOrder
from seller_credits.marketplace.errors import OutOfTime, RequestRefused, Throttled, ends_all
from seller_credits.marketplace.interface import Marketplace
from seller_credits.marketplace.plans import Way
from seller_credits.reporting.words import counted
from seller_credits.workflow.pieces import state_after
from seller_credits.workflow.recording import Recorder

ONE_BY_ONE = "orders asked for one by one"
"""What their window is called in coverage."""

# When an order that could not be read is asked for again. Amazon's own trouble passes; what this
# program cannot read, a newer one may; an order Amazon does not know hardly ever appears.
_AFTER_FAILURE = timedelta(hours=1)
_AFTER_UNREADABLE = timedelta(days=1)
_AFTER_UNKNOWN = timedelta(days=7)

_NAMED_AT_MOST = 5
_FAILURES_IN_A_ROW = 3


class OneByOne:
    """The orders one sync asks for by themselves, each once; what fails for one keeps no other."""

    def __init__(
        self, recorder: Recorder, marketplace: Marketplace, clock: Callable[[], datetime]
    ) -> None:
        self._recorder = recorder
        self._marketplace = marketplace
        self._clock = clock
        self._wanted: dict[str, None] = {}
        self._asked: set[str] = set()
        self._unread: list[str] = []
        self._in_a_row = 0
        self._left: set[str] = set()
        self._told = (0, 0)
        self._problem: SellerCreditsError | None = None

    @property
    def is_over(self) -> bool:
        """Whether none is left to ask for."""
        return not self._wanted

    @property
    def has_failed(self) -> bool:
        """Whether the last questions failed: another one is not worth its token."""
        return self._in_a_row >= _FAILURES_IN_A_ROW

    @property
    def wait(self) -> float:
        """Seconds until the next one can be asked for; without end where none is left."""
        return self._marketplace.wait_for(Way.SINGLE) if self._wanted else math.inf

    def want(self, order_ids: Iterable[str]) -> None:
        """Ask for these too, unless this sync did so before, or had better ask for none."""
        new = dict.fromkeys(each for each in order_ids if each not in self._asked)
        if self.has_failed:
            self._left.update(new)
        else:
            self._wanted |= new

    def leave_out(self, order_id: str) -> None:
        """An order that is known by now needs no question."""
        self._wanted.pop(order_id, None)
        self._left.discard(order_id)

    def step(self) -> None:
        """Ask for the next one, and record what comes.

        Raises:
            CredentialsRefused, Unreachable: nothing more can be asked for.
        """
        order_id = next(iter(self._wanted))
        try:
            row = self._marketplace.order(order_id)
        except (MarketplaceProblem, UnreadableSource) as problem:
            if isinstance(problem, MarketplaceProblem) and _ends(problem):
                if ends_all(problem):
                    raise
                self.end(problem)
                return
            self._failed(order_id, problem)
        else:
            self._in_a_row = 0
            if row is None:
                self._recorder.outcome.warn(f"Amazon knows no order {order_id}.")
            self._keep(row or _unread(order_id, "Amazon knows no such order.", _AFTER_UNKNOWN))
        self._asked.add(order_id)
        self.leave_out(order_id)
        if self.has_failed and self._problem is not None:
            self.end(self._problem)

    def end(self, problem: SellerCreditsError) -> None:
        """Nothing more can be asked for; the next sync asks for what is left."""
        if self._wanted:
            self._problem = problem
            self._left.update(self._wanted)
            self._wanted.clear()

    def close(self) -> bool:
        """Record what became of those wanted since the last time; False where nothing is said.

        Nothing is said either where an interrupt left some of them: those are wanted again.
        """
        told = (len(self._asked), len(self._left))
        if self._wanted or told == self._told:
            return False
        self._told = told
        state = CoverageState.READ if self._problem is None else state_after(self._problem)
        self._recorder.covered(
            Window(
                *(Source.ORDERS, None, None, None, state, self._clock(), self._why()),
                name=ONE_BY_ONE,
            )
        )
        return True

    def _failed(self, order_id: str, problem: SellerCreditsError) -> None:
        is_its_own = isinstance(problem, (UnreadableSource, RequestRefused))
        self._keep(
            _unread(order_id, problem.message, _AFTER_UNREADABLE if is_its_own else _AFTER_FAILURE)
        )
        self._in_a_row = 0 if is_its_own else self._in_a_row + 1
        self._problem = problem
        named = order_id in problem.message
        self._unread.append(problem.message if named else f"order {order_id}: {problem.message}")

    def _keep(self, row: OrderRow | UnreadOrder) -> None:
        self._recorder.record_all(Source.ORDERS, [row], lambda _: None)

    def _why(self) -> str:
        said = []
        if self._unread:
            named = "; ".join(self._unread[:_NAMED_AT_MOST])
            said.append(f"{counted(len(self._unread), 'order')} could not be read: {named}")
        if self._left and self._problem is not None:
            left = counted(len(self._left), "order")
            said.append(f"{left} left to the next sync: {self._problem.message}")
        return " ".join(said)


def _ends(problem: MarketplaceProblem) -> bool:
    """Whether the next question would meet with the same."""
    return ends_all(problem) or isinstance(problem, (OutOfTime, Throttled))


def _unread(order_id: str, why: str, again: timedelta) -> UnreadOrder:
    where = f"Orders API, order {order_id}"
    return UnreadOrder(Origin(Source.ORDERS, api=True, where=where), order_id, why, again)
