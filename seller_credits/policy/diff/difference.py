"""What changes from one policy to another, in decisions and in money, currency by currency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from seller_credits.domain.afterwards import Afterwards
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.rates import EXACT


@dataclass(frozen=True, slots=True)
class Sum:
    """Some decisions and what they are worth together.

    Attributes:
        decisions: how many.
        paying: how many of them give money or goods.
        worth: refunds and goods in each currency, never added across currencies.
    """

    decisions: int = 0
    paying: int = 0
    worth: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """One remedy, rule or aftermath: what the old policy gives beside what the new one gives."""

    name: str
    old: Sum
    new: Sum


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one policy says about one issue.

    Attributes:
        worth: of the refund or the goods; None where nothing is given.
        by: the rule, `otherwise` or the guard that decided.
    """

    remedy: Remedy
    worth: Money | None
    by: str
    authority: Authority | None


@dataclass(frozen=True, slots=True)
class Example:
    """One issue that the two policies decide otherwise.

    Attributes:
        change: what the new policy gives more; below nought what it gives less; None where
            neither gives anything.
    """

    order_id: str
    issue_id: str
    issue: str
    afterwards: Afterwards
    old: Verdict
    new: Verdict
    change: Money | None


@dataclass(frozen=True, slots=True)
class Flip:
    """All issues for which one remedy takes the place of another, or another amount of the same.

    Attributes:
        examples: a few of them, those with the largest difference first.
    """

    before: Remedy
    after: Remedy
    old: Sum
    new: Sum
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Spend:
    """What the two policies give in one currency."""

    old: Money
    new: Money

    @property
    def change(self) -> Money:
        """What the new one gives more; below nought what it gives less."""
        return self.new - self.old

    @property
    def percent(self) -> Decimal | None:
        """The change in per cent of the old policy's spend; None where that was nothing."""
        if not self.old:
            return None
        return EXACT.divide(self.change.amount * 100, self.old.amount)

    def is_beyond(self, most: Decimal) -> bool:
        """Whether it changes, up or down, by more than so many per cent of the old spend."""
        return abs(self.change.amount) * 100 > most * self.old.amount


@dataclass(frozen=True, slots=True)
class Difference:
    """Two policies on the same recorded history. Nothing of it authorises anything.

    Attributes:
        recorded: issues looked at, each by its latest recorded facts.
        not_replayed: those of them that could not be decided again, as a policy asks for a fact
            that was not recorded at their time; they are in no other figure.
        lacking: of those, how many for want of which fact.
        unknown: facts the policies ask about that were not known when an issue was recorded: of
            how many issues, and out of how many they are asked of. Conditions on them failed.
        wanting: reviews of the old and of the new policy for want of a fact, by fact.
        otherwise_recorded: issues the old policy itself decided then, and decides otherwise now.
        ended: issues of orders placed after the old or the new policy ended.
        spend: by currency.
        flips: changed remedies first, then changed amounts, in each the most frequent first.
    """

    recorded: int
    not_replayed: int
    lacking: Mapping[str, int]
    unknown: Mapping[str, tuple[int, int]]
    wanting: tuple[Mapping[str, int], Mapping[str, int]]
    otherwise_recorded: int
    ended: tuple[int, int]
    spend: tuple[Spend, ...]
    by_remedy: tuple[Beside, ...]
    by_rule: tuple[Beside, ...]
    by_afterwards: tuple[Beside, ...]
    flips: tuple[Flip, ...]
    newly_automatic: Sum
    no_longer_automatic: Sum

    @property
    def replayed(self) -> int:
        """How many issues both policies decided."""
        return self.recorded - self.not_replayed

    @property
    def flipped(self) -> int:
        """How many get another remedy."""
        return sum(flip.old.decisions for flip in self.flips if flip.before is not flip.after)

    @property
    def other_amounts(self) -> int:
        """How many get the same remedy with another amount."""
        return sum(flip.old.decisions for flip in self.flips if flip.before is flip.after)

    def beyond(self, most: Decimal) -> tuple[Spend, ...]:
        """Currencies in which the spend changes by more than so many per cent of the old one."""
        return tuple(spend for spend in self.spend if spend.is_beyond(most))
