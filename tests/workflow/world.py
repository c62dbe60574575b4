"""A marketplace in memory that is honest about time: orders change while they are read.

What it answers depends on its own clock alone, and the clock goes on with every answer and every
wait. The client's own search reads it, so that paging and going on are the real ones. Anything a
program does to it may be the last thing it does: see `Doom`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache, partial
from types import SimpleNamespace

from seller_credits.bootstrap import House, Where, read_policy_in_use
from seller_credits.domain.clock import instant_text
from seller_credits.domain.coverage import Span
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.ledger.interface import Filter
from seller_credits.marketplace.errors import (
    AccessDenied,
    MarketplaceFailed,
    NotFound,
    OutOfTime,
    RequestRefused,
)
from seller_credits.marketplace.interface import ORDERS_LAG
from seller_credits.marketplace.memory import ProcessMemory
from seller_credits.marketplace.operations import SEARCH_ORDERS
from seller_credits.marketplace.plans import Way
from seller_credits.marketplace.sections.orders import OrderSearch, order
from seller_credits.policy import Options
from seller_credits.resources import packaged
from seller_credits.settings import POLICY_FILE, Settings
from seller_credits.workflow.deciding import Decider
from seller_credits.workflow.importing import import_files
from seller_credits.workflow.order_reading import OrderReading
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.searching import Searching
from tests.workflow.office import returns_text

START = datetime(2026, 10, 1, 15, tzinfo=UTC)
SETTLING = timedelta(minutes=2)
TOKEN_HOLDS = timedelta(hours=24)
SELLER, AMAZON = "MERCHANT", "AMAZON"


@cache
def decider():
    """What decides by the packaged policy, with the packaged settings."""
    in_use = read_policy_in_use(packaged(POLICY_FILE))
    return Decider(in_use, Settings().windows(), Options(stale_after_hours=Decimal(48)))


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
        if operation is SEARCH_ORDERS:
            return self._search(query)
        return self._single(path_params["orderId"])

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


class Fake:
    """The marketplace as one process of a seller sees it; see `Marketplace` for its verbs."""

    def __init__(self, world, memory, doom, patience):
        self._world = world
        self._doom = doom
        self._latest = world.now + patience
        account = SimpleNamespace(owner="seller", name="default")
        waiting = SimpleNamespace(clock=self.clock)
        self._caller = SimpleNamespace(account=account, waiting=waiting, call=self._call)
        self._search = OrderSearch(self._caller, Mortal(memory, doom))
        self.orders_updated = self._search.updated
        self.unfinished_orders = self._search.unfinished
        self.order = partial(order, self._caller)

    def clock(self):
        if self._doom.is_dead:
            raise Killed
        return self._world.clock()

    def _call(self, operation, **said):
        self._doom.step()
        if operation is SEARCH_ORDERS:
            self._wait(self.wait_for(Way.SEARCH))
            self._world.tokens -= 1
        answer = self._world.call(operation, **said)
        self._doom.step()
        return answer

    def _wait(self, seconds):
        if not seconds:
            return
        if self._world.now + timedelta(seconds=seconds) > self._latest:
            raise OutOfTime("Not reached in the time there was.")
        self._doom.step()
        self._world.pass_by(seconds=seconds)
        self._world.tokens += 1

    def wait_for(self, way):
        return 179.0 if way is Way.SEARCH and self._world.tokens < 1 else 0.0


class Mortal:
    """A memory whose owner may die before or after any word to it."""

    def __init__(self, memory, doom):
        self._memory = memory
        self._doom = doom

    def __getattr__(self, name):
        def word(*said):
            self._doom.step()
            answer = getattr(self._memory, name)(*said)
            self._doom.step()
            return answer

        return word


@dataclass
class Desk:
    """A seller with one home, whose programs may be killed."""

    home: object
    world: World
    stores: tuple[str, ...] = ("US",)
    account: str = "default"
    memory: object = field(default_factory=ProcessMemory)

    def house(self, clock=None):
        opened = House.open(Where(home=self.home), account=self.account)
        return replace(opened, clock=clock or self.world.clock)

    def sync(self, *, days=30.0, doom=None, patience=timedelta(days=9)):
        """The orders of one run of `sync`; gives its outcome, or None where it was killed or interrupted."""
        doom = doom or Doom()
        fake = Fake(self.world, self.memory, doom, patience)

        def told(_):
            doom.step()

        now = self.world.clock()
        with closing(self.house(fake.clock)) as house:
            recorder = self.recorder(house)
            searching = Searching(
                *(recorder, fake),
                stores=self.stores,
                wanted=Span(now - timedelta(days=days), now - ORDERS_LAG),
                clock=fake.clock,
                told=told,
            )
            try:
                OrderReading(recorder, fake, searching, fake.clock).run()
            except (Killed, KeyboardInterrupt):
                return None
            return recorder.outcome

    def recorder(self, house):
        """The house's own, with a policy that is read only once for all of them."""
        return Recorder(house.ledger, self.account, decider(), house.clock)

    def take(self, name, content):
        """Import a file."""
        path = self.home.parent / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with closing(self.house()) as house:
            import_files(
                *(self.recorder(house), [path]),
                source=None,
                marketplace="US",
                clock=self.world.clock,
                told=lambda _: None,
            )

    def returned(self, *order_ids):
        """A returns report names these orders."""
        rows = ({"Order ID": order_id, "Amazon RMA ID": order_id} for order_id in order_ids)
        self.take("returns.txt", returns_text(*rows, now=self.world.now))

    def snapshots(self):
        """What the ledger knows of each order: its state and when it last changed."""
        with closing(self.house()) as house, house.ledger.writing(self.account, START) as writer:
            cases = writer.cases(set(self.world.items))
            return {
                order_id: (known.status, known.updated_at, [p.status for p in known.packages])
                for order_id, case in cases.items()
                for (source, _), known in case.snapshots.items()
                if source == "orders"
            }

    def truth(self, item):
        """The same of one order as the marketplace knows it."""
        now = item.at(self.world.now)
        return now.status, now.at, [one["packageStatus"]["status"] for one in now.packages]

    def issues(self):
        with closing(self.house()) as house:
            return list(house.ledger.issues(Filter(account=self.account)))

    def kinds(self):
        """What is wrong with which order."""
        return {(issue["order_id"], issue["issue"]) for issue in self.issues()}

    def windows(self, source="orders"):
        with closing(self.house()) as house:
            found = house.ledger.windows(self.account)
            return [window for window in found if window["source"] == source]


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
