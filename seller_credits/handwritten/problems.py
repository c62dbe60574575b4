"""What is wrong with a file a seller wrote: problems as values, all at once, with their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in the file; both count from 1."""

    line: int
    column: int


START = Place(1, 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a seller should know about the file.

    Attributes:
        severity: `error` (the file cannot be used), `warning` (it can, and probably should not),
            `note` (worth knowing).
        message: what is wrong, in one sentence.
        line: 1-based line of the file.
        column: 1-based column of the file.
        hint: what to do about it; may be empty.
        example: a made-up order that proves it, as the texts of a policy's `examples:`; or None.
        beside: the order to compare it with, where two prove it: they differ in one fact; or None.
        finding: what kind of thing it is, in one word for a machine; empty for plain errors.
    """

    severity: Severity
    message: str
    line: int = 1
    column: int = 1
    hint: str = ""
    example: Mapping[str, str] | None = None
    beside: Mapping[str, str] | None = None
    finding: str = ""


class Problems:
    """Collects problems while a file is read, so that a seller sees them all and not the first."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def error(self, place: Place, message: str, hint: str = "") -> None:
        """The file cannot be used because of this."""
        self._found.append(Problem("error", message, place.line, place.column, hint))

    def add(
        self,
        severity: Severity,
        place: Place,
        message: str,
        *,
        hint: str = "",
        example: Mapping[str, str] | None = None,
    ) -> None:
        """Keep a finding of any severity, with the order that proves it where there is one."""
        self._found.append(Problem(severity, message, place.line, place.column, hint, example))

    def extend(self, found: Iterable[Problem]) -> None:
        """Keep what another step found."""
        self._found.extend(found)

    @property
    def errors(self) -> int:
        """How many errors were found so far; with any the file cannot be used."""
        return sum(problem.severity == "error" for problem in self._found)

    def sorted(self) -> tuple[Problem, ...]:
        """Everything found, in the order of the file."""
        return tuple(sorted(self._found, key=lambda found: (found.line, found.column)))


def nearest(word: str, known: Iterable[str]) -> str:
    """`did you mean ...?` with the nearest known name, or what there is to choose from."""
    names = [str(name) for name in known]
    close = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"known are: {', '.join(names)}"
