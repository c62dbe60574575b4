"""Reports API 2021-06-30: asked for once, waited for, fetched, and told of in plain words.

CANCELLED is Amazon's answer where there are no rows, and also where it dislikes the window or was
asked too soon. So it counts as empty only after a second question, and says "assumed".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from seller_credits.domain.issues import CoverageState
from seller_credits.domain.reports import Report
from seller_credits.domain.requests import ReportRequest
from seller_credits.marketplace.account import marketplace_ids
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.documents.documents import Documents
from seller_credits.marketplace.errors import (
    AccessDenied,
    CallProblem,
    RequestRefused,
    ends_all,
)
from seller_credits.marketplace.interface import FetchedReport
from seller_credits.marketplace.memory import RequestMemory
from seller_credits.marketplace.plans import Effort, Wish
from seller_credits.marketplace.reports.asking import Ask
from seller_credits.marketplace.reports.calls import ReportCalls
from seller_credits.marketplace.reports.cancelled import is_assumed_empty, rests_until
from seller_credits.marketplace.reports.following import Following
from seller_credits.marketplace.reports.foreseeing import foreseen
from seller_credits.marketplace.reports.outcomes import Outcomes, nothing
from seller_credits.marketplace.reports.remembered import (
    DROPPED,
    asked_by,
    cancelled_twin,
    first_of_two,
)
from seller_credits.marketplace.reports.resuming import Requests
from seller_credits.marketplace.reports.sources import report_kind
from seller_credits.marketplace.reports.words import clock_time
from seller_credits.marketplace.spans import rough_span

LONGEST = timedelta(minutes=30)
"""How long a run waits for a report; most are made within minutes."""

SOON = timedelta(minutes=5)
"""How long it waits while there is something else to read."""


class Reports:
    """The reports of one account.

    Args:
        caller, documents: of the account.
        memory: where requests are remembered, for this process or for every later one.
        longest: how long one run waits for a report, from when it asked for it or found it.
        soon: how long while there is something else to read.
    """

    def __init__(
        self,
        caller: Caller,
        documents: Documents,
        memory: RequestMemory,
        longest: timedelta = LONGEST,
        soon: timedelta = SOON,
    ) -> None:
        self._clock = caller.waiting.clock
        self._requests = Requests(ReportCalls(caller), memory, caller.account.owner, self._clock)
        self._following = Following(self._requests, caller.waiting)
        self._longest = longest
        self._soon = min(soon, longest)
        self._outcomes = Outcomes(caller, documents, self._requests)
        self._refusals: dict[Ask, CallProblem] = {}

    def prepare(
        self, report: Report, marketplace: str, since: datetime | None, until: datetime | None
    ) -> None:
        """See `seller_credits.marketplace.interface.Marketplace.prepare`."""
        ask = self._ask(report, marketplace, since, until)
        try:
            self._request(ask)
        except (AccessDenied, RequestRefused) as refusal:
            self._refusals[ask] = refusal
        except CallProblem as problem:
            if ends_all(problem):
                raise
            # Amazon's own trouble may be over when the report is read.

    def fetch(
        self,
        report: Report,
        marketplace: str,
        since: datetime | None,
        until: datetime | None,
        *,
        soon: bool = False,
    ) -> FetchedReport:
        """See `seller_credits.marketplace.interface.Marketplace.report`."""
        ask = self._ask(report, marketplace, since, until)
        if refusal := self._refusals.pop(ask, None):
            raise refusal
        longest = self._soon if soon else self._longest
        request = self._following.to_its_end(ask.kind, self._accepted(ask), longest)
        if request.status != "CANCELLED":
            return self._outcomes.of(ask, request)
        if ask.kind.rest is not None:
            return self._cancelled_for_now(ask, request, ask.kind.rest, longest)
        return self._cancelled(ask, request, longest)

    def foreseen(self, wish: Wish) -> Effort:
        """What a report would still cost; nothing is asked for it."""
        since, until = (wish.span.since, wish.span.until) if wish.span else (None, None)
        ask = self._ask(wish.report, wish.store, since, until)
        return foreseen(self._requests.log(ask), ask, self._clock())

    def taken(self, fetched: FetchedReport) -> None:
        """See `seller_credits.marketplace.interface.Marketplace.taken`."""
        if fetched.request is not None:
            self._requests.keep(replace(fetched.request, taken=True))

    def spoiled(self, fetched: FetchedReport) -> None:
        """See `seller_credits.marketplace.interface.Marketplace.spoiled`."""
        if fetched.request is not None:
            self._requests.keep(replace(fetched.request, status=DROPPED))

    def _ask(
        self, report: Report, marketplace: str, since: datetime | None, until: datetime | None
    ) -> Ask:
        (store_id,) = marketplace_ids([marketplace])
        return Ask.of(report_kind(report), store_id, since, until, self._clock())

    def _accepted(self, ask: Ask) -> ReportRequest:
        """A request that Amazon took; where its answer is lost, it is looked for before the next.

        A second report does no harm, but costs a token that takes a minute to grow back.
        """
        try:
            return self._request(ask)
        except CallProblem as problem:
            if ends_all(problem) or not problem.may_have_happened:
                raise
        return self._request(ask)

    def _request(self, ask: Ask) -> ReportRequest:
        return self._following.begin(self._requests.at_hand(ask) or self._requests.new(ask))

    def _cancelled(self, ask: Ask, cancelled: ReportRequest, longest: timedelta) -> FetchedReport:
        """No rows, or a window that is disliked: another window tells."""
        second = cancelled
        log = self._requests.log(ask)
        if first_of_two(log, cancelled, ask.kind) is None:
            other = asked_by(cancelled, ask.kind).differently()
            if other is None:
                why = "Amazon cancelled the report and gives no reason; the next sync asks again."
                return nothing(ask, cancelled, CoverageState.UNKNOWN, why)
            twin = cancelled_twin(log, other, self._clock())
            second = self._following.to_its_end(ask.kind, twin or self._accepted(other), longest)
        if second.status != "CANCELLED":
            return self._outcomes.of(ask, second)
        why = "Amazon cancelled it for two differing windows, as it does where there are no rows."
        return nothing(ask, second, CoverageState.EMPTY_ASSUMED, why)

    def _cancelled_for_now(
        self, ask: Ask, cancelled: ReportRequest, rest: timedelta, longest: timedelta
    ) -> FetchedReport:
        """No rows, or asked too soon: what others asked for lately tells, or the next time."""
        lately = self._requests.made_lately(ask)
        if lately is not None:
            request = self._following.to_its_end(ask.kind, lately, longest)
            if request.status != "CANCELLED":
                why = (
                    f"Amazon makes it every {rough_span(rest)} at most; "
                    f"this one is of {clock_time(request.asked_at)}."
                )
                outcome = self._outcomes.of(ask, request)
                return outcome if outcome.path is None else replace(outcome, why=why)
        log = self._requests.log(ask)
        if is_assumed_empty(log, ask):
            apart = rough_span(rest)
            why = f"Amazon cancelled it twice, {apart} and more apart, as it does without rows."
            return nothing(ask, cancelled, CoverageState.EMPTY_ASSUMED, why)
        again = clock_time(rests_until(log, cancelled, ask.kind))
        why = (
            "Amazon cancelled it, as it does without rows and when asked within "
            f"{rough_span(rest)}; a sync after {again} asks again."
        )
        return nothing(ask, cancelled, CoverageState.UNKNOWN, why)
