"""One account's turn in a run: everything that is due, told in the log, whatever happens."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from traceback import extract_tb

from structlog.typing import FilteringBoundLogger

import seller_credits
from seller_credits.bootstrap import NO_OWN_POLICY, House
from seller_credits.domain.errors import MarketplaceProblem, SellerCreditsError, UnreadableSource
from seller_credits.domain.issuances import FOR_A_PERSON
from seller_credits.marketplace.calling.quoting import quotable
from seller_credits.marketplace.calling.waiting import WAITING
from seller_credits.settings import Where
from seller_credits.unattended.stopping import Stop, Stopped
from seller_credits.workflow.recording import Recorder
from seller_credits.workflow.results import Outcome

IN_QUESTION = 3
"""What a run ends with where all was read, and a refund is in question."""

_OWN_CODE = str(Path(seller_credits.__file__).parent)


@dataclass(slots=True)
class AccountDone:
    """What became of one account in one run.

    Attributes:
        outcome: what was read and recorded, as far as it went.
        expired: suggestions that can have no effect any more.
        proven: issuances that came to another status by evidence.
        in_question: a refund stands that was not meant so, or that nobody here issued.
        unproven: what `reconcile` alone would end with where something could not be asked; else 0.
        problem: what ended it early; None where nothing did.
        stopped: it ended because it was asked to.
    """

    account: str
    outcome: Outcome = field(default_factory=Outcome)
    expired: int = 0
    proven: int = 0
    in_question: bool = False
    unproven: int = 0
    problem: Exception | None = None
    stopped: bool = False

    @property
    def exit_code(self) -> int:
        """What this account alone would end with."""
        if self.problem is not None:
            return getattr(self.problem, "exit_code", SellerCreditsError.exit_code)
        if self.stopped or self.outcome.is_complete:
            return IN_QUESTION if self.in_question else self.unproven
        read = any(window.state.is_known for window in self.outcome.windows)
        return UnreadableSource.exit_code if read else MarketplaceProblem.exit_code

    @property
    def said(self) -> str:
        """The problem in words: one of ours as it is, a bug by its kind and without secrets."""
        if self.problem is None or isinstance(self.problem, SellerCreditsError):
            return str(self.problem or "")
        what = f"{type(self.problem).__name__}: {quotable(str(self.problem))}"
        return f"This failed unexpectedly ({what}), in {_place(self.problem)}. Report it."


@dataclass(frozen=True, slots=True)
class Turn:
    """What an account is to do when its turn comes.

    Attributes:
        where: the home all accounts share.
        since: how far back to look.
        patience: how long it may take; None for what the settings say.
        log: already told which account it is.
    """

    where: Where
    account: str
    since: timedelta
    patience: timedelta | None
    log: FilteringBoundLogger
    stop: Stop

    def take(self) -> AccountDone:
        """Do what is due; a problem is in the result, and never raised."""
        began = time.monotonic()
        self.log.info("begun")
        done = AccountDone(self.account)
        try:
            self._work(done)
        except Stopped:
            done.stopped = True
        except Exception as problem:  # noqa: BLE001  # one account's bug must not stop the others
            done.problem = problem
        self._tell(done, time.monotonic() - began)
        return done

    def _work(self, done: AccountDone) -> None:
        with closing(House.open(self.where, account=self.account)) as opened, opened.held("run"):
            house = replace(opened, sleep=self.stop.sleep)
            if house.ledger.news:
                self.log.info("note", said=house.ledger.news)
            if house.packaged_policy_decides:
                self.log.info("note", said=NO_OWN_POLICY)
            recorder = house.recorder()
            done.outcome = recorder.outcome
            try:
                house.sync(recorder, self.since, self._progress, patience=self.patience)
                self._prove(house, recorder, done)
            finally:
                # Also where the marketplace cannot be reached: time needs no marketplace.
                done.expired = recorder.expire()

    def _prove(self, house: House, recorder: Recorder, done: AccountDone) -> None:
        """Look for what was handed in, where anything ever was."""
        if next(house.ledger.issuances(self.account), None) is None:
            return
        found = house.reconcile(recorder, self._progress, patience=self.patience)
        done.proven = len(found.changes)
        done.in_question = any(house.ledger.issuances(self.account, statuses=FOR_A_PERSON)) or any(
            each["explained"] is None for each in house.ledger.orphans(self.account)
        )
        for change in found.changes:
            self.log.info(
                "proven",
                order=change.issuance.order_id,
                before=change.before,
                status=change.issuance.status,
                said=change.why,
            )
        if done.in_question:
            said = "Refunds are in question: `seller-credits reconcile` lists them."
            self.log.warning("note", said=said)
        done.unproven = found.exit_code
        if found.problem is not None:
            self.log.warning("not proven", exit_code=done.unproven, said=str(found.problem))

    def _progress(self, sentence: str) -> None:
        """Waits are worth a line in the log, the rest only to whoever asks."""
        self.stop.check()
        if sentence.startswith(WAITING):
            self.log.info("waiting", said=sentence)
        else:
            self.log.debug("progress", said=sentence)

    def _tell(self, done: AccountDone, seconds: float) -> None:
        self._tell_coverage(done.outcome)
        for warning in done.outcome.as_json()["warnings"]:
            self.log.warning("note", said=warning)
        if done.problem is not None:
            self.log.error("failed", exit_code=done.exit_code, said=done.said)
        self.log.info(
            "stopped" if done.stopped else "ended",
            exit_code=done.exit_code,
            records=done.outcome.records,
            issues=done.outcome.issues,
            suggestions=done.outcome.suggestions,
            expired=done.expired,
            seconds=round(seconds, 1),
        )

    def _tell_coverage(self, outcome: Outcome) -> None:
        """What was not read and why, a line for each reason; what was read, to whoever asks."""
        unread: dict[tuple[str, str], dict[str, None]] = {}
        for window in outcome.windows:
            if window.state.is_known:
                self.log.debug("read", name=window.name, state=window.state, said=window.why)
            else:
                unread.setdefault((window.state, window.why), {})[window.name] = None
        for (state, why), names in unread.items():
            self.log.warning("not read", names=list(names), state=state, said=why)


def _place(problem: Exception) -> str:
    """The line of this program's own code that a bug came from: `calls.py, line 92`."""
    frames = [
        frame for frame in extract_tb(problem.__traceback__) if frame.filename.startswith(_OWN_CODE)
    ]
    return f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "a library"
