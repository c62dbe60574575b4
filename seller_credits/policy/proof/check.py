"""`policy check`: everything that is wrong or unwise in a policy file, each with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from seller_credits.handwritten.problems import Problem
from seller_credits.policy.language import Policy
from seller_credits.policy.proof import figures, gets, idle, reaching
from seller_credits.policy.proof.jumps import jumps
from seller_credits.policy.proof.reach import reach_of
from seller_credits.policy.proof.shown import failing_examples, without_example
from seller_credits.policy.proof.steps import steps_of
from seller_credits.policy.proof.templates import unknown_templates
from seller_credits.policy.proof.tiers import less_for_worse
from seller_credits.policy.proof.unknown import KnownFacts, missing_facts
from seller_credits.policy.reading.loading import read_draft


def check(
    text: str,
    name: str = "policy.yaml",
    *,
    templates: Collection[str] | None = None,
    recorded: KnownFacts | None = None,
) -> tuple[Problem, ...]:
    """Every problem of a policy file: what is wrong, what is unwise, what is worth knowing.

    Findings come in the order of the file, each with an order that proves it. Where the file has
    errors, only its sound rules are judged, and only by what an error elsewhere cannot change.

    Args:
        text: of the file.
        name: of the file, for messages.
        templates: names of the message templates there are; None where nobody knows.
        recorded: which facts were known of late; None without a ledger.
    """
    draft = read_draft(text, name)
    found = list(draft.problems)
    if draft.policy is not None:
        found += findings(draft.policy, whole=draft.usable)
        found += unknown_templates(draft.policy, templates)
        found += missing_facts(draft.policy, recorded)
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))


def findings(policy: Policy, *, whole: bool) -> Iterator[Problem]:
    """What is unwise in a policy; with `whole` also what takes every rule and example to tell."""
    reach = reach_of(policy)
    steps = steps_of(reach)
    reach.effort.renew()
    yield from reaching.unreachable(policy, reach)
    yield from reaching.never_paying(policy)
    yield from less_for_worse(policy, steps)
    yield from jumps(policy, steps)
    yield from figures.approvals(policy, reach)
    yield from figures.slips_of_scale(policy, reach)
    yield from figures.generous_otherwise(policy, reach)
    yield from idle.idle_limits(policy, reach)
    yield from idle.idle_bounds(policy, reach)
    yield from idle.always_cut(policy, reach)
    if whole:
        reach.effort.renew()
        yield from failing_examples(policy)
        yield from without_example(policy, reach)
        yield from gets.gets(policy, reach)
        yield from reaching.overlaps(policy, reach)
        yield from gets.gaps(policy, reach)
        yield from reaching.untold(policy, reach)
