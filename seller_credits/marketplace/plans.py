"""The nouns of a plan: what is not known, the ways to learn it, and what each would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from seller_credits.domain.coverage import Span
from seller_credits.domain.reports import Report

ORDERS_A_PAGE = 100
"""The most orders one search request gives (model orders_2026-01-01, `maxResultsPerPage`)."""

AT_NO_COST = 1.0
"""Seconds: a wait so short is none, for what is asked only where it costs no waiting."""

PAGES_A_SLICE = 20
"""How many pages of one search are read in a row: about a full bucket of requests."""


class Way(StrEnum):
    """How a source is read."""

    REPORT = "report"
    SEARCH = "search"
    SINGLE = "one by one"
    BOOK = "book"


class Book(StrEnum):
    """One of the marketplace's books of the account's money, as coverage and evidence name it."""

    TRANSACTIONS = "finances"
    """Every movement, also what is held back; what is a claim or a chargeback, it hardly says."""
    POSTINGS = "finances v0"
    """Claims and chargebacks by name, and nothing of what is still held back."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One report of one store that a sync wants.

    Attributes:
        first: whether issues can show in it; others only tell how many orders there were.
    """

    report: Report
    store: str
    span: Span | None
    first: bool = True


@dataclass(frozen=True, slots=True)
class Effort:
    """What one report would still cost.

    Attributes:
        requests: how many of each operation.
        why: why not all of them, where that is so.
        is_made: whether Amazon has yet to make it, which takes a while.
    """

    requests: Mapping[str, int]
    why: str = ""
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a sync reads of one book.

    Attributes:
        spans: what is not known, in the order and in the portions it is read in.
        again: what was read and is read again, as far as that costs no waiting.
    """

    book: Book
    spans: Sequence[Span]
    again: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """What is not known yet.

    Attributes:
        reports: the reports to read.
        gaps: when orders changed that were not read yet, in the order to read them.
        orders_a_day: seller-fulfilled orders that change in a day; None where nothing tells.
        details: orders with an issue of which no answer told promise and lines.
        due: orders whose promise has passed since they were seen: time may have made them late.
        patience: how long a sync may take.
        goes_on: whether the first of the gaps is a search that was cut short and goes on.
        books: what to read of the account's books.
    """

    reports: Sequence[Wish]
    gaps: Sequence[Span]
    orders_a_day: float | None
    details: int
    due: int
    patience: timedelta
    goes_on: bool = False
    books: Sequence[Leaf] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a plan.

    Attributes:
        what: the source, `orders`, or `orders one by one`.
        store: its code; None where it is all of the account's.
        orders: how many it should give; None where that is not known.
        requests: how many of each operation; empty where there is nothing to ask, or no time.
        begins, ends: seconds from now, with the waits for tokens.
        teaches: what detection learns by it.
        why: why this way, or why not now.
        reached: whether there is time for it.
        is_open: requests and time are the least it takes: how much it is shows on the way.
    """

    what: str
    way: Way
    span: Span | None
    orders: int | None
    requests: Mapping[str, int]
    begins: float
    ends: float
    teaches: str
    store: str | None = None
    why: str = ""
    reached: bool = True
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in their order.

    Attributes:
        seconds: how long it should take in all.
        waiting: how much of it is waiting for tokens.
        patience: how long it may take at most.
    """

    steps: tuple[Step, ...]
    seconds: float
    waiting: float
    patience: timedelta

    @property
    def is_open(self) -> bool:
        """Whether it may take longer: how many orders there are shows on the way."""
        return any(step.is_open for step in self.steps)
