"""Links to report documents: signed, good for five minutes, and needing no access token."""

import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from seller_credits.simulator.errors import storage_refusal
from seller_credits.simulator.paths import DOCUMENTS_FOLDER
from seller_credits.simulator.reports.byterange import Unsatisfiable, asked_part
from seller_credits.simulator.reports.document import Document
from seller_credits.simulator.world import World

DOCUMENTS_PATH = DOCUMENTS_FOLDER + "{name}"
_LIFETIME = timedelta(minutes=5)
_SIGNATURE = "X-Amz-Signature"
_STAMP = "%Y%m%dT%H%M%SZ"


class Links:
    """Signs links to documents, and serves what they point to."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._documents: dict[str, Document] = {}

    def url(self, document: Document, *, encoded: bool) -> str:
        """Return a fresh link; an encoded one lets HTTP clients decompress by themselves."""
        name = self._world.links.signature(document.document_id)[:40]
        self._documents[name] = document
        age = self._world.faults.link_age(document.document_id)
        parts = {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Date": (self._world.clock.now() - age).strftime(_STAMP),
            "X-Amz-Expires": str(int(_LIFETIME.total_seconds())),
        }
        if encoded:
            parts["response-content-encoding"] = "gzip"
        query = urlencode(parts)
        signature = self._world.links.signature(f"{name}?{query}")
        return f"{self._world.endpoint}{DOCUMENTS_FOLDER}{name}?{query}&{_SIGNATURE}={signature}"

    def answer(
        self, id_name: str, document: Document, query: QueryParams, *, compressed: bool = True
    ) -> dict[str, Any]:
        """Return what the API says of a document: its id, a fresh link, how it is packed."""
        asked = query.get("enableContentEncodingUrlHeader", "").lower() == "true"
        url = self.url(document, encoded=compressed and asked)
        answer = {id_name: document.document_id, "url": url}
        return answer | {"compressionAlgorithm": "GZIP"} if compressed else answer

    async def serve(self, request: Request) -> Response:
        """Answer a download; a link that was altered, or is too old, is refused as S3 does."""
        name = request.path_params["name"]
        query, _, signature = request.url.query.partition(f"&{_SIGNATURE}=")
        expected = self._world.links.signature(f"{name}?{query}")
        document = self._documents.get(name)
        if document is None or not hmac.compare_digest(signature.encode(), expected.encode()):
            said = "The request signature we calculated does not match the signature you provided."
            return storage_refusal(403, "SignatureDoesNotMatch", said)
        signed = datetime.strptime(f"{request.query_params['X-Amz-Date']}+0000", f"{_STAMP}%z")
        if self._world.clock.now() - signed >= _LIFETIME:
            return storage_refusal(403, "AccessDenied", "Request has expired")
        return _answer(document, request)


def _answer(document: Document, request: Request) -> Response:
    """Return the document, or the part of it that the request names."""
    size = len(document.body)
    headers = {
        "content-type": document.content_type,
        "accept-ranges": "bytes",
        "etag": document.etag,
    }
    if "response-content-encoding" in request.query_params:
        headers["content-encoding"] = "gzip"
    asked, condition = request.headers.get("range"), request.headers.get("if-range")
    try:
        part = asked_part(asked, condition, document.etag, size)
    except Unsatisfiable:
        refusal = storage_refusal(416, "InvalidRange", "The requested range is not satisfiable")
        refusal.headers["content-range"] = f"bytes */{size}"
        return refusal
    if part is None:
        return Response(document.body, headers=headers)
    headers["content-range"] = part.content_range
    return Response(document.body[part.first : part.last + 1], status_code=206, headers=headers)
