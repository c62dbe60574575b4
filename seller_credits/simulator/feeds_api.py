"""The Feeds API 2021-06-30: upload a document, send it as a feed, follow it, fetch its result."""

import secrets
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import body as sent
from seller_credits.simulator.errors import invalid_input, not_found
from seller_credits.simulator.feeds.job import FeedJob
from seller_credits.simulator.feeds.mill import Mill
from seller_credits.simulator.feeds.uploads import Uploads
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.job_list import Kind, Shelf
from seller_credits.simulator.reports.links import Links
from seller_credits.simulator.world import World

FEED_TYPES = frozenset({"POST_PAYMENT_ADJUSTMENT_DATA"})
_MOST_MARKETPLACES = 25
_FEEDS: Kind[FeedJob] = Kind(
    noun="feed",
    operation="getFeeds",
    types="feedTypes",
    id_of=lambda job: job.feed_id,
    type_of=lambda job: job.feed_type,
    places_of=lambda job: job.marketplaces,
)


class FeedsApi:
    """Keeps the feeds of this run and answers the operations about them."""

    def __init__(self, world: World, links: Links, uploads: Uploads, mill: Mill) -> None:
        self._world = world
        self._links = links
        self._uploads = uploads
        self._mill = mill
        self._jobs = Shelf(_FEEDS, world)

    def jobs(self) -> Iterator[FeedJob]:
        """Give every feed that was taken, the oldest first, whatever its sender was answered."""
        return iter(self._jobs)

    def handlers(self) -> dict[str, Handler]:
        """Return the operations of this section by name."""
        return {
            "createFeedDocument": self.create_document,
            "createFeed": self.create,
            "getFeed": self.get,
            "getFeeds": self.list_all,
            "cancelFeed": self.cancel,
            "getFeedDocument": self.document,
        }

    async def create_document(self, request: Request) -> JSONResponse:
        """Answer createFeedDocument with a link that takes an upload for five minutes."""
        content_type = sent.text(await sent.json_object(request), "contentType")
        document_id, url = self._uploads.create(content_type)
        return JSONResponse({"feedDocumentId": document_id, "url": url}, status_code=201)

    async def create(self, request: Request) -> JSONResponse:
        """Answer createFeed; sent twice, a feed is two feeds."""
        body = await sent.json_object(request)
        feed_type = sent.text(body, "feedType")
        if feed_type not in FEED_TYPES:
            raise invalid_input("Invalid Input", f"feedType: {feed_type} is not supported")
        places = sent.marketplaces(body, _MOST_MARKETPLACES)
        upload = self._uploads.find(sent.text(body, "inputFeedDocumentId"))
        if upload is None:
            said = "inputFeedDocumentId: there is no such document, or it is too old"
            raise invalid_input("Invalid Input", said)
        job = FeedJob(
            feed_id=f"{70000 + len(self._jobs)}0{20000 + secrets.randbelow(1000)}",
            feed_type=feed_type,
            marketplaces=places,
            content=upload.content,
            created=self._world.clock.now(),
            speed=self._world.speed,
        )
        self._jobs.keep(job)
        self._world.agenda.add(job.end, lambda: self._mill.process(job))
        return JSONResponse({"feedId": job.feed_id}, status_code=202)

    async def get(self, request: Request) -> JSONResponse:
        """Answer getFeed."""
        job = self._jobs.find(request.path_params["feed_id"])
        return JSONResponse(job.json(self._world.clock.now()))

    async def list_all(self, request: Request) -> JSONResponse:
        """Answer getFeeds, newest first."""
        return JSONResponse(self._jobs.listing(request.query_params))

    async def cancel(self, request: Request) -> JSONResponse:
        """Answer cancelFeed: only a feed that has not begun can be cancelled."""
        self._jobs.cancel(request.path_params["feed_id"])
        return JSONResponse({})

    async def document(self, request: Request) -> JSONResponse:
        """Answer getFeedDocument with a link that is good for five minutes."""
        document_id = request.path_params["document_id"]
        results = (job.result for job in self._jobs if job.result is not None)
        found = next((each for each in results if each.document.document_id == document_id), None)
        if found is None:
            raise not_found(f"The feed document {document_id} does not exist.")
        query = request.query_params
        return JSONResponse(
            self._links.answer("feedDocumentId", found.document, query, compressed=found.compressed)
        )
