"""What the seller does by hand in Seller Central, for whoever plays that part in a test.

Nobody needs to log in: it is no operation of the API, and nothing a fault does reaches it.
"""

from decimal import Decimal, InvalidOperation

from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import body as sent
from seller_credits.simulator.errors import ApiError, invalid_input, not_found
from seller_credits.simulator.feeds.payments import Payments
from seller_credits.simulator.shop.nouns import Line
from seller_credits.simulator.world import World

BY_HAND_PATH = "/seller/refunds"


class SellerCentral:
    """Refunds lines by hand; the books show it ten minutes later, at the pace of life."""

    def __init__(self, world: World, payments: Payments) -> None:
        self._world = world
        self._payments = payments

    async def refund(self, request: Request) -> JSONResponse:
        """Answer POST of `order_id`, `order_item_id` and `amount`, which is before tax.

        No more goes back than is left of the price; the answer says how much that was.
        """
        try:
            line, amount = await self._refund(request)
        except ApiError as refusal:
            return refusal.response()
        answer = {"order_item_id": line.order_item_id, "amount": f"{amount:.2f}"}
        return JSONResponse(answer, status_code=201)

    async def _refund(self, request: Request) -> tuple[Line, Decimal]:
        body = await sent.json_object(request)
        order = self._world.journal.orders.get(sent.text(body, "order_id"))
        wanted = sent.text(body, "order_item_id")
        lines = {} if order is None else {line.order_item_id: line for line in order.lines}
        if order is None or wanted not in lines:
            raise not_found(f"There is no order item {wanted} of that order.")
        try:
            amount = Decimal(sent.text(body, "amount"))
        except InvalidOperation:
            raise invalid_input("Invalid Input", "amount: a decimal number as a text") from None
        if not amount.is_finite() or amount <= 0:
            raise invalid_input("Invalid Input", "amount: more than nothing")
        now = self._world.clock.now()
        line = lines[wanted]
        return line, self._payments.by_hand(order, [(line, amount)], now, seen_soon=True)
