"""The processing report of a feed: what became of each of its messages.

It may be XML or lines of text, in any language and encoding, cut short, or a page of HTML by
accident (github.com/amzn/selling-partner-api-models, issues on feeds, read 2026-11). What rests on
it is money: what is not understood to the last count is unreadable, and says why.
"""

from __future__ import annotations

import re

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.feed_results import FeedResult, ResultState
from seller_credits.marketplace.files.encoding import choose_encoding
from seller_credits.marketplace.files.magic import refuse_binary
from seller_credits.marketplace.files.notes import Notes
from seller_credits.marketplace.files.processing_report_text import read_text
from seller_credits.marketplace.files.processing_report_told import NotUnderstood, Told
from seller_credits.marketplace.files.processing_report_xml import read_xml

MOST_BYTES = 32 * 1024 * 1024
"""A longer one is none: the feed itself has at most a third of it."""

_SHOWN = 500
_HEAD = 4096
_HTML = re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}\bencoding\s*=\s*["']([\w.-]{1,40})["']""")


def read_processing_report(
    content: bytes,
    charset: str | None = None,
    *,
    expected: int | None = None,
    is_fatal: bool = False,
) -> FeedResult:
    """What a report says; unreadable, with the reason, where it is not fully understood.

    Args:
        content: unpacked.
        charset: what the answer's header said, which may be wrong.
        expected: how many messages were handed in.
        is_fatal: the feed it is about ended as `FATAL`.
    """
    text = _decoded(content[:MOST_BYTES], charset)
    raw = text[:_SHOWN]
    try:
        told = _read(content, text)
    except NotUnderstood as problem:
        why = f"The processing report is {problem}."
        state = ResultState.UNREADABLE
        return FeedResult(state, why, raw, expected=expected, is_fatal=is_fatal)
    return FeedResult(
        ResultState.READ,
        raw=raw,
        processed=told.processed,
        successful=told.successful,
        with_error=told.with_error,
        with_warning=told.with_warning,
        results=told.results,
        expected=expected,
        is_fatal=is_fatal,
    )


def _read(content: bytes, text: str) -> Told:
    if len(content) > MOST_BYTES:
        raise NotUnderstood(f"longer than {MOST_BYTES >> 20} MiB")
    try:
        refuse_binary(content[:_HEAD], "")
    except UnreadableSource as problem:
        raise NotUnderstood(problem.message.removeprefix(": this is ")) from None
    if not text:
        raise NotUnderstood("empty")
    if _HTML.match(text):
        raise NotUnderstood("a page of HTML")
    return read_xml(text) if text.startswith("<") else read_text(text)


def _decoded(content: bytes, charset: str | None) -> str:
    """Its text; what does not decode is replaced, which spoils words and never a figure."""
    declared = _DECLARED.search(content[:_HEAD])
    stated = charset or (declared[1].decode("ascii", "replace") if declared else None)
    encoding = choose_encoding(content, charset=stated, japanese=None, notes=Notes())
    return content.decode(encoding, errors="replace").strip("\ufeff \t\r\n")
