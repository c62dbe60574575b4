"""What keeps an approved remedy from being handed in: each a word for programs and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a remedy that meets a hurdle."""

    WAITS = "waits"
    """It stays approved, and a later run hands it in."""
    REFUSED = "refused"
    """It stays approved, and no run will hand it in before a person changes something."""
    SUPERSEDED = "superseded"
    """What it rested on has changed: it is decided anew."""
    EXPIRED = "expired"
    """It can have no effect any more."""


@dataclass(frozen=True, slots=True)
class Hurdle:
    """Why a remedy is not handed in now.

    Attributes:
        code: for programs: `hold`, `canary`, `nothing_left`, ...
        why: for a person, in a sentence.
        until: aware; when it is gone by itself, where that is known.
        for_a_person: nothing but a person's doing takes it away.
    """

    fate: Fate
    code: str
    why: str
    until: datetime | None = None
    for_a_person: bool = False


def waits(
    code: str, why: str, *, until: datetime | None = None, for_a_person: bool = False
) -> Hurdle:
    """It goes later."""
    return Hurdle(Fate.WAITS, code, why, until, for_a_person)


def refused(code: str, why: str) -> Hurdle:
    """It does not go as things stand."""
    return Hurdle(Fate.REFUSED, code, why, for_a_person=True)


def superseded(code: str, why: str) -> Hurdle:
    """It is decided anew."""
    return Hurdle(Fate.SUPERSEDED, code, why)
