"""Orders API 2026-01-01: the orders that changed, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from seller_credits.domain.errors import SellerCreditsError, UnreadableSource
from seller_credits.domain.issues import Source
from seller_credits.domain.records import OrderRow, Origin
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.calls import Caller
from seller_credits.marketplace.instants import written
from seller_credits.marketplace.interface import ORDERS_LAG
from seller_credits.marketplace.operations import SEARCH_ORDERS
from seller_credits.marketplace.problems import unexpected
from seller_credits.marketplace.wire.orders import read_order

# Everything an issue can show in, and nothing about the buyer or the address.
_INCLUDED = ("PROCEEDS", "PROMOTION", "FULFILLMENT", "PACKAGES", "CANCELLATION")
_NAMED_AT_MOST = 5


class _Pagination(BaseModel):
    next_token: str | None = Field(default=None, alias="nextToken")


class _Page(BaseModel):
    orders: list[dict[str, Any]]
    pagination: _Pagination = _Pagination()


def orders_updated(
    caller: Caller, since: datetime, until: datetime, marketplaces: Sequence[str]
) -> Iterator[list[OrderRow]]:
    """See `seller_credits.marketplace.interface.Marketplace.orders_updated`."""
    after = written(since)
    until = min(until, caller.waiting.clock() - ORDERS_LAG)
    if since >= until:
        return
    query = {
        "lastUpdatedAfter": after,
        "lastUpdatedBefore": written(until),
        "marketplaceIds": ",".join(marketplace_ids(marketplaces)),
        "includedData": ",".join(_INCLUDED),
        "maxResultsPerPage": "100",
    }
    unread: list[str] = []
    for page in _pages(caller, query):
        yield list(_rows(page, unread))
    if unread:
        named = "; ".join(unread[:_NAMED_AT_MOST])
        raise UnreadableSource(
            f"{len(unread)} orders of the Orders API could not be read: {named}",
            hint="All others were read. Send this line to support.",
        )


def _pages(caller: Caller, query: Mapping[str, str]) -> Iterator[_Page]:
    token: str | None = None
    seen: set[str] = set()
    while True:
        asked = {**query, "paginationToken": token} if token else query
        page = _page(caller, caller.call(SEARCH_ORDERS, query=asked))
        yield page
        token = page.pagination.next_token
        if not token:
            return
        if token in seen:
            raise unexpected(SEARCH_ORDERS, "The same page comes again and again.", caller.account)
        seen.add(token)


def _page(caller: Caller, answer: Mapping[str, Any]) -> _Page:
    try:
        return _Page.model_validate(answer)
    except ValidationError:
        pass
    raise unexpected(SEARCH_ORDERS, "The answer holds no list of orders.", caller.account)


def _rows(page: _Page, unread: list[str]) -> Iterator[OrderRow]:
    for raw in page.orders:
        where = f"Orders API, order {raw.get('orderId', 'without an id')}"
        try:
            order = read_order(raw)
        except SellerCreditsError as problem:
            unread.append(f"{where}: {problem.message}")
        else:
            yield OrderRow(Origin(Source.ORDERS, api=True, where=where), order)
