"""Severity: the worst of what shows an issue, with the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seller_credits.detection.severity import severity_of
from seller_credits.domain.issues import IssueKind, Severity
from tests.detection.makers import case_of, returned


def issue(kind="quality", *stated):
    (found,) = case_of([returned()]).issues
    found.kind = IssueKind(kind)
    (seen,) = found.sightings
    found.sightings = [replace(seen, severity=word) for word in (stated or (None,))]
    return found


@pytest.mark.parametrize("kind", list(IssueKind))
def test_every_kind_has_a_severity_and_a_reason(kind):
    severity, why = severity_of(issue(kind), {})
    assert severity in Severity
    assert why == f"{kind.replace('_', ' ')} is that by itself"


def test_what_a_source_states_makes_it_worse_and_never_better():
    assert severity_of(issue("quality", Severity.HIGH), {})[0] == "high"
    assert severity_of(issue("lost", Severity.LOW), {})[0] == "high"


def test_the_worst_of_several_sources_counts():
    severity, why = severity_of(issue("quality", Severity.LOW, Severity.HIGH), {})
    assert severity == "high"
    assert why == "mfn_returns says so (returns.txt, row 2)"


@pytest.mark.parametrize(
    ("kind", "facts", "severity", "why"),
    [
        ("late_shipment", {}, "low", "late shipment is that by itself"),
        ("late_shipment", {"days_overdue": 0}, "low", "late shipment"),
        ("late_shipment", {"days_overdue": 1}, "medium", "days overdue 1"),
        ("late_shipment", {"days_overdue": 3}, "high", "days overdue 3"),
        ("late_delivery", {"days_late": 6}, "medium", "late delivery"),
        ("late_delivery", {"days_late": 7}, "high", "days late 7"),
        ("quality", {"claim_open": "yes"}, "high", "claim open yes"),
        ("quality", {"claim_open": "not_seen"}, "medium", "quality"),
    ],
)
def test_facts_make_it_worse(kind, facts, severity, why):
    told = severity_of(issue(kind), facts)
    assert told[0] == severity
    assert why in told[1]
