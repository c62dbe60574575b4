"""The communication rules: what a message to a buyer must not say, why, and who says so.

Amazon's guidelines stand behind a login; what is given here was read in copies by others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_READ = date(2026, 11, 23)
_GUIDELINES = "Amazon's Communication Guidelines for sellers, in third-party copies"
_MODEL = "Amazon's Messaging API model, version 1, on the `text` of a message"
_CAUTION = "this program's own caution, stricter than Amazon's guidelines"


@dataclass(frozen=True, slots=True)
class Rule:
    """One communication rule.

    Attributes:
        name: how it is named to a seller.
        forbids: what a text that breaks it does, after `the text ...`.
        why: what is not allowed, in a sentence.
        source: who says so.
        read: the day the source was read.
    """

    name: str
    forbids: str
    why: str
    source: str
    read: date = _READ

    @property
    def cited(self) -> str:
        """The rule's name with its source and date, in brackets behind a sentence."""
        return f"rule {self.name}: {self.source}, read {self.read}"


_RULES = (
    Rule(
        "reviews",
        "mentions reviews, ratings or feedback",
        "A message about a problem never mentions reviews, ratings, stars or feedback.",
        f"{_GUIDELINES}; {_CAUTION}",
    ),
    Rule(
        "claims",
        "mentions claims, guarantees or chargebacks",
        "A message never mentions claims, the A-to-z guarantee, chargebacks or disputes.",
        _CAUTION,
    ),
    Rule(
        "incentive",
        "offers money or a gift for something",
        "Nothing is offered in return for anything: no coupon, discount, gift or money.",
        _GUIDELINES,
    ),
    Rule(
        "cancellation",
        "asks the buyer to cancel",
        "A buyer is not asked to cancel an order; cancel it yourself where it cannot be kept.",
        _GUIDELINES,
    ),
    Rule(
        "elsewhere",
        "leads the buyer away from the marketplace's own messages",
        "No other messenger, website, telephone or way to pay.",
        _GUIDELINES,
    ),
    Rule("link", "holds a link", "No links, in whatever spelling.", f"{_GUIDELINES}; {_CAUTION}"),
    Rule("email", "holds an e-mail address", "No e-mail addresses.", _MODEL),
    Rule("phone", "holds a telephone number", "No telephone numbers.", _GUIDELINES),
    Rule("markup", "holds HTML", "Plain text only.", _MODEL),
    Rule("length", "is too long or empty", "Each kind of message has its length.", _MODEL),
    Rule(
        "language",
        "is not in the buyer's language",
        "A message is written in the buyer's language of preference.",
        _MODEL,
    ),
)

RULES: Mapping[str, Rule] = {rule.name: rule for rule in _RULES}
"""Every rule by name, in the order they are judged."""
