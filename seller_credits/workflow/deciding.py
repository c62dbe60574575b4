"""One issue to one suggestion: facts, the version that judges it, and whether that is news."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from seller_credits import policy as rules
from seller_credits.detection.facts import Finding, Freshness, Surroundings, finding_of
from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.shop import Shop
from seller_credits.detection.windows import Windows
from seller_credits.domain.cases import CurrentSuggestion, Issue, OrderCase
from seller_credits.domain.decisions import Drawn
from seller_credits.domain.fees import Fees
from seller_credits.domain.identity import suggestion_id
from seller_credits.domain.remedies import Remedy
from seller_credits.workflow.in_force import InForce
from seller_credits.workflow.same_trouble import given_for_the_same
from seller_credits.workflow.spending import Spending
from seller_credits.workflow.suggesting import (
    Made,
    compared,
    day_of,
    judgement_of,
    outcome_of,
    payload_of,
)

_OPEN = frozenset({"proposed", "closed"})
_ANEW = "superseded"
"""How an issue's latest suggestion stands where what was approved of it was given up: what changed
before it was handed in is decided anew."""
_DAY_OF = {
    "order": "the order is of {}",
    "issue": "no order date is known, and it happened on {}",
    "finding": "no order date is known, nor when it happened, and it was found on {}",
}

SOURCE_IS_STALE = f"{Remedy.REVIEW} stale_source"
"""The outcome of what cannot be decided before its source is read again."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion, as the ledger keeps it."""

    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Upheld:
    """The suggestion that stands, as another version of the policy made it again."""

    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """Another deadline, severity or exposure of the suggestion that stands."""

    payload: dict[str, Any]


News = Suggested | Upheld | Judged


@dataclass(frozen=True, slots=True)
class Ground:
    """What the decisions of one batch rest on beside their orders.

    Attributes:
        now: the moment, aware.
        sources: how fresh each is.
        shop: what is known of the shop as a whole.
        spending: what was given already.
    """

    now: datetime
    sources: Mapping[str, Freshness]
    shop: Shop
    spending: Spending


def _no_salt() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Decider:
    """Decides issues by the versions of the policy in force; pure but for what it is given.

    Attributes:
        in_force: the versions.
        watch: after how long a parcel's silence means something.
        options: what the seller's settings say of decisions.
        fees: what the marketplace takes and keeps, by store.
        calendar: the store whose days and months are the account's; None for each order's own.
        salt: gives the account's secret for experiments; asked only where a policy has one.
    """

    in_force: InForce
    windows: Windows
    options: rules.Options
    watch: Watch
    fees: Mapping[str, Fees] = field(default_factory=dict)
    calendar: str | None = None
    salt: Callable[[], str] = _no_salt

    def under(self, in_force: InForce) -> Decider:
        """The same by other versions."""
        return replace(self, in_force=in_force)

    def judged(self, case: OrderCase, issue: Issue, ground: Ground) -> News | None:
        """What is new to say of the issue, if anything is.

        What was approved, declined or issued is never touched.
        """
        current = case.suggestions.get(issue.issue_id)
        if current is not None and current.status not in _OPEN and current.status != _ANEW:
            return None
        finding, made = self.weighed(case, issue, ground)
        outcome = outcome_of(made.decision)
        is_open = current is not None and current.status in _OPEN
        is_same = current is not None and is_open and current.outcome == outcome
        if current is not None and is_same and not self._must_be_upheld(current, made):
            judged = judgement_of(finding)
            if current.judged == compared(judged):
                return None
            return Judged({"issue_id": issue.issue_id, "ordinal": current.ordinal, **judged})
        before = current.ordinal if current else 0
        ordinal = before if is_same else before + 1
        recorded = _with_alternatives(made, finding)
        payload = payload_of(
            *(case, issue, finding, recorded), sources=ground.sources, now=ground.now
        )
        payload["suggestion_id"] = suggestion_id(issue.issue_id, ordinal)
        payload["ordinal"] = ordinal
        payload["outcome"] = outcome
        payload["supersedes"] = suggestion_id(issue.issue_id, ordinal - 1) if ordinal > 1 else None
        return Upheld(payload) if is_same else Suggested(payload)

    def weighed(self, case: OrderCase, issue: Issue, ground: Ground) -> tuple[Finding, Made]:
        """What is known of the issue now, and what the version in force makes of it."""
        around = Surroundings(ground.now, self.windows, ground.sources, self.watch, ground.shop)
        finding = finding_of(case, issue, around)
        return finding, self._made(case, issue, finding, ground)

    def _must_be_upheld(self, current: CurrentSuggestion, made: Made) -> bool:
        """Whether what comes out the same must be recorded as this version's all the same."""
        authority = made.decision.authority
        if authority is None:
            return False  # there is nothing to approve, and nothing will be issued
        digest, stood_by = current.stands_on
        return stood_by != authority or self.in_force.must_be_upheld(digest, made.digest)

    def _made(self, case: OrderCase, issue: Issue, finding: Finding, ground: Ground) -> Made:
        day, of_what = day_of(issue, finding)
        chosen = self.in_force.versions.for_order(day, rules.currency_of(finding.facts))
        policy = chosen.policy
        store = self.calendar or issue.marketplace
        options = replace(
            self.options,
            budgets=ground.spending.budgets(case, store, ground.now),
            fees=self.fees.get(str(finding.facts.get("marketplace", ""))),
            drawn=self._drawn(policy, case.order_id),
            for_a_person=given_for_the_same(case, issue),
        )
        if policy is None:
            decision = rules.without_policy(finding.facts, chosen.why, options)
            version = {"name": None, "version": None, "why": chosen.why}
            return Made(decision, None, version, options, day, of_what, store)
        decision = rules.decide(policy, finding.facts, order_date=day, options=options)
        why = f"{_DAY_OF[of_what].format(day)}: {chosen.why}"
        version = {"name": policy.name, "version": policy.version, "why": why}
        return Made(decision, policy, version, options, day, of_what, store)

    def _drawn(self, policy: rules.Policy | None, order_id: str) -> Drawn | None:
        if policy is None or policy.experiment is None:
            return None
        return rules.draw(policy, self.salt(), order_id)


def _with_alternatives(made: Made, finding: Finding) -> Made:
    """The same with the remedies that were not taken: only what is recorded needs them."""
    if made.policy is None:
        return made
    others = rules.alternatives(made.policy, finding.facts, made.decision, made.options)
    return replace(made, decision=made.decision._replace(alternatives=others))
