"""Experiments: which arm an order falls into, by a salted hash that anyone can repeat."""

from __future__ import annotations

import hashlib
from fractions import Fraction

from seller_credits.policy.case import Case
from seller_credits.policy.language import Experiment, Outcome, Rule


def outcome_of(case: Case, experiment: Experiment | None, rule: Rule) -> Outcome:
    """What the rule gives this order: its own outcome, or the experiment's instead of it."""
    if experiment is None or rule.name not in experiment.rules:
        return rule.outcome
    salt, order_id = case.options.salt, case.options.order_id
    if salt is None or order_id is None:
        text = "experiment {} is off: no salt or no order id was given"
        case.note("experiment", text, experiment.name, line=experiment.place.line)
        return rule.outcome
    instead = drawn(experiment, salt, order_id)
    arm = "instead" if instead else "as the rule says"
    text = "experiment {}: arm `{}`, which {:.0%} of orders get"
    share = experiment.share if instead else 1 - experiment.share
    case.note("experiment", text, experiment.name, arm, share, line=experiment.place.line)
    if not instead:
        return rule.outcome
    case.reasons.append(f"Experiment {experiment.name}: this order is in the other arm.")
    return experiment.instead


def drawn(experiment: Experiment, salt: str, order_id: str) -> bool:
    """Whether the order falls into the share that gets the other outcome; always the same."""
    text = f"{salt}\n{experiment.name}\n{order_id}"
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return Fraction(number, 2**64) < Fraction(experiment.share)
