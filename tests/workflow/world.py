"""A marketplace in memory that is honest about time: orders change while they are read.

What it answers depends on its own clock alone, and the clock goes on with every answer and every
wait. The client's own search reads it, so that paging and going on are the real ones. Anything a
program does to it may be the last thing it does: see `Doom`.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from seller_credits.domain.clock import instant_text
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.marketplace.errors import (
    AccessDenied,
    MarketplaceFailed,
    NotFound,
    OutOfTime,
    RequestRefused,
)
from seller_credits.marketplace.operations import LIST_EVENTS, LIST_TRANSACTIONS, SEARCH_ORDERS

START = datetime(2026, 10, 1, 15, tzinfo=UTC)
SETTLING = timedelta(minutes=2)
TOKEN_HOLDS = timedelta(hours=24)
BOOKS_SHOW_AFTER = timedelta(hours=48)
SELLER, AMAZON = "MERCHANT", "AMAZON"


class Killed(BaseException):
    """The process is gone: from now on nothing it does has any effect."""


@dataclass
class Doom:
    """After so many steps of the program, this comes of it; a dead one cannot do anything more."""

    steps: int = -1
    end: type[BaseException] = Killed
    is_dead: bool = False

    def step(self):
        if self.is_dead:
            raise Killed
        if self.steps == 0:
            self.steps = -1
            self.is_dead = self.end is Killed
            raise self.end
        self.steps -= 1


@dataclass(frozen=True)
class Change:
    """What an order is from one moment on."""

    at: datetime
    status: str
    packages: tuple[dict[str, object], ...] = ()
    broken: bool = False


@dataclass
class Item:
    """One order and all it ever was and will be."""

    order_id: str
    ship_by: datetime
    deliver_by: datetime
    store: str = "US"
    shipped_by: str = SELLER
    changes: list[Change] = field(default_factory=list)

    def at(self, moment):
        """What it is at a moment; None before it was placed."""
        found = bisect_right(self.changes, moment, key=lambda change: change.at)
        return self.changes[found - 1] if found else None

    def change(self, at, status, *packages, broken=False):
        """Let it be something else from a moment on; what it was to be after that is forgotten."""
        self.changes = [change for change in self.changes if change.at < at]
        self.changes.append(Change(at, status, packages, broken))

    def as_json(self, moment):
        now = self.at(moment)
        channel = {"channelName": "AMAZON", "marketplaceId": find_marketplace(self.store).id}
        return {
            "orderId": self.order_id,
            "createdTime": instant_text(self.changes[0].at),
            "lastUpdatedTime": instant_text(now.at),
            "salesChannel": channel,
            "fulfillment": {
                "fulfillmentStatus": now.status,
                "fulfilledBy": self.shipped_by,
                "shipByWindow": {"latestDateTime": instant_text(self.ship_by)},
                "deliverByWindow": {"latestDateTime": instant_text(self.deliver_by)},
            },
            "orderItems": "?" if now.broken else [line(self.order_id)],
            "packages": list(now.packages),
        }


def line(order_id):
    price = {"unitPrice": {"amount": "20.00", "currencyCode": "USD"}}
    return {
        "orderItemId": order_id.replace("-", "")[:14],
        "quantityOrdered": 1,
        "product": {"asin": "B000000001", "sellerSku": "MUG", "price": price},
    }


def parcel(status="IN_TRANSIT", shipped=None):
    told = {"packageReferenceId": "1", "packageStatus": {"status": status}}
    return told | ({"shipTime": instant_text(shipped)} if shipped else {})


@dataclass
class Claim:
    """A guarantee claim that was paid: as both books of the seller's account show it."""

    order_id: str
    posted: datetime
    amount: Decimal = Decimal("20.00")

    @property
    def transaction(self):
        total = {"currencyCode": "USD", "currencyAmount": -self.amount}
        share = {"breakdownType": "OurPricePrincipal", "breakdownAmount": total}
        return {
            "transactionId": f"T-{self.order_id}",
            "transactionType": "GuaranteeClaim",
            "transactionStatus": "RELEASED",
            "postedDate": instant_text(self.posted),
            "totalAmount": total,
            "relatedIdentifiers": [
                {"relatedIdentifierName": "ORDER_ID", "relatedIdentifierValue": self.order_id}
            ],
            "items": [{"contexts": [{"sku": "MUG"}], "breakdowns": [share]}],
        }

    @property
    def event(self):
        amount = {"CurrencyCode": "USD", "CurrencyAmount": -self.amount}
        item = {
            "OrderItemId": self.order_id.replace("-", "")[:14],
            "OrderAdjustmentItemId": f"A-{self.order_id}",
            "SellerSKU": "MUG",
            "ItemChargeAdjustmentList": [{"ChargeType": "Principal", "ChargeAmount": amount}],
        }
        return {
            "AmazonOrderId": self.order_id,
            "PostedDate": instant_text(self.posted),
            "ShipmentItemAdjustmentList": [item],
        }


