"""Finances API v0: what was refunded, claimed and charged back, order by order and line by line.

What it does not know: money that Amazon holds back is invisible here until it is released, which
may take weeks, and orders of the last 48 hours may be missing (both: Amazon's model financesV0).
So nothing here is no proof that nothing was paid; the section `finances` also shows what is held
back. Claims and chargebacks show once the money has moved, not when they are filed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from pydantic import Field, ValidationError

from seller_credits.domain.postings import (
    Adjustment,
    OrderPosting,
    PostingKind,
    Postings,
    SafetReimbursement,
    together,
)
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.problems import unexpected
from seller_credits.marketplace.calling.quoting import quotable
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.errors import RequestRefused
from seller_credits.marketplace.operations import LIST_EVENTS, LIST_EVENTS_BY_ORDER, Operation
from seller_credits.marketplace.sections.instants import written
from seller_credits.marketplace.sections.paging import Paging
from seller_credits.marketplace.sections.unread import Unread
from seller_credits.marketplace.sections.windows import posted_windows
from seller_credits.marketplace.wire.lenient import Lenient, told
from seller_credits.marketplace.wire.postings import (
    read_adjustment,
    read_order_posting,
    read_reimbursement,
)

_PAGE = {"MaxResultsPerPage": "100"}
# "If the response exceeds the maximum number of transactions or 10 MB, the response is
# `InvalidInput`" (model financesV0, MaxResultsPerPage): a page of a busy seller may be too large.
_SMALLER_PAGE = {"MaxResultsPerPage": "10"}
_TOO_LARGE = "InvalidInput"
_Row = OrderPosting | Adjustment | SafetReimbursement

_READERS: Mapping[str, Callable[[Any], _Row]] = {
    "RefundEventList": partial(read_order_posting, PostingKind.REFUND),
    "GuaranteeClaimEventList": partial(read_order_posting, PostingKind.A_TO_Z_CLAIM),
    "ChargebackEventList": partial(read_order_posting, PostingKind.CHARGEBACK),
    "AdjustmentEventList": read_adjustment,
    "SAFETReimbursementEventList": read_reimbursement,
}


class _Payload(Lenient):
    events: dict[str, Any] | None = Field(default=None, alias="FinancialEvents")
    next_token: str | None = Field(default=None, alias="NextToken")


class _Answer(Lenient):
    payload: _Payload


def events_posted(
    caller: Caller, since: datetime, until: datetime, *, unread: Unread | None = None
) -> Iterator[Postings]:
    """What was posted in a window, a page at a time; see above for what does not show.

    Args:
        caller: the account, with all its stores.
        since: aware; from when on. Windows of more than 180 days are asked for in parts.
        until: aware; before when; not read beyond two minutes before now.
        unread: takes what cannot be read, for whoever accounts for it page by page.

    Raises:
        CallProblem: Amazon gave none, or a list without an end.
        UnreadableSource: after the last page, where some events could not be read.
    """
    unread = unread or Unread("events of the Finances API")
    reading = _Reading(caller, LIST_EVENTS, unread)
    for start, end in posted_windows(since, until, caller.waiting.clock()):
        window = {"PostedAfter": written(start), "PostedBefore": written(end)}
        yield from reading.pages(window)
    reading.unread.tell()


def events_of_order(caller: Caller, order_id: str) -> Postings:
    """Everything posted for one order, whenever that was; see above for what does not show.

    Raises:
        CallProblem: Amazon gave none, or a list without an end.
        UnreadableSource: one event cannot be read, so that the rest would be half the truth.
    """
    unread = Unread(f"events of order {order_id}")
    reading = _Reading(caller, LIST_EVENTS_BY_ORDER, unread)
    postings = together(reading.pages({}, {"orderId": order_id}))
    unread.tell()
    return postings


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of the books: what was given already, and what could not be read."""

    caller: Caller
    operation: Operation
    unread: Unread
    known: set[OrderPosting] = field(default_factory=set)

    def pages(
        self, query: Mapping[str, str], path: Mapping[str, str] | None = None
    ) -> Iterator[Postings]:
        paging, asked = Paging(self.caller, self.operation), {**_PAGE, **query}
        while True:
            payload, asked = self._fitting(asked, path)
            page = self._postings(payload.events or {})
            yield page
            token = payload.next_token
            if not paging.goes_on(token, barren=page == Postings()):
                return
            asked |= {"NextToken": str(token)}

    def _fitting(
        self, query: dict[str, str], path: Mapping[str, str] | None
    ) -> tuple[_Payload, dict[str, str]]:
        """A page, and the question that got it: a smaller one where Amazon did not take it."""
        try:
            return self._payload(query, path), query
        except RequestRefused as refused:
            smaller = query | _SMALLER_PAGE
            if smaller == query or _TOO_LARGE not in refused.message:
                raise
        return self._payload(smaller, path), smaller

    def _payload(self, query: Mapping[str, str], path: Mapping[str, str] | None) -> _Payload:
        answer = ask(self.caller, self.operation, _Answer, path_params=path, query=query)
        if answer.payload.events is None and not answer.payload.next_token:
            what = "The answer holds no events."
            raise unexpected(self.operation, what, self.caller.account)
        return answer.payload

    def _postings(self, events: Mapping[str, Any]) -> Postings:
        others: Counter[str] = Counter()
        rows: list[_Row] = []
        for name, entries in events.items():
            listed = _listed(entries)
            if name in _READERS:
                rows.extend(self._readable(name, listed))
            elif listed:
                others[name] += len(listed)
        orders = (row for row in rows if isinstance(row, OrderPosting))
        return Postings(
            orders=tuple(self._new(orders)),
            adjustments=tuple(row for row in rows if isinstance(row, Adjustment)),
            reimbursements=tuple(row for row in rows if isinstance(row, SafetReimbursement)),
            others=dict(others),
        )

    def _readable(self, name: str, listed: Iterable[Any]) -> Iterator[_Row]:
        for raw in listed:
            try:
                yield _READERS[name](raw)
            except ValidationError as problem:
                self.unread.note(f"{name}, {_named(raw)}, {told(problem)}")

    def _new(self, postings: Iterable[OrderPosting]) -> Iterator[OrderPosting]:
        """What was not given before, where an adjustment's id tells it is the very same."""
        for posting in postings:
            if posting not in self.known:
                yield posting
            if posting.can_be_told_apart:
                self.known.add(posting)


def _listed(entries: Any) -> list[Any]:
    if entries is None:
        return []
    return entries if isinstance(entries, list) else [entries]


def _named(raw: Any) -> str:
    order = raw.get("AmazonOrderId") if isinstance(raw, dict) else None
    return f"order {quotable(str(order))}" if order else "no order named"
