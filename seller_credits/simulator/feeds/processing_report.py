"""Writes what became of a feed: the XML processing report, and the paper it is handed out as.

Source: processing reports of order feeds in public code; a message without a result was accepted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from seller_credits.simulator.feeds.nouns import Refusal


@dataclass(frozen=True, slots=True)
class Summary:
    """How many messages were read, and which were refused."""

    processed: int
    refusals: Sequence[Refusal]

    @property
    def successful(self) -> int:
        """How many messages were accepted; none, where the feed is refused as a whole."""
        return max(0, self.processed - len(self.refusals))


@dataclass(frozen=True, slots=True)
class Paper:
    """A processing report as it is handed out.

    Attributes:
        body: the bytes of the download.
        compressed: whether the API says that they are compressed.
    """

    summary: Summary
    body: bytes
    content_type: str
    compressed: bool


def processing_report(feed_id: str, seller_id: str, summary: Summary) -> bytes:
    """Return the report of a feed."""
    root = ET.Element("AmazonEnvelope")
    header = ET.SubElement(root, "Header")
    _texts(header, {"DocumentVersion": "1.02", "MerchantIdentifier": seller_id})
    _texts(root, {"MessageType": "ProcessingReport"})
    message = ET.SubElement(root, "Message")
    _texts(message, {"MessageID": "1"})
    report = ET.SubElement(message, "ProcessingReport")
    _texts(report, {"DocumentTransactionID": feed_id, "StatusCode": "Complete"})
    _texts(
        ET.SubElement(report, "ProcessingSummary"),
        {
            "MessagesProcessed": str(summary.processed),
            "MessagesSuccessful": str(summary.successful),
            "MessagesWithError": str(len(summary.refusals)),
            "MessagesWithWarning": "0",
        },
    )
    for refusal in summary.refusals:
        _result(report, refusal)
    content: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _result(report: ET.Element, refusal: Refusal) -> None:
    result = ET.SubElement(report, "Result")
    _texts(
        result,
        {
            "MessageID": str(refusal.message_id),
            "ResultCode": "Error",
            "ResultMessageCode": refusal.code,
            "ResultDescription": refusal.words,
        },
    )
    if refusal.order_id:
        about = ET.SubElement(result, "AdditionalInfo")
        _texts(about, {"AmazonOrderID": refusal.order_id})


def _texts(parent: ET.Element, texts: dict[str, str]) -> None:
    for name, value in texts.items():
        ET.SubElement(parent, name).text = value
