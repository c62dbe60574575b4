"""Lets faults come between clients and the application, but never before the truth."""

from starlette.types import ASGIApp, Receive, Scope, Send

from seller_credits.simulator.faults.fault import Fault


class Disturbed:
    """An application that some paths reach undisturbed, and all others through a fault."""

    def __init__(self, app: ASGIApp, fault: Fault, spared: frozenset[str]) -> None:
        self._app = app
        self._disturbed = fault.around(app)
        self._spared = spared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or let it go wrong."""
        reached = self._app if scope["path"] in self._spared else self._disturbed
        await reached(scope, receive, send)
