"""A policy's versions side by side: which of them judges an order, and why that one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from seller_credits.domain.decisions import Decision
from seller_credits.domain.facts import Value
from seller_credits.domain.money import Money
from seller_credits.policy.engine import guards
from seller_credits.policy.engine.case import Case
from seller_credits.policy.engine.judging import PAID
from seller_credits.policy.language import Policy
from seller_credits.policy.options import Options

NO_POLICY = "no_policy"
"""What decided, in place of a guard's name, where no version was in force at all."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the seller's rules that may judge orders.

    Attributes:
        policy: as read from the seller's file.
        activated_at: when it was (last) activated, aware; None for a file that is merely in use.
        place: among all activations, for two of one moment.
    """

    policy: Policy
    activated_at: datetime | None = None
    place: int = 0

    def is_in_force(self, day: date) -> bool:
        """Whether it is written for orders of this day."""
        first, last = self.policy.effective_from, self.policy.effective_to
        return (first is None or first <= day) and (last is None or day <= last)

    @property
    def title(self) -> str:
        """As a sentence names it."""
        return title_of(self.policy)

    @property
    def rank(self) -> tuple[date, bool, datetime, int]:
        """Of several in force, the highest decides: what begins last, then what came last."""
        first = self.policy.effective_from or date.min
        return first, self.activated_at is None, self.activated_at or _LONG_AGO, self.place


@dataclass(frozen=True, slots=True)
class Revoked:
    """A version somebody put an end to, for whoever wonders why nothing decides any more."""

    digest: str
    by: str
    at: datetime
    reason: str

    def __str__(self) -> str:
        day = self.at.astimezone(UTC).date()
        return f"{self.digest[:_SHOWN]} was revoked by {self.by} on {day}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The version that judges an order, and why that one, in words for the trace.

    Attributes:
        policy: None where no version is left at all.
    """

    policy: Policy | None
    why: str


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version that may judge by now: those activated, and the file in use.

    Attributes:
        versions: without those that were revoked.
        revoked: the one revoked last, for where none is left; None where none was.
    """

    versions: tuple[Version, ...]
    revoked: Revoked | None = None
    _known: dict[tuple[date, str | None], Chosen] = field(
        default_factory=dict, compare=False, repr=False
    )

    def __iter__(self) -> Iterator[Version]:
        return iter(self.versions)

    @property
    def digest(self) -> str:
        """Stands for all of them: as long as it stays, every order is judged by the same."""
        words = sorted(
            f"{each.policy.digest} {each.activated_at} {each.place}" for each in self.versions
        )
        words += [str(self.revoked)] if not words else []
        return hashlib.sha256("\n".join(words).encode()).hexdigest()

    def for_order(self, day: date, currency: str | None) -> Chosen:
        """The version that judges an order.

        Args:
            day: the order's date in the store's own calendar, or what stands for it.
            currency: of the order; None where no amount of it is known.
        """
        chosen = self._known.get((day, currency))
        if chosen is None:
            chosen = self._known[day, currency] = self._choose(day, currency)
        return chosen

    def _choose(self, day: date, currency: str | None) -> Chosen:
        if not self.versions:
            return Chosen(None, _nothing_left(self.revoked))
        covering = [one for one in self.versions if currency in {None, *one.policy.rates.units}]
        best, why = _best_for(day, covering or list(self.versions))
        lack = "" if covering else f"; no version covers {currency}"
        return Chosen(best.policy, why + lack)


def _best_for(day: date, among: list[Version]) -> tuple[Version, str]:
    """The version that judges orders of a day, and why; what has ended leaves them to a person."""
    in_force = [one for one in among if one.is_in_force(day)]
    if in_force:
        best = max(in_force, key=lambda one: one.rank)
        return best, f"{best.title} is in force{_before(best, in_force)}"
    begun = [one for one in among if one.rank[0] <= day]
    if begun:
        last = max(begun, key=lambda one: (one.policy.effective_to or date.max, one.rank))
        return last, f"{last.title} ended on {last.policy.effective_to}, and nothing follows it"
    first = min(one.rank[0] for one in among)
    best = max((one for one in among if one.rank[0] == first), key=lambda one: one.rank)
    return best, f"that is before {best.title}, the earliest version, which judges it all the same"


def title_of(policy: Policy) -> str:
    """As a sentence names it: `standard, version 2026-11-01 (0123456789ab)`."""
    said = f", version {policy.version}" if policy.version else ""
    return f"{policy.name}{said} ({policy.digest[:_SHOWN]})"


def _before(best: Version, in_force: list[Version]) -> str:
    """Why it goes before the others that are in force as well; nothing where there are none."""
    others = [one for one in in_force if one is not best]
    if not others:
        first = best.policy.effective_from
        return f" since {first}" if first else ""
    second = max(others, key=lambda one: one.rank)
    if best.rank[0] > second.rank[0]:
        why = "begins later"
    elif best.activated_at is None:
        why = "is the file in use"
    else:
        why = "was activated later"
    return f" and goes before {second.title}, as it {why}"


def _nothing_left(revoked: Revoked | None) -> str:
    said = f" {revoked}." if revoked else ""
    return f"No policy is in force.{said} Mend the file and use it, or activate another one."


def currency_of(facts: Mapping[str, Value]) -> str | None:
    """The currency an order was paid in; None where no amount of it is known."""
    for name in PAID:
        value = facts.get(name)
        if isinstance(value, Money):
            return value.currency
    return None


def without_policy(facts: Mapping[str, Value], why: str, options: Options) -> Decision:
    """What becomes of an issue where no policy is in force: the guards', else a person's.

    Args:
        facts: what is known of the issue.
        why: what a seller must know of it; `Chosen.why`.
        options: age of sources and what the seller switched off.
    """
    case = Case(dict(facts), currency_of(facts) or "", Decimal("0.01"), options)
    return guards.before_rules(case) or case.review("{}", why, guard=NO_POLICY)
