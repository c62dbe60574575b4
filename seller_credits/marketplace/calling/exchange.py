"""One request and what came back: an answer, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from http import HTTPStatus


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. Its parts may hold secrets, so only method and URL ever show."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whatever its status.

    Attributes:
        headers: by lower-case name.
        body: empty where it was streamed to a file.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def is_success(self) -> bool:
        """Whether it is what was asked for (2xx)."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def date(self) -> datetime | None:
        """When it was sent by the sender's own clock, to the second; None where that is not told.

        Aware.
        """
        try:
            told = parsedate_to_datetime(self.headers.get("date", ""))
        except ValueError:
            return None
        return told if told.tzinfo else None

    @property
    def request_id(self) -> str | None:
        """What Amazon's support asks for, from whichever header has it."""
        return self.headers.get("x-amzn-requestid") or self.headers.get("x-amz-request-id")


class FailureKind(Enum):
    """Why no answer came."""

    NOT_SENT = auto()  # no connection was made: nothing can have happened
    NO_TRUST = auto()  # the other side's certificate does not hold
    UNSENDABLE = auto()  # the address or a header makes no request
    LOST = auto()  # it was sent; the connection broke or time ran out
    BROKEN = auto()  # an answer came, but not whole or not decodable


@dataclass(frozen=True, slots=True)
class Failure:
    """No usable answer.

    Attributes:
        words: for a person, without addresses of documents: `connection refused`.
    """

    kind: FailureKind
    words: str


Outcome = Answer | Failure
