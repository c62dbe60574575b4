"""What credits did to defects, as far as anybody can see, and at what cost.

The unit is the troubled order, never the store. Only matured orders count. Who got a credit was
not left to chance: what is seen here is observed and not proven, whatever the intervals say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from seller_credits.domain.aftermath import Troubled, credits_of
from seller_credits.domain.issuances import Issuance
from seller_credits.domain.issues import Channel
from seller_credits.domain.marketplaces import day_in
from seller_credits.domain.money import Money
from seller_credits.measurement.lines import Line, Spent
from seller_credits.measurement.outcomes import Waiting
from seller_credits.measurement.trials import Trial, Trials


class Case(NamedTuple):
    """One trouble as it is measured.

    Attributes:
        waiting: why it has no outcome yet; None where it has one.
        until: when its last window closes (aware), where something can still come.
    """

    troubled: Troubled
    waiting: Waiting | None = None
    until: datetime | None = None


class By(StrEnum):
    """What the lines are made by."""

    ISSUE = "issue"
    RULE = "rule"
    SKU = "sku"


@dataclass(frozen=True, slots=True)
class Impact:
    """What the credits of one account did.

    Attributes:
        total: of all orders, each counted once.
        lines: by issue, rule or SKU; an order with troubles of two kinds counts in both.
        trials: experiments, whose arms were drawn by chance.
        next_at: when the next order can mature (aware), where something can still come.
        landmark: how long it usually took from finding a trouble to its credit. What happened to an
            order without a credit within that time is set aside like what happened before a credit:
            an order must have stayed well so long to get one.
    """

    account: str
    by: By
    total: Line
    lines: tuple[Line, ...]
    trials: tuple[Trial, ...]
    landmark: timedelta
    next_at: datetime | None = None


def impact_of(
    account: str,
    cases: Iterable[Case],
    unnamed: Iterable[Issuance],
    *,
    by: By = By.ISSUE,
    since: datetime | None = None,
) -> Impact:
    """What the credits of one account did.

    Args:
        account: its name.
        cases: its troubled orders, the troubles of an order one after the other.
        unnamed: what reached buyers and names no trouble: it cost money, and shows nothing.
        by: what lines are made by.
        since: only troubles found from then on (aware); None for all.
    """
    books = _Books(by)
    for case in cases:
        books.learn(case.troubled)
        if since is None or case.troubled.detected_at >= since:
            books.take(case)
    for issuance in unnamed:
        if since is None or issuance.approved_at >= since:
            books.take_unnamed(issuance)
    return books.closed(account)


@dataclass(slots=True)
class _Books:
    """Everything counted so far; compared once all is in, as the landmark is not known before."""

    by: By
    total: Line = field(default_factory=lambda: Line(None))
    lines: dict[str | None, Line] = field(default_factory=dict)
    trials: Trials = field(default_factory=Trials)
    matured: list[tuple[str | None, Troubled]] = field(default_factory=list)
    waits: list[timedelta] = field(default_factory=list)
    ends: list[datetime] = field(default_factory=list)
    net_costs: dict[str, Money | None] = field(default_factory=dict)

    def learn(self, troubled: Troubled) -> None:
        """What each credit for the trouble really cost; its order may have others for another."""
        for issuance in _own_credits(troubled):
            self.net_costs[issuance.issuance_id] = net_cost_of(issuance, troubled)

    def take(self, case: Case) -> None:
        troubled, waiting, until = case
        name = self._name(troubled)
        for issuance in _own_credits(troubled):
            net_cost = self.net_costs[issuance.issuance_id]
            for line in self._lines(issuance.rule if self.by is By.RULE else name):
                line.spent.take(issuance.amount, net_cost)
        self.trials.take(troubled)
        if troubled.recorded is not None:
            self.matured.append((name, troubled))
            if troubled.credited_at is not None:
                self.waits.append(troubled.credited_at - troubled.detected_at)
        elif waiting is not None:
            self.ends += [until] if until else []
            for line in self._lines(name):
                line.waits(troubled.order_id, waiting)

    def take_unnamed(self, issuance: Issuance) -> None:
        for line in self._lines(None):
            line.spent.take(issuance.amount, None)

    def closed(self, account: str) -> Impact:
        usual = median(wait.total_seconds() for wait in self.waits) if self.waits else 0
        landmark = timedelta(seconds=max(usual, 0))
        for name, troubled in self.matured:
            for line in self._lines(name):
                _enter(line, troubled, landmark, self._cost_of_order)
        return Impact(
            account=account,
            by=self.by,
            total=self.total,
            lines=tuple(sorted(self.lines.values(), key=_largest_first)),
            trials=tuple(self.trials.closed()),
            landmark=landmark,
            next_at=min(self.ends, default=None),
        )

    def _cost_of_order(self, troubled: Troubled) -> Spent:
        """What everything the buyer of an order got cost."""
        spent = Spent()
        for issuance in credits_of(troubled.issuances):
            spent.take(issuance.amount, self.net_costs.get(issuance.issuance_id))
        return spent

    def _lines(self, name: str | None) -> Iterator[Line]:
        yield self.total
        if name not in self.lines:
            self.lines[name] = Line(name)
        yield self.lines[name]

    def _name(self, troubled: Troubled) -> str | None:
        if self.by is By.ISSUE:
            return troubled.kind
        return troubled.rule if self.by is By.RULE else troubled.sku


def _largest_first(line: Line) -> tuple[int, int, str]:
    orders = line.credited.of + line.uncredited.of
    return -line.spent.issuances, -orders, line.name or "~"


def _enter(
    line: Line, troubled: Troubled, landmark: timedelta, cost_of: Callable[[Troubled], Spent]
) -> None:
    """Count a matured order where it belongs, once a line."""
    outcome = troubled.recorded
    assert outcome is not None
    if not line.is_new(troubled.order_id):
        return
    if troubled.channel is Channel.AMAZON:
        line.apart["shipped_by_amazon"] += 1
    elif outcome.since >= outcome.until:
        line.apart["found_too_late"] += 1
    elif outcome.credited_by is not None:
        line.add(
            is_credited=True,
            is_defective=bool(outcome.after),
            was_defective=bool(outcome.before),
            cost=cost_of(troubled),
        )
    else:
        mark, store = outcome.since + landmark, troubled.marketplace
        events = (*outcome.before, *outcome.after)
        if _was_given_by(troubled, mark):
            line.apart["given_by_others"] += 1
            return
        line.add(
            is_credited=False,
            is_defective=any(not each.is_before(mark, store) for each in events),
            was_defective=any(each.is_before(mark, store) for each in events),
        )


def _was_given_by(troubled: Troubled, mark: datetime) -> bool:
    """Whether money had gone back from elsewhere by an aware instant.

    What went back later may have followed from what the buyer did, and says nothing before it.
    """
    given = troubled.given_by_others
    if isinstance(given, datetime):
        return given <= mark
    return given is not None and given <= day_in(troubled.marketplace, mark)


def _own_credits(troubled: Troubled) -> Iterator[Issuance]:
    """What the buyer got for this trouble, and not for another of the order."""
    own = (each for each in troubled.issuances if each.issue_id == troubled.issue_id)
    return credits_of(own)


def net_cost_of(issuance: Issuance, troubled: Troubled) -> Money | None:
    """What it really costs the seller, where it is what was suggested; else nobody reckoned it."""
    for each in troubled.suggestions:
        if each.suggestion_id == issuance.suggestion_id:
            same = (each.remedy, each.amount) == (issuance.remedy, issuance.amount)
            return each.net_cost if same else None
    return None
