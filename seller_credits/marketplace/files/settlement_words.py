"""What the words of a settlement's rows mean for an order: the one table of them.

Transaction types and descriptions are an open vocabulary, in English in every store whose words
are known: the US, Europe, Japan and India, as public code for sellers' files lists them (read
2026-11). A word that is not known here is kept verbatim; where it names an order and gives its
buyer money, that is a refund.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from seller_credits.domain.moved_money import MoneyKind
from seller_credits.domain.settlements import Part
from seller_credits.marketplace.files.header import column_key


class Meaning(NamedTuple):
    """What one amount is to an order.

    Attributes:
        is_known: the transaction type is known to give money back; of any other one, only what
            reaches the buyer counts.
        word: tells reimbursements apart, the same in both layouts; empty for all others.
    """

    kind: MoneyKind
    is_known: bool = True
    word: str = ""


_SALES = frozenset({"", "order", "liquidations", "liquidations adjustments"})
_BUYERS = frozenset({"itemprice", "promotion"})
"""Amount types that are the buyer's money; fees, points and withheld tax are not."""

_OTHERS = frozenset({"other transaction", "other transactions"})
_TAXES = ("tax", "vat", "gst", "tcs", "tds")
_REIMBURSED = frozenset(
    {
        *("warehouse lost", "warehouse damage", "warehouse damage exception"),
        *("warehouse lost manual", "removal order lost", "reversal reimbursement"),
        *("free replacement refund items", "compensated clawback", "customer return"),
        *(
            "cs error items",
            "re evaluation",
            "missing from inbound",
            "missing from inbound clawback",
        ),
    }
)
"""Why a unit in Amazon's warehouse is paid for, or paid back; V1 has them as transaction types."""


@lru_cache(maxsize=4096)
def meaning(transaction: str, amount_type: str, description: str) -> Meaning | None:
    """What an amount means; None for a sale, a fee, a tax or a transfer: nothing is wrong."""
    transaction, amount_type, word = map(column_key, (transaction, amount_type, description))
    if transaction in _SALES:
        return None
    if amount_type not in _BUYERS and _is_reimbursement(transaction, amount_type, word):
        return Meaning(MoneyKind.REIMBURSEMENT, word=word)
    if "guarantee" in transaction or transaction.startswith("a to z"):
        return _bears(MoneyKind.A_TO_Z_CLAIM, amount_type, word)
    if "chargeback" in transaction:
        return _bears(MoneyKind.CHARGEBACK, amount_type, word)
    if amount_type in _BUYERS and not _is_tax(word):
        return Meaning(MoneyKind.REFUND, is_known=transaction == "refund")
    return None


@lru_cache(maxsize=4096)
def kind_of(transaction: str, amount_type: str, description: str) -> MoneyKind | None:
    """Why an amount moved, be it a fee of a refund; None for what is other business."""
    found = meaning(transaction, amount_type, description)
    if found is not None:
        return found.kind
    words = column_key(transaction)
    if words in _SALES:
        return None
    if "guarantee" in words or words.startswith("a to z"):
        return MoneyKind.A_TO_Z_CLAIM
    if "chargeback" in words:
        return MoneyKind.CHARGEBACK
    return MoneyKind.REFUND if "refund" in words or words == "retrocharge" else None


def is_sale(transaction: str) -> bool:
    """Whether a buyer paid for something; what names no transaction is none."""
    return column_key(transaction) == "order"


@lru_cache(maxsize=4096)
def part_of(amount_type: str, description: str) -> Part:
    """What an amount is of its movement."""
    amount_type, word = map(column_key, (amount_type, description))
    if _is_tax(word) or "withheld" in amount_type:
        return Part.TAX
    if amount_type == "promotion":
        return Part.PROMOTION
    if amount_type == "itemprice":
        return _PARTS.get(word, Part.OTHER)
    if word in _KEPT:
        return _KEPT[word]
    return Part.FEE if amount_type.endswith("fees") else Part.OTHER


_PARTS = {
    "principal": Part.PRICE,
    "shipping": Part.SHIPPING,
    "giftwrap": Part.SHIPPING,
    "gift wrap": Part.SHIPPING,
    "goodwill": Part.GOODWILL,
    "restockingfee": Part.RESTOCKING,
    "restocking fee": Part.RESTOCKING,
    "returnshipping": Part.RESTOCKING,
    "return shipping": Part.RESTOCKING,
}
_KEPT = {
    "commission": Part.REFERRAL,
    "referral fee": Part.REFERRAL,
    "refundcommission": Part.ADMINISTRATION,
    "refund commission": Part.ADMINISTRATION,
    "refund administration fee": Part.ADMINISTRATION,
}


def is_goodwill(description: str) -> bool:
    """Whether money was given on top of what the buyer had paid."""
    return column_key(description) == "goodwill"


def _bears(kind: MoneyKind, amount_type: str, word: str) -> Meaning | None:
    """Of a claim, an amount that is not itemised counts as well: it must not go unseen."""
    counts = amount_type in _BUYERS or amount_type in _OTHERS
    return Meaning(kind) if counts and not _is_tax(word) else None


def _is_reimbursement(transaction: str, amount_type: str, word: str) -> bool:
    return (
        "reimbursement" in f"{transaction} {amount_type} {word}"
        or word in _REIMBURSED
        or transaction in _REIMBURSED
    )


def _is_tax(word: str) -> bool:
    return any(tax in word for tax in _TAXES)
