"""One document's bytes on their way into a file, as they are sent; goes on where it broke off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

from seller_credits.marketplace.calling.calls import user_agent
from seller_credits.marketplace.calling.exchange import (
    Answer,
    Failure,
    FailureKind,
    Outcome,
    Request,
)
from seller_credits.marketplace.calling.transport import Transport
from seller_credits.marketplace.documents.gunzip import MOST_BYTES, TooLong, unpacked

_PIECE = 1 << 20
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)", re.ASCII)


class _OtherBytes(Exception):
    """What comes is no continuation of what is there."""


class Download:
    """A document as far as it has come.

    Args:
        transport: how it comes.
        part: where it is kept meanwhile. Reports hold personal data, so nobody else reads it.
    """

    def __init__(self, transport: Transport, part: Path) -> None:
        self._transport = transport
        self._part = part
        self._etag = ""
        self._whole: int | None = None
        self.size = 0

    def attempt(self, url: str) -> Outcome:
        """Fetch what is missing; a good answer only where all of it is there then.

        Raises TooLong, and OSError where it cannot be kept.
        """
        headers = {"user-agent": user_agent(), "accept-encoding": "identity"}
        if self.size and self._etag:
            headers |= {"range": f"bytes={self.size}-", "if-range": self._etag}
        try:
            outcome = self._transport.stream(Request("GET", url, headers), self._keep)
        except _OtherBytes:
            return self._changed()
        if isinstance(outcome, Failure):
            return outcome
        if outcome.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return self._changed()
        if outcome.is_success and self._whole not in {None, self.size}:
            return Failure(FailureKind.LOST, "the document broke off")
        return outcome

    def unpack_to(self, path: Path) -> None:
        """Give the whole document, unpacked, its name.

        Raises BrokenArchive and TooLong; there is no such file then.
        """
        whole = path.with_name(f"{path.name}.whole")
        try:
            _make(whole)
            with self._part.open("rb") as packed, whole.open("wb") as file:
                file.writelines(unpacked(iter(lambda: packed.read(_PIECE), b"")))
            whole.replace(path)
        finally:
            whole.unlink(missing_ok=True)

    def begin_again(self) -> None:
        """Forget what came so far."""
        self._etag, self._whole, self.size = "", None, 0

    def discard(self) -> None:
        """Leave no trace but what was given a name."""
        self._part.unlink(missing_ok=True)

    def _changed(self) -> Failure:
        self.begin_again()
        return Failure(FailureKind.BROKEN, "the document changed while it was fetched")

    def _keep(self, answer: Answer, body: Iterator[bytes]) -> None:
        if answer.status == HTTPStatus.PARTIAL_CONTENT:
            self._check_continues(answer)
        else:
            self.begin_again()
            self._etag = _strong(answer)
            self._whole = _number(answer.headers.get("content-length", ""))
        if not self.size:
            _make(self._part)
        with self._part.open("ab") as file:
            _check_length(self._whole or 0)
            for chunk in body:
                _check_length(self.size + len(chunk))
                file.write(chunk)
                self.size += len(chunk)

    def _check_continues(self, answer: Answer) -> None:
        told = _RANGE.fullmatch(answer.headers.get("content-range", ""))
        if told is None or int(told[1]) != self.size or _strong(answer) not in {"", self._etag}:
            raise _OtherBytes
        self._whole = int(told[2])


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)


def _check_length(size: int) -> None:
    if size > MOST_BYTES:
        raise TooLong(f"it is longer than {MOST_BYTES >> 30} GiB")


def _strong(answer: Answer) -> str:
    """What names these very bytes; a weak name is good for nothing here."""
    etag = answer.headers.get("etag", "")
    return etag if etag.startswith('"') else ""


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None
