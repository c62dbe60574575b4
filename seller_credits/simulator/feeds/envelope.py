"""Opens the envelope of an XML feed: its header, and the messages one by one."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from seller_credits.simulator.feeds.grammar import Children, Malformed, many, maybe, one
from seller_credits.simulator.feeds.nouns import NOT_VALID, NOT_XML, Adjustment, Refusal
from seller_credits.simulator.feeds.order_adjustment import read_adjustment

_MESSAGE = "OrderAdjustment"
_WHOLE_FEED = 0
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


class Unreadable(ValueError):
    """A feed that is refused as a whole."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.refusal = Refusal(_WHOLE_FEED, code, words)


def open_envelope(content: bytes) -> tuple[Adjustment | Refusal, ...]:
    """Return the messages of a feed, each one read or refused.

    Whose feed it is says the access token; the merchant named in the header decides nothing.

    Raises:
        Unreadable: it is no XML, or no feed of order adjustments.
    """
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Unreadable(NOT_XML, f"XML Parsing Fatal Error: {error}") from None
    if root.tag != "AmazonEnvelope":
        raise Unreadable(NOT_XML, f"The root element is '{root.tag}', not 'AmazonEnvelope'.")
    try:
        children = Children(
            root,
            one("Header"),
            one("MessageType"),
            maybe("MarketplaceName"),
            maybe("PurgeAndReplace"),
            maybe("EffectiveDate"),
            many("Message"),
        )
        Children(children.all("Header")[0], one("DocumentVersion"), one("MerchantIdentifier"))
        said = children.text("MessageType")
    except Malformed as error:
        raise Unreadable(NOT_XML, str(error)) from None
    if said != _MESSAGE:
        raise Unreadable(NOT_XML, f"Please specify the correct feed type: '{said}' is another.")
    return tuple(_messages(children.all("Message")))


def _messages(elements: list[Element]) -> Iterator[Adjustment | Refusal]:
    seen: set[int] = set()
    for element in elements:
        number = _number(element)
        if number in seen:
            yield Refusal(number, NOT_VALID, f"MessageID {number} is there twice.")
            continue
        seen.add(number)
        try:
            children = Children(element, one("MessageID"), maybe("OperationType"), one(_MESSAGE))
            yield read_adjustment(number, children.all(_MESSAGE)[0])
        except Malformed as error:
            yield Refusal(number, NOT_VALID, str(error))


def _number(element: Element) -> int:
    """Return the number of a message; one without is message 0 in the report."""
    value = (element.findtext("MessageID") or "").strip()
    return int(value) if _NUMBER.fullmatch(value) else _WHOLE_FEED
