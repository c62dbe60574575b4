"""The facts a policy may ask about: one typed vocabulary for policies, examples and the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from seller_credits.domain.issues import Channel, Exposure, IssueKind, Severity
from seller_credits.domain.money import Money

Value = Money | Decimal | int | str | bool
"""A fact's value: money, a number, a word, or yes/no. A fact that is not known is absent."""


class FactType(StrEnum):
    """How a fact's values are written in a policy and compared."""

    CHOICE = "choice"
    TEXT = "text"
    YES_NO = "yes_no"
    MONEY = "money"
    COUNT = "count"
    DAYS = "days"
    HOURS = "hours"
    PERCENT = "percent"
    STARS = "stars"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact a policy may ask about.

    Attributes:
        choices: the words a CHOICE may take.
        since: the first engine version that records it: decisions of an earlier one cannot be
            made again by a policy that asks for it.
    """

    name: str
    type: FactType
    meaning: str
    choices: tuple[str, ...] = ()
    since: int = 1


def _choice(name: str, meaning: str, *choices: str) -> FactDefinition:
    return FactDefinition(name, FactType.CHOICE, meaning, choices)


_T = FactType
_DEFINITIONS = (
    _choice("issue", "what went wrong", *IssueKind),
    _choice("channel", "who ships: the seller or Amazon", *Channel),
    FactDefinition("days_late", _T.DAYS, "whole days past the promise, the least that is proven"),
    FactDefinition("days_late_at_most", _T.DAYS, "whole days past the promise, at the very most"),
    FactDefinition("days_overdue", _T.DAYS, "days past ship-by, while unshipped"),
    FactDefinition("days_since_order", _T.DAYS, "days since the order was placed"),
    FactDefinition("days_since_delivery", _T.DAYS, "days since delivery, where it is known"),
    FactDefinition("marketplace", _T.TEXT, "code of the store: US, DE, JP, ..."),
    FactDefinition("country", _T.TEXT, "country the order went to"),
    FactDefinition("item_price", _T.MONEY, "what the buyer paid for one unit"),
    FactDefinition("line_total", _T.MONEY, "what the buyer paid for the line"),
    FactDefinition("order_total", _T.MONEY, "what the buyer paid for the order"),
    FactDefinition("shipping_paid", _T.MONEY, "what the buyer paid for the line's shipping"),
    FactDefinition("affected_value", _T.MONEY, "what the buyer paid for the affected units"),
    FactDefinition("return_label", _T.MONEY, "what the return label cost"),
    FactDefinition("quantity", _T.COUNT, "affected units"),
    FactDefinition("quantity_ordered", _T.COUNT, "units of the line, affected or not"),
    FactDefinition("prime", _T.YES_NO, "a Prime order"),
    FactDefinition("business", _T.YES_NO, "a business buyer"),
    FactDefinition("in_policy", _T.YES_NO, "the return is within the return policy"),
    FactDefinition("return_requested", _T.YES_NO, "the buyer asked to return it"),
    FactDefinition("refund_pending", _T.YES_NO, "a refund is on its way already"),
    FactDefinition("replacement_pending", _T.YES_NO, "a replacement was arranged already"),
    FactDefinition("is_over", _T.YES_NO, "what was warned of has turned out well"),
    FactDefinition("return_denied", _T.YES_NO, "the return was refused"),
    FactDefinition("in_stock", _T.YES_NO, "another one can be sent", since=2),
    FactDefinition("replacement_order", _T.YES_NO, "the order is itself a replacement or exchange"),
    _choice("severity", "how bad it is, the worst of what shows it", *Severity),
    _choice("comment_says", "what the buyer's own words point to; a proposal", *IssueKind),
    FactDefinition("feedback_rating", _T.STARS, "stars the buyer left, 1 to 5"),
    FactDefinition("refunded_so_far", _T.MONEY, "refunded of the line, by anyone"),
    FactDefinition("credited_for_issue", _T.MONEY, "given by this program for the same issue"),
    FactDefinition("sku", _T.TEXT, "the seller's SKU"),
    FactDefinition("asin", _T.TEXT, "Amazon's product id"),
    FactDefinition("carrier", _T.TEXT, "who carried the parcel"),
    FactDefinition("service_level", _T.TEXT, "shipping service of the order"),
    FactDefinition(
        "unit_cost", _T.MONEY, "what one unit costs the seller, from the cost file", since=2
    ),
    FactDefinition(
        "postage", _T.MONEY, "what sending one parcel costs the seller, from the cost file", since=2
    ),
    FactDefinition(
        "sku_issue_rate", _T.PERCENT, "issues of the SKU per 100 orders, 90 days", since=2
    ),
    FactDefinition("buyer_prior_orders", _T.COUNT, "earlier orders of the same buyer"),
    FactDefinition("buyer_prior_issues", _T.COUNT, "earlier issues of the same buyer"),
    FactDefinition("buyer_prior_credits", _T.COUNT, "earlier credits to the same buyer"),
    _choice("odr_exposure", "whether acting can keep it out of the defect rate", *Exposure),
    _choice("claim_open", "a claim was seen, or none has been", "yes", "not_seen"),
    _choice("marketplace_pays", "whether Amazon or the carrier answers", "yes", "no", "unknown"),
    _choice(
        "package",
        "how the parcel stands",
        *("never_scanned", "moving", "stuck", "delivered", "returning", "unknown"),
    ),
    _choice(
        "buyer_contact",
        "whether and how the buyer said a word",
        *("none", "message", "return", "feedback", "unknown"),
    ),
    _choice("return_state", "how the return stands", "none", "open", "received", "closed"),
    FactDefinition("days_since_return_received", _T.DAYS, "days since the return came back"),
    _choice(
        "order_status",
        "how far the order is",
        *("unshipped", "partly_shipped", "shipped", "cancelled"),
    ),
    FactDefinition("odr_headroom", _T.COUNT, "defects the account can still take", since=2),
    FactDefinition("margin", _T.PERCENT, "margin of the line, from the cost file", since=2),
    FactDefinition("hours_to_deadline", _T.HOURS, "hours until the deadline"),
    FactDefinition("source_age", _T.HOURS, "hours since the deciding source was read"),
    _choice("source_state", "whether the deciding source's last window was read", "read", "failed"),
)

FACTS: Mapping[str, FactDefinition] = {fact.name: fact for fact in _DEFINITIONS}
"""Every fact by name, in the order they are documented."""


class Facts(dict[str, Value]):
    """What is known of one issue, by fact name. Absent means not known; never a guess.

    YES_NO facts are bool, MONEY is Money, PERCENT and HOURS are Decimal, counts and days are int.
    A plain dictionary, because a hundred thousand of them are read in a run; nobody changes one.
    """

    __slots__ = ()

    def __init__(self, values: Mapping[str, Value | None]) -> None:
        super().__init__({name: value for name, value in values.items() if value is not None})

    def money(self, name: str) -> Money | None:
        """The fact as money, or None where it is not known."""
        value = self.get(name)
        return value if isinstance(value, Money) else None

    @classmethod
    def of_known(cls, values: Mapping[str, Value]) -> Facts:
        """The same of values that all are known, which are looked at no more."""
        facts = cls.__new__(cls)
        facts.update(values)
        return facts

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Facts:
        """Read back what the ledger kept; names no longer in the vocabulary are kept as words."""
        return cls({name: _value_of(name, value) for name, value in told.items()})


def value_text(value: Value) -> str:
    """One value as a policy would write it."""
    if value is True:
        return "yes"
    if value is False:
        return "no"
    return str(value)


def _value_of(name: str, told: Any) -> Value:
    definition = FACTS.get(name)
    kind = definition.type if definition else FactType.TEXT
    if kind is FactType.MONEY:
        return Money.parse(told)
    if kind in {FactType.PERCENT, FactType.HOURS}:
        return Decimal(told)
    assert isinstance(told, str | int | bool)
    return told
