"""What each part of a movement comes to, as the seller's account sees it.

Tax is collected from the buyer and kept by the marketplace, so it always comes with its opposite.
The fees are the simulator's own: real ones differ by category.
"""

from dataclasses import dataclass
from decimal import Decimal

from seller_credits.simulator.finances.movements import Given, Kind, Movement
from seller_credits.simulator.shop.nouns import Line
from seller_credits.simulator.shop.orders import cents

_REFERRAL_FEE = Decimal("0.15")
# On a refund the marketplace gives the referral fee back and keeps a part of it, up to a limit.
_KEPT_ON_REFUND = Decimal("0.20")
_KEPT_AT_MOST = Decimal("5.00")
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Share:
    """The money of one line in a movement; what leaves the seller's account is negative."""

    line: Line
    quantity: int
    principal: Decimal
    discount: Decimal
    tax: Decimal
    shipping: Decimal
    shipping_tax: Decimal
    commission: Decimal
    refund_fee: Decimal

    @property
    def total(self) -> Decimal:
        """What the account gains or loses; the taxes cancel out."""
        return self.principal + self.discount + self.shipping + self.commission + self.refund_fee


def shares(movement: Movement) -> tuple[Share, ...]:
    """Return the money of a movement line by line."""
    if movement.kind is Kind.SALE:
        return tuple(_sold(line) for line in movement.sold)
    return tuple(_given_back(movement.kind, given) for given in movement.given)


def _sold(line: Line) -> Share:
    return Share(
        line=line,
        quantity=line.quantity,
        principal=line.price,
        discount=-line.discount,
        tax=line.tax,
        shipping=line.shipping,
        shipping_tax=line.shipping_tax,
        commission=-_fee(line.price - line.discount + line.shipping),
        refund_fee=_NOTHING,
    )


def _given_back(kind: Kind, given: Given) -> Share:
    line = given.line
    paid = line.price - line.discount
    share = given.amount / paid if paid else _NOTHING
    discount = cents(line.discount * share)
    shipping = line.shipping if given.shipping else _NOTHING
    fee = _fee(given.amount + shipping)
    kept = min(cents(fee * _KEPT_ON_REFUND), _KEPT_AT_MOST) if kind is Kind.REFUND else _NOTHING
    return Share(
        line=line,
        quantity=given.quantity,
        principal=-(given.amount + discount),
        discount=discount,
        tax=-cents(line.tax * share),
        shipping=-shipping,
        shipping_tax=-line.shipping_tax if given.shipping else _NOTHING,
        commission=fee,
        refund_fee=-kept,
    )


def _fee(amount: Decimal) -> Decimal:
    return cents(amount * _REFERRAL_FEE)
