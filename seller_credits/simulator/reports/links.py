"""Links to report documents: signed, good for five minutes, and needing no access token."""

import hmac
from datetime import datetime, timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response

from seller_credits.simulator.reports.job import Document
from seller_credits.simulator.world import World

DOCUMENTS_PATH = "/documents/{name}"
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
        parts = {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Date": self._world.clock.now().strftime(_STAMP),
            "X-Amz-Expires": str(int(_LIFETIME.total_seconds())),
        }
        if encoded:
            parts["response-content-encoding"] = "gzip"
        query = urlencode(parts)
        signature = self._world.links.signature(f"{name}?{query}")
        return f"{self._world.endpoint}/documents/{name}?{query}&{_SIGNATURE}={signature}"

    async def serve(self, request: Request) -> Response:
        """Answer a download; a link that was altered, or is too old, is refused as S3 does."""
        name = request.path_params["name"]
        query, _, signature = request.url.query.partition(f"&{_SIGNATURE}=")
        expected = self._world.links.signature(f"{name}?{query}")
        document = self._documents.get(name)
        if document is None or not hmac.compare_digest(signature.encode(), expected.encode()):
            said = "The request signature we calculated does not match the signature you provided."
            return _refuse("SignatureDoesNotMatch", said)
        signed = datetime.strptime(f"{request.query_params['X-Amz-Date']}+0000", f"{_STAMP}%z")
        if self._world.clock.now() - signed >= _LIFETIME:
            return _refuse("AccessDenied", "Request has expired")
        headers = {"content-type": document.content_type}
        if "response-content-encoding" in request.query_params:
            headers["content-encoding"] = "gzip"
        return Response(document.body, headers=headers)


def _refuse(code: str, message: str) -> Response:
    root = ET.Element("Error")
    ET.SubElement(root, "Code").text = code
    ET.SubElement(root, "Message").text = message
    body = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return Response(body, status_code=403, media_type="application/xml")
