"""Reports that are known by sight and not read: called by their name, so that nobody wonders."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from seller_credits.domain.errors import UnreadableSource
from seller_credits.marketplace.files.document import Head

_SUMMARY = re.compile(
    r"Feed Processing Summary|original-record-number\t"
    r"|[^\t\n]{1,80}[:\uff1a]\s*\n\t[^\t\n]+\t+\d+\s*\n\t[^\t\n]+\t+\d+"
)
"""A feed's summary, in English or by its shape: a title, then two counted and indented lines."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One kind of document that is recognised, and what a seller calls several of them.

    Attributes:
        plural: completes "nothing here reads ... yet"; empty where there is nothing to read.
    """

    title: str
    plural: str
    fits: Callable[[Head], bool]
    hint: str = "Nothing was lost, the file is untouched."


def _columns(*keys: str) -> Callable[[Head], bool]:
    return lambda head: head.header.has(*keys)


def _pattern(pattern: str) -> Callable[[Head], bool]:
    found = re.compile(pattern, re.IGNORECASE | re.DOTALL)
    return lambda head: bool(found.search(head.text))


def _is_summary(head: Head) -> bool:
    return bool(_SUMMARY.match(head.text))


_PROCESSING = "processing reports"

REFUSED = (
    Refused(
        "a settlement report (XML)",
        "them as XML",
        _pattern(r"\A<.*<SettlementReport\b"),
        "Download the same settlement as a flat file (V2, or V1): that is read.",
    ),
    Refused("a feed's processing report (flat file)", _PROCESSING, _is_summary),
    Refused(
        "a feed's processing report (XML)",
        _PROCESSING,
        _pattern(r"<MessageType>\s*ProcessingReport\s*<"),
    ),
    Refused(
        "an actionable orders report (unshipped orders)",
        "actionable orders",
        _columns("order id", "order item id", "quantity to ship"),
    ),
    Refused(
        "an Amazon-fulfilled shipments report",
        "shipments",
        _columns("amazon order id", "shipment id", "shipment item id"),
    ),
    Refused(
        "a table of costs",
        "",
        _columns("sku", "unit cost"),
        "It is not imported: put it into the home folder as costs.csv, or name it in the settings.",
    ),
    Refused(
        "an answer of the old Orders API (v0)",
        "its answers",
        _pattern(r'\A[\[{].*"AmazonOrderId"'),
        "Ask for the orders again with the Orders API 2026-01-01, or download All Orders.",
    ),
    Refused(
        "an error answer of the API, not a report",
        "",
        _pattern(r'\A\{\s*"errors"\s*:'),
        "Look into the file for what the API refused, and ask again.",
    ),
    Refused(
        "a web page, perhaps a sign-in page or an error page",
        "",
        _pattern(r"\A<!doctype html|\A<html"),
        "Sign in to Seller Central and download the report again.",
    ),
)


def refuse_by_name(head: Head, name: str) -> None:
    """Stop where the document is of a kind that is known and not read.

    Raises:
        UnreadableSource: with what it is.
    """
    for known in REFUSED:
        if known.fits(head):
            raise UnreadableSource(
                f"{name}: this is {known.title}"
                + (f"; nothing here reads {known.plural} yet" if known.plural else ""),
                hint=known.hint,
            )
