"""Checks on examples: those that fail, and rules that have none."""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.handwritten.problems import Problem
from seller_credits.policy.engine.examples import run_examples
from seller_credits.policy.language import Policy
from seller_credits.policy.proof.orders import order_in
from seller_credits.policy.proof.reach import Reach


def failing_examples(policy: Policy) -> Iterator[Problem]:
    """Examples of which the policy says something else than they expect."""
    for result in run_examples(policy).results:
        if not result.passed:
            wrong = [key for key in result.expected if result.expected[key] != result.got[key]]
            said = "; ".join(
                f"{key}: expected {result.expected[key]}, got {result.got[key]}" for key in wrong
            )
            place = result.example.place
            yield Problem(
                "error",
                f"The example fails: {said}.",
                place.line,
                place.column,
                "Mend the rule or the example. " + " ".join(result.decision.reasons),
                result.example.given,
                finding="failing_example",
            )


def without_example(policy: Policy, reach: Reach) -> Iterator[Problem]:
    """Rules that decide no example of the file, each with an order to start from."""
    uncovered = set(run_examples(policy).uncovered)
    for at, rule in enumerate(policy.rules):
        if rule.name in uncovered and not reach.never_fires(rule):
            boxes = reach.first[rule.name] or [reach.boxes[at]]
            yield Problem(
                "warning",
                f"Rule `{rule.name}` has no example.",
                rule.place.line,
                rule.place.column,
                "Add an order it decides to `examples:`, with what you expect.",
                order_in(boxes[0], policy.rates.own),
                finding="no_example",
            )
