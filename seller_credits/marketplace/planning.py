"""What a sync would ask, what each question costs in Amazon's tokens, and how long that takes.

Pure. A token is one request; an operation's tokens grow slowly (searchOrders: one in three
minutes), so what is worth asking, and in which order, is arithmetic on tokens and time:

- a search gives a hundred orders with their promises and parcels for one token;
- a report gives every order of a month in one document, without promises and parcels;
- a single order gives all of one order, from a bucket that fills ninety times as fast.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from seller_credits.domain.buckets import Level
from seller_credits.domain.coverage import Span
from seller_credits.domain.issues import Source
from seller_credits.marketplace.operations import (
    CREATE_REPORT,
    GET_ORDER,
    GET_REPORT_DOCUMENT,
    SEARCH_ORDERS,
    Operation,
)
from seller_credits.marketplace.plans import ORDERS_A_PAGE, Need, Plan, Step, Way

_MAKING = 60.0
"""Seconds Amazon takes for a report, roughly: from seconds to a quarter of an hour were seen, and
no document names a time."""


@dataclass(slots=True)
class _Meter:
    """Tokens as they would be spent: a clock that begins at 0 and stands while nobody waits."""

    level: Callable[[Operation], Level]
    now: float = 0.0
    waited: float = 0.0
    _spent: dict[str, int] = field(default_factory=dict)

    def wait(self, operation: Operation, count: int = 1) -> float:
        """Seconds from now until so many more could have been asked."""
        level = self.level(operation)
        wanted = self._spent.get(operation.name, 0) + count
        return max(0.0, (wanted - level.tokens) / level.rate - self.now)

    def spend(self, operation: Operation, count: int = 1) -> None:
        """Ask so many, waiting as long as it takes."""
        wait = self.wait(operation, count)
        self._spent[operation.name] = self._spent.get(operation.name, 0) + count
        self.now += wait
        self.waited += wait

    def affordable(self, operation: Operation, most: int, until: float) -> int:
        """How many could be asked until then, at most so many."""
        level = self.level(operation)
        grown = level.tokens + until * level.rate - self._spent.get(operation.name, 0)
        return max(0, min(most, math.floor(grown + 1e-9)))


def made_plan(need: Need, level: Callable[[Operation], Level]) -> Plan:
    """The cheapest order of questions that teaches what detection needs.

    What buyers said comes first, so that the first suggestions stand after minutes; then promises
    and parcels of seller-fulfilled orders, newest first, by search, and orders in trouble one by
    one while the search waits for its tokens; then the reports that only count.

    Args:
        need: what is not known.
        level: what each operation's bucket holds now.
    """
    meter = _Meter(level)
    steps = _reports(need, meter, first=True)
    steps += _details(need, meter)
    steps += _searches(need, meter)
    steps += _reports(need, meter, first=False)
    return Plan(tuple(steps), meter.now, meter.waited)


_TELLS = {
    Source.MFN_RETURNS: "what buyers send back, and why; claims; what was refunded",
    Source.FBA_RETURNS: "what came back to Amazon's warehouses, and why",
    Source.FEEDBACK: "one to three stars, and the words with them",
    Source.ACCOUNT_HEALTH: "the order defect rate and its targets",
    Source.ALL_ORDERS: "every order, its lines and prices: what rates are counted against",
}


def _reports(need: Need, meter: _Meter, *, first: bool) -> list[Step]:
    wishes = [wish for wish in need.reports if wish.first is first]
    begun = meter.now
    for _ in wishes:
        meter.spend(CREATE_REPORT)
    if wishes and first:
        meter.now += _MAKING  # the later ones are made while others are read
    steps = []
    for wish in wishes:
        meter.spend(GET_REPORT_DOCUMENT)
        requests = {CREATE_REPORT.name: 1, GET_REPORT_DOCUMENT.name: 1}
        steps.append(
            Step(
                what=f"{wish.source} {wish.store}",
                way=Way.REPORT,
                span=wish.span,
                orders=None,
                requests=requests,
                begins=begun,
                ends=meter.now,
                teaches=_TELLS.get(wish.source, ""),
            )
        )
    return steps


def _details(need: Need, meter: _Meter) -> list[Step]:
    if not need.details:
        return []
    alone = meter.wait(GET_ORDER, need.details)
    pages = math.ceil(need.details / ORDERS_A_PAGE)
    searched = meter.wait(SEARCH_ORDERS, pages) if need.gaps else math.inf
    begun = meter.now
    if alone > searched:
        why = "the search gives them sooner; only what it leaves out is asked for by itself"
        return [_single(need.details, {}, begun, begun, why)]
    # One by one they take no token of the search's, and are asked for while it waits.
    why = f"{need.details} requests from a bucket of their own, while the search waits for its"
    ends = begun + alone
    meter.now = ends if not need.gaps else begun
    return [_single(need.details, {GET_ORDER.name: need.details}, begun, ends, why)]


def _single(orders: int, requests: Mapping[str, int], begins: float, ends: float, why: str) -> Step:
    return Step(
        what="orders in trouble",
        way=Way.SINGLE,
        span=None,
        orders=orders,
        requests=requests,
        begins=begins,
        ends=ends,
        teaches="promise, lines and prices of the orders that returns and feedback name",
        why=why,
    )


_SEARCH_TELLS = "promises and parcels of the orders you ship: late, lost, undeliverable"


def _searches(need: Need, meter: _Meter) -> list[Step]:
    steps = []
    for gap in need.gaps:
        days = gap.length / timedelta(days=1)
        orders = None if need.orders_a_day is None else math.ceil(need.orders_a_day * days)
        pages = max(1, math.ceil((orders or 0) / ORDERS_A_PAGE))
        steps += _search(need, meter, gap, orders, pages)
    return steps


def _search(need: Need, meter: _Meter, gap: Span, orders: int | None, pages: int) -> list[Step]:
    begun = meter.now
    end = need.patience.total_seconds()
    fit = meter.affordable(SEARCH_ORDERS, pages, end) if begun <= end else 0
    cut = gap.until - gap.length * (fit / pages)
    steps = []
    if fit:
        meter.spend(SEARCH_ORDERS, fit)
        read = Span(cut, gap.until)
        share = None if orders is None else min(orders, fit * ORDERS_A_PAGE)
        why = _price(share, meter.level(SEARCH_ORDERS), meter.level(GET_ORDER))
        steps.append(
            Step(
                what="orders you ship",
                way=Way.SEARCH,
                span=read,
                orders=share,
                requests={SEARCH_ORDERS.name: fit},
                begins=begun,
                ends=meter.now,
                teaches=_SEARCH_TELLS,
                why=why,
            )
        )
    if fit < pages:
        left = None if orders is None else orders - fit * ORDERS_A_PAGE
        steps.append(
            Step(
                what="orders you ship",
                way=Way.SEARCH,
                span=Span(gap.since, cut),
                orders=left,
                requests={},
                begins=meter.now,
                ends=meter.now,
                teaches=_SEARCH_TELLS,
                why=f"{pages - fit} requests more than the time allows; the next sync goes on",
                reached=False,
            )
        )
    return steps


def _price(orders: int | None, search: Level, single: Level) -> str:
    """What this way costs beside the other one."""
    if orders is None:
        at_once = f"{max(0, math.floor(search.tokens))} requests at once"
        then = f"then one in {1 / search.rate:.0f} s"
        return f"{ORDERS_A_PAGE} orders a request; how many there are shows: {at_once}, {then}"
    alone = max(0.0, (orders - single.tokens) / single.rate)
    pages = math.ceil(orders / ORDERS_A_PAGE)
    return f"{pages} requests; one by one it would be {orders}, and {alone:.0f} s of waiting"
