"""Reads a message to a buyer, and refuses what a buyer may not be sent."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seller_credits.simulator.members import Members
from seller_credits.simulator.messaging.kinds import Kind
from seller_credits.simulator.query import iso

# Communication guidelines: no mark-up, no way around the marketplace's own mailbox.
_FORBIDDEN = (
    ("HTML", re.compile(r"<\s*[/!]?[a-z][^>]*>", re.IGNORECASE)),
    ("an e-mail address", re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE)),
    ("a link", re.compile(r"\b[a-z]+://|\bwww\.|\bmailto:", re.IGNORECASE)),
)
_LONGEST_NAME = 255
_MOST_DOCUMENTS = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written: its text, and the names of its documents."""

    text: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter on its way to the buyer of an order; the time is an instant in UTC."""

    order_id: str
    marketplace_id: str
    action: str
    letter: Letter
    sent: datetime

    def json(self) -> dict[str, Any]:
        """Return the letter as the truth tells it."""
        return {
            "order_id": self.order_id,
            "marketplace_id": self.marketplace_id,
            "action": self.action,
            "text": self.letter.text,
            "documents": list(self.letter.documents),
            "sent_at": iso(self.sent),
        }


def read_letter(body: Members, kind: Kind) -> Letter:
    """Return the letter of a request, or refuse it with the member that is wrong."""
    text = body.text("text", kind.longest) if kind.longest else ""
    for what, pattern in _FORBIDDEN:
        if pattern.search(text):
            raise body.refusal("text", f"a message to a buyer must not contain {what}")
    if kind.dated:
        _check_span(body)
    documents = kind.attaches and (body.has("attachments") or not kind.longest)
    return Letter(text, _documents(body) if documents else ())


def _documents(body: Members) -> tuple[str, ...]:
    parts = body.parts("attachments", _MOST_DOCUMENTS)
    for part in parts:
        part.text("uploadDestinationId", _LONGEST_NAME)
    return tuple(part.text("fileName", _LONGEST_NAME) for part in parts)


def _check_span(body: Members) -> None:
    if not body.has("coverageStartDate") or not body.has("coverageEndDate"):
        return
    if body.instant("coverageStartDate") > body.instant("coverageEndDate"):
        raise body.refusal("coverageStartDate", "must lie before coverageEndDate")
