"""What nobody logs in for: the truth of the shop and of the run, and the seller's own files."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from seller_credits.simulator.counts import Counts
from seller_credits.simulator.paths import COUNTS_PATH, DOINGS_PATH, TRUTH_PATH
from seller_credits.simulator.seller_files import (
    LABELS_PATH,
    NOTES_PATH,
    labels_csv,
    notes_csv,
)
from seller_credits.simulator.truth.doings import Doings
from seller_credits.simulator.truth.whole import truth
from seller_credits.simulator.world import World


class OpenPages:
    """Pages for whoever watches a run."""

    def __init__(self, world: World, doings: Doings, counts: Counts) -> None:
        self._world = world
        self._doings = doings
        self._counts = counts

    def routes(self) -> list[Route]:
        """Return a route for each page."""
        pages = {
            TRUTH_PATH: self.tell,
            DOINGS_PATH: self.tell_of_the_run,
            COUNTS_PATH: self.count,
            LABELS_PATH: self.labels,
            NOTES_PATH: self.notes,
        }
        return [Route(path, page, methods=["GET"]) for path, page in pages.items()]

    async def tell(self, _request: Request) -> JSONResponse:
        """Answer the truth."""
        world, now = self._world, self._world.clock.now()
        added = world.journal.added.movements
        told = truth(world.shop, now, detailed_status=world.detailed_status, added=added)
        return JSONResponse(told | self._doings.beside_refunds(now))

    async def tell_of_the_run(self, _request: Request) -> JSONResponse:
        """Answer what came about in this run alone, which is told quickly."""
        return JSONResponse(self._doings.json(self._world.clock.now()))

    async def count(self, _request: Request) -> JSONResponse:
        """Answer how often each operation was asked."""
        return JSONResponse(self._counts.json())

    async def labels(self, _request: Request) -> PlainTextResponse:
        """Answer with the seller's own list of labels."""
        return PlainTextResponse(labels_csv(self._world.shop), media_type="text/csv")

    async def notes(self, _request: Request) -> PlainTextResponse:
        """Answer with the seller's own list of troubles."""
        return PlainTextResponse(notes_csv(self._world.shop), media_type="text/csv")
