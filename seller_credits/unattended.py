"""Runs with nobody looking: everything that is due, for every account, once, side by side."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import timedelta

from structlog.typing import FilteringBoundLogger

from seller_credits.bootstrap import House, Where
from seller_credits.domain.errors import MarketplaceProblem, SellerCreditsError, UnreadableSource
from seller_credits.marketplace.calling.waiting import WAITING
from seller_credits.workflow.results import Outcome

_LOOK_EVERY = 0.2
_UNEXPECTED = 1


class Stopped(Exception):
    """The run was asked to end; what was recorded is kept."""


class Stop:
    """The wish to end, which every wait and every progress report heeds."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def is_wished(self) -> bool:
        """Whether the run is to end."""
        return self._event.is_set()

    def wish(self) -> None:
        """End as soon as what is in hand is recorded."""
        self._event.set()

    def sleep(self, seconds: float) -> None:
        """Let time pass; a wish to end ends it at once.

        Raises:
            Stopped: the run is to end.
        """
        if self._event.wait(seconds):
            raise Stopped

    def check(self) -> None:
        """Go on, unless the run is to end.

        Raises:
            Stopped: the run is to end.
        """
        if self.is_wished:
            raise Stopped


@dataclass(frozen=True, slots=True)
class AccountDone:
    """What became of one account in one run.

    Attributes:
        outcome: what was read and recorded, as far as it went.
        expired: suggestions that can have no effect any more.
        problem: what ended it early; None where nothing did.
        stopped: it ended because it was asked to.
    """

    account: str
    outcome: Outcome = field(default_factory=Outcome)
    expired: int = 0
    problem: Exception | None = None
    stopped: bool = False

    @property
    def exit_code(self) -> int:
        """What this account alone would end with."""
        if isinstance(self.problem, SellerCreditsError):
            return self.problem.exit_code
        if self.problem is not None:
            return _UNEXPECTED
        if self.outcome.is_complete:
            return 0
        read = any(window.state.is_known for window in self.outcome.windows)
        return UnreadableSource.exit_code if read else MarketplaceProblem.exit_code


def exit_code(done: Sequence[AccountDone]) -> int:
    """Of all accounts: 0 where all is well, their own where they agree, else 7: some was read."""
    codes = {account.exit_code for account in done}
    if len(codes) == 1:
        return codes.pop()
    return UnreadableSource.exit_code


@dataclass(frozen=True, slots=True)
class Run:
    """One run over accounts.

    Attributes:
        where: the home all accounts share.
        since: how far back to look.
        patience: how long an account may take; None for what the settings say.
    """

    where: Where
    accounts: Sequence[str]
    since: timedelta
    patience: timedelta | None
    log: FilteringBoundLogger
    stop: Stop

    def once(self) -> list[AccountDone]:
        """Do everything that is due; one account's failure never stops the others."""
        with ThreadPoolExecutor(len(self.accounts), thread_name_prefix="account") as pool:
            running = {pool.submit(self._account, name): name for name in self.accounts}
            try:
                self._wait_for(set(running))
            except BaseException:
                self.stop.wish()
                raise
        return [job.result() for job in running]

    def _wait_for(self, jobs: set[Future[AccountDone]]) -> None:
        # In short naps, so that a signal is heard at once on every system.
        while jobs:
            jobs = wait(jobs, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED).not_done

    def _account(self, name: str) -> AccountDone:
        log = self.log.bind(account=name)
        began = time.monotonic()
        log.info("begun")
        done = self._done(name, log)
        for window in done.outcome.windows:
            tell = log.info if window.state.is_known else log.warning
            named = {"source": window.source, "name": window.name}
            tell("window", **named, state=window.state, why=window.why)
        for warning in done.outcome.warnings:
            log.warning("note", said=warning)
        if done.problem is not None:
            log.error("failed", exit_code=done.exit_code, said=str(done.problem))
        log.info(
            "stopped" if done.stopped else "ended",
            exit_code=done.exit_code,
            records=done.outcome.records,
            issues=done.outcome.issues,
            suggestions=done.outcome.suggestions,
            expired=done.expired,
            seconds=round(time.monotonic() - began, 1),
        )
        return done

    def _done(self, name: str, log: FilteringBoundLogger) -> AccountDone:
        outcome, expired, problem, stopped = Outcome(), 0, None, False
        try:
            house = replace(House.open(self.where, account=name), sleep=self.stop.sleep)
            try:
                with house.held("run"):
                    recorder = house.recorder()
                    outcome = recorder.outcome
                    try:
                        told = _told(log, self.stop)
                        house.sync(recorder, self.since, told, patience=self.patience)
                    finally:
                        # Also where the marketplace cannot be reached: time needs no marketplace.
                        expired = recorder.expire() if recorder.is_bound else 0
            finally:
                house.close()
        except Stopped:
            stopped = True
        except Exception as found:  # noqa: BLE001  # one account's bug must not stop the others
            problem = found
        return AccountDone(name, outcome, expired, problem, stopped)


def _told(log: FilteringBoundLogger, stop: Stop) -> Callable[[str], None]:
    """Where progress goes: waits are worth a line in a log, the rest only to whoever asks."""

    def told(sentence: str) -> None:
        stop.check()
        tell = log.info if sentence.startswith(WAITING) else log.debug
        tell("waiting" if sentence.startswith(WAITING) else "progress", said=sentence)

    return told
