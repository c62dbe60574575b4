"""What every form of a processing report comes down to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from seller_credits.domain.feed_results import MessageResult
from seller_credits.marketplace.calling.quoting import quotable

_FIGURE = re.compile(r"[0-9]{1,9}")
_SHOWN = 60


class NotUnderstood(Exception):
    """What a report is instead of one that is understood: `a page of HTML`."""


@dataclass(frozen=True, slots=True)
class Told:
    """The counts of a report, and what it says of single messages."""

    processed: int
    successful: int
    with_error: int
    with_warning: int
    results: tuple[MessageResult, ...]


def figure(text: str, what: str) -> int:
    """A count, or the number of a message. NotUnderstood where it is not simply one."""
    if not _FIGURE.fullmatch(text):
        raise NotUnderstood(f"not understood: {what} is {shown(text)}, which is no figure")
    return int(text)


def is_figure(text: str) -> bool:
    """Whether a text is nothing but a figure."""
    return _FIGURE.fullmatch(text) is not None


def shown(text: str) -> str:
    """Foreign text as a sentence quotes it: in quotes, nothing secret, not longer than a line."""
    text = quotable(text)
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
