"""What the words of the Finances APIs mean for an order: the one table of them.

Amazon documents few of them. Those of v0 are in its model financesV0; those of 2024-06-19 are as
seen in answers to a US seller, and what it calls claims and chargebacks is documented nowhere, so
they are looked for in type and description alike (read 2026-11). A word that is not known is kept
verbatim and told; where it names an order and gives the buyer money, that is a refund.
"""

from __future__ import annotations

from functools import lru_cache

from seller_credits.domain.moved_money import MoneyKind

_SALES = frozenset({"shipment", "shipmentsettle", "trialshipment", "order"})
_OTHERS = frozenset(
    {
        *("servicefee", "adjustment", "retrocharge", "transfer", "productadspayment"),
        *("removalshipment", "removalshipmentadjustment", "miscellaneousledgeradjustment"),
        *("debtrecovery", "loanservicing", "sellerdealpayment", "couponpayment", "fbaliquidation"),
        *("adhocdisbursement", "failedadhocdisbursement", "taxwithholding", "paywithamazon"),
        *("sellerreviewenrollmentpayment", "networkcomminglingtransaction", "rentaltransaction"),
        *("affordabilityexpense", "affordabilityexpensereversal", "imagingservicesfee"),
        *("valueaddedservicecharge", "capacityreservationbilling", "serviceprovidercredit"),
        *("chargerefund", "disbursement", "tdsreimbursement", "ebtrefundreimbursementonly"),
    }
)
"""Transactions that are about no order's refund, by type: the lists of v0, and what was seen."""

_STATUSES = frozenset({"", "DEFERRED", "RELEASED", "DEFERRED_RELEASED"})
_TAXES = ("tax", "tcs", "tds")
_BUYERS = frozenset(
    {
        *("principal", "productcharges", "discount", "shippingcharge", "giftwrap", "goodwill"),
        *("restockingfee", "returnshipping", "freereplacementreturnshipping", "exportcharge"),
        *("coditemcharge", "codordercharge", "codshippingcharge", "paidthroughebt"),
    }
)
"""Charges that are the buyer's money; every `...Principal` and `...Discount` is one as well."""

_NOT_BUYERS = frozenset({"pointsfee", "genericdeduction", "paymentmethodfee"})
_LISTS_READ = ("Refund", "GuaranteeClaim", "Chargeback", "Adjustment", "SAFETReimbursement")


@lru_cache(maxsize=1024)
def kind_of(type_: str, description: str) -> MoneyKind | None:
    """Why a transaction gave money back, by its type and description; None where neither says."""
    text = _plain(f"{type_} {description}")
    if _plain(type_) in _SALES:
        return None
    if "reimbursement" in text or "safet" in text:
        return MoneyKind.REIMBURSEMENT
    if "guarantee" in text or "atoz" in text:
        return MoneyKind.A_TO_Z_CLAIM
    if "chargeback" in text:
        return MoneyKind.CHARGEBACK
    if "goodwill" in text or "concession" in text:
        return MoneyKind.GOODWILL
    return MoneyKind.REFUND if "refund" in text else None


@lru_cache(maxsize=1024)
def is_sale(type_: str) -> bool:
    """Whether a transaction is what the buyer paid."""
    return _plain(type_) in _SALES


@lru_cache(maxsize=1024)
def is_known_type(type_: str, description: str) -> bool:
    """Whether anything is known of such a transaction."""
    plain = _plain(type_)
    return plain in _SALES | _OTHERS or kind_of(type_, description) is not None


def is_known_status(status: str) -> bool:
    """Whether the status is one that Amazon documents."""
    return status in _STATUSES


@lru_cache(maxsize=1024)
def is_known_list(name: str) -> bool:
    """Whether a list of events of v0 is known, be it read or not."""
    plain = _plain(name.removesuffix("EventList"))
    return plain in _SALES | _OTHERS | set(map(_plain, _LISTS_READ))


@lru_cache(maxsize=1024)
def is_buyers(charge: str) -> bool:
    """Whether a charge is the buyer's own money, before tax; fees, points and taxes are not."""
    plain = _plain(charge)
    if any(tax in plain for tax in _TAXES):
        return False
    return plain in _BUYERS or plain.endswith(("principal", "discount"))


@lru_cache(maxsize=1024)
def is_known_charge(charge: str) -> bool:
    """Whether it is known whose money a charge is."""
    plain = _plain(charge)
    is_tax = any(tax in plain for tax in _TAXES)
    return is_tax or is_buyers(charge) or plain in _NOT_BUYERS or "reimbursement" in plain


@lru_cache(maxsize=1024)
def is_goodwill(charge: str) -> bool:
    """Whether it was given on top of what the buyer had paid."""
    return _plain(charge).startswith("goodwill")


def _plain(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
