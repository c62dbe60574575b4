"""Puts the sections of the API behind their gate: one route for each operation of the table."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from seller_credits.simulator.counts import Counts
from seller_credits.simulator.faults.middleware import Disturbed
from seller_credits.simulator.feeds.by_hand import Hands
from seller_credits.simulator.feeds.mill import Mill
from seller_credits.simulator.feeds.payments import Payments
from seller_credits.simulator.feeds.uploads import UPLOADS_PATH, Uploads
from seller_credits.simulator.feeds_api import FeedsApi
from seller_credits.simulator.finances_api import FinancesApi
from seller_credits.simulator.finances_v0_api import FinancesV0Api
from seller_credits.simulator.gate import Gate, Stamps, UpToDate, refuse_route
from seller_credits.simulator.living.buyers import go_on_living
from seller_credits.simulator.lwa import Login
from seller_credits.simulator.messaging_api import SENT_PATH, MessagingApi
from seller_credits.simulator.notifications_api import NotificationsApi
from seller_credits.simulator.open_pages import OpenPages
from seller_credits.simulator.operations import OPERATIONS
from seller_credits.simulator.orders_api import OrdersApi
from seller_credits.simulator.outbound_api import OutboundApi
from seller_credits.simulator.paths import COUNTS_PATH, DOINGS_PATH, LOGIN_PATH, TRUTH_PATH
from seller_credits.simulator.reports.links import DOCUMENTS_PATH, Links
from seller_credits.simulator.reports_api import ReportsApi
from seller_credits.simulator.seller_central import BY_HAND_PATH, SellerCentral
from seller_credits.simulator.seller_files import LABELS_PATH, NOTES_PATH
from seller_credits.simulator.sellers_api import SellersApi
from seller_credits.simulator.truth.doings import Doings
from seller_credits.simulator.world import World

# The login has faults of its own; the others are for whoever watches.
_NEVER_DISTURBED = frozenset(
    {
        *(LOGIN_PATH, TRUTH_PATH, DOINGS_PATH, COUNTS_PATH, SENT_PATH),
        *(LABELS_PATH, NOTES_PATH, BY_HAND_PATH),
    }
)


def marketplace(world: World) -> Starlette:
    """Return the marketplace of one run as an ASGI application."""
    if world.living:
        go_on_living(world)
    login = Login(world)
    links = Links(world)
    counts = Counts()
    gate = Gate(world, login, counts)
    messaging, outbound = MessagingApi(world), OutboundApi(world)
    uploads = Uploads(world)
    journal = world.journal
    payments = Payments(journal, world.faults, seed=world.seed, speed=world.speed)
    hands = Hands(world.faults, payments, world.agenda, world.speed)
    feeds = FeedsApi(world, links, uploads, Mill(world, payments, hands))
    doings = Doings(journal, payments, feeds, messaging, outbound, world.later)
    pages = OpenPages(world, doings, counts)
    handlers = OrdersApi(world, hands).handlers() | ReportsApi(world, links).handlers()
    handlers |= messaging.handlers() | outbound.handlers() | feeds.handlers()
    handlers |= NotificationsApi(world).handlers()
    handlers |= FinancesApi(world, journal).handlers() | FinancesV0Api(world, journal).handlers()
    handlers |= SellersApi(world).handlers()
    guarded = [
        Route(each.path, gate.guard(each, handlers[each.name]), methods=[each.method])
        for each in OPERATIONS
    ]
    open_to_all = [
        Route(LOGIN_PATH, login.token, methods=["POST"]),
        Route(DOCUMENTS_PATH, links.serve, methods=["GET"]),
        Route(UPLOADS_PATH, uploads.receive, methods=["PUT"]),
        *pages.routes(),
        Route(SENT_PATH, messaging.tell, methods=["GET"]),
        Route(BY_HAND_PATH, SellerCentral(world, payments).refund, methods=["POST"]),
    ]
    return Starlette(
        routes=[*guarded, *open_to_all],
        middleware=[
            Middleware(Stamps, clock=world.clock),
            Middleware(Disturbed, fault=world.faults, spared=_NEVER_DISTURBED),
            Middleware(UpToDate, world=world),
        ],
        exception_handlers={HTTPException: refuse_route},
    )
