"""Checks on facts that were hardly ever known of late: a rule that asks for them cannot fire."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from seller_credits.domain.facts import FACTS, FactType
from seller_credits.domain.issues import IssueKind
from seller_credits.handwritten.problems import Problem
from seller_credits.policy.language import Condition, Policy, Rule
from seller_credits.policy.proof.boxes import Box, box_of, words_of
from seller_credits.policy.proof.orders import Given, order_in
from seller_credits.policy.reading.given import MISSING

LOOKED_BACK_DAYS = 60
_ENOUGH = 5
_KNOWN_WHERE_SO = frozenset({"is_over", "return_denied", "replacement_pending", "feedback_rating"})
"""Facts that are recorded only where they are so: missing is their way of saying no."""


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What the recorded decisions of late rested on.

    Attributes:
        decisions: how many there were, by kind of issue.
        known: in how many of them each fact was known, by kind of issue and fact.
        days: how long back they reach.
    """

    decisions: Mapping[str, int]
    known: Mapping[str, Mapping[str, int]]
    days: int = LOOKED_BACK_DAYS

    @classmethod
    def of(cls, decided: Iterable[tuple[str, Iterable[str]]]) -> KnownFacts:
        """Count decisions, each told as its kind of issue and the facts that were known."""
        decisions: Counter[str] = Counter()
        known: dict[str, Counter[str]] = {}
        for kind, facts in decided:
            decisions[kind] += 1
            known.setdefault(kind, Counter()).update(facts)
        return cls(decisions, known)


def missing_facts(policy: Policy, recorded: KnownFacts | None) -> Iterator[Problem]:
    """Conditions on facts that were missing in most decisions their rule could have had.

    One that was missing every time is a warning: the rule can never fire. A handful of decisions
    proves nothing.
    """
    if recorded is None:
        return
    for rule in policy.rules:
        kinds = words_of(box_of(rule.conditions), "issue") or frozenset(IssueKind)
        decisions = sum(recorded.decisions.get(str(kind), 0) for kind in kinds)
        for condition in rule.conditions:
            if decisions < _ENOUGH or not _needs_it(condition):
                continue
            facts = [recorded.known.get(str(kind), {}) for kind in kinds]
            known = sum(of_kind.get(condition.fact, 0) for of_kind in facts)
            if known * 2 < decisions:
                order = _without(rule, condition, policy.rates.own)
                missing, days = decisions - known, recorded.days
                yield _problem(rule, condition, decisions, missing, days=days, order=order)


def _needs_it(condition: Condition) -> bool:
    return None not in condition.accepts and condition.fact not in _KNOWN_WHERE_SO


def _problem(
    rule: Rule, condition: Condition, decisions: int, missing: int, *, days: int, order: Given
) -> Problem:
    never = missing == decisions
    how_often = "every one" if never else f"{missing}"
    so = "can never fire" if never else "fires for few"
    return Problem(
        "warning" if never else "note",
        f"`{condition.fact}` was missing in {how_often} of the {decisions} decisions of the last "
        f"{days} days that rule `{rule.name}` is about: it {so}.",
        condition.place.line,
        condition.place.column,
        "Give the program what it takes to know it, or ask for something else.",
        order,
        finding="missing_fact",
    )


def _without(rule: Rule, condition: Condition, currency: str) -> Given:
    """An order that fits the rule but for the fact, which is not known."""
    box: Box = {
        fact: values for fact, values in box_of(rule.conditions).items() if fact != condition.fact
    }
    given = dict(order_in(box, currency))
    given.pop(condition.fact, None)
    if FACTS[condition.fact].type is not FactType.TEXT:
        given[condition.fact] = MISSING
    return given
