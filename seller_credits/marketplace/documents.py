"""Downloads a report's document: from Amazon's own store, to a file only the seller can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.marketplace.account import Account, is_loopback
from seller_credits.marketplace.calls import Caller, user_agent
from seller_credits.marketplace.exchange import Answer, Failure, FailureKind, Outcome, Request
from seller_credits.marketplace.gunzip import BrokenArchive, TooLong, unpacked
from seller_credits.marketplace.operations import DOWNLOAD, GET_REPORT_DOCUMENT
from seller_credits.marketplace.patience import Patience
from seller_credits.marketplace.problems import call_problem, unexpected
from seller_credits.marketplace.transport import Transport

# Where Amazon keeps documents. Production links lead to S3; Amazon's own example for the sandbox
# (model reports_2021-06-30, getReportDocument) leads to this one CloudFront name.
_STORES = (".amazonaws.com", "d34o8swod1owfl.cloudfront.net")
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Document:
    """A document on disk, unpacked and complete.

    Attributes:
        charset: what the header said of its encoding, or None.
    """

    path: Path
    charset: str | None


class _Link(BaseModel):
    url: str = Field(repr=False)
    compression: Literal["GZIP"] | None = Field(default=None, alias="compressionAlgorithm")


class Documents:
    """The document store of one account."""

    def __init__(
        self, caller: Caller, transport: Transport, patience: Patience, downloads: Path
    ) -> None:
        self._caller = caller
        self._account = caller.account
        self._transport = transport
        self._patience = patience
        self._downloads = downloads

    def fetch(self, document_id: str, name: str) -> Document:
        """Download one document. A link that has expired (they live five minutes) is asked anew.

        Raises:
            CallProblem: no link, a link to a strange place, or no complete document.
            ConfigurationProblem: the folder for downloads cannot be written to.
        """
        path = self._downloads / _UNSAFE.sub("_", name)
        outcome = self._download(document_id, path)
        if isinstance(outcome, Answer) and outcome.status == HTTPStatus.FORBIDDEN:
            outcome = self._download(document_id, path)
        if not isinstance(outcome, Answer) or not outcome.is_success:
            raise call_problem(DOWNLOAD, outcome, self._account)
        return Document(path, _charset(outcome))

    def _download(self, document_id: str, path: Path) -> Outcome:
        url = self._link(document_id)
        request = Request("GET", url, {"user-agent": user_agent(), "accept-encoding": "identity"})
        try:
            return self._patience.run(DOWNLOAD, lambda: self._attempt(request, path))
        except TooLong as problem:
            what = f"The document is refused: {problem}."
        except OSError as problem:
            raise ConfigurationProblem(
                f"Cannot write {path}: {problem.strerror or problem}.",
                hint="Make room, or name another folder for downloads.",
            ) from problem
        raise unexpected(DOWNLOAD, what, self._account)

    def _attempt(self, request: Request, path: Path) -> Outcome:
        part = path.with_name(f"{path.name}.part")
        try:
            return self._transport.stream(request, lambda _, body: _keep(body, part, path))
        except BrokenArchive as problem:
            return Failure(FailureKind.BROKEN, str(problem))
        finally:
            part.unlink(missing_ok=True)

    def _link(self, document_id: str) -> str:
        answer = self._caller.call(
            GET_REPORT_DOCUMENT, path_params={"reportDocumentId": document_id}
        )
        try:
            url = _Link.model_validate(answer).url
        except ValidationError:
            url = ""
        if not url:
            what = "The answer holds no link, or a way of packing that is not known."
            raise unexpected(GET_REPORT_DOCUMENT, what, self._account)
        if not leads_to_amazon(url, self._account):
            what = f"The document's link leads to a strange place ({_place(url)}); not followed."
            raise unexpected(GET_REPORT_DOCUMENT, what, self._account)
        return url


def leads_to_amazon(url: str, account: Account) -> bool:
    """Whether a document may be fetched there: Amazon's store, or this machine for a local one."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.username is not None or not host:
        return False
    if account.is_local:
        return parts.scheme in {"http", "https"} and is_loopback(url)
    is_store = any(host.endswith(s) if s.startswith(".") else host == s for s in _STORES)
    return parts.scheme == "https" and port in {None, 443} and is_store


def _place(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "no address"
    return f"{parts.scheme}://{parts.hostname}"


def _keep(body: Iterator[bytes], part: Path, path: Path) -> None:
    """Only a complete document gets its name; reports hold personal data, so nobody else reads."""
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with part.open("wb") as file:
        file.writelines(unpacked(body))
    part.replace(path)


def _charset(answer: Answer) -> str | None:
    header = Message()
    header["content-type"] = answer.headers.get("content-type", "")
    return header.get_content_charset()
