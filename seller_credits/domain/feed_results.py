"""What became of the messages of a feed, as its processing report tells, and what that proves.

Taken is not paid: only the books show that. And a report that is not understood to the last count
proves nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

WHOLE_FEED = 0
"""The number under which a report speaks of a feed as a whole."""


class ResultState(StrEnum):
    """Whether a report can be relied on."""

    READ = "read"
    UNREADABLE = "unreadable"


class ResultSeverity(StrEnum):
    """What a line of a report says of its message."""

    ERROR = "error"
    """It was not carried out."""
    WARNING = "warning"
    """It was, and there is something to say about it."""


@dataclass(frozen=True, slots=True)
class MessageResult:
    """What a report says of one message. Messages it says nothing of were taken.

    Attributes:
        message_id: its number; `WHOLE_FEED` for all of them; None where none is told.
        code, words: the marketplace's own, made safe to print and to keep.
        order_id: whose; None where that is not told.
    """

    message_id: int | None
    severity: ResultSeverity
    code: str
    words: str
    order_id: str | None = None


@dataclass(frozen=True, slots=True)
class FeedResult:
    """A processing report.

    Attributes:
        why: why it is unreadable, in a sentence; empty where it was read.
        raw: its first characters as they stood, for whoever has to make sense of them. They are
            foreign text, so they never show in `repr`, nor belong into a log.
        processed, successful, with_error, with_warning: the report's own counts of messages; they
            mean nothing where it is unreadable.
        expected: how many messages were handed in; None where nobody knows.
        is_fatal: the feed broke off: some, none or all of it may have been carried out.
    """

    state: ResultState
    why: str = ""
    raw: str = field(default="", repr=False)
    processed: int = 0
    successful: int = 0
    with_error: int = 0
    with_warning: int = 0
    results: tuple[MessageResult, ...] = ()
    expected: int | None = None
    is_fatal: bool = False

    @property
    def errors(self) -> tuple[MessageResult, ...]:
        """What it says of messages that were not carried out."""
        return tuple(each for each in self.results if each.severity is ResultSeverity.ERROR)


class Ruling(StrEnum):
    """What a report proves about one message."""

    ACCEPTED = "accepted"
    """It was taken; what it asks for will happen, as far as the marketplace is concerned."""
    REJECTED = "rejected"
    """It was not taken: nothing comes of it."""
    UNKNOWN = "unknown"
    """Neither is proven."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ruling, and what it rests on.

    Attributes:
        why: the marketplace's words of a refusal or a warning, or what keeps the message from
            being proven; empty where it was simply taken.
    """

    ruling: Ruling
    why: str = ""


def verdict_of(result: FeedResult, message_id: int, order_id: str, *, lines: int = 1) -> Verdict:
    """What a report proves about one message. In doubt it proves nothing.

    It is taken where every count adds up and no error is about it. It is refused where an error
    names it, or where an error is about the whole feed and nothing of that was processed.

    Args:
        result: the report of the feed that the message was in.
        message_id: its number therein.
        order_id: whose it is; no other message of the feed is about this order.
        lines: how many order lines it refunds. An error says which message it is about and not
            which line, and whether the other lines were paid all the same is nowhere documented:
            of several, a refusal is not proven.
    """
    if result.state is not ResultState.READ:
        return Verdict(Ruling.UNKNOWN, result.why)
    errors = result.errors
    whole = [error for error in errors if error.message_id == WHOLE_FEED]
    if whole:
        return _of_the_whole(result, whole)
    if doubt := _doubt(result):
        return Verdict(Ruling.UNKNOWN, doubt)
    own = [
        error for error in errors if error.message_id == message_id or error.order_id == order_id
    ]
    if any(error.message_id not in {None, message_id} for error in own):
        return Verdict(Ruling.UNKNOWN, "an error names this order under another number")
    if any(error.order_id not in {None, order_id} for error in own):
        return Verdict(Ruling.UNKNOWN, "an error names this number with another order")
    if own and lines > 1:
        why = f"refused, and it is about {lines} lines: {_told(own)}"
        return Verdict(Ruling.UNKNOWN, why)
    if own:
        return Verdict(Ruling.REJECTED, _told(own))
    if doubt := _doubt_of_success(result):
        return Verdict(Ruling.UNKNOWN, doubt)
    warnings = (each for each in result.results if each.message_id == message_id)
    return Verdict(Ruling.ACCEPTED, _told(warnings))


def _of_the_whole(result: FeedResult, errors: Iterable[MessageResult]) -> Verdict:
    said = _told(errors)
    if result.is_fatal or result.processed or result.successful:
        return Verdict(Ruling.UNKNOWN, f"the feed failed, maybe in part: {said}")
    return Verdict(Ruling.REJECTED, said)


def _doubt(result: FeedResult) -> str:
    """What of the counts speaks against the report as a whole; empty where nothing does."""
    processed, with_error = result.processed, result.with_error
    if result.expected is not None and processed != result.expected:
        return f"{processed} messages were processed, and {result.expected} were handed in"
    if result.successful + with_error != processed:
        return f"{result.successful} taken and {with_error} refused are not {processed} processed"
    if any(number is not None and number > processed for number in _numbers(result)):
        return f"an error names another message than the {processed} that were processed"
    if len(_numbers(result)) > with_error:
        return f"errors name more messages than the {with_error} that were refused"
    return ""


def _doubt_of_success(result: FeedResult) -> str:
    """What keeps a message without an error from being taken for sure."""
    if result.expected is None:
        return "how many messages were handed in is not known"
    numbers = _numbers(result)
    if None in numbers or len(numbers) != result.with_error:
        return f"{result.with_error} messages were refused, and the errors do not say which"
    return ""


def _numbers(result: FeedResult) -> set[int | None]:
    return {error.message_id for error in result.errors}


def _told(results: Iterable[MessageResult]) -> str:
    return "; ".join(f"{each.code} {each.words}".strip() for each in results)
