"""Processes a feed of order adjustments: reads it, judges each message, writes the report."""

import gzip
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from seller_credits.simulator.feeds.envelope import Unreadable, open_envelope
from seller_credits.simulator.feeds.judging import Judge
from seller_credits.simulator.feeds.nouns import NO_FAULT_OF_YOURS, Adjustment, Fate, Refusal
from seller_credits.simulator.feeds.processing_report import Paper, Summary, processing_report
from seller_credits.simulator.reports.document import Document

Messages = Sequence[Adjustment | Refusal]

# A report of a few lines is handed out as it is, a longer one compressed; clients must know both.
_COMPRESSED_FROM = 1500


@dataclass(frozen=True, slots=True)
class ResultDocument:
    """A processing report as it is handed out."""

    document: Document
    compressed: bool


def read(content: bytes) -> Messages | Refusal:
    """Return the messages of a feed, or why it is refused as a whole."""
    try:
        return open_envelope(content)
    except Unreadable as unreadable:
        return unreadable.refusal


def carry_out(messages: Messages, judge: Judge, fate: Fate) -> Summary:
    """Return what became of the messages; the accepted ones have been handed on to be paid."""
    refusals: list[Refusal] = []
    for place, message in enumerate(messages[: fate.carried_out]):
        if isinstance(message, Refusal):
            refusals.append(message)
        elif place in fate.failing:
            said = "An internal error occurred while this message was processed."
            refusals.append(Refusal(message.message_id, NO_FAULT_OF_YOURS, said, message.order_id))
        elif (refusal := judge.judge(message)) is not None:
            refusals.append(refusal)
    return Summary(len(messages), refusals)


def paper(feed_id: str, seller_id: str, summary: Summary) -> Paper:
    """Return the report of a feed as it is usually handed out."""
    content = processing_report(feed_id, seller_id, summary)
    compressed = len(content) >= _COMPRESSED_FROM
    body = gzip.compress(content, mtime=0) if compressed else content
    return Paper(summary, body, "text/xml; charset=UTF-8", compressed)


def document(written: Paper) -> ResultDocument:
    """Return a report as a document with an id of its own."""
    made = Document(
        document_id=f"amzn1.tortuga.4.na.{secrets.token_hex(16)}.T{secrets.token_hex(5).upper()}",
        body=written.body,
        content_type=written.content_type,
    )
    return ResultDocument(made, written.compressed)
