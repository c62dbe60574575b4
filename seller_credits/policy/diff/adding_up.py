"""Sums of a comparison: one for each combination of outcomes, however long the history is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from seller_credits.domain.afterwards import Afterwards
from seller_credits.domain.decisions import Decision
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.policy.diff.difference import Beside, Flip, Spend, Sum
from seller_credits.policy.diff.largest import Largest, decided_by
from seller_credits.policy.rates import EXACT

_Side = tuple[Remedy, str | None, str | None, Authority | None, str | None]
"""A `Side` as long as it is only counted by."""
_ZERO = Decimal(0)
_add = EXACT.add


class Side(NamedTuple):
    """What of one policy's decision the sums are told apart by."""

    remedy: Remedy
    rule: str | None
    guard: str | None
    authority: Authority | None
    currency: str | None

    @property
    def by(self) -> str:
        """The rule or guard that decided."""
        return decided_by(self.rule, self.guard)

    @property
    def is_automatic(self) -> bool:
        """Whether nobody looks at it."""
        return self.authority is Authority.AUTOMATIC


@dataclass(slots=True)
class _Cell:
    """All issues of one combination: how many, and what either policy gives them."""

    decisions: int = 0
    old: Decimal = _ZERO
    new: Decimal = _ZERO


@dataclass(slots=True)
class _Adding:
    """A sum that grows."""

    decisions: int = 0
    paying: int = 0
    worth: dict[str, Decimal] = field(default_factory=dict)

    def add(self, decisions: int, side: Side, amount: Decimal) -> None:
        self.decisions += decisions
        if side.currency is not None:
            self.paying += decisions
            self.worth[side.currency] = _add(self.worth.get(side.currency, _ZERO), amount)

    def done(self) -> Sum:
        worth = (Money(amount, currency) for currency, amount in sorted(self.worth.items()))
        return Sum(self.decisions, self.paying, tuple(worth))


class Cells:
    """Adds decisions up as they come, and tells every sum of a comparison in the end."""

    def __init__(self) -> None:
        self._cells: dict[tuple[Afterwards, bool, _Side, _Side], _Cell] = {}

    def add(self, afterwards: Afterwards, old: Decision, new: Decision, *, changed: bool) -> None:
        """Count one issue as both policies decide it."""
        side = _side(old)
        key = afterwards, changed, side, side if new is old else _side(new)
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = _Cell()
        cell.decisions += 1
        if old.worth is not None:
            cell.old = _add(cell.old, old.worth.amount)
        if new.worth is not None:
            cell.new = _add(cell.new, new.worth.amount)

    def spend(self) -> tuple[Spend, ...]:
        """What either policy gives, in each currency that one of them gives anything in."""
        old, new = self._whole()
        by_currency = [{money.currency: money for money in side.worth} for side in (old, new)]
        return tuple(
            Spend(*(side.get(currency, Money.zero(currency)) for side in by_currency))
            for currency in sorted(set().union(*by_currency))
        )

    def _whole(self) -> tuple[Sum, Sum]:
        pair = _Adding(), _Adding()
        for _, old, new, cell in self._each():
            _add_both(pair, old, new, cell)
        return pair[0].done(), pair[1].done()

    def by_afterwards(self) -> tuple[Beside, ...]:
        """Both policies beside each other by what followed."""
        return self._beside(lambda _, afterwards: afterwards, Afterwards)

    def by_remedy(self) -> tuple[Beside, ...]:
        """Both policies beside each other by remedy."""
        return self._beside(lambda side, _: side.remedy, Remedy)

    def by_rule(self, names: Iterable[str]) -> tuple[Beside, ...]:
        """Both policies beside each other by what decided, rules in this order before the rest."""
        return self._beside(lambda side, _: side.by, names)

    def _beside(
        self, name_of: Callable[[Side, Afterwards], str], order: Iterable[str]
    ) -> tuple[Beside, ...]:
        pairs: dict[str, tuple[_Adding, _Adding]] = {}
        for afterwards, old, new, cell in self._each():
            for index, (side, amount) in enumerate(((old, cell.old), (new, cell.new))):
                pair = pairs.setdefault(name_of(side, afterwards), (_Adding(), _Adding()))
                pair[index].add(cell.decisions, side, amount)
        first = [name for name in dict.fromkeys(order) if name in pairs]
        names = (*first, *sorted(pairs.keys() - set(first)))
        return tuple(Beside(str(name), *(side.done() for side in pairs[name])) for name in names)

    def flips(self, largest: Largest) -> tuple[Flip, ...]:
        """What takes the place of what: other remedies first, then other amounts."""
        pairs: dict[tuple[Remedy, Remedy], tuple[_Adding, _Adding]] = {}
        for _, changed, old, new, cell in self._told():
            if changed:
                pair = pairs.setdefault((old.remedy, new.remedy), (_Adding(), _Adding()))
                _add_both(pair, old, new, cell)
        found = (
            Flip(before, after, old.done(), new.done(), largest.of(before, after))
            for (before, after), (old, new) in pairs.items()
        )
        return tuple(sorted(found, key=_frequent_first))

    def newly_automatic(self) -> Sum:
        """What the new policy gives with nobody looking, and the old one does not."""
        found = _Adding()
        for _, old, new, cell in self._each():
            if new.is_automatic and not old.is_automatic:
                found.add(cell.decisions, new, cell.new)
        return found.done()

    def no_longer_automatic(self) -> Sum:
        """What the old policy gives with nobody looking, and the new one does not."""
        found = _Adding()
        for _, old, new, cell in self._each():
            if old.is_automatic and not new.is_automatic:
                found.add(cell.decisions, old, cell.old)
        return found.done()

    def _told(self) -> Iterator[tuple[Afterwards, bool, Side, Side, _Cell]]:
        """Every combination with its parts named; while adding up that would take too long."""
        for (afterwards, changed, old, new), cell in self._cells.items():
            yield afterwards, changed, Side(*old), Side(*new), cell

    def _each(self) -> Iterator[tuple[Afterwards, Side, Side, _Cell]]:
        for afterwards, _, old, new, cell in self._told():
            yield afterwards, old, new, cell


def _side(decision: Decision) -> _Side:
    worth = decision.worth
    currency = None if worth is None else worth.currency
    return decision.remedy, decision.rule, decision.guard, decision.authority, currency


def _add_both(pair: tuple[_Adding, _Adding], old: Side, new: Side, cell: _Cell) -> None:
    pair[0].add(cell.decisions, old, cell.old)
    pair[1].add(cell.decisions, new, cell.new)


def _frequent_first(flip: Flip) -> tuple[bool, int, str, str]:
    return flip.before is flip.after, -flip.old.decisions, flip.before, flip.after
