"""Summaries of feeds as the marketplace words them for flat files, in the language of a store.

The layout is that of public code for order feeds. The English words are Amazon's; the others were
seen in no document and stand for any that a reader does not know.
"""

from dataclasses import dataclass

from seller_credits.simulator.feeds.processing_report import Summary


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language."""

    title: str
    processed: str
    successful: str
    header: tuple[str, ...]
    error: str
    sorry: str


GERMAN = Tongue(
    title="Übersicht über die Verarbeitung der Datei:",
    processed="Anzahl der verarbeiteten Datensätze",
    successful="Anzahl der erfolgreichen Datensätze",
    header=(
        *("original-record-number", "order-id", "order-item-id", "error-code", "error-type"),
        "error-message",
    ),
    error="Fehler",
    sorry="Die Erstattung für diese Bestellung konnte nicht ausgeführt werden.",
)
JAPANESE = Tongue(
    title="フィード処理の概要:",
    processed="処理されたレコードの数",
    successful="正常に処理されたレコードの数",
    header=(
        *("original-record-number", "order-id", "order-item-id", "error-code", "error-type"),
        "error-message",
    ),
    error="エラー",
    sorry="この注文の返金は処理できませんでした。",
)


def flat_summary(summary: Summary, tongue: Tongue) -> str:
    """Return how many messages were read, and a table of those that were refused."""
    lines = [
        tongue.title,
        f"\t{tongue.processed}\t\t{summary.processed}",
        f"\t{tongue.successful}\t\t{summary.successful}",
        "",
    ]
    if summary.refusals:
        lines.append("\t".join(tongue.header))
    for refusal in summary.refusals:
        cells = (str(refusal.message_id), refusal.order_id, "", refusal.code)
        lines.append("\t".join((*cells, tongue.error, tongue.sorry)))
    return "\n".join(lines) + "\n"
