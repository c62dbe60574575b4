"""The Finances API 2024-06-19: the transactions on the seller's account, held ones included."""

from datetime import datetime
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator.errors import invalid_input
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.finances.listing import Clerk, Form, Listing
from seller_credits.simulator.finances.postings import Posting
from seller_credits.simulator.finances.transactions import status, transaction_json
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.shop.nouns import MERCHANT, Order
from seller_credits.simulator.shop.places import UNITED_STATES
from seller_credits.simulator.world import World

_STATUSES = frozenset({"DEFERRED", "RELEASED", "DEFERRED_RELEASED"})
_ORDER, _GROUP = "ORDER_ID", "FINANCIAL_EVENT_GROUP_ID"
# The model names no size of a page; this is the simulator's own.
_PAGE = 100
_FORM = Form(
    purpose="listTransactions",
    after="postedAfter",
    before="postedBefore",
    token="nextToken",  # noqa: S106 - the name of a parameter
    others=(
        *("marketplaceId", "transactionStatus"),
        *("relatedIdentifierName", "relatedIdentifierValue"),
    ),
    # The same transaction has been seen on two pages.
    repeats=1,
)


class FinancesApi:
    """Answers listTransactions from the journal."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal
        self._clerk = Clerk(_FORM, world.pages)

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        return {"listTransactions": self.transactions}

    async def transactions(self, request: Request) -> JSONResponse:
        """Answer listTransactions; the last 48 hours are not there yet."""
        query = request.query_params
        wanted = query.get("transactionStatus", "")
        if wanted and wanted not in _STATUSES:
            said = f"transactionStatus: {wanted} is not one of {', '.join(sorted(_STATUSES))}"
            raise invalid_input("Invalid Input", said)
        now = self._world.clock.now()
        page = self._page(query, now)
        place = query.get("marketplaceId", "")
        seller_id = self._world.credentials.seller_id
        payload: dict[str, Any] = {
            "transactions": [
                transaction_json(posting, now, seller_id)
                for posting in page.postings
                if (not place or _is_told_of(posting, place))
                and wanted in {"", status(posting, now)}
            ]
        }
        if page.next_token:
            payload["nextToken"] = page.next_token
        return JSONResponse({"payload": payload})

    def _page(self, query: QueryParams, now: datetime) -> Listing:
        size = self._world.faults.page(_PAGE)
        name, value = query.get("relatedIdentifierName"), query.get("relatedIdentifierValue")
        if bool(name) != bool(value):
            said = "relatedIdentifierName and relatedIdentifierValue go together"
            raise invalid_input("Invalid Input", said)
        if name == _ORDER:
            found = self._journal.of_order(str(value))
            return self._clerk.of_order(found, query, now, size)
        if name == _GROUP:
            return self._clerk.of_order((), query, now, size)
        if name:
            said = f"relatedIdentifierName: {name} cannot be searched; {_ORDER} and {_GROUP} can"
            raise invalid_input("Invalid Input", said)
        if not query.get(_FORM.after):
            said = "postedAfter: required unless a related identifier is given"
            raise invalid_input("Invalid Input", said)
        return self._clerk.over_time(self._journal, query, now, _PAGE)


def _is_told_of(posting: Posting, marketplace_id: str) -> bool:
    """Return whether a question about one store shows a posting.

    A store's own seller-fulfilled orders are missing in the United States: the model says to leave
    the marketplace out to see them.
    """
    order: Order = posting.movement.order
    hidden = order.marketplace == UNITED_STATES and order.fulfilled_by == MERCHANT
    return order.marketplace.id == marketplace_id and not hidden
