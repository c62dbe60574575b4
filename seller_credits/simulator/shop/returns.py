"""The returns buyers asked for: seller-fulfilled ones and those to Amazon's warehouses."""

from decimal import Decimal

from seller_credits.simulator.shop.diary import Diary, at, happened
from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.drafts import Draft
from seller_credits.simulator.shop.nouns import FulfilmentReturn, Line, MerchantReturn, Order
from seller_credits.simulator.shop.orders import cents
from seller_credits.simulator.shop.plots import Plot
from seller_credits.simulator.shop.reasons import meaning
from seller_credits.simulator.shop.words import RETURN_COMMENTS

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
_WAREHOUSES = ("ABE8", "IND5", "PHX7", "SDF4", "LAS2", "YYZ4")
_WAREHOUSE_STATUSES = ("Unit returned to inventory", "Reimbursed", "Pending repackaging")


def merchant_return(
    seed: int, diary: Diary, draft: Draft, plot: Plot, order: Order
) -> MerchantReturn:
    """Return the row of the seller-fulfilled returns report that a plot asks for."""
    dice = Dice(seed, "return", draft.number)
    line = dice.pick(order.lines)
    day = _day_of_request(dice, draft, order, diary)
    requested = at(day, dice.between(7 * 60, 21 * 60))
    resolution = "StandardRefund" if plot.returns == "Cancelled" else dice.weighted(_RESOLUTIONS)
    quantity = dice.between(1, line.quantity)
    refunded = _refunded(dice, line, quantity, resolution)
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
        label_cost=cents(Decimal(dice.between(480, 1390)) / 100) if payer == "Seller" else None,
        label_paid_by=payer,
        carrier=dice.pick(("USPS", "UPS")),
        tracking_number=f"9202{dice.digits(18)}",
        rma=f"D{dice.letters(9)}RRMA",
        received_on=diary.date(day + 5)
        if resolution != "ReturnlessRefund" and happened(arrives)
        else None,
        names_line=not cut_short and not dice.chance(0.1),
        cut_short=cut_short,
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


def _refunded(dice: Dice, line: Line, quantity: int, resolution: str) -> Decimal | None:
    if resolution not in _REFUNDED_AT_ONCE and not dice.chance(0.3):
        return None
    share = cents((line.price - line.discount) * quantity / line.quantity)
    return share if dice.chance(0.8) else cents(share / 2)


def fulfilment_returns(
    seed: int, diary: Diary, draft: Draft, plot: Plot, order: Order, *, before: int
) -> list[FulfilmentReturn]:
    """Return the rows, one a unit, of a return; `before` is how many the report has already."""
    dice = Dice(seed, "return", draft.number)
    line = dice.pick(order.lines)
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
            warehouse=dice.pick(_WAREHOUSES),
            licence_plate=f"LPNRR{dice.letters(9)}" if dice.chance(0.9) else "",
            comments=RETURN_COMMENTS[(before + unit) % len(RETURN_COMMENTS)],
        )
        for unit in range(dice.between(1, line.quantity))
    ]
