from __future__ import annotations

import errno
import gzip
import ssl
import tracemalloc

import httpx
import pytest

from seller_credits.marketplace.calling.exchange import Answer, Failure, FailureKind, Request
from seller_credits.marketplace.calling.transport import Transport, _failure
from tests.marketplace.loopback import Reply


@pytest.fixture
def transport():
    with Transport(local=True, timeout=0.2) as transport:
        yield transport


def get(url, **headers):
    return Request("GET", url, headers)


def test_an_answer_has_status_lower_case_headers_and_body(amazon, transport):
    amazon.answers("/x", Reply(418, b"tea", {"X-Amzn-RequestId": "r1"}))

    answer = transport.send(get(f"{amazon.url}/x"))

    assert isinstance(answer, Answer)
    assert (answer.status, answer.body, answer.request_id) == (418, b"tea", "r1")
    assert not answer.is_success


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (Reply(delay=0.5), FailureKind.LOST, "no answer came in time"),
        (Reply(cut=True), FailureKind.LOST, "the connection was reset"),
        (Reply(200, b"half", claims=100), FailureKind.LOST, "the answer broke off or is no HTTP"),
        (
            Reply(200, b"plain", {"content-encoding": "gzip"}),
            FailureKind.BROKEN,
            "the answer's content encoding does not hold",
        ),
    ],
)
def test_no_usable_answer_has_a_reason(amazon, transport, reply, kind, words):
    amazon.answers("/x", reply)

    assert transport.send(get(f"{amazon.url}/x?Signature=1")) == Failure(kind, words)


@pytest.mark.parametrize("status", [200, 503])
def test_an_answer_without_end_is_not_read_to_its_end(amazon, transport, status):
    packed = gzip.compress(b" " * (160 << 20), compresslevel=1)
    amazon.answers("/x", Reply(status, packed, {"content-encoding": "gzip"}))
    tracemalloc.start()
    try:
        failure = transport.send(get(f"{amazon.url}/x"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert failure == Failure(FailureKind.BROKEN, "the answer is longer than any of the API's")
    assert peak < 120 << 20


def test_a_refusal_without_end_is_not_read_to_its_end_where_a_document_was_wanted(
    amazon, transport
):
    packed = gzip.compress(b" " * (40 << 20))
    amazon.answers("/x", Reply(403, packed, {"content-encoding": "gzip"}))

    outcome = transport.stream(get(f"{amazon.url}/x"), lambda *_: pytest.fail("no document"))

    assert isinstance(outcome, Failure)


def test_a_server_without_tls_is_not_trusted(amazon, transport):
    url = amazon.url.replace("http:", "https:")

    failure = transport.send(get(url))

    assert failure == Failure(FailureKind.NO_TRUST, "no secure connection could be agreed on")


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (
            caused(httpx.ConnectError("x"), ssl.SSLCertVerificationError()),
            Failure(FailureKind.NO_TRUST, "the server's certificate is not trusted"),
        ),
        (
            caused(httpx.ConnectError("x"), OSError(errno.ENETUNREACH, "Network is unreachable")),
            Failure(FailureKind.NOT_SENT, "network is unreachable"),
        ),
        (httpx.ConnectError("x"), Failure(FailureKind.NOT_SENT, "no connection")),
        (
            httpx.ConnectTimeout("x"),
            Failure(FailureKind.NOT_SENT, "the connection took too long"),
        ),
        (
            httpx.ProxyError("x"),
            Failure(FailureKind.NOT_SENT, "the proxy refused the connection"),
        ),
    ],
)
def test_troubles_of_the_network_are_told_apart(error, failure):
    """Those that loopback cannot play."""
    assert _failure(error) == failure


@pytest.mark.parametrize("url", ["gopher://127.0.0.1", "127.0.0.1/x", "", "http://127.0.0.1:x"])
def test_an_address_that_makes_no_request_is_said_so(transport, url):
    assert transport.send(get(url)).kind is FailureKind.UNSENDABLE


def test_a_header_that_makes_no_request_is_said_so(amazon, transport):
    assert transport.send(get(amazon.url, x="a\nb")).kind is FailureKind.UNSENDABLE


def test_no_cookie_is_kept(amazon, transport):
    amazon.answers("/x", Reply(headers={"set-cookie": "session=1"}))

    for _ in range(2):
        transport.send(get(f"{amazon.url}/x"))

    assert "cookie" not in amazon.heard[1].headers


def test_no_proxy_stands_before_a_marketplace_on_this_machine(amazon, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    amazon.answers("/x", Reply(204))

    with Transport(local=True) as transport:
        assert transport.send(get(f"{amazon.url}/x")).status == 204


def test_a_streamed_body_is_handed_on_as_it_was_sent(amazon, transport):
    amazon.answers("/x", Reply(200, b"\x1f\x8b not unpacked", {"content-encoding": "gzip"}))
    seen = []

    answer = transport.stream(get(f"{amazon.url}/x"), lambda _, body: seen.extend(body))

    assert b"".join(seen) == b"\x1f\x8b not unpacked"
    assert answer.is_success


def test_a_refusal_is_not_streamed(amazon, transport):
    amazon.answers("/x", Reply(403, b"<Error/>"))
    seen = []

    answer = transport.stream(get(f"{amazon.url}/x"), lambda _, body: seen.extend(body))

    assert (answer.status, answer.body, seen) == (403, b"<Error/>", [])


def test_a_body_that_breaks_off_while_it_is_streamed_is_no_answer(amazon, transport):
    amazon.answers("/x", Reply(200, b"half", claims=100))

    outcome = transport.stream(get(f"{amazon.url}/x"), lambda _, body: list(body))

    assert outcome == Failure(FailureKind.LOST, "the answer broke off or is no HTTP")


def test_what_is_sent_shows_neither_headers_nor_query_nor_body():
    request = Request("POST", "https://a.example", {"x": "secret"}, {"q": "secret"}, b"secret")

    assert "secret" not in repr(request)
