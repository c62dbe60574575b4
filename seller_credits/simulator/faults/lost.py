"""The fault that nobody can see from outside: what was asked for is done, and nobody says so."""

from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from seller_credits.simulator.faults import disturbances
from seller_credits.simulator.faults.disturbances import Disturbance
from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.operations import FEEDS, OUTBOUND
from seller_credits.simulator.paths import UPLOADS_FOLDER
from seller_credits.simulator.shop.dice import Dice

_FEED, _REST = "feed", "rest"
_MOVING = (f"{FEEDS}/documents", "/messaging/", OUTBOUND)


class LostAnswers(Fault):
    """Answers to what moves something get lost: the line breaks, or a 500 comes in their place.

    Of feeds that are handed in two answers in three are lost, the first one always, and of those
    most when the feed is there already. Of documents, uploads, messages and parcels fewer are, and
    never three in a row. Whether it was done cannot be told from the trouble: as after a time-out
    at any of the marketplace's front doors, where only a look afterwards helps. Questions are
    always answered. The mix depends on the seed and on the order of requests of a kind.
    """

    name = "lost-answers"

    _ways: tuple[tuple[Disturbance | None, int], ...] = (
        (disturbances.do_and_reset, 4),
        (disturbances.do_and_fail, 2),
        (disturbances.reset, 1),
        (disturbances.fail, 1),
    )
    _feeds_in_peace, _others_in_peace = (None, 4), (None, 16)
    _most_in_a_row = 2

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._of_kind = {kind: Dice(seed, "fault", self.name, kind) for kind in (_FEED, _REST)}
        self._feeds = 0
        self._in_a_row: Counter[str] = Counter()

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return the application behind a line that breaks when it matters."""

        async def forgetful(scope: Scope, receive: Receive, send: Send) -> None:
            way = self._way(scope)
            if way is None:
                await app(scope, receive, send)
            else:
                await way(app, scope, receive, send)

        return forgetful

    def _way(self, scope: Scope) -> Disturbance | None:
        method, path = scope["method"], scope["path"]
        if method == "POST" and path == f"{FEEDS}/feeds":
            self._feeds += 1
            if self._feeds == 1:
                return disturbances.do_and_reset
            return self._of_kind[_FEED].weighted((*self._ways, self._feeds_in_peace))
        moves = method == "PUT" and path.startswith(UPLOADS_FOLDER)
        moves = moves or (method == "POST" and path.startswith(_MOVING))
        return self._seldom(path) if moves else None

    def _seldom(self, path: str) -> Disturbance | None:
        # The ids in a path are new for each order and document: what is counted is the kind.
        kind = path.split("/")[1]
        way = self._of_kind[_REST].weighted((*self._ways, self._others_in_peace))
        if way is None or self._in_a_row[kind] >= self._most_in_a_row:
            self._in_a_row[kind] = 0
            return None
        self._in_a_row[kind] += 1
        return way