@dataclass
class World:
    """The truth, and the clock by which it changes.

    Attributes:
        off: how far the seller's own clock is from the right one.
        page: orders a page.
        cost: how much time an answer takes.
        tokens: how many searches may be asked at once; later ones wait.
        refuses_tokens: no page's token is taken any more.
        denies: operations the application may not use.
        fails: orders whose single answer is a failure of Amazon's own.
        forgets: orders Amazon knows nothing of when they are asked for by themselves.
        in_time: how many calls of an operation there is time for.
        claims: what was paid; it shows two days after it was posted.
    """

    now: datetime = START
    off: timedelta = timedelta(0)
    items: dict[str, Item] = field(default_factory=dict)
    page: int = 3
    cost: timedelta = timedelta(seconds=1)
    tokens: int = 1000
    refuses_tokens: bool = False
    denies: set[str] = field(default_factory=set)
    fails: set[str] = field(default_factory=set)
    forgets: set[str] = field(default_factory=set)
    in_time: dict[str, int] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    single: Counter[str] = field(default_factory=Counter)

    def clock(self):
        """What the seller's own clock shows."""
        return self.now + self.off

    def pass_by(self, **span):
        self.now += timedelta(**span)

    def place(self, number, *, ship_in=2, deliver_in=6, **said):
        """A new order, promised to be shipped and to arrive after so many days."""
        item = Item(
            f"111-0000000-{number:07}",
            self.now + timedelta(days=ship_in),
            self.now + timedelta(days=deliver_in),
            **said,
        )
        item.change(self.now, "UNSHIPPED")
        self.items[item.order_id] = item
        return item

    def call(self, operation, *, path_params=None, query=None, **_):
        """What Amazon answers, as the client's own caller gives it."""
        self.asked[operation.name] += 1
        self.now += self.cost
        if operation.name in self.denies:
            raise AccessDenied("Not with these roles.", operation=operation.name)
        if self.asked[operation.name] > self.in_time.get(operation.name, math.inf):
            raise OutOfTime("Not reached in the time there was.")
        if operation is SEARCH_ORDERS:
            return self._search(query)
        if operation is LIST_TRANSACTIONS:
            return self._books(query, "postedAfter", "postedBefore", "nextToken")
        if operation is LIST_EVENTS:
            return self._books(query, "PostedAfter", "PostedBefore", "NextToken")
        return self._single(path_params["orderId"])

    def _books(self, query, after, before, token):
        since, until = (datetime.fromisoformat(query[name]) for name in (after, before))
        until = min(until, self.now - BOOKS_SHOW_AFTER)
        shown = sorted(
            (claim for claim in self.claims if since <= claim.posted < until),
            key=lambda claim: (claim.posted, claim.order_id),
        )
        first = int(query.get(token, 0))
        page, rest = shown[first : first + self.page], shown[first + self.page :]
        payload = {token: str(first + self.page)} if rest else {}
        if after == "postedAfter":
            payload["transactions"] = [claim.transaction for claim in page]
        else:
            payload["FinancialEvents"] = {
                "GuaranteeClaimEventList": [claim.event for claim in page]
            }
        return {"payload": payload}

    def _single(self, order_id):
        self.single[order_id] += 1
        item = self.items.get(order_id)
        if order_id in self.fails:
            raise MarketplaceFailed("Amazon failed (HTTP 500).", operation="getOrder")
        if item is None or item.at(self.now) is None or order_id in self.forgets:
            raise NotFound("Amazon knows nothing of it.", operation="getOrder")
        return {"order": item.as_json(self.now)}

    def _search(self, query):
        since, until = (
            datetime.fromisoformat(query[f"lastUpdated{end}"]) for end in ("After", "Before")
        )
        if until > self.now - SETTLING or since > until:
            raise RequestRefused("lastUpdatedBefore is too late.", operation="searchOrders")
        found = sorted(
            (item.at(self.now).at, item.order_id)
            for item in self.items.values()
            if self._matches(item, query) and since <= item.at(self.now).at <= until
        )
        if (token := query.get("paginationToken")) is not None:
            found = [key for key in found if key > self._cursor(token, query)]
        page, rest = found[: self.page], found[self.page :]
        said = [self.items[order_id].as_json(self.now) for _, order_id in page]
        further = {"nextToken": self._token(page[-1], query)} if rest else {}
        return {"orders": said, "pagination": further}

    def _matches(self, item, query):
        stores = query["marketplaceIds"].split(",")
        return (
            item.at(self.now) is not None
            and find_marketplace(item.store).id in stores
            and item.shipped_by == query.get("fulfilledBy", item.shipped_by)
        )

    def _token(self, key, query):
        same = {name: text for name, text in query.items() if name != "paginationToken"}
        return json.dumps([self.now.isoformat(), key[0].isoformat(), key[1], same], sort_keys=True)

    def _cursor(self, token, query):
        issued, moment, order_id, same = json.loads(token)
        too_old = self.now - datetime.fromisoformat(issued) > TOKEN_HOLDS
        others = {name: text for name, text in query.items() if name != "paginationToken"}
        if too_old or same != others or self.refuses_tokens:
            raise RequestRefused("The token is not valid.", operation="searchOrders")
        return datetime.fromisoformat(moment), order_id


def wanted(world, days, stores):
    """The orders a sync of so many days is to know, as they are now."""
    until = world.now - timedelta(minutes=10)
    return [
        item
        for item in world.items.values()
        if item.shipped_by == SELLER
        and item.store in stores
        and (now := item.at(world.now)) is not None
        and world.now - timedelta(days=days) < now.at < until
    ]
