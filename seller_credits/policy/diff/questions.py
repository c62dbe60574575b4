"""What two policies ask of a recorded issue, and what of that its record can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from seller_credits.domain.facts import FACTS
from seller_credits.policy.asking import facts_asked
from seller_credits.policy.diff.recorded import Recorded
from seller_credits.policy.language import Policy


class _OfKind:
    """What is asked of one kind of issue, and how often which of it was unknown.

    Attributes:
        asked: facts that either policy asks about.
        late: those of them that engines before the one named did not record.
        latest: the engine since which all of them are recorded.
        together: how often which of them were unknown. Facts are unknown together, time and
            again: counting each by itself costs far more.
    """

    __slots__ = ("asked", "late", "latest", "together")

    def __init__(self, asked: frozenset[str]) -> None:
        self.asked = asked
        self.late = tuple(
            (name, FACTS[name].since) for name in sorted(asked) if FACTS[name].since > 1
        )
        self.latest = max((since for _, since in self.late), default=1)
        self.together: Counter[frozenset[str]] = Counter()

    @property
    def seen(self) -> int:
        """How many issues were counted."""
        return self.together.total()

    def unknown(self) -> Iterator[tuple[str, int]]:
        """Every fact that was unknown, and of how many issues; may name one more than once."""
        for names, count in self.together.items():
            for name in names:
                yield name, count


class Questions:
    """Counts what is asked and not known, issue by issue.

    Attributes:
        lacking: facts that did not exist yet when an issue was recorded, and of how many issues.
        unanswered: how many issues cannot be decided again for want of such a fact.
    """

    def __init__(self, *policies: Policy) -> None:
        self._policies = policies
        self._by_kind: dict[str | None, _OfKind] = {}
        self.lacking: Counter[str] = Counter()
        self.unanswered = 0

    def are_answered_by(self, recorded: Recorded) -> bool:
        """Whether the record has room for every fact that is asked; a fact may be unknown in it."""
        told = recorded.facts
        issue = told.get("issue")
        of_kind = self._by_kind.get(issue) or self._of_kind(issue)
        if of_kind.latest > recorded.engine and self._is_too_old(recorded, of_kind):
            return False
        of_kind.together[of_kind.asked.difference(told)] += 1
        return True

    def unknown(self) -> Mapping[str, tuple[int, int]]:
        """Facts asked about and unknown: of how many issues, out of how many they were asked of."""
        asked: Counter[str] = Counter()
        unknown: Counter[str] = Counter()
        for of_kind in self._by_kind.values():
            seen = of_kind.seen
            for name in of_kind.asked:
                asked[name] += seen
            for name, count in of_kind.unknown():
                unknown[name] += count
        found = sorted(unknown.items(), key=lambda each: (-each[1], each[0]))
        return {name: (count, asked[name]) for name, count in found}

    def _of_kind(self, issue: Any) -> _OfKind:
        asked = (facts_asked(policy, issue) for policy in self._policies)
        of_kind = self._by_kind[issue] = _OfKind(frozenset[str]().union(*asked))
        return of_kind

    def _is_too_old(self, recorded: Recorded, of_kind: _OfKind) -> bool:
        engine, told = recorded.engine, recorded.facts
        lacking = [name for name, since in of_kind.late if since > engine and name not in told]
        self.lacking.update(lacking)
        self.unanswered += bool(lacking)
        return bool(lacking)
