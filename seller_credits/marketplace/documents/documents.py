"""Downloads a report's document: from Amazon's own store, whole, to a file only its owner reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from functools import partial
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.marketplace.account import Account, is_loopback
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.exchange import Answer, Failure, Outcome
from seller_credits.marketplace.calling.patience import Patience
from seller_credits.marketplace.calling.problems import call_problem, unexpected
from seller_credits.marketplace.calling.transport import Transport
from seller_credits.marketplace.documents.downloading import Download
from seller_credits.marketplace.documents.gunzip import BrokenArchive, TooLong
from seller_credits.marketplace.operations import DOWNLOAD, GET_REPORT_DOCUMENT, Operation
from seller_credits.marketplace.wire.reports import DocumentLink

# Where Amazon keeps documents. Production links lead to S3; Amazon's own example for the sandbox
# (model reports_2021-06-30, getReportDocument) leads to this one CloudFront name.
_STORES = (".amazonaws.com", "d34o8swod1owfl.cloudfront.net")
_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60  # of four bytes each, with what is put behind it, a file system still takes it

_FETCHED_AT_MOST = 3  # what is damaged at Amazon's own store comes damaged every time
_BROKEN_OFF_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Document:
    """A document on disk, unpacked and complete.

    Attributes:
        charset: what the header said of its encoding, or None.
    """

    path: Path
    charset: str | None


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

    def fetch(
        self, document_id: str, name: str, *, operation: Operation = GET_REPORT_DOCUMENT
    ) -> Document:
        """Download one document; a connection that breaks costs only what was not there yet.

        Args:
            document_id: Amazon's id of it.
            name: of the file; what is unsafe in a file's name is replaced.
            operation: asks for the link: getReportDocument or getFeedDocument.

        Raises:
            CallProblem: no link, a link to a strange place, or no complete document.
            ConfigurationProblem: the folder for downloads cannot be written to.
        """
        path = self._downloads / _UNSAFE.sub("_", name)[:_LONGEST_NAME]
        download = Download(self._transport, path.with_name(f"{path.name}.part"))
        with self._telling_of(path):
            try:
                return self._fetched(download, path, _Link(document_id, operation))
            finally:
                download.discard()

    def _fetched(self, download: Download, path: Path, link: _Link) -> Document:
        """All of it, unpacked; a packed document that ends early looked whole until then."""
        for attempt in range(1, _FETCHED_AT_MOST + 1):
            answer = self._whole(download, link)
            try:
                download.unpack_to(path)
            except BrokenArchive:
                download.begin_again()
                if attempt == _FETCHED_AT_MOST:
                    raise
            else:
                break
        return Document(path, _charset(answer))

    def _whole(self, download: Download, link: _Link) -> Answer:
        """Every byte: as long as there is more of it each time, patience begins anew."""
        url, is_new = self._url(link), True
        for _ in range(_BROKEN_OFF_AT_MOST):
            before = download.size
            outcome = self._patience.run(DOWNLOAD, partial(download.attempt, url))
            if isinstance(outcome, Answer) and outcome.is_success:
                return outcome
            came_on = download.size > before
            if _has_expired(outcome) and (came_on or is_new):
                url, is_new = self._url(link), False
            elif not (isinstance(outcome, Failure) and came_on):
                break
        raise call_problem(DOWNLOAD, outcome, self._account, address=url)

    def _url(self, link: _Link) -> str:
        answer = self._caller.call(link.operation, path_params=link.path_params)
        try:
            url = DocumentLink.model_validate(answer).url
        except ValidationError:
            url = ""
        if not url:
            what = "The answer holds no link, or a way of packing that is not known."
            raise unexpected(link.operation, what, self._account)
        if not leads_to_amazon(url, self._account):
            what = f"The document's link leads to a strange place ({_place(url)}); not followed."
            raise unexpected(link.operation, what, self._account)
        return url

    @contextmanager
    def _telling_of(self, path: Path) -> Iterator[None]:
        try:
            yield
        except BrokenArchive as problem:
            what = f"The answer cannot be read: {problem}."
        except TooLong as problem:
            what = f"The document is refused: {problem}."
        except OSError as problem:
            raise ConfigurationProblem(
                f"Cannot write {path}: {problem.strerror or problem}.",
                hint="Make room on the disk and check the folder's permissions, or name another "
                "--home.",
            ) from problem
        else:
            return
        raise unexpected(DOWNLOAD, what, self._account)


@dataclass(frozen=True, slots=True)
class _Link:
    """How the link to a document is asked for; each lives five minutes."""

    document_id: str
    operation: Operation

    @property
    def path_params(self) -> dict[str, str]:
        """Each operation takes the one that its path names."""
        return {"reportDocumentId": self.document_id, "feedDocumentId": self.document_id}


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
    stores = (*_STORES, *account.document_hosts)
    is_store = any(host.endswith(s) if s.startswith(".") else host == s for s in stores)
    return parts.scheme == "https" and port in {None, 443} and is_store


def _has_expired(outcome: Outcome) -> bool:
    return isinstance(outcome, Answer) and outcome.status == HTTPStatus.FORBIDDEN


def _place(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "no address"
    return f"{parts.scheme}://{parts.hostname or ''}"


def _charset(answer: Answer) -> str | None:
    header = Message()
    header["content-type"] = answer.headers.get("content-type", "")
    return header.get_content_charset()
