"""What a buyer's own words point to: a proposal, and never in place of a reason code."""

from __future__ import annotations

from collections.abc import Mapping

from seller_credits.detection.comments.languages import language_of
from seller_credits.detection.comments.reading import read_comment
from seller_credits.domain.facts import Value

Proposed = tuple[Mapping[str, Value], Mapping[str, str]]
"""Facts, and the values that show what they rest on."""

NOTHING: Proposed = ({}, {})
"""Nothing is proposed."""


def proposed_by(comment: str, store: str | None) -> Proposed:
    """What a comment points to, with the words that say so; nothing where it is not clear.

    Args:
        comment: as the buyer wrote it.
        store: code of the store it was written in, which tells the languages it may be in.
    """
    if not comment:
        return NOTHING
    reading = read_comment(comment, language_of(comment, store))
    if reading is None:
        return NOTHING
    words = ", ".join(reading.words)
    return {"comment_says": reading.kind}, {"the comment points to": f"{reading.kind}: {words}"}
