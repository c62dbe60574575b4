"""All findings of an audit: put aside one by one, counted as they come, read back in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from seller_credits.domain.money import Money
from seller_credits.measurement.audit.findings import Certainty, Finding, FindingKind, Nature

_RANK = {kind: rank for rank, kind in enumerate(FindingKind)}
_LOSSES = frozenset({Nature.LOST, Nature.RECOVERABLE})
_NOUGHT = Decimal(0)


class Keeper(Protocol):
    """Where findings are until they are told; each is known by the number it was given."""

    def keep(self, finding: Finding) -> int:
        """Put one aside; its number."""
        ...

    def kept(self, number: int) -> Finding:
        """One that was put aside."""
        ...


class Listed(list[Finding]):
    """A keeper in memory."""

    def keep(self, finding: Finding) -> int:
        """Put one aside; its number."""
        self.append(finding)
        return len(self) - 1

    def kept(self, number: int) -> Finding:
        """One that was put aside."""
        return self[number]


def worth(finding: Finding) -> Money:
    """What a finding counts as: a loss as far as no other has counted it, else all of it."""
    return finding.counted if finding.nature in _LOSSES else finding.amount


@dataclass(slots=True)
class Group:
    """All findings of one kind in one currency.

    Attributes:
        count: how many.
        total: what they come to; each cent once where they are losses.
        proven: how much of it is.
        natures: what they are to the purse.
    """

    kind: FindingKind
    total: Money
    proven: Money
    count: int = 0
    natures: set[Nature] = field(default_factory=set)

    def add(self, finding: Finding) -> None:
        """Count one."""
        self.count += 1
        self.natures.add(finding.nature)
        self.total += worth(finding)
        if finding.certainty is Certainty.PROVEN:
            self.proven += worth(finding)


class _Slip(NamedTuple):
    """What one is sorted by, and its number."""

    kind: int
    currency: str
    less: Decimal
    place: str
    number: int
    deadline: date | None


class Found:
    """Findings by kind and currency, of each the most money first; read anew each time.

    Args:
        keeper: where they are meanwhile.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._slips: list[_Slip] = []
        self._is_sorted = True
        self._groups: dict[tuple[str, FindingKind], Group] = {}
        self._losses: dict[tuple[str, Nature, Certainty], Decimal] = {}

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Found:
        """These, in memory."""
        found = cls(Listed())
        for each in findings:
            found.add(each)
        return found

    def add(self, finding: Finding) -> None:
        """Put one aside and count it."""
        currency, kind = finding.amount.currency, finding.kind
        nought = Money.zero(currency)
        self._groups.setdefault((currency, kind), Group(kind, nought, nought)).add(finding)
        if finding.nature in _LOSSES:
            place = currency, finding.nature, finding.certainty
            self._losses[place] = self._losses.get(place, _NOUGHT) + finding.counted.amount
        where = f"{finding.order_id or ''} {finding.order_item_id} {finding.sku}"
        less, number = -worth(finding).amount, self._keeper.keep(finding)
        slip = _Slip(_RANK[kind], currency, less, where, number, finding.deadline)
        self._slips.append(slip)
        self._is_sorted = False

    def __len__(self) -> int:
        return len(self._slips)

    def __iter__(self) -> Iterator[Finding]:
        return (self._keeper.kept(each.number) for each in self._in_order())

    @property
    def groups(self) -> list[Group]:
        """By currency, the most money first; currencies are never mixed."""
        return sorted(
            self._groups.values(),
            key=lambda each: (each.total.currency, -each.total.amount, each.kind),
        )

    def of_group(self, group: Group, most: int) -> list[Finding]:
        """The first of a group's findings, so many at most."""
        place = _RANK[group.kind], group.total.currency
        own = (each for each in self._in_order() if each[:2] == place)
        return [self._keeper.kept(slip.number) for slip, _ in zip(own, range(most), strict=False)]

    def lost(self, currency: str, *natures: Nature, certainty: Certainty | None = None) -> Money:
        """What losses of some natures come to, each cent once."""
        amounts = (
            amount
            for (own, nature, sure), amount in self._losses.items()
            if own == currency and nature in natures and certainty in {None, sure}
        )
        return Money(sum(amounts, _NOUGHT), currency)

    @property
    def due_count(self) -> int:
        """Of how many something can still be done, or was due."""
        return sum(1 for each in self._slips if each.deadline is not None)

    def due(self, today: date) -> Iterator[Finding]:
        """What something can be done about, the soonest due first; what is overdue is last."""
        open_ = [(each.deadline, each.number) for each in self._in_order() if each.deadline]
        open_.sort(key=lambda told: (told[0] < today, told[0]))
        return (self._keeper.kept(number) for _, number in open_)

    def _in_order(self) -> list[_Slip]:
        if not self._is_sorted:
            self._slips.sort(key=lambda each: each[:5])
            self._is_sorted = True
        return self._slips
