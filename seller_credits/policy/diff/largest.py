"""A few telling examples of every kind of change: the largest differences, and no more than fit."""

from __future__ import annotations

from heapq import heappush, heapreplace

from seller_credits.domain.decisions import Decision
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.policy.diff.difference import Example, Verdict
from seller_credits.policy.diff.recorded import Recorded

_OF_EACH = 5

NO_RULE = "no rule"
"""What decided where neither a rule nor a guard was reached: a currency, or a policy's end."""

_Entry = tuple[object, str, str, Example]


def decided_by(rule: str | None, guard: str | None) -> str:
    """The rule's name, or the guard's where no rule was asked."""
    if rule is not None:
        return rule
    return f"guard {guard}" if guard else NO_RULE


class Largest:
    """The examples of each change of remedy, and of each currency in it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Remedy, Remedy, str], list[_Entry]] = {}

    def add(self, recorded: Recorded, old: Decision, new: Decision) -> None:
        """Keep it where it is among the largest of its kind; equal ones by their order's number."""
        change = _change(old.worth, new.worth)
        currency = change.currency if change else ""
        kept = self._kept.setdefault((old.remedy, new.remedy, currency), [])
        rank = abs(change.amount) if change else 0, recorded.order_id, recorded.issue_id
        if len(kept) < _OF_EACH:
            heappush(kept, (*rank, _example(recorded, old, new, change)))
        elif rank > kept[0][:3]:
            heapreplace(kept, (*rank, _example(recorded, old, new, change)))

    def of(self, before: Remedy, after: Remedy) -> tuple[Example, ...]:
        """The examples of one change of remedy, by currency, the largest first."""
        return tuple(
            entry[-1]
            for (old, new, _), kept in sorted(self._kept.items())
            if (old, new) == (before, after)
            for entry in sorted(kept, reverse=True)
        )


def _example(recorded: Recorded, old: Decision, new: Decision, change: Money | None) -> Example:
    return Example(
        order_id=recorded.order_id,
        issue_id=recorded.issue_id,
        issue=str(recorded.facts.get("issue", "")),
        afterwards=recorded.afterwards,
        old=_verdict(old),
        new=_verdict(new),
        change=change,
    )


def _verdict(decision: Decision) -> Verdict:
    by = decided_by(decision.rule, decision.guard)
    return Verdict(decision.remedy, decision.worth, by, decision.authority)


def _change(old: Money | None, new: Money | None) -> Money | None:
    """What the new one gives more; each order has one currency."""
    if old is None or new is None:
        return new if old is None else Money(-old.amount, old.currency)
    return new - old
