"""Processing reports as XML: what Amazon sends for an XML feed.

Its layout is in no public document; it is known from reports of order feeds in public code (read
2026-11).
"""

from __future__ import annotations

from collections.abc import Container
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from seller_credits.domain.feed_results import MessageResult, ResultSeverity
from seller_credits.marketplace.calling.quoting import quotable
from seller_credits.marketplace.files.processing_report_told import (
    NotUnderstood,
    Told,
    figure,
    shown,
)

_REPORT = "ProcessingReport"
_PARTS = frozenset({"DocumentTransactionID", "StatusCode", "ProcessingSummary", "Result"})
_COUNTS = ("MessagesProcessed", "MessagesSuccessful", "MessagesWithError")
_WARNED = "MessagesWithWarning"
_SEVERITIES = {"Error": ResultSeverity.ERROR, "Warning": ResultSeverity.WARNING}


def read_xml(text: str) -> Told:
    """The report in an XML document, decoded already.

    Raises:
        NotUnderstood: it is another document, or says something that is not known.
    """
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as problem:
        raise NotUnderstood(f"not well-formed XML ({problem})") from None
    if _name(root) != "AmazonEnvelope":
        raise NotUnderstood(f"XML of another kind: {shown(_name(root))}")
    if (kind := _text(_only(root, "MessageType"))) != _REPORT:
        raise NotUnderstood(f"an envelope of another kind: {shown(kind)}")
    report = _only(_only(root, "Message"), _REPORT)
    _check_parts(report, _PARTS)
    if (status := _text(_only(report, "StatusCode"))) != "Complete":
        raise NotUnderstood(f"not complete: its status is {shown(status)}")
    summary = _only(report, "ProcessingSummary")
    _check_parts(summary, {*_COUNTS, _WARNED})
    processed, successful, with_error = (
        figure(_text(_only(summary, name)), name) for name in _COUNTS
    )
    # Who has nothing to warn of may leave that count out.
    with_warning = sum(figure(_text(each), _WARNED) for each in _named(summary, _WARNED))
    results = tuple(map(_result, _named(report, "Result")))
    return Told(processed, successful, with_error, with_warning, results)


def _result(result: Element) -> MessageResult:
    word = _text(_only(result, "ResultCode"))
    severity = _SEVERITIES.get(word)
    if severity is None:
        raise NotUnderstood(f"not understood: a result of the kind {shown(word)}")
    numbers = _named(result, "MessageID")
    orders = {_text(each) for info in _named(result, "AdditionalInfo") for each in _orders(info)}
    if len(numbers) > 1 or len(orders) > 1:
        raise NotUnderstood("not understood: one result is about several messages")
    return MessageResult(
        message_id=figure(_text(numbers[0]), "MessageID") if numbers else None,
        severity=severity,
        code=_words(result, "ResultMessageCode"),
        words=_words(result, "ResultDescription"),
        order_id=next(iter(orders), None) or None,
    )


def _orders(info: Element) -> list[Element]:
    return _named(info, "AmazonOrderID")


def _check_parts(element: Element, known: Container[str]) -> None:
    for child in element:
        if _name(child) not in known:
            what = f"{shown(_name(child))} in {_name(element)} is not known"
            raise NotUnderstood(f"not understood: {what}")


def _only(parent: Element, name: str) -> Element:
    found = _named(parent, name)
    if len(found) != 1:
        raise NotUnderstood(f"not understood: {len(found)} times {name} in {_name(parent)}")
    return found[0]


def _named(parent: Element, name: str) -> list[Element]:
    return [child for child in parent if _name(child) == name]


def _name(element: Element) -> str:
    """Its name, whatever namespace it is in."""
    return str(element.tag).rpartition("}")[2]


def _text(element: Element) -> str:
    if len(element):
        raise NotUnderstood(f"not understood: there is more than text in {_name(element)}")
    return (element.text or "").strip()


def _words(result: Element, name: str) -> str:
    """What is for a person to read, made safe to print and to keep."""
    return quotable(" ".join(word for each in _named(result, name) for word in each.itertext()))
