"""Wiring: the only place that names the concrete ledger, marketplace and clock."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from seller_credits import __version__
from seller_credits.cost_table import CostTable, read_costs
from seller_credits.credentials.buyer_key import BuyerKey
from seller_credits.domain.clock import now
from seller_credits.domain.coverage import Span
from seller_credits.ledger.holding import holding
from seller_credits.ledger.marks import Marks
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.restore_guard import RestoreGuard
from seller_credits.ledger.sql_ledger import SqlLedger
from seller_credits.marketplace.account import Account
from seller_credits.marketplace.documents.leftovers import sweep
from seller_credits.policy_file import read_policy_in_use
from seller_credits.resources import packaged_policy
from seller_credits.settings import (
    ASKED_FILE,
    COSTS_FILE,
    LEDGER_FILE,
    POLICY_FILE,
    Settings,
    Where,
    account_of,
    binding_of,
    calendar_of,
    credentials,
    place_of_limits,
    read_settings,
)
from seller_credits.workflow.deciding import Decider
from seller_credits.workflow.in_force import InForce, PolicyInUse, in_force
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.results import Outcome
from seller_credits.workflow.shop import ShopReading

if TYPE_CHECKING:
    from seller_credits.marketplace.client import AmazonMarketplace
    from seller_credits.marketplace.memory import RequestMemory
    from seller_credits.marketplace.plans import Plan
    from seller_credits.workflow.judging import Reconciled

NO_OWN_POLICY = "no policy of your own; the packaged one decides"
"""Said where the seller has none, before anything is decided."""


@dataclass(frozen=True, slots=True)
class House:
    """Settings and an open ledger, and what can be built from them.

    Attributes:
        folder: the home folder.
        account: name of the account worked on.
        policy_file: the policy the seller named, or None.
        downloads: where reports wait to be recorded; they are deleted then.
        clock: the moment, aware.
        sleep: lets seconds pass; an interrupt ends it.
        keeps: what is recorded stays; else it is thrown away in the end.
    """

    folder: Path
    account: str
    policy_file: Path | None
    settings: Settings
    ledger: SqlLedger
    downloads: Path
    clock: Callable[[], datetime] = now
    sleep: Callable[[float], None] = time.sleep
    keeps: bool = True

    @classmethod
    def open(cls, where: Where, *, account: str) -> House:
        """Read the settings and open the ledger, which is made if it is not there.

        Raises:
            ConfigurationProblem: the settings are not valid.
            LedgerProblem: the ledger cannot be used.
        """
        settings = read_settings(where.folder, where.settings_file)
        actor = f"seller-credits {__version__}"
        marks = Marks(where.folder)
        ledger = open_ledger(where.ledger(settings), actor=actor, marks=marks)
        downloads = where.folder / "downloads" / quote(account, safe="")
        return cls(where.folder, account, where.policy_file, settings, ledger, downloads)

    @classmethod
    def open_copy(cls, where: Where, scratch: Path, *, account: str) -> House:
        """The same, but what is written goes to a copy of the ledger in another folder."""
        settings = read_settings(where.folder, where.settings_file)
        own = where.ledger(settings)
        if not isinstance(own, Path) or own.exists():
            with closing(open_ledger(own, actor="dry run")) as ledger:
                ledger.copy_to(scratch / LEDGER_FILE)
        copy = open_ledger(scratch / LEDGER_FILE, actor="dry run")
        return cls(where.folder, account, where.policy_file, settings, copy, scratch, keeps=False)

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    @property
    def uses_packaged_policy(self) -> bool:
        """Whether the seller has no policy file of their own in use."""
        return self.policy_file is None and not os.path.lexists(self.folder / POLICY_FILE)

    @property
    def packaged_policy_decides(self) -> bool:
        """Whether the seller has none at all: no file, and none that was ever activated."""
        return self.uses_packaged_policy and not self.ledger.standings(self.account)

    @property
    def policy_path(self) -> Path:
        """The policy in use: the one named, else the home's, else the one that comes along."""
        own = self.policy_file or self.folder / POLICY_FILE
        return packaged_policy() if self.uses_packaged_policy else own

    def policy(self) -> PolicyInUse:
        """The policy in use, read; ConfigurationProblem where it cannot be used."""
        in_use = read_policy_in_use(self.policy_path)
        return replace(in_use, is_own=not self.uses_packaged_policy)

    def in_force(self) -> InForce:
        """The versions that judge by now: those activated in the ledger, and the policy in use."""
        return in_force(self.ledger, self.account, self.policy())

    def recorder(self) -> Recorder:
        """What records and decides for the account."""
        settings, in_use = self.settings, self.policy()
        table = cost_table(settings, in_use.policy.rates.own)
        recorder = Recorder(
            self.ledger,
            self.account,
            Decider(
                in_force(self.ledger, self.account, in_use),
                settings.windows(),
                settings.options(self.account),
                settings.watch(),
                settings.fee_table(),
                calendar=calendar_of(settings, self.account),
                salt=self._salt,
            ),
            self.clock,
            shop=ShopReading(
                self.ledger,
                self.account,
                table.costs,
                settings.health_stale_after,
                settings.insights.fewest_orders,
                settings.terms(self.account),
            ),
            bad_rows_at_most=settings.bad_rows_at_most,
        )
        for sentence in (*table.in_short, *settings.cautions()):
            recorder.outcome.warn(sentence)
        return recorder

    def _salt(self) -> str:
        """The account's secret, by which orders fall into the arms of an experiment."""
        return BuyerKey(self.folder, keeps=self.keeps).salt_for(f"experiments of {self.account}")

    @contextmanager
    def held(self, doing: str) -> Iterator[None]:
        """Hold the account for this process, and for this machine where others share the ledger.

        Where the ledger was put back from a copy, that is written down first of all.

        Raises:
            LedgerProblem: it is held already; says by whom.
        """
        with (
            holding(self.folder, self.account, doing=doing, now=self.clock()),
            self.ledger.held(self.account, doing),
        ):
            if self.keeps:
                self.restore_guard.notice(self.account, self.clock())
            yield

    @property
    def restore_guard(self) -> RestoreGuard:
        """Looks whether the ledger is the one that was written, or was put back from a copy."""
        return RestoreGuard(self.ledger, Marks(self.folder))

    def forbidden(self) -> str:
        """Why nothing may be issued by this ledger now; empty where it may."""
        from seller_credits.workflow.reading_back import why_not  # noqa: PLC0415  # heavy

        gap = self.restore_guard.gap(self.account, self.clock())
        return why_not(gap) if gap else ""

    def sync(
        self,
        recorder: Recorder,
        since: timedelta,
        told: Callable[[str], None],
        *,
        patience: timedelta | None = None,
        account: Account | None = None,
    ) -> Outcome:
        """Read everything that changed in the last `since`, decide and record it.

        Of what nothing more can come, what became of it is recorded then.

        Args:
            recorder: of this house; its outcome grows as the sync goes on.
            since: how far back to look.
            told: where progress goes.
            patience: how long to go on at most; None for what the settings say.
            account: another account than the settings describe.
        """
        from seller_credits.workflow.maturing import mature  # noqa: PLC0415  # only when used
        from seller_credits.workflow.syncing import Sync  # noqa: PLC0415  # heavy: only when used

        who = account or self.marketplace_account()
        recorder.bind(*binding_of(who))
        now_ = self.clock()
        sweep(self.downloads, now_)
        longest = self.settings.sync.patience if patience is None else patience
        with self.marketplace(who, told, patience=longest) as marketplace:
            outcome = Sync(
                recorder, marketplace, who.marketplaces, now_ - since, now_, self.clock, told
            ).run()
        windows = self.settings.windows()
        outcome.matured = mature(self.ledger, self.account, windows, self.clock, told).written
        return outcome

    def reconcile(
        self,
        recorder: Recorder,
        told: Callable[[str], None],
        *,
        everything: bool = False,
        patience: timedelta | None = None,
    ) -> Reconciled:
        """Find out what really became of what was handed in; the account must be held.

        Args:
            recorder: of this house.
            told: where progress goes.
            everything: look for all that is open, not only for what is due.
            patience: how long to go on at most; None for what the settings say.
        """
        from seller_credits.workflow.handing_in import take_up  # noqa: PLC0415  # heavy
        from seller_credits.workflow.outbox import Outbox  # noqa: PLC0415
        from seller_credits.workflow.reading_back import ReadingBack  # noqa: PLC0415
        from seller_credits.workflow.reconciling import Reconciling  # noqa: PLC0415

        settings = self.settings
        terms = settings.terms_of_issuing(self.account, calendar_of(settings, self.account))
        take_up(Outbox(self.ledger, self.account, recorder, terms))
        who = self.marketplace_account()
        recorder.bind(*binding_of(who))
        longest = settings.sync.patience if patience is None else patience
        with self.marketplace(who, told, patience=longest) as desk:
            back = ReadingBack(
                self.restore_guard, self.account, recorder, desk, self.clock, told
            ).run()
            done = Reconciling(
                self.ledger,
                self.account,
                recorder,
                desk,
                self.clock,
                settings.submit.absent_after,
                told,
            ).run(everything=everything)
        done.read_back = back
        if back is not None and done.problem is None:
            done.problem = back.problem
        return done

    def look_through(self, recorder: Recorder, told: Callable[[str], None]) -> Reconciled:
        """Record what became of troubles and which refunds nobody here issued; nobody is asked.

        By what the ledger knows, after a file told it more. The account must be held.
        """
        from seller_credits.workflow.judging import Judging  # noqa: PLC0415  # heavy
        from seller_credits.workflow.maturing import mature  # noqa: PLC0415

        absent_after = self.settings.submit.absent_after
        judging = Judging(self.ledger, self.account, recorder, absent_after, told)
        done = judging.by_what_is_known()
        windows = self.settings.windows()
        outcome = recorder.outcome
        outcome.matured = mature(self.ledger, self.account, windows, self.clock, told).written
        return done

    def plan(self, since: timedelta, *, patience: timedelta | None = None) -> Plan:
        """What a sync would ask now, and how long it would take; nothing is asked."""
        from seller_credits.workflow.planning import plan_of  # noqa: PLC0415

        who = self.marketplace_account()
        now_ = self.clock()
        longest = self.settings.sync.patience if patience is None else patience
        with self._counting(who) as marketplace:
            wanted = Span(now_ - since, now_)
            return plan_of(self.recorder().known, marketplace, who.marketplaces, wanted, longest)

    def _counting(self, account: Account) -> AbstractContextManager[AmazonMarketplace]:
        """The client for whoever only counts: where nothing was asked yet, nothing is written."""
        from seller_credits.marketplace.client import AmazonMarketplace  # noqa: PLC0415

        place = place_of_limits(self.settings, self.folder)
        if not isinstance(place, Path) or place.exists():
            return self.marketplace(account, _unheard)
        return AmazonMarketplace(
            account,
            clock=self.clock,
            sleep=self.sleep,
            progress=_unheard,
            downloads=self.downloads,
        )

    def marketplace_account(self) -> Account:
        """The account as the client takes it."""
        return account_of(self.account, credentials(self.settings, self.account))

    @property
    def buyer_of(self) -> Callable[[str], str] | None:
        """Makes a keyed hash of a buyer's address; None where buyers are not to be told apart."""
        if not self.settings.sync.buyers:
            return None
        return BuyerKey(self.folder, keeps=self.keeps).hash_of

    def _remembered(self, requests: RequestMemory) -> RequestMemory:
        """What was asked for this very account of this very ledger."""
        from seller_credits.marketplace.memory import Borrowed, Scoped  # noqa: PLC0415

        scoped = Scoped(requests, f"{self.account} {self.ledger.identity}")
        return scoped if self.keeps else Borrowed(scoped)

    @contextmanager
    def marketplace(
        self,
        account: Account,
        told: Callable[[str], None],
        *,
        patience: timedelta | None = None,
    ) -> Iterator[AmazonMarketplace]:
        """The client; what it remembers is shared with every process of this home.

        What it counts is shared with them too, or with every machine where the settings say so.

        Args:
            account: whose marketplace.
            told: where waits are told.
            patience: how long requests may wait from now on, all in all; None for ever.
        """
        # Its HTTP library takes long to load, and only a sync needs it.
        from seller_credits.ledger.asked.buckets import SharedBuckets  # noqa: PLC0415
        from seller_credits.ledger.asked.requests import SharedRequests  # noqa: PLC0415
        from seller_credits.marketplace.client import AmazonMarketplace  # noqa: PLC0415

        asked = self.folder / ASKED_FILE
        with (
            SharedBuckets(place_of_limits(self.settings, self.folder)) as buckets,
            SharedRequests(asked, clock=self.clock) as requests,
            AmazonMarketplace(
                account,
                clock=self.clock,
                sleep=self.sleep,
                progress=told,
                downloads=self.downloads,
                buckets=buckets,
                memory=self._remembered(requests),
                patience=patience,
                buyer_of=self.buyer_of,
            ) as marketplace,
        ):
            yield marketplace


def cost_table(settings: Settings, currency: str) -> CostTable:
    """The seller's own table of costs; an empty one where none is kept.

    Args:
        settings: say where it is.
        currency: of amounts that name none: the policy's.
    """
    path = settings.costs_file
    if settings.costs == COSTS_FILE and not os.path.lexists(path):
        return CostTable()
    return read_costs(path, currency)


def _unheard(_: str) -> None:
    """Progress of what makes none."""
