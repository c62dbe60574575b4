"""The returns buyers asked for: seller-fulfilled ones and those to Amazon's warehouses."""

from decimal import Decimal

from seller_credits.simulator.shop.diary import Diary, at, happened
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft
from seller_credits.simulator.shop.nouns import (
    FulfilmentReturn,
    Line,
    MerchantReturn,
    Order,
    Reimbursement,
)
from seller_credits.simulator.shop.orders import rounded
from seller_credits.simulator.shop.plots import Plot
from seller_credits.simulator.shop.reasons import meaning
from seller_credits.simulator.shop.sayings import Sayings

_LAST_DAY = -2
_NO_FAULT = frozenset({"buyer_remorse", "other"})
_RESOLUTIONS = (
    ("StandardRefund", 70),
    ("Replacement", 10),
    ("RefundAtFirstScan", 10),
    ("ReturnlessRefund", 10),
)
_REFUNDED_AT_ONCE = frozenset({"RefundAtFirstScan", "ReturnlessRefund"})
_LABELS = (("AmazonPrePaidLabel", "Seller"), ("AmazonUnPaidLabel", "Customer"))
_DISPOSITIONS = {
    "defective": "DEFECTIVE",
    "damaged": "CARRIER_DAMAGED",
    "quality": "CUSTOMER_DAMAGED",
}
# A SAFE-T claim is filed when the return is back, and paid some days later.
_REIMBURSED_AFTER = 12
WAREHOUSES = ("ABE8", "IND5", "PHX7", "SDF4", "LAS2", "YYZ4")
_WAREHOUSE_STATUSES = ("Unit returned to inventory", "Reimbursed", "Pending repackaging")


def merchant_return(
    seed: int, diary: Diary, draft: Draft, plot: Plot, order: Order
) -> MerchantReturn:
    """Return the row of the seller-fulfilled returns report that a plot asks for."""
    dice = Dice(seed, "return", draft.number)
    line = _line(dice, plot, order)
    day = _day_of_request(dice, draft, order, diary)
    requested = at(day, dice.between(7 * 60, 21 * 60))
    resolution = "StandardRefund" if plot.returns == "Cancelled" else dice.weighted(_RESOLUTIONS)
    quantity = dice.between(1, line.quantity)
    refunded = _refunded(dice, order, line, quantity, resolution)
    if plot.safet:
        resolution, refunded = "StandardRefund", _worth(order, line, quantity)
    arrives = at(day + dice.between(4, 10), 12 * 60)
    label, payer = _LABELS[1] if meaning(plot.reason) in _NO_FAULT else _LABELS[0]
    cut_short = refunded is None and dice.chance(0.15)
    return MerchantReturn(
        order=order,
        line=line,
        requested=diary.instant(requested),
        requested_on=diary.date(day),
        status=_status(dice, plot),
        reason=plot.reason,
        quantity=quantity,
        resolution=resolution,
        refunded=refunded,
        claim=plot.claim,
        in_policy=not dice.chance(0.1),
        label_type=label,
        label_cost=_label_cost(dice, order) if payer == "Seller" else None,
        label_paid_by=payer,
        carrier=dice.pick(("USPS", "UPS")),
        tracking_number=f"9202{dice.digits(18)}",
        rma=f"D{dice.letters(9)}RRMA",
        received_on=diary.date(day + 5)
        if resolution != "ReturnlessRefund" and happened(arrives)
        else None,
        names_line=not cut_short and not dice.chance(0.1),
        cut_short=cut_short,
        reimbursed=_reimbursement(dice, diary, day, refunded) if plot.safet else None,
    )


def _line(dice: Dice, plot: Plot, order: Order) -> Line:
    """Return the line a return is about: any, unless the plot is about one product."""
    line = dice.pick(order.lines)
    return next((each for each in order.lines if each.product.sku == plot.sku), line)


def _label_cost(dice: Dice, order: Order) -> Decimal:
    place = order.marketplace
    cost = Decimal(dice.between(480, 1390)) / 100
    return rounded(cost if place.region == "na" else cost * place.exchange, place)


def _reimbursement(
    dice: Dice, diary: Diary, day: int, refunded: Decimal | None
) -> Reimbursement | None:
    paid = day + _REIMBURSED_AFTER
    if refunded is None or not happened(at(paid, 12 * 60)):
        return None
    return Reimbursement(
        claim_id=f"{dice.digits(12)}",
        filed_on=diary.date(day + 6),
        posted=diary.instant(at(paid, 12 * 60)),
        amount=refunded,
    )


def _day_of_request(dice: Dice, draft: Draft, order: Order, diary: Diary) -> int:
    """Return a day after the delivery, or after the promise where nothing ever arrived."""
    if order.delivered is None:
        first = draft.deliver_by + 2
    else:
        first = (order.delivered.date() - diary.today).days + 1
    return min(first + dice.between(0, 11), _LAST_DAY)


def _status(dice: Dice, plot: Plot) -> str:
    if plot.returns != "Approved":
        return plot.returns
    return dice.weighted((("Approved", 9), ("Pending", 1)))


def _refunded(
    dice: Dice, order: Order, line: Line, quantity: int, resolution: str
) -> Decimal | None:
    if resolution not in _REFUNDED_AT_ONCE and not dice.chance(0.3):
        return None
    share = _worth(order, line, quantity)
    return share if dice.chance(0.8) else rounded(share / 2, order.marketplace)


def _worth(order: Order, line: Line, quantity: int) -> Decimal:
    """Return what the buyer paid for some units of a line, before tax and shipping."""
    return rounded((line.price - line.discount) * quantity / line.quantity, order.marketplace)


def fulfilment_returns(
    seed: int, diary: Diary, draft: Draft, plot: Plot, order: Order, *, sayings: Sayings
) -> list[FulfilmentReturn]:
    """Return the rows, one a unit, of a return."""
    dice = Dice(seed, "return", draft.number)
    line = _line(dice, plot, order)
    day = _day_of_request(dice, draft, order, diary)
    minute = dice.between(7 * 60, 15 * 60)
    issue = meaning(plot.reason)
    return [
        FulfilmentReturn(
            order=order,
            line=line,
            returned=diary.instant(at(day, minute + unit)),
            reason=plot.reason,
            disposition=_DISPOSITIONS.get(issue, "SELLABLE"),
            status=dice.pick(_WAREHOUSE_STATUSES),
            warehouse=dice.pick(WAREHOUSES),
            licence_plate=f"LPNRR{dice.letters(9)}" if dice.chance(0.9) else "",
            said=sayings.with_a_return(order.marketplace.language, issue, dice),
        )
        for unit in range(dice.between(1, line.quantity))
    ]
