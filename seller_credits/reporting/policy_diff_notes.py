"""What a reader must know of a comparison of policies: what it left out, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from seller_credits.policy.diff.difference import Difference
from seller_credits.reporting.words import counted

ITS_OWN_DAY = (
    "Each issue counts with its latest recorded facts, and limits per day, month and buyer with "
    "what was given by the day it was decided: what one policy would have used up of them for the "
    "other's decisions is not counted."
)
_MOST = 5


def notes(found: Difference) -> Iterator[str]:
    """Sentences below the figures; what does not apply is not said."""
    if found.not_replayed:
        facts = _listed(found.lacking)
        are = "is" if found.not_replayed == 1 else "are"
        yield (
            f"{counted(found.not_replayed, 'issue')} could not be decided again and {are} in no "
            f"figure: recorded before these facts were: {facts}."
        )
    never = {name: asked for name, (count, asked) in found.unknown.items() if count == asked}
    if never:
        yield f"Asked about and never known, so that conditions fail: {_listed(never)}."
    for name, wanting in zip(("old", "new"), found.wanting, strict=True):
        if wanting:
            yield f"Reviews by the {name} policy for want of a fact: {_listed(wanting)}."
    if found.otherwise_recorded:
        issues = counted(found.otherwise_recorded, "issue")
        yield f"{issues} the old policy decided otherwise when it was recorded."
    for name, ended in zip(("old", "new"), found.ended, strict=True):
        if ended:
            orders = f"{counted(ended, 'issue')} of orders placed after its end"
            yield f"The {name} policy leaves {orders} to a person."
    if found.replayed:
        yield ITS_OWN_DAY
    yield "Nothing was recorded, and nothing is authorised by this."


def _listed(facts: Mapping[str, int]) -> str:
    first = [f"{name} ({count:,})" for name, count in list(facts.items())[:_MOST]]
    rest = len(facts) - len(first)
    return ", ".join(first) + (f" and {rest} more" if rest else "")
