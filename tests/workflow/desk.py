"""A seller's desk beside a marketplace in memory: syncs that may be killed, and their ledger."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from functools import cache, partial
from types import SimpleNamespace

from seller_credits.detection.parcels.watch import Watch
from seller_credits.domain.buckets import Level
from seller_credits.domain.coverage import Span
from seller_credits.ledger.interface import Filter
from seller_credits.ledger.opening import open_ledger
from seller_credits.marketplace.errors import OutOfTime
from seller_credits.marketplace.interface import ORDERS_LAG
from seller_credits.marketplace.memory import ProcessMemory
from seller_credits.marketplace.operations import SEARCH_ORDERS
from seller_credits.marketplace.planning import made_plan
from seller_credits.marketplace.plans import Book, Effort, Way
from seller_credits.marketplace.sections.money import money_posted
from seller_credits.marketplace.sections.orders import OrderSearch, order
from seller_credits.policy import Options
from seller_credits.policy_file import read_policy_in_use
from seller_credits.resources import packaged_policy
from seller_credits.settings import LEDGER_FILE, Settings
from seller_credits.workflow.deciding import Decider
from seller_credits.workflow.importing import import_files
from seller_credits.workflow.in_force import InForce
from seller_credits.workflow.money_reading import MoneyReading
from seller_credits.workflow.order_reading import OrderReading
from seller_credits.workflow.planning import plan_of
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.searching import Searching
from tests.workflow.office import returns_text
from tests.workflow.world import START, Doom, Killed, World


@cache
def decider():
    """What decides by the packaged policy, with the packaged settings."""
    in_use = read_policy_in_use(packaged_policy())
    options = Options(stale_after_hours=Decimal(48))
    return Decider(InForce.alone(in_use), Settings().windows(), options, Watch())


class Fake:
    """The marketplace as one process of a seller sees it; see `Marketplace` for its verbs."""

    def __init__(self, world, memory, doom, patience):
        self._world = world
        self._doom = doom
        self._latest = world.now + patience
        account = SimpleNamespace(owner="seller", name="default")
        waiting = SimpleNamespace(clock=self.clock)
        self._caller = SimpleNamespace(account=account, waiting=waiting, call=self._call)
        self._caller.amazons_time = None
        self._search = OrderSearch(self._caller, Mortal(memory, doom))
        self.orders_updated = self._search.updated
        self.unfinished_orders = self._search.unfinished
        self.order = partial(order, self._caller)
        self.money = partial(money_posted, self._caller)

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
        self._caller.amazons_time = self._world.now if self._world.off > timedelta(0) else None
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

    def plan(self, need):
        return made_plan(need, self._level, lambda _: Effort({}))

    def max_window(self, _):
        return None

    def _level(self, operation):
        return Level(self._world.tokens if operation is SEARCH_ORDERS else 30, operation.rate)


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
    books: tuple[Book, ...] = ()
    memory: object = field(default_factory=ProcessMemory)

    def ledger(self):
        """The home's ledger; opened anew by each program, as nothing of a killed one stays."""
        return open_ledger(self.home / LEDGER_FILE, actor="desk")

    def sync(self, *, days=30.0, doom=None, patience=timedelta(days=9)):
        """One `sync` of orders and the desk's books; its outcome, or None where it was killed."""
        doom = doom or Doom()
        fake = Fake(self.world, self.memory, doom, patience)
        now = self.world.clock()
        with closing(self.ledger()) as ledger:
            recorder = self.recorder(ledger, fake.clock)
            searching = Searching(
                *(recorder, fake),
                stores=self.stores,
                wanted=Span(now - timedelta(days=days), now - ORDERS_LAG),
                clock=fake.clock,
                told=lambda _: doom.step(),
            )
            books = [
                MoneyReading(
                    *(recorder, fake, book),
                    wanted=Span(now - timedelta(days=days), now),
                    clock=fake.clock,
                    told=lambda _: doom.step(),
                )
                for book in self.books
            ]
            try:
                OrderReading(recorder, fake, searching, fake.clock, books).run()
            except (Killed, KeyboardInterrupt):
                return None
            return recorder.outcome

    def plan(self, days=30.0, patience=timedelta(hours=1)):
        """What a sync would ask now."""
        fake, now = Fake(self.world, self.memory, Doom(), patience), self.world.clock()
        with closing(self.ledger()) as ledger:
            wanted = Span(now - timedelta(days=days), now)
            return plan_of(self.recorder(ledger).known, fake, self.stores, wanted, patience)

    def recorder(self, ledger, clock=None):
        """As a sync's own, with settings and a policy that are read only once for all of them."""
        return Recorder(ledger, self.account, decider(), clock or self.world.clock)

    def take(self, name, content):
        """Import a file."""
        path = self.home.parent / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with closing(self.ledger()) as ledger:
            import_files(
                *(self.recorder(ledger), [path]),
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
        with closing(self.ledger()) as ledger, ledger.writing(self.account, START) as writer:
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
        with closing(self.ledger()) as ledger:
            return list(ledger.issues(Filter(account=self.account)))

    def kinds(self):
        """What is wrong with which order."""
        return {(issue["order_id"], issue["issue"]) for issue in self.issues()}

    def windows(self, source="orders"):
        with closing(self.ledger()) as ledger:
            found = ledger.windows(self.account)
            return [window for window in found if window["source"] == source]
