"""The ledger over any storage: what is read and written is the same of a file and of a server."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from seller_credits.domain.counted import CountedOrder
from seller_credits.domain.coverage import Span
from seller_credits.domain.issuances import Issuance, Status, Stop, Submission
from seller_credits.domain.issues import Source
from seller_credits.domain.standing import Standing
from seller_credits.ledger import (
    counting,
    evidence,
    issuances,
    reading,
    schema,
    standing,
    verify,
    watching,
)
from seller_credits.ledger.chain import Entry
from seller_credits.ledger.interface import Checkpoint, Fault, Filter, MarkKeeper
from seller_credits.ledger.known_facts import known_facts
from seller_credits.ledger.measuring import Measuring
from seller_credits.ledger.replaying import Kept, latest_decisions
from seller_credits.ledger.storage import Storage
from seller_credits.ledger.writer import SqlWriter

T = TypeVar("T")


class SqlLedger:
    """An append-only ledger; see `seller_credits.ledger.interface` for its verbs.

    Args:
        storage: the file or the database that keeps it.
        actor: who writes the entries, where no person does.
        marks: keeps outside the ledger what must not be forgotten; None where nobody does.

    Raises:
        LedgerProblem: from every verb, when the storage cannot be used.
    """

    def __init__(self, storage: Storage, *, actor: str, marks: MarkKeeper | None = None) -> None:
        self._storage = storage
        self._actor = actor
        self._marks = marks

    @property
    def storage(self) -> Storage:
        """What keeps it, for those that look after the ledger as a whole."""
        return self._storage

    @property
    def place(self) -> str:
        """The file's path, or where the database is."""
        return self._storage.place

    @property
    def news(self) -> str | None:
        """What opening it changed, in a sentence for the seller; None where nothing."""
        return self._storage.news

    @property
    def identity(self) -> str:
        """What tells this ledger from any other, also from one that was here before."""
        m = schema.meta
        with self._storage.reading() as connection:
            return connection.scalar(select(m.c.value).where(m.c.name == "identity")) or ""

    def close(self) -> None:
        """Let go of the storage."""
        self._storage.close()

    @contextmanager
    def writing(self, account: str, now: datetime) -> Iterator[SqlWriter]:
        """One transaction, alone on the account's chain while it lasts."""
        with self._storage.writing(account) as connection:
            writer = SqlWriter(connection, account, now, self._actor)
            yield writer
            writer.flush()
        if self._marks is not None and writer.mark is not None:
            self._marks.keep(writer.mark, now, partial(self.holds, account))

    def _streamed(self, read: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with self._storage.reading() as connection:
            yield from read(connection)

    def binding(self, account: str) -> tuple[str, str] | None:
        """Seller id and endpoint the account is tied to."""
        with self._storage.reading() as connection:
            return reading.binding(connection, account)

    def in_force(self, account: str) -> str | None:
        """What was in force when everything was last decided again."""
        with self._storage.reading() as connection:
            return standing.in_force(connection, account)

    def standings(self, account: str) -> list[Standing]:
        """How every version stands that anybody ever said a word about."""
        with self._storage.reading() as connection:
            return standing.standings(connection, account)

    def policy_digests(self, account: str) -> list[str]:
        """Digests of every version the ledger keeps the text of."""
        with self._storage.reading() as connection:
            return standing.digests(connection, account)

    def issues(self, wanted: Filter) -> Iterator[dict[str, Any]]:
        """Issues as they are listed."""
        return self._streamed(lambda connection: reading.issues(connection, wanted))

    def suggestions(self, wanted: Filter) -> Iterator[dict[str, Any]]:
        """Suggestions as they are listed."""
        return self._streamed(lambda connection: reading.suggestions(connection, wanted))

    def latest_decisions(self, account: str | None) -> Iterator[Kept]:
        """Every issue's latest decision with what followed, as recorded."""
        return self._streamed(lambda connection: latest_decisions(connection, account))

    def known_facts(self, account: str, since: datetime) -> Iterator[tuple[str, frozenset[str]]]:
        """Kind and known facts of every issue decided since, each once."""
        return self._streamed(lambda connection: known_facts(connection, account, since))

    def undecided_by(self, account: str, policy_digest: str | None) -> Iterator[str]:
        """Orders with an open suggestion that another policy made; with any, where none is told."""
        return self._streamed(
            lambda connection: standing.undecided_by(connection, account, policy_digest)
        )

    def limited_until(self, account: str, now: datetime) -> Iterator[str]:
        """Orders with an open suggestion that a limit cut or stopped, until now."""
        return self._streamed(lambda connection: standing.limited_until(connection, account, now))

    def decided_as(self, account: str, outcome: str) -> Iterator[str]:
        """Orders with an open suggestion whose outcome begins so."""
        return self._streamed(lambda connection: standing.decided_as(connection, account, outcome))

    def windows(self, account: str) -> Iterator[dict[str, Any]]:
        """The latest coverage of every source and store."""
        return self._streamed(lambda connection: reading.windows(connection, account))

    def read_spans(self, account: str, source: Source, name: str) -> list[Span]:
        """When a source was read from and to."""
        with self._storage.reading() as connection:
            return reading.read_spans(connection, account, source, name)

    def due_orders(self, account: str, now: datetime) -> list[str]:
        """Orders that are worth another look by now."""
        with self._storage.reading() as connection:
            return watching.due_orders(connection, account, now)

    def holds(self, account: str, mark: Checkpoint) -> bool:
        """Whether the account's chain has the entry that a mark names."""
        with self._storage.reading() as connection:
            return reading.holds(connection, account, mark)

    def lacking_detail(self, account: str, *, by_amazon: bool) -> list[str]:
        """Orders with an open issue that no answer of the orders API told of."""
        with self._storage.reading() as connection:
            return watching.lacking_detail(connection, account, by_amazon=by_amazon)

    def orders_updated(self, account: str, since: datetime, until: datetime) -> int:
        """How many orders of the orders API changed last within a span."""
        with self._storage.reading() as connection:
            return watching.orders_updated(connection, account, since, until)

    def counted_orders(self, account: str, *, defective: bool = False) -> Iterator[CountedOrder]:
        """Every order that was listed or had a trouble, as rates are made of them."""
        return self._streamed(
            lambda connection: counting.counted_orders(connection, account, defective=defective)
        )

    def health_reports(self, account: str) -> Iterator[dict[str, Any]]:
        """The latest account-health report of each store."""
        return self._streamed(lambda connection: counting.health_reports(connection, account))

    @property
    def measuring(self) -> Measuring:
        """What shows whether credits were worth it."""
        return Measuring(self._storage)

    def issuances(
        self,
        account: str | None,
        *,
        statuses: Collection[Status] = (),
        order_ids: Collection[str] = (),
        due: datetime | None = None,
    ) -> Iterator[Issuance]:
        """Issuances in the order they were begun."""
        return self._streamed(
            lambda connection: issuances.issuances(
                connection, account, statuses=statuses, order_ids=order_ids, due=due
            )
        )

    def given_up(self, account: str) -> Iterator[str]:
        """Orders with a superseded approval of which nothing was suggested since."""
        return self._streamed(lambda connection: issuances.given_up(connection, account))

    def automatic(self, account: str) -> Iterator[str]:
        """Orders with an open suggestion that nobody need approve."""
        return self._streamed(lambda connection: issuances.automatic(connection, account))

    def submissions(
        self, account: str, submission_ids: Collection[str] = ()
    ) -> Iterator[Submission]:
        """What was handed in."""
        return self._streamed(
            lambda connection: issuances.submissions(connection, account, submission_ids)
        )

    def orphans(self, account: str | None) -> Iterator[dict[str, Any]]:
        """Refunds nobody here issued."""
        return self._streamed(lambda connection: issuances.orphans(connection, account))

    def stop(self, account: str) -> Stop | None:
        """Who stopped all issuing, and why."""
        with self._storage.reading() as connection:
            return issuances.stop(connection, account)

    def read_back_until(self, account: str) -> datetime | None:
        """Until when the books were read back after the ledger was restored."""
        with self._storage.reading() as connection:
            return issuances.read_back_until(connection, account)

    def history(self, order_id: str) -> Iterator[Entry]:
        """Every entry about one order."""
        return self._streamed(lambda connection: reading.history(connection, order_id))

    def policy_text(self, digest: str) -> tuple[str, str] | None:
        """Name and text of a policy that decided something."""
        with self._storage.reading() as connection:
            return reading.policy_text(connection, digest)

    def comments(self, keys: Collection[str]) -> dict[str, str]:
        """Buyers' words that are still kept."""
        c = schema.comments
        statement = select(c.c.key, c.c.text).where(c.c.key.in_(keys))
        with self._storage.reading() as connection:
            return {row.key: row.text for row in connection.execute(statement)}

    def checkpoints(self) -> list[Checkpoint]:
        """How far each account's chain reaches."""
        with self._storage.reading() as connection:
            return reading.checkpoints(connection)

    def verify(self, against: Checkpoint | None = None) -> Iterator[Fault]:
        """Everything that is not as it was written, or not as a kept checkpoint says."""
        return self._streamed(
            lambda connection: chain(
                self._storage.guard_faults(connection), verify.faults(connection, against)
            )
        )

    def verify_ends(self) -> Iterator[Fault]:
        """What shows at once, however long the ledger is: chains that were cut or replaced."""
        return self._streamed(
            lambda connection: chain(
                self._storage.guard_faults(connection), verify.end_faults(connection)
            )
        )

    def entries(self, account: str | None = None) -> Iterator[Entry]:
        """Every entry in chain order."""
        return self._streamed(lambda connection: reading.entries(connection, account))

    def evidence(
        self, account: str | None = None, order_id: str | None = None
    ) -> Iterator[evidence.Kept]:
        """Files kept for orders, in the order they came."""
        return self._streamed(lambda connection: evidence.kept(connection, account, order_id))

    def held(self, account: str, doing: str) -> AbstractContextManager[None]:
        """Keep other machines from working on an account; LedgerProblem says who does already."""
        return self._storage.held(account, doing)

    def copy_to(self, path: Path) -> None:
        """A whole, consistent copy as a ledger in a file, while others go on writing."""
        self._storage.copy_to(path)
