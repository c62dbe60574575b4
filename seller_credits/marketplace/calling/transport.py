"""The one file that speaks HTTP: sends a request, gives back an answer or the reason for none."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from seller_credits.domain.closing import Closing
from seller_credits.marketplace.calling.exchange import (
    Answer,
    Failure,
    FailureKind,
    Outcome,
    Request,
)

# Amazon's front door gives up after about 30 s; a document may take longer between two reads.
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_MOST_BYTES = 32 << 20  # a page of a hundred orders has about one of these


class Transport(Closing):
    """Connections to the marketplace. Follows no redirect, keeps no cookie, logs no address.

    Args:
        local: the marketplace is on this machine; no proxy of the environment is between.
    """

    def __init__(self, *, local: bool, timeout: float | None = None) -> None:
        _hush()
        self._client = httpx.Client(
            timeout=_TIMEOUT if timeout is None else timeout,
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            trust_env=not local,
        )

    def send(self, request: Request) -> Outcome:
        """Send and read the whole answer."""
        try:
            response = self._client.send(self._built(request), stream=True)
            try:
                return _whole(response)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return _failure(error)

    def stream(self, request: Request, keep: Callable[[Answer, Iterator[bytes]], None]) -> Outcome:
        """Send, and hand a good answer's body to `keep` as it arrives, exactly as it was sent.

        No content encoding is undone: whether the bytes are packed is for `keep` to see.
        """
        try:
            response = self._client.send(self._built(request), stream=True)
            try:
                answer = Answer(response.status_code, _headers(response))
                if answer.is_success:
                    keep(answer, response.iter_raw())
                    return answer
                return _whole(response)
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return _failure(error)

    def _built(self, request: Request) -> httpx.Request:
        return self._client.build_request(
            request.method,
            request.url,
            headers=dict(request.headers),
            params=dict(request.query) or None,
            content=request.body,
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()


def _hush() -> None:
    """The library logs each URL at INFO, and a document's URL is a key to it."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _headers(response: httpx.Response) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _whole(response: httpx.Response) -> Outcome:
    # A response that has read its own body keeps it in a cycle, until somebody looks for cycles.
    pieces, size = [], 0
    for piece in response.iter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > _MOST_BYTES:  # unpacked: a small answer may be a bomb
            return Failure(FailureKind.BROKEN, "the answer is longer than any of the API's")
    return Answer(response.status_code, _headers(response), b"".join(pieces))


def _failure(error: Exception) -> Failure:
    """Put the library's exception into words of our own: its own may quote a secret URL."""
    match error:
        case httpx.ConnectError() if _cause(error, ssl.SSLCertVerificationError):
            return Failure(FailureKind.NO_TRUST, "the server's certificate is not trusted")
        case httpx.ConnectError() if _cause(error, ssl.SSLError):
            return Failure(FailureKind.NO_TRUST, "no secure connection could be agreed on")
        case httpx.ConnectError():
            return Failure(FailureKind.NOT_SENT, _connect_words(error))
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return Failure(FailureKind.NOT_SENT, "the connection took too long")
        case httpx.ProxyError():
            return Failure(FailureKind.NOT_SENT, "the proxy refused the connection")
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | httpx.LocalProtocolError():
            return Failure(FailureKind.UNSENDABLE, "the address or a header cannot be sent")
        case httpx.TimeoutException():
            return Failure(FailureKind.LOST, "no answer came in time")
        case httpx.DecodingError():
            return Failure(FailureKind.BROKEN, "the answer's content encoding does not hold")
        case httpx.RemoteProtocolError():
            return Failure(FailureKind.LOST, "the answer broke off or is no HTTP")
        case _:
            return Failure(FailureKind.LOST, "the connection was reset")


def _connect_words(error: Exception) -> str:
    cause = _cause(error, OSError)
    match cause:
        case ConnectionRefusedError():
            return "connection refused"
        case socket.gaierror():
            return "no such host"
        case OSError(strerror=str(words)):
            return words.lower()
        case _:
            return "no connection"


def _cause(error: BaseException | None, kind: type[BaseException]) -> BaseException | None:
    """The nearest exception of a kind behind this one."""
    while error is not None and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error
