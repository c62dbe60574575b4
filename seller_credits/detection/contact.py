"""Whether and how the buyer said a word (the fact `buyer_contact`).

No source shows all that a buyer writes, so that they said nothing is never known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from seller_credits.domain.cases import Issue
from seller_credits.domain.issues import IssueKind
from seller_credits.domain.own_files import NotedRow

Contact = tuple[str, str]

# A person notes that a buyer wrote or rang; whole words, so that no mailbox is a mail.
_WORDS = re.compile(
    r"""\b(?:
        messag(?:e|es|ed) | wrote | written | e-?mail(?:s|ed)? | phoned | rang | complain(?:s|ed)
        | nachricht(?:en)? | schrieb | geschrieben | angerufen
        | écrit | appelé | mensaje | escribió | llamó | messaggio | scritto | chiamato
    )\b | メッセージ | メール | 電話""",
    re.VERBOSE | re.IGNORECASE,
)
_MOST_TELLING_FIRST = ("message", "return", "feedback")


def noted_contact(row: NotedRow) -> Contact | None:
    """The buyer's message that a noted issue speaks of, and what says so; None for none."""
    if row.kind is IssueKind.SLOW_RESPONSE:
        return "message", "an answer is only slow where the buyer has written"
    found = _WORDS.search(row.note)
    return ("message", f"the note says '{found[0]}'") if found else None


def buyer_contact(issues: Iterable[Issue], stars: int | None) -> Contact:
    """How the order's buyer is known to have said a word, and where that is shown.

    Args:
        issues: all issues of the order: a word about one is known to all.
        stars: feedback on the order that is no issue; None where there is none.
    """
    said: dict[str, str] = {}
    for issue in issues:
        for seen in issue.sightings:
            how = seen.facts.get("buyer_contact")
            if isinstance(how, str):
                said.setdefault(how, seen.evidence.where)
            if "feedback_rating" in seen.facts:
                said.setdefault("feedback", seen.evidence.where)
    for how in _MOST_TELLING_FIRST:
        if how in said:
            return how, said[how]
    if stars is not None:
        return "feedback", f"the buyer left {stars} stars"
    return "unknown", "no source shows all that a buyer writes"
