"""Which orders each rule really gets, once guards and the rules above it have had theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from seller_credits.policy.language import OTHERWISE, Policy, Rule
from seller_credits.policy.proof.boxes import Box, Effort, TooManyPieces, box_of, rest
from seller_credits.policy.proof.guarded import TAKEN_FIRST, something_left

_A_FEW = 8


@dataclass(frozen=True, slots=True)
class Reach:
    """What every rule gets, in the order of the file; `otherwise` comes last.

    Attributes:
        rules: of the policy, and its last resort.
        boxes: the orders each one's conditions fit, whoever takes them.
        first: a few of the boxes each one really gets; none where it can never fire.
        untold: names of those of which not everything could be told: a question fell into too many
            pieces.
    """

    rules: tuple[Rule, ...]
    boxes: tuple[Box, ...]
    effort: Effort
    first: dict[str, list[Box]] = field(default_factory=dict)
    untold: set[str] = field(default_factory=set)

    def all_of(self, at: int) -> Iterator[Box]:
        """Every box of orders the rule at this place gets.

        Raises:
            TooManyPieces: while looking, where there are too many.
        """
        return self.left_of(self.boxes[at], above=at)

    def left_of(self, box: Box, *, above: int) -> Iterator[Box]:
        """What guards and the rules above a place leave of a box; raises as `all_of` does."""
        taken = (*TAKEN_FIRST, *self.boxes[:above])
        found = rest(box, taken, self.effort.begin())
        return (piece for piece in found if something_left(piece))

    def never_fires(self, rule: Rule) -> bool:
        """Whether it is proven that the rule gets no order at all."""
        return rule.name not in self.untold and not self.first[rule.name]

    def told(self) -> Iterator[tuple[int, Rule]]:
        """The rules that get something, with their places; the last resort is none of them."""
        for at, rule in enumerate(self.rules[:-1]):
            if self.first[rule.name]:
                yield at, rule


def reach_of(policy: Policy) -> Reach:
    """What each rule of the policy gets, and the last resort."""
    last = Rule(OTHERWISE, (), policy.otherwise, policy.otherwise.place)
    rules = (*policy.rules, last)
    reach = Reach(rules, tuple(box_of(rule.conditions) for rule in rules), Effort())
    for at, rule in enumerate(rules):
        found = reach.first.setdefault(rule.name, [])
        try:
            found.extend(islice(reach.all_of(at), _A_FEW))
        except TooManyPieces:
            if not found:
                reach.untold.add(rule.name)
    return reach
