"""Processes a feed of order adjustments: reads it, judges each message, writes the report."""

import gzip
import secrets
from dataclasses import dataclass

from seller_credits.simulator.feeds.envelope import Unreadable, open_envelope
from seller_credits.simulator.feeds.judging import Judge
from seller_credits.simulator.feeds.nouns import Adjustment, Refusal
from seller_credits.simulator.feeds.processing_report import Summary, processing_report
from seller_credits.simulator.reports.document import Document

# A report of a few lines is handed out as it is, a longer one compressed; clients must know both.
_COMPRESSED_FROM = 1500


@dataclass(frozen=True, slots=True)
class ResultDocument:
    """A processing report as it is handed out."""

    document: Document
    compressed: bool


def process(content: bytes, judge: Judge, *, feed_id: str, seller_id: str) -> ResultDocument:
    """Return what became of a feed; its accepted messages have been handed on to be paid."""
    try:
        summary = _summary(open_envelope(content), judge)
    except Unreadable as unreadable:
        summary = Summary(0, (unreadable.refusal,))
    return _document(processing_report(feed_id, seller_id, summary))


def _summary(messages: tuple[Adjustment | Refusal, ...], judge: Judge) -> Summary:
    verdicts = [
        message if isinstance(message, Refusal) else judge.judge(message) for message in messages
    ]
    return Summary(len(messages), [each for each in verdicts if each is not None])


def _document(content: bytes) -> ResultDocument:
    compressed = len(content) >= _COMPRESSED_FROM
    document = Document(
        document_id=f"amzn1.tortuga.4.na.{secrets.token_hex(16)}.T{secrets.token_hex(5).upper()}",
        body=gzip.compress(content, mtime=0) if compressed else content,
        content_type="text/xml; charset=UTF-8",
    )
    return ResultDocument(document, compressed)
