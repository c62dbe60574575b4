"""Orders API 2026-01-01: the orders that changed, a page at a time; a search that goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from seller_credits.domain.coverage import Span
from seller_credits.domain.errors import SellerCreditsError
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import OrderRow, Skipped, UnreadOrder
from seller_credits.domain.requests import SearchProgress
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.problems import unexpected
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.errors import NotFound, RequestRefused
from seller_credits.marketplace.interface import NO_RECORDS, ORDERS_LAG, OrderPage, Records
from seller_credits.marketplace.memory import RequestMemory
from seller_credits.marketplace.operations import GET_ORDER, SEARCH_ORDERS
from seller_credits.marketplace.sections.instants import written
from seller_credits.marketplace.sections.order_data import OrderData

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

    def __init__(
        self, caller: Caller, memory: RequestMemory, data: OrderData | None = None
    ) -> None:
        self._caller = caller
        self._memory = memory
        self._data = data or OrderData()
        self._owner = caller.account.owner

    def unfinished(
        self,
        stores: Sequence[str],
        channel: Channel | None = None,
        records: Records = NO_RECORDS,
    ) -> Span | None:
        """The window of a search for the same that was begun and can go on, if there is one."""
        known = self._begun(_query_text(stores, channel), records)
        return None if known is None else Span(known.since, known.until)

    def updated(
        self,
        since: datetime,
        until: datetime,
        stores: Sequence[str],
        channel: Channel | None = None,
        records: Records = NO_RECORDS,
    ) -> Iterator[OrderPage]:
        """See `seller_credits.marketplace.interface.Marketplace.orders_updated`."""
        since_text = written(since)
        now = self._caller.waiting.clock()
        until = min(until, now - ORDERS_LAG)
        if since >= until:
            return
        query = {
            "lastUpdatedAfter": since_text,
            "lastUpdatedBefore": written(until),
            **_same_for_every_page(stores, channel),
        }
        search = SearchProgress(
            owner=self._owner,
            since=since,
            until=until,
            query=_query_text(stores, channel),
            token="",
            begun_at=now,
            orders=0,
        )
        for page in self._pages(search, query, records):
            as_of = self._caller.amazons_time
            yield [self._row(raw, as_of) for raw in page.orders]

    def _begun(self, query_text: str, records: Records) -> SearchProgress | None:
        """The unfinished search for the same, whose earlier pages are recorded, if it can go on."""
        known = self._memory.search(self._owner)
        if known is None or known.query != query_text or not records.holds(known.mark):
            return None
        is_fresh = abs(self._caller.waiting.clock() - known.begun_at) <= _TOKEN_HOLDS
        return known if is_fresh else None

    def _pages(
        self, new: SearchProgress, query: Mapping[str, str], records: Records
    ) -> Iterator[_Page]:
        """Page by page; where the next one is, is remembered once a page has been dealt with."""
        begun = self._begun(new.query, records)
        goes_on = begun is not None and (begun.since, begun.until) == (new.since, new.until)
        search = begun if begun is not None and goes_on else new
        page, search = self._next_page(query, search, new)
        seen = {search.token}
        while True:
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
            orders = search.orders + len(page.orders)
            search = replace(search, token=token, orders=orders, mark=records.mark())
            self._memory.keep_search(search)
            page = self._read({**query, "paginationToken": token})

    def _next_page(
        self, query: Mapping[str, str], search: SearchProgress, new: SearchProgress
    ) -> tuple[_Page, SearchProgress]:
        """Where a search goes on; a token that is not taken any more means the first page again."""
        if search.token:
            try:
                return self._read({**query, "paginationToken": search.token}), search
            except RequestRefused:
                self._memory.drop_search(self._owner)
        return self._read(query), new

    def _read(self, query: Mapping[str, str]) -> _Page:
        answer = self._data.ask(
            lambda included: self._caller.call(SEARCH_ORDERS, query={**query, **included})
        )
        try:
            return _Page.model_validate(answer)
        except ValidationError:
            pass
        what = "The answer holds no list of orders."
        raise unexpected(SEARCH_ORDERS, what, self._caller.account)

    def _row(
        self, raw: Mapping[str, Any], as_of: datetime | None
    ) -> OrderRow | UnreadOrder | Skipped:
        order_id = raw.get("orderId")
        origin = _origin(order_id, as_of)
        try:
            return OrderRow(origin, self._data.read(raw))
        except SellerCreditsError as problem:
            if isinstance(order_id, str) and order_id:
                return UnreadOrder(origin, order_id, problem.message, again=timedelta(0))
            return Skipped(origin, "order without an id", problem.message, is_bad=True)


def order(caller: Caller, order_id: str, data: OrderData | None = None) -> OrderRow | None:
    """One order as it is now, with everything an issue can show in; None where there is none.

    Raises:
        UnreadableSource: Amazon has it, and it cannot be read; names the field.
    """
    data, path = data or OrderData(), {"orderId": order_id}
    try:
        found = data.ask(lambda query: ask(caller, GET_ORDER, _One, path_params=path, query=query))
    except NotFound:
        return None
    return OrderRow(_origin(order_id, caller.amazons_time), data.read(found.order))


def _origin(order_id: object, as_of: datetime | None) -> Origin:
    return Origin(Source.ORDERS, api=True, where=f"Orders API, order {order_id}", as_of=as_of)


def _same_for_every_page(stores: Sequence[str], channel: Channel | None) -> dict[str, str]:
    asked = {
        "marketplaceIds": ",".join(sorted(marketplace_ids(stores))),
        "maxResultsPerPage": "100",
    }
    return asked | ({"fulfilledBy": _FULFILLED_BY[channel]} if channel else {})


def _query_text(stores: Sequence[str], channel: Channel | None) -> str:
    return json.dumps(_same_for_every_page(stores, channel), sort_keys=True)
