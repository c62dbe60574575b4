"""The Feeds API 2021-06-30: upload a document, send it as a feed, follow it, fetch its result."""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from seller_credits.simulator import body as sent
from seller_credits.simulator.errors import invalid_input, not_found
from seller_credits.simulator.feeds.job import FeedJob
from seller_credits.simulator.feeds.judging import Judge
from seller_credits.simulator.feeds.payments import Payments
from seller_credits.simulator.feeds.processing import process
from seller_credits.simulator.feeds.uploads import Uploads
from seller_credits.simulator.finances.journal import Journal
from seller_credits.simulator.gate import Handler
from seller_credits.simulator.job_list import Shelf
from seller_credits.simulator.reports.links import Links
from seller_credits.simulator.world import World

FEED_TYPES = frozenset({"POST_PAYMENT_ADJUSTMENT_DATA"})
_MOST_MARKETPLACES = 25
_SHELF: Shelf[FeedJob] = Shelf(
    operation="getFeeds",
    plural="feeds",
    types="feedTypes",
    id_of=lambda job: job.feed_id,
    type_of=lambda job: job.feed_type,
    places_of=lambda job: job.marketplaces,
)


class FeedsApi:
    """Keeps the feeds of this run and answers the operations about them."""

    def __init__(self, world: World, links: Links, uploads: Uploads, journal: Journal) -> None:
        self._world = world
        self._links = links
        self._uploads = uploads
        self._journal = journal
        self._payments = Payments()
        self._jobs: dict[str, FeedJob] = {}

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
        self._jobs[job.feed_id] = job
        return JSONResponse({"feedId": job.feed_id}, status_code=202)

    async def get(self, request: Request) -> JSONResponse:
        """Answer getFeed."""
        self._process_what_is_due()
        return JSONResponse(self._job(request).json(self._world.clock.now()))

    async def list_all(self, request: Request) -> JSONResponse:
        """Answer getFeeds, newest first."""
        self._process_what_is_due()
        newest_first = list(reversed(self._jobs.values()))
        now = self._world.clock.now()
        query = request.query_params
        return JSONResponse(_SHELF.listing(query, newest_first, now, self._world.pages))

    async def cancel(self, request: Request) -> JSONResponse:
        """Answer cancelFeed: only a feed that has not begun can be cancelled."""
        job = self._job(request)
        now = self._world.clock.now()
        if job.status(now) != "IN_QUEUE":
            said = f"feedId: {job.feed_id} is {job.status(now)}; only IN_QUEUE can be cancelled"
            raise invalid_input("Invalid Input", said)
        job.cancelled = now
        return JSONResponse({})

    async def document(self, request: Request) -> JSONResponse:
        """Answer getFeedDocument with a link that is good for five minutes."""
        self._process_what_is_due()
        document_id = request.path_params["document_id"]
        for job in self._jobs.values():
            result = job.result
            if result is not None and result.document.document_id == document_id:
                asked = request.query_params.get("enableContentEncodingUrlHeader", "")
                encoded = result.compressed and asked.lower() == "true"
                answer: dict[str, Any] = {
                    "feedDocumentId": document_id,
                    "url": self._links.url(result.document, encoded=encoded),
                }
                if result.compressed:
                    answer["compressionAlgorithm"] = "GZIP"
                return JSONResponse(answer)
        raise not_found(f"The feed document {document_id} does not exist.")

    def _job(self, request: Request) -> FeedJob:
        feed_id = request.path_params["feed_id"]
        if feed_id not in self._jobs:
            raise not_found(f"The feed {feed_id} does not exist.")
        return self._jobs[feed_id]

    def _process_what_is_due(self) -> None:
        """Process the feeds that are done by now, in the order they were sent."""
        now = self._world.clock.now()
        for job in self._jobs.values():
            if job.is_due(now):
                judge = Judge(self._journal, self._payments, job.marketplaces, job.end)
                job.result = process(
                    job.content or b"",
                    judge,
                    feed_id=job.feed_id,
                    seller_id=self._world.credentials.seller_id,
                )
