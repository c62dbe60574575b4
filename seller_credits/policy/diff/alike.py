"""Where two policies cannot but decide alike, so that what one says is what the other says.

Somebody who compares policies has mostly changed a rule or two, and a kind of issue that neither
of them is about is decided once instead of twice. Nothing is remembered from issue to issue: it
follows from the policies alone, or from a guard, which no policy has a say in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from seller_credits.domain.decisions import Decision
from seller_credits.handwritten.problems import Place
from seller_credits.policy.asking import rules_about
from seller_credits.policy.language import Policy


class Alike:
    """Two policies, and which decisions of the one are the other's as well."""

    def __init__(self, old: Policy, new: Policy) -> None:
        self._policies = old, new
        self._is_alike_but_for_rules = _but_for_rules(old) == _but_for_rules(new)
        self._by_kind: dict[str | None, bool] = {}

    def decide(self, decision: Decision, issue: str | None) -> bool:
        """Whether the other policy decides it by the same rule or guard, to the same worth.

        Args:
            decision: of either policy.
            issue: the kind of issue it is about; None where that is not known.
        """
        if decision.rule is None and decision.guard is not None:
            return True
        is_alike = self._by_kind.get(issue)
        if is_alike is None:
            is_alike = self._by_kind[issue] = self._is_alike_but_for_rules and self._rules(issue)
        return is_alike

    def _rules(self, issue: str | None) -> bool:
        old, new = (_about(policy, issue) for policy in self._policies)
        return old == new


def _about(policy: Policy, issue: str | None) -> list[Any]:
    """Rules that may take such an issue, in order; which others they may take is left out."""
    return [
        (
            rule.name,
            _bare(rule.outcome),
            *(
                _bare(condition)
                for condition in rule.conditions
                if issue is None or condition.fact != "issue"
            ),
        )
        for rule in rules_about(policy, issue)
    ]


def _but_for_rules(policy: Policy) -> Any:
    """Everything else that a decision rests on."""
    return _bare(
        (
            *(policy.rates, policy.effective_to, policy.approvals, policy.limits),
            *(policy.otherwise, policy.adjustments, policy.experiment),
        )
    )


def _bare(value: Any) -> Any:
    """A part of a policy without the lines it stands on: a rule above moves every one below it."""
    if isinstance(value, Place):
        return None
    if is_dataclass(value):
        return (
            type(value),
            *(_bare(getattr(value, each.name)) for each in fields(value) if each.compare),
        )
    if isinstance(value, Mapping):
        return {name: _bare(inner) for name, inner in value.items()}
    return tuple(map(_bare, value)) if isinstance(value, tuple) else value
