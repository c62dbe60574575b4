"""Orders API 2026-01-01: the orders that changed, a page at a time; a search that goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from seller_credits.domain.coverage import Span
from seller_credits.domain.errors import SellerCreditsError, UnreadableSource
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.records import OrderRow, Origin
from seller_credits.domain.requests import SearchProgress
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.problems import unexpected
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.errors import NotFound, RequestRefused
from seller_credits.marketplace.interface import ORDERS_LAG
from seller_credits.marketplace.memory import RequestMemory
from seller_credits.marketplace.operations import GET_ORDER, SEARCH_ORDERS
from seller_credits.marketplace.sections.instants import written
from seller_credits.marketplace.wire.orders import read_order

# Everything an issue can show in, and nothing about the buyer or the address.
_INCLUDED = ("PROCEEDS", "PROMOTION", "FULFILLMENT", "PACKAGES", "CANCELLATION")
_NAMED_AT_MOST = 5
_FULFILLED_BY = {Channel.SELLER: "MERCHANT", Channel.AMAZON: "AMAZON"}

# A page's token holds for 24 hours (model orders_2026-01-01, `paginationToken`); the rest is for
# the pages that are still to come.
_TOKEN_HOLDS = timedelta(hours=20)


class _Pagination(BaseModel):
    next_token: str | None = Field(default=None, alias="nextToken")


class _Page(BaseModel):
    orders: list[dict[str, Any]]
    pagination: _Pagination = _Pagination()


class _One(BaseModel):
    order: dict[str, Any]


class OrderSearch:
    """The searches of one account; where one was left, a later one goes on."""

    def __init__(self, caller: Caller, memory: RequestMemory) -> None:
        self._caller = caller
        self._memory = memory
        self._owner = caller.account.owner

    def unfinished(self, stores: Sequence[str], channel: Channel | None) -> Span | None:
        """The window of a search for the same that was begun and can go on, if there is one."""
        known = self._memory.search(self._owner)
        if known is None or known.query != _query_text(stores, channel):
            return None
        if self._caller.waiting.clock() - known.begun_at > _TOKEN_HOLDS:
            return None
        return Span(known.since, known.until)

    def updated(
        self, since: datetime, until: datetime, stores: Sequence[str], channel: Channel | None
    ) -> Iterator[list[OrderRow]]:
        """See `seller_credits.marketplace.interface.Marketplace.orders_updated`."""
        since_text = written(since)
        until = min(until, self._caller.waiting.clock() - ORDERS_LAG)
        if since >= until:
            return
        span = Span(since, until)
        query = {
            "lastUpdatedAfter": since_text,
            "lastUpdatedBefore": written(until),
            **_same_for_every_page(stores, channel),
        }
        unread: list[str] = []
        for page in self._pages(span, query, _query_text(stores, channel)):
            yield list(_rows(page, unread))
        if unread:
            named = "; ".join(unread[:_NAMED_AT_MOST])
            raise UnreadableSource(
                f"{len(unread)} orders of the Orders API could not be read: {named}",
                hint="All others were read. Send this line to support.",
            )

    def _pages(self, span: Span, query: Mapping[str, str], query_text: str) -> Iterator[_Page]:
        """Page by page; where the next one is, is remembered once a page has been dealt with."""
        progress = self._progress(span, query_text)
        seen: set[str] = set()
        while True:
            page, progress = self._page(query, progress)
            # Only when this goes on has whoever asked dealt with the page.
            yield page
            token = page.pagination.next_token
            if not token:
                self._memory.drop_search(self._owner)
                return
            if token in seen:
                self._memory.drop_search(self._owner)
                what = "The same page comes again and again."
                raise unexpected(SEARCH_ORDERS, what, self._caller.account)
            seen.add(token)
            progress = SearchProgress(
                owner=self._owner,
                since=span.since,
                until=span.until,
                query=query_text,
                token=token,
                begun_at=progress.begun_at if progress else self._caller.waiting.clock(),
                orders=(progress.orders if progress else 0) + len(page.orders),
            )
            self._memory.keep_search(progress)

    def _progress(self, span: Span, query_text: str) -> SearchProgress | None:
        known = self._memory.search(self._owner)
        if known is None or known.query != query_text:
            return None
        fresh = self._caller.waiting.clock() - known.begun_at <= _TOKEN_HOLDS
        return known if fresh and Span(known.since, known.until) == span else None

    def _page(
        self, query: Mapping[str, str], progress: SearchProgress | None
    ) -> tuple[_Page, SearchProgress | None]:
        """The next page; a token that is not taken any more means the first one again."""
        if progress is not None:
            try:
                return self._read({**query, "paginationToken": progress.token}), progress
            except RequestRefused:
                self._memory.drop_search(self._owner)
        return self._read(query), None

    def _read(self, query: Mapping[str, str]) -> _Page:
        answer = self._caller.call(SEARCH_ORDERS, query=query)
        try:
            return _Page.model_validate(answer)
        except ValidationError:
            pass
        what = "The answer holds no list of orders."
        raise unexpected(SEARCH_ORDERS, what, self._caller.account)


def order(caller: Caller, order_id: str) -> OrderRow | None:
    """One order as it is now, with everything an issue can show in; None where there is none.

    Raises:
        UnreadableSource: Amazon has it, and it cannot be read; names the field.
    """
    path, query = {"orderId": order_id}, {"includedData": ",".join(_INCLUDED)}
    try:
        found = ask(caller, GET_ORDER, _One, path_params=path, query=query)
    except NotFound:
        return None
    where = f"Orders API, order {order_id}"
    return OrderRow(Origin(Source.ORDERS, api=True, where=where), read_order(found.order))


def _same_for_every_page(stores: Sequence[str], channel: Channel | None) -> dict[str, str]:
    asked = {
        "marketplaceIds": ",".join(marketplace_ids(stores)),
        "includedData": ",".join(_INCLUDED),
        "maxResultsPerPage": "100",
    }
    return asked | ({"fulfilledBy": _FULFILLED_BY[channel]} if channel else {})


def _query_text(stores: Sequence[str], channel: Channel | None) -> str:
    return json.dumps(_same_for_every_page(stores, channel), sort_keys=True)


def _rows(page: _Page, unread: list[str]) -> Iterator[OrderRow]:
    for raw in page.orders:
        where = f"Orders API, order {raw.get('orderId', 'without an id')}"
        try:
            order = read_order(raw)
        except SellerCreditsError as problem:
            unread.append(f"{where}: {problem.message}")
        else:
            yield OrderRow(Origin(Source.ORDERS, api=True, where=where), order)
