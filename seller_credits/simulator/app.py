"""Puts the sections of the API behind their gate: one route for each operation of the table."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from seller_credits.simulator.gate import Gate, RequestIds, refuse_route
from seller_credits.simulator.lwa import Login
from seller_credits.simulator.operations import OPERATIONS
from seller_credits.simulator.orders_api import OrdersApi
from seller_credits.simulator.reports.links import DOCUMENTS_PATH, Links
from seller_credits.simulator.reports_api import ReportsApi
from seller_credits.simulator.truth import truth
from seller_credits.simulator.world import LOGIN_PATH, TRUTH_PATH, World


def marketplace(world: World) -> Starlette:
    """Return the marketplace of one run as an ASGI application."""
    login = Login(world)
    links = Links(world)
    gate = Gate(login, world.speed)
    handlers = OrdersApi(world).handlers() | ReportsApi(world, links).handlers()

    async def tell(_request: Request) -> JSONResponse:
        """Answer the truth; nobody needs to log in for it."""
        now = world.clock.now()
        return JSONResponse(truth(world.shop, now, detailed_status=world.detailed_status))

    guarded = [
        Route(each.path, gate.guard(each, handlers[each.name]), methods=[each.method])
        for each in OPERATIONS
    ]
    open_to_all = [
        Route(LOGIN_PATH, login.token, methods=["POST"]),
        Route(DOCUMENTS_PATH, links.serve, methods=["GET"]),
        Route(TRUTH_PATH, tell, methods=["GET"]),
    ]
    return Starlette(
        routes=[*guarded, *open_to_all],
        middleware=[Middleware(RequestIds)],
        exception_handlers={HTTPException: refuse_route},
    )
