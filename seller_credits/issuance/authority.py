"""Who may say yes: people by name, what each may approve, and who may where somebody may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.remedies import Authority

POLICY = "policy"
"""In place of a name where the policy's own limit approved; nobody may be called so."""

_RANKS = (Authority.AUTOMATIC, Authority.AGENT, Authority.MANAGER, Authority.OWNER)
_ROLES = {str(role): role for role in _RANKS[1:]}
_ARTICLES = {Authority.AGENT: "an", Authority.MANAGER: "a", Authority.OWNER: "the"}


class NotAllowed(UsageProblem):
    """Not allowed to this person; the message names who may."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts.

    Attributes:
        name: as the settings write it; else as it was typed.
        authority: as what they approve.
    """

    name: str
    authority: Authority

    def may(self, needed: Authority) -> bool:
        """Whether their authority is enough."""
        return _RANKS.index(self.authority) >= _RANKS.index(needed)

    def is_named(self, name: str) -> bool:
        """Whether that is the same person, however it is typed."""
        return _plain(self.name) == _plain(name)


def person_named(name: str, people: Mapping[str, Authority]) -> Person:
    """The person a name means; upper and lower case and blanks make no difference.

    Args:
        name: as it was typed.
        people: the settings' own; where they name nobody, the roles themselves are names.

    Raises:
        NotAllowed: nobody is called so.
    """
    wanted = _plain(name)
    for known, authority in (people or _ROLES).items():
        if _plain(known) == wanted:
            return Person(known, authority)
    raise NotAllowed(
        f"Not allowed to this person: {' '.join(name.split())!r} is not among the people of the "
        "settings.",
        hint=f"Those who may: {_listed(Authority.AGENT, people)}."
        + ("" if people else " Name your people in the settings: `people: {ana: agent}`."),
    )


def person_who_may(
    what: str, name: str, needed: Authority, people: Mapping[str, Authority]
) -> Person:
    """The person a name means, who must be allowed to do something.

    Args:
        what: it, as the refusal says it: `close what is in question`.
        name: as it was typed.
        needed: as what at least.
        people: the settings' own.

    Raises:
        NotAllowed: nobody is called so, or may not.
    """
    person = person_named(name, people)
    if not person.may(needed):
        raise NotAllowed(
            f"Not allowed to this person: {person.name} ({person.authority}) may not {what}.",
            hint=f"Who may: {who_may(needed, people)}.",
        )
    return person


def who_may(needed: Authority, people: Mapping[str, Authority]) -> str:
    """Who has enough authority: `ben (manager) or olga (owner)`, `a manager or the owner`."""
    if people:
        return (
            _listed(needed, people) or f"{_ARTICLES[needed]} {needed}, and the settings name none"
        )
    enough = [role for role in _RANKS[1:] if _RANKS.index(role) >= _RANKS.index(needed)]
    return _or([f"{_ARTICLES[role]} {role}" for role in enough])


def _listed(needed: Authority, people: Mapping[str, Authority]) -> str:
    least = _RANKS.index(needed)
    if not people:
        return _or([str(role) for role in _RANKS[least:]])
    by_rank = sorted(people.items(), key=lambda told: _RANKS.index(told[1]))
    return _or([f"{name} ({role})" for name, role in by_rank if _RANKS.index(role) >= least])


def _or(words: list[str]) -> str:
    return " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
