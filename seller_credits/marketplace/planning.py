"""What a sync would ask, what each question costs in Amazon's tokens, and how long that takes.

Pure. A token is one request; an operation's tokens grow slowly (searchOrders: one in three
minutes), so what is worth asking, and in which order, is arithmetic on tokens and time:

- a search gives a hundred orders with their promises and parcels for one token;
- a report gives every order of a month in one document, without promises and parcels;
- a single order gives all of one order, from a bucket that fills ninety times as fast.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from seller_credits.domain.buckets import Level
from seller_credits.domain.coverage import Span
from seller_credits.domain.reports import Report
from seller_credits.marketplace.meter import Meter
from seller_credits.marketplace.operations import (
    CREATE_REPORT,
    GET_ORDER,
    GET_REPORT,
    GET_REPORT_DOCUMENT,
    GET_REPORTS,
    SEARCH_ORDERS,
    Operation,
)
from seller_credits.marketplace.planning_books import book_steps
from seller_credits.marketplace.plans import (
    ORDERS_A_PAGE,
    PAGES_A_SLICE,
    Effort,
    Need,
    Plan,
    Step,
    Way,
    Wish,
)
from seller_credits.marketplace.spans import span

_MAKING = 60.0
"""Seconds Amazon takes for a report, roughly: from seconds to a quarter of an hour were seen, and
no document names a time."""

_WORTH_SAYING = 60.0

ONE_BY_ONE = "orders one by one"
SEARCH = "orders you ship"

_READING = {each.name: each for each in (GET_REPORT, GET_REPORT_DOCUMENT, GET_REPORTS)}


def made_plan(
    need: Need, level: Callable[[Operation], Level], foreseen: Callable[[Wish], Effort]
) -> Plan:
    """The cheapest order of questions that teaches what detection needs.

    What buyers said comes first, so that the first suggestions stand after minutes; then promises
    and parcels of seller-fulfilled orders, newest first, by search, and single orders and the
    account's books while the search waits for its tokens; then the reports that only count.

    Args:
        need: what is not known.
        level: what each operation's bucket holds now.
        foreseen: what a report would still cost.
    """
    meter = Meter(level)
    steps = _reports(need, meter, foreseen, first=True)
    is_told_more = any(GET_REPORT_DOCUMENT.name in step.requests for step in steps)
    singles = _singles(need, meter, is_told_more=is_told_more)
    books = [step for leaf in need.books for step in book_steps(leaf, need.orders_a_day, meter)]
    searches = _searches(need, meter)
    meter.until(max((step.ends for step in (*singles, *books)), default=0.0))
    last = _reports(need, meter, foreseen, first=False)
    if any(step.is_open for step in searches):
        last = [replace(step, is_open=bool(step.requests)) for step in last]
    steps += [*singles, *books, *searches, *last]
    return Plan(tuple(steps), meter.now, meter.waited, need.patience)


_TELLS = {
    Report.MFN_RETURNS: "what buyers send back, and why; claims; what was refunded",
    Report.FBA_RETURNS: "what came back to Amazon's warehouses, and why",
    Report.FBA_REPLACEMENTS: "what Amazon sent again, and what was wrong with the first one",
    Report.FEEDBACK: "one to three stars, and the words with them",
    Report.ACCOUNT_HEALTH: "the order defect rate and its targets",
    Report.ALL_ORDERS: "every order, its lines and prices: what rates are counted against",
}


def _reports(
    need: Need, meter: Meter, foreseen: Callable[[Wish], Effort], *, first: bool
) -> list[Step]:
    wishes = [(wish, foreseen(wish)) for wish in need.reports if wish.first is first]
    begun = meter.now
    for _, effort in wishes:
        if effort.is_made:
            meter.spend(CREATE_REPORT)
    if first and any(effort.is_made for _, effort in wishes):
        meter.now += _MAKING  # the later ones are made while others are read
    steps = []
    for wish, effort in wishes:
        for name, count in effort.requests.items():
            if name in _READING:
                meter.spend(_READING[name], count)
        steps.append(
            Step(
                what=wish.report,
                store=wish.store,
                way=Way.REPORT,
                span=wish.span,
                orders=None,
                requests=effort.requests,
                begins=begun,
                ends=meter.now if effort.requests else begun,
                teaches=_TELLS[wish.report],
                why=effort.why,
            )
        )
    return steps


def _singles(need: Need, meter: Meter, *, is_told_more: bool) -> list[Step]:
    """Orders asked for by themselves; `is_told_more` where reports will name further ones."""
    pages = math.ceil(need.details / ORDERS_A_PAGE)
    soon = meter.wait(SEARCH_ORDERS, pages) if need.gaps else math.inf
    left_to_search = meter.wait(GET_ORDER, need.details + need.due) > soon
    count = need.due + (0 if left_to_search else need.details)
    if not (need.details or need.due or is_told_more):
        return []
    said = ["asked for while the search waits for its turn"]
    if is_told_more:
        said.append("how many more there are, the reports tell")
    if need.details and left_to_search:
        said.append(f"{need.details:,} others come with the search")
    return [
        Step(
            what=ONE_BY_ONE,
            way=Way.SINGLE,
            span=None,
            orders=count or None,
            requests={GET_ORDER.name: count} if count else {},
            begins=meter.now,
            ends=meter.now + (meter.wait(GET_ORDER, count) if count else 0.0),
            teaches="orders that returns and feedback name, and those whose promise has passed",
            why="; ".join(said),
            is_open=is_told_more,
        )
    ]


_SEARCH_TELLS = "promises and parcels of the orders you ship: late, lost, undeliverable"


def _searches(need: Need, meter: Meter) -> list[Step]:
    steps = []
    for number, gap in enumerate(need.gaps):
        days = gap.length / timedelta(days=1)
        orders = None if need.orders_a_day is None else math.ceil(need.orders_a_day * days)
        goes_on = need.goes_on and number == 0
        steps += _search(need, meter, gap, orders, goes_on=goes_on)
    return steps


def _pages(orders: int | None) -> int:
    """How many requests so many orders take: each slice of a search ends with half a page."""
    slices = math.ceil((orders or 0) / (ORDERS_A_PAGE * PAGES_A_SLICE))
    return max(1, math.ceil((orders or 0) / ORDERS_A_PAGE) + max(0, slices - 1) // 2)


def _search(
    need: Need, meter: Meter, gap: Span, orders: int | None, *, goes_on: bool
) -> list[Step]:
    begun, pages = meter.now, _pages(orders)
    end = need.patience.total_seconds()
    fit = meter.affordable(SEARCH_ORDERS, pages, end) if begun <= end else 0
    cut = gap.until - gap.length * (fit / pages)
    steps = []
    if fit:
        meter.spend(SEARCH_ORDERS, fit)
        share = None if orders is None else min(orders, fit * ORDERS_A_PAGE)
        why = _price(share, meter.level(SEARCH_ORDERS), meter.level(GET_ORDER))
        steps.append(
            Step(
                what=SEARCH,
                way=Way.SEARCH,
                span=Span(cut, gap.until),
                orders=share,
                requests={SEARCH_ORDERS.name: fit},
                begins=begun,
                ends=meter.now,
                teaches=_SEARCH_TELLS,
                why=f"goes on where the last sync stopped; {why}" if goes_on else why,
                is_open=orders is None,
            )
        )
    if fit < pages:
        left = None if orders is None else max(0, orders - fit * ORDERS_A_PAGE)
        steps.append(_not_reached(Span(gap.since, cut), left, pages - fit, meter.now))
    return steps


def _not_reached(span: Span, orders: int | None, pages: int, now: float) -> Step:
    """What a search has no time for."""
    return Step(
        what=SEARCH,
        way=Way.SEARCH,
        span=span,
        orders=orders,
        requests={},
        begins=now,
        ends=now,
        teaches=_SEARCH_TELLS,
        why=f"{pages:,} requests more than the time allows; the next sync goes on",
        reached=False,
    )


def _price(orders: int | None, search: Level, single: Level) -> str:
    """What this way costs beside the other one."""
    if orders is None:
        at_once = max(0, math.floor(search.tokens))
        pace = f"{at_once} at once, then one in {span(1 / search.rate)}"
        return f"{ORDERS_A_PAGE} orders a request, {pace}; how many orders, the first days tell"
    alone = max(0.0, (orders - single.tokens) / single.rate)
    if alone < _WORTH_SAYING:
        return ""
    return f"one by one it would be {orders:,} requests, and {alone / 60:,.0f} min of waiting"
