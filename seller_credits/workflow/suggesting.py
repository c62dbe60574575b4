"""What the ledger keeps of a suggestion: the decision, and everything that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from seller_credits import policy as rules
from seller_credits.detection.facts import Finding, Freshness
from seller_credits.domain.cases import Issue, OrderCase
from seller_credits.domain.clock import when_text
from seller_credits.domain.decisions import Decision
from seller_credits.domain.marketplaces import day_in, start_in
from seller_credits.domain.remedies import Remedy
from seller_credits.reporting.decisions import alternative_items

_BY_THE_ORDER = (
    "The price is the order's amount, which may hold shipping and tax; "
    "the all-orders report gives it exactly."
)
_A_MONTH_AND_MORE = timedelta(days=32)


@dataclass(frozen=True, slots=True)
class Made:
    """A decision with what it was made by and from.

    Attributes:
        policy: the version that made it; None where none was in force.
        version: which version that was and why it, in words.
        options: what was known beside the facts.
        day: by which day the version was chosen, in the store's own calendar.
        day_of: what that is the day of: `order`, `issue` (when it happened) or `finding` it.
        store: in whose calendar the account's days are counted.
    """

    decision: Decision
    policy: rules.Policy | None
    version: Mapping[str, Any]
    options: rules.Options
    day: date
    day_of: str
    store: str | None

    @property
    def digest(self) -> str:
        """Of the version that made it; empty where none was in force."""
        return self.policy.digest if self.policy else ""


def day_of(issue: Issue, finding: Finding) -> tuple[date, str]:
    """The day an issue is judged by, and what it is the day of: see `Made`."""
    if finding.order_date is not None:
        return finding.order_date, "order"
    if issue.occurred_at is not None:
        return day_in(issue.marketplace, issue.occurred_at), "issue"
    return day_in(issue.marketplace, issue.detected_at), "finding"


def payload_of(
    case: OrderCase,
    issue: Issue,
    finding: Finding,
    made: Made,
    *,
    sources: Mapping[str, Freshness],
    now: datetime,
) -> dict[str, Any]:
    """All of a suggestion but its own name and place among others."""
    decision = made.decision
    return {
        "issue_id": issue.issue_id,
        **kept_of(decision),
        "currency": decision.worth.currency if decision.worth else _currency(finding),
        "status": "closed" if decision.remedy is Remedy.NONE else "proposed",
        "policy_digest": made.digest,
        "version": made.version,
        "engine": rules.ENGINE_VERSION,
        "options": made.options.as_json(),
        "reasons": _reasons(case, decision, finding),
        "again_at": when_text(_again_at(decision, made.store, now)),
        "alternatives": alternative_items(decision.alternatives),
        **judgement_of(finding),
        "shown_by": finding.shown_by,
        "coverage": _coverage(issue, sources),
        "order_date": made.day.isoformat(),
        "order_date_of": made.day_of,
        "facts": finding.facts,
    }


def kept_of(decision: Decision) -> dict[str, Any]:
    """What is kept of the decision as it was: whoever makes it again must find the same."""
    return {
        "remedy": decision.remedy,
        "amount": decision.amount.plain if decision.amount else None,
        "net_cost": None if decision.net_cost is None else decision.net_cost.plain,
        "rule": decision.rule,
        "rule_line": decision.rule_line,
        "guard": decision.guard,
        "authority": decision.authority,
        "message": decision.message,
        "limits_hit": list(decision.limits_hit),
        "missing": list(decision.missing),
        "experiment": decision.drawn.as_json() if decision.drawn else None,
    }


def compared(judged: Mapping[str, Any]) -> tuple[str | None, str | None, str | None]:
    """What of a judgement is worth recording anew where it changed; sentences alone are not."""
    return judged["deadline"], judged["severity"], judged["odr_exposure"]


def judgement_of(finding: Finding) -> dict[str, Any]:
    """What may change of an issue while what is suggested stays the same."""
    clock = finding.deadline
    return {
        "deadline": when_text(clock.due),
        "deadline_rule": f"{clock.rule}; {clock.learnt_late}" if clock.learnt_late else clock.rule,
        "expires_at": when_text(clock.expires),
        "severity": finding.facts.get("severity"),
        "odr_exposure": finding.facts["odr_exposure"],
        "odr_exposure_why": finding.exposure_why,
    }


def outcome_of(decision: Decision) -> str:
    """What makes two suggestions the same; a delay that only grows is no difference.

    Of a review, what it is for is the whole content: what was missing, which limit it broke.
    """
    said = (decision.remedy, decision.amount, decision.rule, decision.guard)
    review = decision.remedy is Remedy.REVIEW
    why = (*decision.missing, *decision.limits_hit) if review else ()
    return " ".join(str(part) for part in (*said, *why) if part is not None)


def _reasons(case: OrderCase, decision: Decision, finding: Finding) -> list[str]:
    """The policy's reasons; where a person must look and no price is known, how to get it."""
    reasons = list(decision.reasons)
    unpriced = decision.remedy is Remedy.REVIEW and "line_total" not in finding.facts
    if unpriced and rules.UNKNOWN_PRICE not in reasons:
        reasons.append(rules.UNKNOWN_PRICE)
    if finding.over:
        reasons.append(finding.over)
    if decision.amount is not None and not case.snapshots:
        reasons.append(_BY_THE_ORDER)
    return reasons


def _again_at(decision: Decision, store: str | None, now: datetime) -> datetime | None:
    """When the limit that cut or stopped it leaves more; None where time alone changes nothing."""
    today = day_in(store, now)
    if "per_month" in decision.limits_hit:
        return start_in(store, (today.replace(day=1) + _A_MONTH_AND_MORE).replace(day=1))
    if "per_day" in decision.limits_hit:
        return start_in(store, today + timedelta(days=1))
    return None


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
