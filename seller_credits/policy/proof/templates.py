"""Checks on messages a policy names: whether there is such a template."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from seller_credits.handwritten.problems import START, Problem, nearest
from seller_credits.policy.language import OTHERWISE, Outcome, Policy
from seller_credits.policy.proof.boxes import box_of
from seller_credits.policy.proof.orders import Given, order_in
from seller_credits.policy.reading.loading import read_draft


def unknown_templates(policy: Policy, templates: Collection[str] | None) -> Iterator[Problem]:
    """Messages of a name that no template has.

    Args:
        policy: as read.
        templates: the names there are; None where nobody knows, and nothing is found.
    """
    if templates is None:
        return
    for what, outcome, order in _outcomes(policy):
        if outcome.message is not None and outcome.message not in templates:
            place = outcome.message_place or START
            # The decision stands without it, and whoever reads the suggestion is told.
            yield Problem(
                "warning",
                f"There is no template named `{outcome.message}`, which {what} sends.",
                place.line,
                place.column,
                nearest(outcome.message, sorted(templates)) if templates else "Write one.",
                order,
                finding="no_template",
            )


def messages_named(text: str) -> frozenset[str]:
    """The messages that a policy file names, as far as it can be read."""
    policy = read_draft(text, "").policy
    if policy is None:
        return frozenset()
    named = (outcome.message for _, outcome, _ in _outcomes(policy))
    return frozenset(name for name in named if name is not None)


def _outcomes(policy: Policy) -> Iterator[tuple[str, Outcome, Given | None]]:
    own = policy.rates.own
    orders = {}
    for rule in policy.rules:
        orders[rule.name] = order_in(box_of(rule.conditions), own)
        yield f"rule `{rule.name}`", rule.outcome, orders[rule.name]
    yield f"`{OTHERWISE}`", policy.otherwise, {"issue": "other"}
    experiment = policy.experiment
    if experiment is not None:
        order = next((orders[name] for name in sorted(experiment.rules) if name in orders), None)
        yield f"the experiment `{experiment.name}`", experiment.instead, order
