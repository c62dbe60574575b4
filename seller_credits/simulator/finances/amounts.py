"""What each part of a movement comes to, as the seller's account sees it.

Tax is collected from the buyer and kept by the marketplace, so it always comes with its opposite.
The fees are the simulator's own: real ones differ by category.
"""

from dataclasses import dataclass
from decimal import Decimal

from seller_credits.simulator.finances.movements import Given, Kind, Movement
from seller_credits.simulator.shop.nouns import Line, Marketplace
from seller_credits.simulator.shop.orders import rounded

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
    principal: Decimal = _NOTHING
    discount: Decimal = _NOTHING
    tax: Decimal = _NOTHING
    shipping: Decimal = _NOTHING
    shipping_tax: Decimal = _NOTHING
    goodwill: Decimal = _NOTHING
    kept: Decimal = _NOTHING
    reimbursed: Decimal = _NOTHING
    levied: Decimal = _NOTHING
    commission: Decimal = _NOTHING
    refund_fee: Decimal = _NOTHING
    adjustment_id: str = ""

    @property
    def total(self) -> Decimal:
        """What the account gains or loses; the taxes cancel out."""
        to_or_from_the_buyer = self.principal + self.discount + self.shipping
        to_or_from_the_buyer += self.goodwill + self.kept
        own = self.reimbursed + self.levied + self.commission + self.refund_fee
        return to_or_from_the_buyer + own


def shares(movement: Movement) -> tuple[Share, ...]:
    """Return the money of a movement line by line."""
    place = movement.order.marketplace
    if movement.kind is Kind.SALE:
        return tuple(_sold(line, place) for line in movement.sold)
    return tuple(_moved(movement.kind, given, place) for given in movement.given)


def _moved(kind: Kind, given: Given, place: Marketplace) -> Share:
    if kind is Kind.REIMBURSEMENT:
        return Share(given.line, given.quantity, reimbursed=given.amount)
    if kind is Kind.LEVY:
        return Share(given.line, given.quantity, levied=-given.amount)
    return _given_back(kind, given, place)


def _sold(line: Line, place: Marketplace) -> Share:
    return Share(
        line=line,
        quantity=line.quantity,
        principal=line.price,
        discount=-line.discount,
        tax=line.tax,
        shipping=line.shipping,
        shipping_tax=line.shipping_tax,
        commission=-_fee(line.price - line.discount + line.shipping, place),
    )


def _given_back(kind: Kind, given: Given, place: Marketplace) -> Share:
    line = given.line
    paid = line.price - line.discount
    share = given.amount / paid if paid else _NOTHING
    discount = rounded(line.discount * share, place)
    postage = given.postage / line.shipping if line.shipping else _NOTHING
    tax = rounded(line.tax * share, place) if given.tax is None else given.tax
    shipping_tax = given.shipping_tax
    if shipping_tax is None:
        shipping_tax = rounded(line.shipping_tax * postage, place)
    fee = _fee(given.amount + given.postage, place)
    return Share(
        line=line,
        quantity=given.quantity,
        principal=-(given.amount + discount),
        discount=discount,
        tax=-tax,
        shipping=-given.postage,
        shipping_tax=-shipping_tax,
        goodwill=-given.goodwill,
        kept=given.kept,
        commission=fee,
        refund_fee=-_kept(fee, place) if kind is Kind.REFUND else _NOTHING,
        adjustment_id=given.adjustment_id,
    )


def _kept(fee: Decimal, place: Marketplace) -> Decimal:
    at_most = rounded(_KEPT_AT_MOST * place.exchange, place)
    return min(rounded(fee * _KEPT_ON_REFUND, place), at_most)


def _fee(amount: Decimal, place: Marketplace) -> Decimal:
    return rounded(amount * _REFERRAL_FEE, place)
