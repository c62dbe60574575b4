"""The nouns of a plan: what is not known, the ways to learn it, and what each would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from seller_credits.domain.coverage import Span
from seller_credits.domain.issues import Source

ORDERS_A_PAGE = 100
"""The most orders one search request gives (model orders_2026-01-01, `maxResultsPerPage`)."""


class Way(StrEnum):
    """How a source is read."""

    REPORT = "report"
    SEARCH = "search"
    SINGLE = "one by one"


@dataclass(frozen=True, slots=True)
class Wish:
    """One report of one store that a sync wants.

    Attributes:
        first: whether issues can show in it; others only tell how many orders there were.
    """

    source: Source
    store: str
    span: Span | None
    first: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """What is not known yet.

    Attributes:
        reports: the reports to read.
        gaps: when orders changed that were not read yet, newest first.
        orders_a_day: seller-fulfilled orders that change in a day; None where nothing tells.
        details: orders with an issue of which no answer told promise and lines.
        patience: how long a sync may take.
    """

    reports: Sequence[Wish]
    gaps: Sequence[Span]
    orders_a_day: float | None
    details: int
    patience: timedelta


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a plan.

    Attributes:
        what: `mfn_returns US`, `orders`, `orders in trouble`.
        orders: how many it should give; None where that is not known.
        requests: how many of each operation; empty where it is not reached.
        begins, ends: seconds from now, with the waits for tokens.
        teaches: what detection learns by it.
        why: why this way, or why not now.
        reached: whether there is time for it.
    """

    what: str
    way: Way
    span: Span | None
    orders: int | None
    requests: Mapping[str, int]
    begins: float
    ends: float
    teaches: str
    why: str = ""
    reached: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in their order.

    Attributes:
        seconds: how long it should take in all.
        waiting: how much of it is waiting for tokens.
    """

    steps: tuple[Step, ...]
    seconds: float
    waiting: float
