"""The words of a decision: kept as what was read and changed, and put together when it is read.

A hundred thousand decisions are made for the few that somebody looks into, and sentences cost more
than sums. So a note is a small tuple, and nothing in it is formatted.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, TypeVar, overload

from seller_credits.domain.decisions import Step
from seller_credits.domain.facts import Value, value_text
from seller_credits.policy.language import Rule
from seller_credits.policy.rates import EXACT, quantum

Wording = str | Callable[..., Iterable[Step]]
"""A template for the values of a note, or what makes steps of them."""
Note = tuple[str, Wording, tuple[object, ...], int | None]
"""One step: its stage, its wording, what was read and changed, and the line of the file. A bare
Decimal among the values is an amount in the order's currency."""
Because = tuple[str, tuple[object, ...]]
"""One reason: a template and its values."""

_LONGEST = 60
_Said = TypeVar("_Said", covariant=True)  # noqa: PLC0105  # what is said


class _Late(Sequence[_Said]):
    """Sentences that are put together when the first of them is read, and kept from then on."""

    __slots__ = ("_currency", "_kept", "_said")

    def __init__(self, kept: Sequence[Any], currency: str) -> None:
        self._kept = kept
        self._currency = currency
        self._said: tuple[_Said, ...] | None = None

    @abstractmethod
    def _worded(self) -> Iterator[_Said]:
        """Every sentence, from what was kept."""

    def _all(self) -> tuple[_Said, ...]:
        if self._said is None:
            self._said = tuple(self._worded())
        return self._said

    def _filled(self, values: tuple[object, ...]) -> Iterator[object]:
        for value in values:
            yield said(value, self._currency) if isinstance(value, Decimal) else value

    @overload
    def __getitem__(self, at: int) -> _Said: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[_Said, ...]: ...
    def __getitem__(self, at: int | slice) -> _Said | tuple[_Said, ...]:
        return self._all()[at]

    def __iter__(self) -> Iterator[_Said]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


class Trace(_Late[Step]):
    """The steps of a decision, in order."""

    __slots__ = ()

    def _worded(self) -> Iterator[Step]:
        for stage, wording, values, line in self._kept:
            if isinstance(wording, str):
                yield Step(stage, wording.format(*self._filled(values)), line)
            else:
                yield from wording(*values)


class Reasons(_Late[str]):
    """Short sentences for a seller, the most telling first."""

    __slots__ = ()

    def _worded(self) -> Iterator[str]:
        for template, values in self._kept:
            yield template.format(*self._filled(values))


def matched(rule: Rule, known: Mapping[str, Value]) -> Iterator[Step]:
    """That a rule applies, and every condition of it that holds."""
    yield Step("rule", f"rule {rule.name} applies", rule.place.line)
    for condition in rule.conditions:
        found = shown(known.get(condition.fact))
        yield Step("rule", f"{condition} holds: it is {found}", condition.place.line)


def rounded(value: Decimal, to: Decimal) -> Iterator[Step]:
    """What an amount was before it was rounded."""
    yield Step("rounding", f"{value:f} is rounded half-even to {to}")


def said(amount: Decimal, currency: str) -> str:
    """An amount for a sentence: `4.00 USD`."""
    return f"{amount.quantize(quantum(currency), ROUND_HALF_EVEN, EXACT)} {currency}"


def shown(value: Value | None) -> str:
    """A fact's value for a sentence: plain text of bounded length, `missing` where unknown."""
    if value is None:
        return "missing"
    text = value_text(value)
    if text.isprintable() and len(text) <= _LONGEST:
        return text
    plain = "".join(letter if letter.isprintable() else "?" for letter in text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 3]}..."
