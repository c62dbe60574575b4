"""What becomes of a report: a file, the document it is handed out as, or nothing at all."""

import gzip
import hashlib
import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportFile:
    """The bytes of a report, before compression, and the content type they are served with."""

    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document: its id, its compressed bytes, its content type."""

    document_id: str
    body: bytes
    content_type: str

    @classmethod
    def of(cls, written: ReportFile) -> "Document":
        """Return a file as a document with an id of its own."""
        name = f"{secrets.token_hex(16)}.T{secrets.token_hex(5).upper()}"
        return cls(
            document_id=f"amzn1.spdoc.1.4.na.{name}",
            body=gzip.compress(written.content, mtime=0),
            content_type=written.content_type,
        )

    @property
    def etag(self) -> str:
        """Return the tag of these very bytes, in its quotes."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a report ended, and its document if it has one; one in progress has not ended."""

    status: str
    document: Document | None = None
