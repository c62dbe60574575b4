"""What a search for orders asks, and how it is paged."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from starlette.datastructures import QueryParams

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input
from seller_credits.simulator.seals import Seal
from seller_credits.simulator.shop.nouns import AMAZON, MERCHANT, Order

STATUSES = frozenset(
    {
        *("PENDING_AVAILABILITY", "PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED"),
        *("CANCELLED", "UNFULFILLABLE"),
    }
)
_PURPOSE = "searchOrders"
_MOST_MARKETPLACES = 50
_SETTLING = timedelta(minutes=2)
_TOKEN_LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which time a search goes by, and which orders it leaves out; an empty filter admits all."""

    by: str
    marketplaces: tuple[str, ...]
    statuses: tuple[str, ...]
    fulfilled_by: tuple[str, ...]

    def time_of(self, order: Order) -> datetime:
        """Return the time of an order that the search goes by."""
        return order.created if self.by == "created" else order.updated

    def admit(self, order: Order) -> bool:
        """Return whether an order is asked for, whatever its time."""
        return (
            (not self.marketplaces or order.marketplace.id in self.marketplaces)
            and (not self.statuses or order.status in self.statuses)
            and (not self.fulfilled_by or order.fulfilled_by in self.fulfilled_by)
        )


@dataclass(frozen=True, slots=True)
class Search:
    """One search: its filters, and the span of creation or update it covers, ends included."""

    filters: Filters
    after: datetime
    before: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A search and the number of orders that earlier pages gave."""

    search: Search
    offset: int


def read_page(query: QueryParams, now: datetime, seal: Seal) -> Page:
    """Return what a call asks for; its token, if it has one, must belong to the same search."""
    by, after, before = _span(query, now)
    filters = Filters(
        by=by,
        marketplaces=tuple(sorted(set(read.marketplaces(query, _MOST_MARKETPLACES)))),
        statuses=tuple(sorted(set(read.chosen(query, "fulfillmentStatuses", STATUSES)))),
        fulfilled_by=tuple(sorted(set(read.chosen(query, "fulfilledBy", (AMAZON, MERCHANT))))),
    )
    search = Search(filters, after, before or (now - _SETTLING).replace(microsecond=0))
    token = query.get("paginationToken")
    if token is None:
        return Page(search, 0)
    value = seal.open(_PURPOSE, token)
    if value is None:
        raise invalid_input("Invalid Input", "paginationToken: the token is invalid")
    if now - datetime.fromisoformat(value["issued"]) > _TOKEN_LIFETIME:
        raise invalid_input("Invalid Input", "paginationToken: the token has expired")
    if before is None:
        # The first page set the end; every later one keeps it.
        search = replace(search, before=datetime.fromisoformat(value["before"]))
    if value["search"] != _fingerprint(search):
        said = "paginationToken: the other parameters differ from those of the first page"
        raise invalid_input("Invalid Input", said)
    return Page(search, value["offset"])


def next_token(search: Search, offset: int, now: datetime, seal: Seal) -> str:
    """Return the token of the page that follows."""
    return seal.wrap(
        _PURPOSE,
        {
            "search": _fingerprint(search),
            "before": search.before.isoformat(),
            "offset": offset,
            "issued": now.isoformat(),
        },
    )


def _fingerprint(search: Search) -> list[Any]:
    filters = search.filters
    return [
        filters.by,
        search.after.isoformat(),
        search.before.isoformat(),
        list(filters.marketplaces),
        list(filters.statuses),
        list(filters.fulfilled_by),
    ]


def _span(query: QueryParams, now: datetime) -> tuple[str, datetime, datetime | None]:
    """Return what the search goes by, its start, and its end if one was given."""
    created = read.instant(query.get("createdAfter"), "createdAfter")
    updated = read.instant(query.get("lastUpdatedAfter"), "lastUpdatedAfter")
    if (created is None) == (updated is None):
        said = "give exactly one of createdAfter and lastUpdatedAfter"
        raise invalid_input("Invalid Input", said)
    by, other = ("created", "lastUpdated") if created else ("lastUpdated", "created")
    after = created or updated
    assert after is not None
    if query.get(f"{other}Before"):
        raise invalid_input("Invalid Input", f"{other}Before does not go with {by}After")
    before = read.instant(query.get(f"{by}Before"), f"{by}Before")
    if before is not None and before > now - _SETTLING:
        said = f"{by}Before must be at least 2 minutes in the past"
        raise invalid_input("Invalid Input", said)
    if after > (before or now):
        raise invalid_input("Invalid Input", f"{by}After must lie before {by}Before and now")
    return by, after, before
