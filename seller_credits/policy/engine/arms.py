"""Experiments: which arm an order falls into, by a salted hash that anyone can repeat."""

from __future__ import annotations

import hashlib
from fractions import Fraction

from seller_credits.domain.decisions import Drawn
from seller_credits.policy.engine.case import Case
from seller_credits.policy.language import Experiment, Policy


def draw(policy: Policy, salt: str, order_id: str) -> Drawn | None:
    """The arm of the policy's experiment an order is in, the same every time; None without one.

    Args:
        policy: as read from the seller's file.
        salt: the account's secret, so that nobody can foretell or choose the arm.
        order_id: the order's number.
    """
    experiment = policy.experiment
    if experiment is None:
        return None
    instead = _falls_into(experiment, salt, order_id)
    share = experiment.share if instead else 1 - experiment.share
    return Drawn(experiment.name, instead, share)


def _falls_into(experiment: Experiment, salt: str, order_id: str) -> bool:
    text = f"{salt}\n{experiment.name}\n{order_id}"
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return Fraction(number, 2**64) < Fraction(experiment.share)


def in_other_arm(case: Case, experiment: Experiment) -> bool:
    """Whether the order gets what the experiment gives instead of the rule that took it."""
    if case.rule not in experiment.rules:
        return False
    drawn, line = case.options.drawn, experiment.place.line
    if drawn is None or drawn.experiment != experiment.name:
        case.note("experiment", "experiment {} is off: no arm is drawn", (experiment.name,), line)
        return False
    case.drawn = drawn
    arm = "instead" if drawn.instead else "as the rule says"
    text, share = "experiment {}: arm `{}`, which {} of orders get", f"{drawn.share:.0%}"
    case.note("experiment", text, (experiment.name, arm, share), line)
    if drawn.instead:
        case.because("Experiment {}: this order is in the other arm.", experiment.name)
    return drawn.instead
