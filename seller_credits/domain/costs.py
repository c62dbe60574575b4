"""What a seller's goods cost and whether they are in stock, by SKU: the seller's own table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from seller_credits.domain.money import Money


@dataclass(frozen=True, slots=True)
class Cost:
    """What the seller's table says of one SKU; None where it does not say.

    Attributes:
        unit_cost: of one unit, to the seller.
        postage: of sending one parcel, to the seller.
        in_stock: another one can be sent.
    """

    unit_cost: Money | None = None
    postage: Money | None = None
    in_stock: bool | None = None

    def __str__(self) -> str:
        return f"{self.unit_cost} {self.postage} {self.in_stock}"


@dataclass(frozen=True, slots=True)
class Costs:
    """The whole table; of a SKU that is not in it nothing is known."""

    by_sku: Mapping[str, Cost] = field(default_factory=dict)

    def of(self, sku: str | None) -> Cost:
        """What is known of a SKU; nothing where it is None."""
        return self.by_sku.get(sku, _UNKNOWN) if sku is not None else _UNKNOWN

    @property
    def digest(self) -> str:
        """The same for tables that say the same, in whatever order and layout; empty for none."""
        if not self.by_sku:
            return ""
        lines = (f"{sku}\t{cost}\n" for sku, cost in sorted(self.by_sku.items()))
        return sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


_UNKNOWN = Cost()
NO_COSTS = Costs()
"""Of a seller who keeps no such table."""
