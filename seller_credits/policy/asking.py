"""Which facts a policy asks about: what a source must tell, and what a decision may rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seller_credits.domain.remedies import Remedy
from seller_credits.policy.language import (
    Base,
    Condition,
    Fixed,
    Outcome,
    Policy,
    Rule,
    Share,
    Tiers,
)

_OF_BASE = {
    Base.ITEM: ("affected_value", "item_price", "quantity"),
    Base.ORDER: ("order_total",),
    Base.SHIPPING: ("shipping_paid",),
    Base.RETURN_LABEL: ("return_label",),
}
_OF_REPLACEMENT = ("in_stock", "unit_cost", "postage", "quantity", "line_total")
_OF_WHOLE_REFUND = ("line_total", "shipping_paid", "refunded_so_far")


def facts_asked(policy: Policy, issue: str | None = None) -> frozenset[str]:
    """Names of the facts a policy asks about in so many words: what a seller's sources should tell.

    They stand in conditions, in tables, under percentages, in limits, and behind an offered
    replacement. What the guards read is not among them.

    Args:
        policy: as read from the seller's file.
        issue: one kind of issue, to leave out the rules that are about others; None for all.
    """
    rules = rules_about(policy, issue)
    outcomes = [policy.otherwise, *(rule.outcome for rule in rules)]
    experiment = policy.experiment
    if experiment is not None and any(rule.name in experiment.rules for rule in rules):
        outcomes.append(experiment.instead)
    asked = set(_of_conditions(condition for rule in rules for condition in rule.conditions))
    for outcome in outcomes:
        asked.update(_of_outcome(outcome))
    if any(Remedy.PARTIAL_REFUND in outcome.remedies for outcome in outcomes):
        changes = policy.adjustments
        asked.update(_of_conditions(found for change in changes for found in change.conditions))
    if any(remedy.costs_money for outcome in outcomes for remedy in outcome.remedies):
        asked.update(_of_limits(policy))
    return frozenset(asked)


def rules_about(policy: Policy, issue: str | None) -> list[Rule]:
    """The rules that may take an issue of this kind, in order; all of them for None."""
    return [rule for rule in policy.rules if issue is None or _is_about(rule, issue)]


def _is_about(rule: Rule, issue: str) -> bool:
    """Whether the rule's conditions on the issue let it through."""
    about = (condition for condition in rule.conditions if condition.fact == "issue")
    return all(issue in condition.accepts for condition in about)


def _of_conditions(conditions: Iterable[Condition]) -> Iterator[str]:
    return (condition.fact for condition in conditions)


def _of_outcome(outcome: Outcome) -> Iterator[str]:
    for amount in (outcome.amount, outcome.at_least, outcome.at_most):
        if isinstance(amount, Tiers):
            yield amount.by
            for row in amount.rows:
                yield from _of_term(row.term)
        elif amount is not None:
            yield from _of_term(amount)
    for remedy in outcome.remedies:
        if remedy is Remedy.REPLACEMENT:
            yield from _OF_REPLACEMENT
        elif remedy in {Remedy.FULL_REFUND, Remedy.RETURN_AND_REFUND}:
            yield from _OF_WHOLE_REFUND


def _of_term(term: Share | Fixed) -> Iterable[str]:
    return _OF_BASE[term.base] if isinstance(term, Share) else ()


def _of_limits(policy: Policy) -> Iterator[str]:
    limits = policy.limits
    if limits.per_line is not None and limits.per_line.share is not None:
        yield "line_total"
    if limits.per_order is not None and limits.per_order.share is not None:
        yield "order_total"
    if limits.per_buyer is not None:
        yield "buyer_prior_credits"
