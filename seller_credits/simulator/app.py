"""Puts the sections of the API behind their gate: one route for each operation of the table."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from seller_credits.simulator.counts import Counts
from seller_credits.simulator.faults.middleware import Disturbed
from seller_credits.simulator.feeds.uploads import UPLOADS_PATH, Uploads
from seller_credits.simulator.feeds_api import FeedsApi
from seller_credits.simulator.finances_api import FinancesApi
from seller_credits.simulator.finances_v0_api import FinancesV0Api
from seller_credits.simulator.gate import Gate, Stamps, refuse_route
from seller_credits.simulator.lwa import Login
from seller_credits.simulator.messaging_api import SENT_PATH, MessagingApi
from seller_credits.simulator.notifications_api import NotificationsApi
from seller_credits.simulator.operations import OPERATIONS
from seller_credits.simulator.orders_api import OrdersApi
from seller_credits.simulator.outbound_api import OutboundApi
from seller_credits.simulator.paths import COUNTS_PATH, LOGIN_PATH, TRUTH_PATH
from seller_credits.simulator.reports.links import DOCUMENTS_PATH, Links
from seller_credits.simulator.reports_api import ReportsApi
from seller_credits.simulator.seller_files import (
    LABELS_PATH,
    NOTES_PATH,
    labels_csv,
    notes_csv,
)
from seller_credits.simulator.sellers_api import SellersApi
from seller_credits.simulator.truth.whole import truth
from seller_credits.simulator.world import World

# The login has faults of its own; the others are for whoever watches.
_NEVER_DISTURBED = frozenset(
    {LOGIN_PATH, TRUTH_PATH, COUNTS_PATH, SENT_PATH, LABELS_PATH, NOTES_PATH}
)


def marketplace(world: World) -> Starlette:
    """Return the marketplace of one run as an ASGI application."""
    login = Login(world)
    links = Links(world)
    counts = Counts()
    gate = Gate(world, login, counts)
    messaging = MessagingApi(world)
    handlers = OrdersApi(world).handlers() | ReportsApi(world, links).handlers()
    handlers |= messaging.handlers() | OutboundApi(world).handlers()
    handlers |= NotificationsApi(world).handlers()
    uploads = Uploads(world)
    journal = world.journal
    handlers |= FeedsApi(world, links, uploads, journal).handlers()
    handlers |= FinancesApi(world, journal).handlers() | FinancesV0Api(world, journal).handlers()
    handlers |= SellersApi(world).handlers()

    async def tell(_request: Request) -> JSONResponse:
        """Answer the truth; nobody needs to log in for it."""
        now = world.clock.now()
        return JSONResponse(truth(world.shop, now, detailed_status=world.detailed_status))

    async def count(_request: Request) -> JSONResponse:
        """Answer how often each operation was asked."""
        return JSONResponse(counts.json())

    async def labels(_request: Request) -> PlainTextResponse:
        """Answer with the seller's own list of labels."""
        return PlainTextResponse(labels_csv(world.shop), media_type="text/csv")

    async def notes(_request: Request) -> PlainTextResponse:
        """Answer with the seller's own list of troubles."""
        return PlainTextResponse(notes_csv(world.shop), media_type="text/csv")

    guarded = [
        Route(each.path, gate.guard(each, handlers[each.name]), methods=[each.method])
        for each in OPERATIONS
    ]
    open_to_all = [
        Route(LOGIN_PATH, login.token, methods=["POST"]),
        Route(DOCUMENTS_PATH, links.serve, methods=["GET"]),
        Route(UPLOADS_PATH, uploads.receive, methods=["PUT"]),
        Route(TRUTH_PATH, tell, methods=["GET"]),
        Route(COUNTS_PATH, count, methods=["GET"]),
        Route(LABELS_PATH, labels, methods=["GET"]),
        Route(NOTES_PATH, notes, methods=["GET"]),
        Route(SENT_PATH, messaging.tell, methods=["GET"]),
    ]
    return Starlette(
        routes=[*guarded, *open_to_all],
        middleware=[
            Middleware(Stamps, clock=world.clock),
            Middleware(Disturbed, fault=world.faults, spared=_NEVER_DISTURBED),
        ],
        exception_handlers={HTTPException: refuse_route},
    )
