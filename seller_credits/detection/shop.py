"""What is known of the shop as a whole, as facts of one issue: costs, stock, defects, rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from seller_credits.detection.matching import known_lines
from seller_credits.domain.cases import Issue, OrderCase
from seller_credits.domain.costs import NO_COSTS, Costs
from seller_credits.domain.facts import Value
from seller_credits.domain.issues import ORDER_KINDS
from seller_credits.domain.money import Money

_TENTH = Decimal("0.1")
_WHOLE = 100

Place = tuple[str, str]
"""A store's code, and what of it: a channel or a SKU."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What no order tells by itself.

    Attributes:
        costs: the seller's own table.
        headroom: by store and channel, how many defects more the account can take before its
            target; 0 where it is there already. A place that is not known is absent.
        issue_rates: by store and SKU, how many of 100 orders of the last 90 days went wrong.
    """

    costs: Costs = NO_COSTS
    headroom: Mapping[Place, int] = field(default_factory=dict)
    issue_rates: Mapping[Place, Decimal] = field(default_factory=dict)


def shop_facts(
    case: OrderCase, issue: Issue, told: Mapping[str, Value | None], shop: Shop
) -> dict[str, Value | None]:
    """The facts that the shop as a whole has for one issue.

    Args:
        case: all that is known of the order.
        issue: the issue.
        told: the facts that are known so far: `item_price`, `marketplace`, `channel`.
        shop: what is known of the shop.
    """
    sku, store = _sku_of(case, issue), told.get("marketplace")
    cost = shop.costs.of(sku)
    return {
        "unit_cost": cost.unit_cost,
        "postage": cost.postage,
        "in_stock": cost.in_stock,
        "margin": _margin(told.get("item_price"), cost.unit_cost),
        "odr_headroom": shop.headroom.get((str(store), str(told.get("channel")))),
        "sku_issue_rate": shop.issue_rates.get((str(store), sku)) if sku else None,
    }


def _sku_of(case: OrderCase, issue: Issue) -> str | None:
    """The one SKU it is about; None where the whole order is affected and has several."""
    skus = {line.sku for line in known_lines(case)} if issue.kind in ORDER_KINDS else set()
    if not skus:
        return issue.sku
    return skus.pop() if len(skus) == 1 else None


def _margin(price: Value | None, cost: Money | None) -> Decimal | None:
    """What is left of 100 paid for one unit, in per cent; of two currencies nothing can be said."""
    if not isinstance(price, Money) or cost is None or price.currency != cost.currency:
        return None
    if price.amount <= 0:
        return None
    left = (price.amount - cost.amount) * _WHOLE / price.amount
    return left.quantize(_TENTH, ROUND_HALF_EVEN)
