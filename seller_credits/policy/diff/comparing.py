"""`policy diff`: recorded history decided under two policies, and what that changes.

An issue counts once, by its latest recorded facts. Everything is counted as it streams by: what is
kept is a sum for each combination of outcomes, and a few examples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from seller_credits.domain.decisions import Decision
from seller_credits.policy.diff.adding_up import Cells
from seller_credits.policy.diff.alike import Alike
from seller_credits.policy.diff.difference import Difference
from seller_credits.policy.diff.largest import Largest
from seller_credits.policy.diff.questions import Questions
from seller_credits.policy.diff.recorded import Recorded, facts_of, options_of
from seller_credits.policy.engine.deciding import decide
from seller_credits.policy.language import Policy


def compare(old: Policy, new: Policy, history: Iterable[Recorded]) -> Difference:
    """Decide every recorded issue by both policies, and add up what differs.

    Args:
        old: the policy that is compared with.
        new: the policy somebody thinks of using.
        history: each issue once; may be long, and is read once.
    """
    comparison = _Comparison(old, new)
    for recorded in history:
        comparison.add(recorded)
    return comparison.difference()


class _Comparison:
    """Both policies on one issue after the other."""

    def __init__(self, old: Policy, new: Policy) -> None:
        self._old = old
        self._new = new
        self._questions = Questions(old, new)
        self._alike = Alike(old, new)
        self._cells = Cells()
        self._largest = Largest()
        self._wanting: tuple[Counter[str], Counter[str]] = Counter(), Counter()
        self._ended = [0, 0]
        self._ends = [
            (index, policy.effective_to)
            for index, policy in enumerate((old, new))
            if policy.effective_to is not None
        ]
        self._recorded = 0
        self._otherwise = 0

    def add(self, recorded: Recorded) -> None:
        """Decide one issue by both."""
        self._recorded += 1
        if not self._questions.are_answered_by(recorded):
            return
        facts, options = facts_of(recorded.facts), options_of(recorded.options)
        ordered = recorded.order_date
        before = decide(self._old, facts, order_date=ordered, options=options)
        after = before
        if not self._alike.decide(before, recorded.facts.get("issue")):
            after = decide(self._new, facts, order_date=ordered, options=options)
        changed = before.remedy is not after.remedy or before.worth != after.worth
        self._cells.add(recorded.afterwards, before, after, changed=changed)
        if changed:
            self._largest.add(recorded, before, after)
        self._note(recorded, before, after)

    def _note(self, recorded: Recorded, before: Decision, after: Decision) -> None:
        """What a reader should know of the comparison itself."""
        if before.missing:
            self._wanting[0].update(before.missing)
        if after.missing:
            self._wanting[1].update(after.missing)
        if recorded.policy_digest == self._old.digest and not _is_as_recorded(recorded, before):
            self._otherwise += 1
        for index, last in self._ends:
            if recorded.order_date is not None and recorded.order_date > last:
                self._ended[index] += 1

    def difference(self) -> Difference:
        """Everything that was counted."""
        cells, questions = self._cells, self._questions
        names = [rule.name for policy in (self._old, self._new) for rule in policy.rules]
        wanting_old, wanting_new = (dict(each.most_common()) for each in self._wanting)
        return Difference(
            recorded=self._recorded,
            not_replayed=questions.unanswered,
            lacking=dict(questions.lacking.most_common()),
            unknown=questions.unknown(),
            wanting=(wanting_old, wanting_new),
            otherwise_recorded=self._otherwise,
            ended=(self._ended[0], self._ended[1]),
            spend=cells.spend(),
            by_remedy=cells.by_remedy(),
            by_rule=cells.by_rule(names),
            by_afterwards=cells.by_afterwards(),
            flips=cells.flips(self._largest),
            newly_automatic=cells.newly_automatic(),
            no_longer_automatic=cells.no_longer_automatic(),
        )


def _is_as_recorded(recorded: Recorded, decision: Decision) -> bool:
    if decision.remedy != recorded.remedy:
        return False
    amount = decision.amount
    if amount is None or recorded.amount is None:
        return amount is None and recorded.amount is None
    return str(amount.amount) == recorded.amount or amount.plain == recorded.amount
