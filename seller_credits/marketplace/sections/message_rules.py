"""What a message to a buyer must keep to, judged before anything is sent.

Lengths: Amazon's model messaging v1 (github.com/amzn/selling-partner-api-models, read 2026-11),
`maxLength` of each message's text. HTML and e-mail addresses are forbidden by the same model; links
it allows where the topic needs them, and this house does without: whether a link is needed is
Amazon's to judge, and a wrong one costs the right to write. The text has to be in the buyer's
language, which no rule here can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

LONGEST: Mapping[str, int] = {
    "confirmOrderDetails": 2000,
    "confirmDeliveryDetails": 2000,
    "unexpectedProblem": 2000,
}
"""The messages that can be sent here, by Amazon's name, and how many characters each may have."""

# The last label of an address of the web: what people write, not every name of the registry. A
# sentence that lacks its space ("late.It") begins with one capital, which no address does.
_ENDINGS = "com|net|org|info|biz|io|co|me|shop|store|us|ca|mx|br|uk|de|fr|it|es|nl|se|pl|jp|au"
_BARE_LINK = rf"(?<![\w@.-])(?:[A-Za-z0-9-]+\.)+(?:{_ENDINGS}|{_ENDINGS.upper()})(?![\w@-])"
_FORBIDDEN = (
    ("HTML", re.compile(r"<\s*[/!?a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")),
    ("an e-mail address", re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w{2,}")),
    ("a link", re.compile(rf"(?i:\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)|{_BARE_LINK}")),
    (
        "a character that cannot be printed",
        re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]"),
    ),
)


def flaws(action: str, text: str) -> tuple[str, ...]:
    """Why this text cannot be sent as this message, each in a few words; empty where it can.

    The text itself is in none of them: it speaks to a buyer.

    Args:
        action: Amazon's name of the message: `unexpectedProblem`.
        text: as the buyer would read it.
    """
    return tuple(_flaws(action, text))


def _flaws(action: str, text: str) -> Iterator[str]:
    longest = LONGEST.get(action)
    if longest is None:
        yield f"{action!r} is no message that can be sent here; these are: {', '.join(LONGEST)}"
    elif len(text) > longest:
        yield f"it has {len(text)} characters, and {longest} are allowed"
    if not text.strip():
        yield "it says nothing"
    for what, pattern in _FORBIDDEN:
        if pattern.search(text):
            yield f"it holds {what}"
