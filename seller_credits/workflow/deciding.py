"""One issue to one suggestion: facts, the policy's word, and what the ledger keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seller_credits import policy as rules
from seller_credits.detection.facts import Finding, Freshness, Surroundings, finding_of
from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.windows import Windows
from seller_credits.domain.cases import Issue, OrderCase
from seller_credits.domain.clock import when_text
from seller_credits.domain.decisions import Decision
from seller_credits.domain.identity import suggestion_id
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy

_BY_THE_ORDER = (
    "The price is the order's amount, which may hold shipping and tax; "
    "the all-orders report gives it exactly."
)
_OPEN = frozenset({"proposed", "closed"})

SOURCE_IS_STALE = f"{Remedy.REVIEW} stale_source"
"""The outcome of what cannot be decided before its source is read again; `_outcome` writes it."""


@dataclass(frozen=True, slots=True)
class PolicyInUse:
    """The policy that decides, with the very text it was read from."""

    policy: rules.Policy
    digest: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion, as the ledger keeps it."""

    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """Another deadline, severity or exposure of the suggestion that stands."""

    payload: dict[str, Any]


class Decider:
    """Decides issues by one policy; pure but for what it is given."""

    def __init__(
        self,
        in_use: PolicyInUse,
        windows: Windows,
        options: rules.Options,
        watch: Watch,
    ) -> None:
        self.in_use = in_use
        self.watch = watch
        self._windows = windows
        self._options = options

    def judged(
        self, case: OrderCase, issue: Issue, now: datetime, sources: Mapping[str, Freshness]
    ) -> Suggested | Judged | None:
        """What is new to say of the issue: another suggestion, another judgement, or nothing.

        What was approved, declined or issued is never touched.
        """
        current = case.suggestions.get(issue.issue_id)
        if current is not None and current.status not in _OPEN:
            return None
        finding = finding_of(case, issue, Surroundings(now, self._windows, sources, self.watch))
        decision = rules.decide(
            self.in_use.policy,
            finding.facts,
            order_date=finding.order_date,
            options=self._options,
        )
        outcome = _outcome(decision)
        if current is not None and current.outcome == outcome:
            judged = _judged(finding)
            if current.judged == compared(judged):
                return None
            return Judged({"issue_id": issue.issue_id, "ordinal": current.ordinal, **judged})
        ordinal = current.ordinal + 1 if current else 1
        payload = self._payload(issue, finding, decision, sources)
        if finding.over:
            payload["reasons"].append(finding.over)
        if decision.amount is not None and not case.snapshots:
            payload["reasons"].append(_BY_THE_ORDER)
        payload["suggestion_id"] = suggestion_id(issue.issue_id, ordinal)
        payload["ordinal"] = ordinal
        payload["outcome"] = outcome
        payload["supersedes"] = current.suggestion_id if current else None
        return Suggested(payload)

    def _payload(
        self,
        issue: Issue,
        finding: Finding,
        decision: Decision,
        sources: Mapping[str, Freshness],
    ) -> dict[str, Any]:
        return {
            "issue_id": issue.issue_id,
            "remedy": decision.remedy,
            "amount": decision.amount.plain if decision.amount else None,
            "currency": decision.amount.currency if decision.amount else _currency(finding),
            "net_cost": _text(decision.net_cost),
            "rule": decision.rule,
            "rule_line": decision.rule_line,
            "guard": decision.guard,
            "authority": decision.authority,
            "message": decision.message,
            "status": "closed" if decision.remedy is Remedy.NONE else "proposed",
            "policy_digest": self.in_use.digest,
            "engine": rules.ENGINE_VERSION,
            "options": self._options.as_json(),
            "experiment": decision.drawn.as_json() if decision.drawn else None,
            "reasons": _reasons(decision, finding),
            "limits_hit": list(decision.limits_hit),
            "missing": list(decision.missing),
            "alternatives": [
                {
                    "remedy": other.remedy,
                    "amount": _text(other.amount),
                    "net_cost": _text(other.net_cost),
                    "why_not": other.why_not,
                }
                for other in decision.alternatives
            ],
            **_judged(finding),
            "shown_by": finding.shown_by,
            "coverage": _coverage(issue, sources),
            "order_date": finding.order_date.isoformat() if finding.order_date else None,
            "facts": finding.facts,
        }


def compared(judged: Mapping[str, Any]) -> tuple[str | None, str | None, str | None]:
    """What of a judgement is worth recording anew where it changed; sentences alone are not."""
    return judged["deadline"], judged["severity"], judged["odr_exposure"]


def _judged(finding: Finding) -> dict[str, Any]:
    clock = finding.deadline
    return {
        "deadline": when_text(clock.due),
        "deadline_rule": f"{clock.rule}; {clock.learnt_late}" if clock.learnt_late else clock.rule,
        "expires_at": when_text(clock.expires),
        "severity": finding.facts.get("severity"),
        "odr_exposure": finding.facts["odr_exposure"],
        "odr_exposure_why": finding.exposure_why,
    }


def _outcome(decision: Decision) -> str:
    """What makes two suggestions the same; a delay that only grows is no difference.

    Of a review, what it is for is the whole content: what was missing, which limit it broke.
    """
    said = (decision.remedy, decision.amount, decision.rule, decision.guard)
    review = decision.remedy is Remedy.REVIEW
    why = (*decision.missing, *decision.limits_hit) if review else ()
    return " ".join(str(part) for part in (*said, *why) if part is not None)


def _reasons(decision: Decision, finding: Finding) -> list[str]:
    """The policy's reasons; where a person must look and no price is known, how to get it."""
    reasons = list(decision.reasons)
    unpriced = decision.remedy is Remedy.REVIEW and "line_total" not in finding.facts
    if unpriced and rules.UNKNOWN_PRICE not in reasons:
        reasons.append(rules.UNKNOWN_PRICE)
    return reasons


def _text(amount: Money | None) -> str | None:
    return str(amount) if amount is not None else None


def _currency(finding: Finding) -> str | None:
    for name in ("line_total", "order_total", "refunded_so_far"):
        amount = finding.facts.money(name)
        if amount is not None:
            return amount.currency
    return None


def _coverage(issue: Issue, sources: Mapping[str, Freshness]) -> dict[str, Any]:
    """Which sources told of the issue, and how fresh they are."""
    told = {}
    for seen in issue.sightings:
        fresh = sources.get(seen.evidence.source)
        told[str(seen.evidence.source)] = {
            "read_at": when_text(fresh.read_at) if fresh else None,
            "state": "failed" if fresh and fresh.failed else "read",
        }
    return told
