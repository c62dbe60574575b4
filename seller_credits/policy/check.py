"""`policy check`: everything that is wrong or unwise in a policy file, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.policy import check_figures, check_reach, check_tiers
from seller_credits.policy.boxes import Box, order_in
from seller_credits.policy.examples import run_examples
from seller_credits.policy.language import Policy
from seller_credits.policy.loading import read_draft
from seller_credits.policy.problems import Problem


def check(text: str, name: str = "policy.yaml") -> tuple[Problem, ...]:
    """Every problem of a policy file: what is wrong, what is unwise, what is worth knowing.

    Findings come in the order of the file; those that an order can prove carry one. Where the file
    has errors, only its sound rules are judged, and only by what an error elsewhere cannot change.
    """
    draft = read_draft(text, name)
    found = list(draft.problems)
    if draft.policy is not None:
        found += findings(draft.policy, whole=draft.usable)
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))


def findings(policy: Policy, *, whole: bool) -> Iterator[Problem]:
    """What is unwise in a policy; with `whole` also what takes every rule and example to tell."""
    reach = check_reach.reach_of(policy)
    yield from check_reach.unreachable(policy, reach)
    yield from check_reach.never_paying(policy)
    yield from check_tiers.tiers(policy)
    yield from check_figures.approvals(policy)
    yield from check_figures.idle_limits(policy)
    yield from check_figures.slips_of_scale(policy)
    yield from _generous_otherwise(policy)
    if whole:
        yield from _failing_examples(policy)
        yield from _without_example(policy, reach)
        yield from check_reach.overlaps(policy, reach)
        yield from check_reach.gaps(policy)


def _failing_examples(policy: Policy) -> Iterator[Problem]:
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
            )


def _without_example(policy: Policy, reach: dict[str, list[Box] | None]) -> Iterator[Problem]:
    uncovered = set(run_examples(policy).uncovered)
    for rule in policy.rules:
        boxes = reach[rule.name]
        if rule.name in uncovered and boxes != []:
            order = order_in(boxes[0], policy.rates.own) if boxes else None
            message = f"Rule `{rule.name}` has no example."
            hint = "Add an order it decides to `examples:`, with what you expect."
            yield Problem("warning", message, rule.place.line, rule.place.column, hint, order)


def _generous_otherwise(policy: Policy) -> Iterator[Problem]:
    if any(remedy.costs_money for remedy in policy.otherwise.remedies):
        place = policy.otherwise.place
        message = "`otherwise` pays for orders nobody thought of."
        hint = "Write `otherwise: {remedy: review}`."
        yield Problem("warning", message, place.line, place.column, hint)
