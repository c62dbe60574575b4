"""Uploads a document for a feed to Amazon's own store. Nothing happens until a feed names it."""

from __future__ import annotations

from http import HTTPStatus

from pydantic import Field

from seller_credits.marketplace.calling.calls import Caller, user_agent
from seller_credits.marketplace.calling.exchange import Answer, Outcome, Request
from seller_credits.marketplace.calling.patience import Patience
from seller_credits.marketplace.calling.problems import call_problem, unexpected
from seller_credits.marketplace.calling.shaped import ask
from seller_credits.marketplace.calling.transport import Transport
from seller_credits.marketplace.documents.documents import leads_to_amazon
from seller_credits.marketplace.operations import CREATE_FEED_DOCUMENT, UPLOAD
from seller_credits.marketplace.wire.lenient import Lenient


class _Place(Lenient):
    """Where a document may be put for five minutes; the link is a key to it, so it never shows."""

    document_id: str = Field(alias="feedDocumentId", min_length=1)
    url: str = Field(repr=False, min_length=1)


class Uploads:
    """The document store of one account, for what is handed to Amazon."""

    def __init__(self, caller: Caller, transport: Transport, patience: Patience) -> None:
        self._caller = caller
        self._transport = transport
        self._patience = patience

    def upload(self, content: bytes, content_type: str) -> str:
        """Put one document into the store and give back its id, which a feed can name for two days.

        Where a link has expired meanwhile (they live five minutes), a new document is made.

        Args:
            content: sent as it is.
            content_type: `text/xml; charset=UTF-8`. It is a part of the link's signature, so it is
                sent exactly as it was announced.

        Raises:
            CallProblem: no link, a link to a strange place, or the store did not take it. Nothing
                was asked of Amazon yet, so it is safe to begin again.
        """
        place, outcome = self._put(content, content_type)
        if isinstance(outcome, Answer) and outcome.status == HTTPStatus.FORBIDDEN:
            place, outcome = self._put(content, content_type)
        if not isinstance(outcome, Answer) or not outcome.is_success:
            raise call_problem(UPLOAD, outcome, self._caller.account, address=place.url)
        return place.document_id

    def _put(self, content: bytes, content_type: str) -> tuple[_Place, Outcome]:
        place = self._place(content_type)
        headers = {"user-agent": user_agent(), "content-type": content_type}
        request = Request(UPLOAD.method, place.url, headers, body=content)
        return place, self._patience.run(UPLOAD, lambda: self._transport.send(request))

    def _place(self, content_type: str) -> _Place:
        body = {"contentType": content_type}
        place = ask(self._caller, CREATE_FEED_DOCUMENT, _Place, body=body)
        if not leads_to_amazon(place.url, self._caller.account):
            what = "The link for the upload leads to a strange place; nothing was sent there."
            raise unexpected(CREATE_FEED_DOCUMENT, what, self._caller.account)
        return place
