"""How bad an issue is: the worst of what shows it, with the reason.

What a level means is a choice of this program, no rule of Amazon's: `high` costs the buyer what
they paid for or the seller a defect, `medium` costs the buyer time or a part of it, `low` costs
nobody anything yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from seller_credits.domain.cases import Issue
from seller_credits.domain.facts import Value
from seller_credits.domain.issues import IssueKind, Severity

Graded = tuple[Severity, str]

_BY_KIND: Mapping[Severity, frozenset[IssueKind]] = {
    # The buyer has not got what they paid for, or has taken it to somebody who judges.
    Severity.HIGH: frozenset(
        {
            *(IssueKind.LOST, IssueKind.MISDELIVERED, IssueKind.WRONG_ITEM, IssueKind.OVERCHARGE),
            *(IssueKind.DEFECTIVE, IssueKind.DAMAGED, IssueKind.STOCK_CANCELLATION),
            *(IssueKind.A_TO_Z_CLAIM, IssueKind.CHARGEBACK, IssueKind.NEGATIVE_FEEDBACK),
        }
    ),
    # They have it in part, or later, or otherwise than promised.
    Severity.MEDIUM: frozenset(
        {
            *(IssueKind.LATE_DELIVERY, IssueKind.UNDELIVERABLE, IssueKind.MISSING_PARTS),
            *(IssueKind.NOT_AS_DESCRIBED, IssueKind.QUALITY, IssueKind.OTHER),
        }
    ),
    # Nobody is let down yet, or nobody but themselves.
    Severity.LOW: frozenset(
        {
            *(IssueKind.LATE_SHIPMENT, IssueKind.SLOW_RESPONSE, IssueKind.OUTAGE),
            IssueKind.BUYER_REMORSE,
        }
    ),
}
_OF_KIND = {kind: severity for severity, kinds in _BY_KIND.items() for kind in kinds}

# Facts that make it worse than its kind: from which value on, and how bad it is then.
_OVERDUE, _LONG_OVERDUE, _LONG_LATE = 1, 3, 7


def _at_least(figure: int) -> Callable[[Value], bool]:
    return lambda value: isinstance(value, int) and value >= figure


_BY_FACT: tuple[tuple[str, Callable[[Value], bool], Severity], ...] = (
    ("claim_open", lambda value: value == "yes", Severity.HIGH),
    ("days_late", _at_least(_LONG_LATE), Severity.HIGH),
    ("days_overdue", _at_least(_LONG_OVERDUE), Severity.HIGH),
    ("days_overdue", _at_least(_OVERDUE), Severity.MEDIUM),
)


def severity_of(issue: Issue, facts: Mapping[str, Value | None]) -> Graded:
    """The worst severity that anything shows, and what shows it."""
    return max(_grades(issue, facts), key=lambda grade: grade[0].weight)


def _grades(issue: Issue, facts: Mapping[str, Value | None]) -> Iterator[Graded]:
    """What each sign says; of two that say the same the first is told."""
    for seen in issue.sightings:
        if seen.severity is not None:
            yield seen.severity, f"{seen.evidence.source} says so ({seen.evidence.where})"
    yield _OF_KIND[issue.kind], f"{issue.kind} is that by itself".replace("_", " ")
    for name, is_so, severity in _BY_FACT:
        value = facts.get(name)
        if value is not None and is_so(value):
            yield severity, f"{name} {value}".replace("_", " ")
