"""Where feed documents are uploaded: signed links, good for five minutes and one content type."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from seller_credits.simulator.errors import storage_refusal
from seller_credits.simulator.paths import UPLOADS_FOLDER
from seller_credits.simulator.world import World

UPLOADS_PATH = UPLOADS_FOLDER + "{name}"
_LINK_LIFETIME = timedelta(minutes=5)
# Source: Amazon's feeds guide, read 2026-11-23: a document must be used within two days.
_DOCUMENT_LIFETIME = timedelta(days=2)
_SIGNATURE = "X-Amz-Signature"
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(slots=True)
class Upload:
    """A document that may be uploaded, and what was; None until then."""

    document_id: str
    content_type: str
    created: datetime
    content: bytes | None = None


class Uploads:
    """Hands out links to upload to, and takes what is sent there."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._by_id: dict[str, Upload] = {}
        self._by_name: dict[str, Upload] = {}

    def create(self, content_type: str) -> tuple[str, str]:
        """Return the id of a new document and the link to upload it to."""
        now = self._world.clock.now()
        name = secrets.token_hex(16)
        document_id = f"amzn1.tortuga.4.na.{name}.T{secrets.token_hex(5).upper()}"
        upload = Upload(document_id, content_type, now)
        self._by_id[document_id] = self._by_name[name] = upload
        query = urlencode(
            {
                "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
                "X-Amz-Date": now.strftime(_STAMP),
                "X-Amz-Expires": str(int(_LINK_LIFETIME.total_seconds())),
                "X-Amz-SignedHeaders": "content-type;host",
            }
        )
        signature = self._sign(name, query, content_type)
        url = f"{self._world.endpoint}{UPLOADS_FOLDER}{name}?{query}&{_SIGNATURE}={signature}"
        return document_id, url

    def find(self, document_id: str) -> Upload | None:
        """Return a document that can still be used in a feed."""
        upload = self._by_id.get(document_id)
        if upload is None or self._world.clock.now() - upload.created >= _DOCUMENT_LIFETIME:
            return None
        return upload

    async def receive(self, request: Request) -> Response:
        """Take an upload; what the link was not signed for is refused as S3 does."""
        name = request.path_params["name"]
        query, _, signature = request.url.query.partition(f"&{_SIGNATURE}=")
        content_type = request.headers.get("content-type", "")
        upload = self._by_name.get(name)
        expected = self._sign(name, query, content_type)
        if upload is None or not hmac.compare_digest(signature.encode(), expected.encode()):
            said = "The request signature we calculated does not match the signature you provided."
            return storage_refusal(403, "SignatureDoesNotMatch", said)
        if self._world.clock.now() - upload.created >= _LINK_LIFETIME:
            return storage_refusal(403, "AccessDenied", "Request has expired")
        if any(header.startswith("x-amz-") for header in request.headers):
            said = "There were headers present in the request which were not signed"
            return storage_refusal(403, "AccessDenied", said)
        upload.content = await request.body()
        digest = hashlib.sha256(upload.content).hexdigest()[:32]
        return Response(headers={"ETag": f'"{digest}"'})

    def _sign(self, name: str, query: str, content_type: str) -> str:
        return self._world.links.signature(f"PUT {name}?{query}\n{content_type}")
