"""Where a report's document may come from, and that it arrives whole."""

from __future__ import annotations

import gzip
import stat
import zlib
from datetime import timedelta

import pytest

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.issues import Source
from seller_credits.marketplace.account import TOKEN_ENDPOINT
from seller_credits.marketplace.documents import leads_to_amazon
from seller_credits.marketplace.errors import (
    RequestRefused,
    UnexpectedAnswer,
)
from tests.marketplace.conftest import NOW, account
from tests.marketplace.loopback import DOCUMENTS, REPORTS, Reply, said

ROWS = b"Order ID\tReturn Reason\n" + b"111-0000000-0000001\tDEFECTIVE\n" * 20
EXPIRED = Reply(403, b"<Error><Code>AccessDenied</Code><Message>Expired</Message></Error>")
LINK = "/documents/1"


@pytest.fixture
def fetch(amazon, client):
    """Fetches one finished report, whose document is served as the test says."""

    def run(*replies, link=None, **more):
        amazon.answers(REPORTS, said({"reportId": "r1"}, 202))
        done = {"processingStatus": "DONE", "reportDocumentId": "d1"}
        created = {"createdTime": "2026-11-23T12:00:00Z"}
        amazon.answers(f"{REPORTS}/r1", said({"reportId": "r1", **done, **created}))
        url = link or f"{amazon.url}{LINK}?X-Amz-Signature=secret-signature"
        amazon.answers(f"{DOCUMENTS}/d1", said({"reportDocumentId": "d1", "url": url, **more}))
        amazon.answers(LINK, *replies)
        return client.report(Source.MFN_RETURNS, "US", NOW - timedelta(days=30), NOW)

    return run


def test_the_link_is_fetched_as_it_is_without_the_access_token(amazon, fetch):
    fetch(Reply(200, ROWS))

    (heard,) = amazon.asked(LINK)
    assert heard.query == {"X-Amz-Signature": "secret-signature"}
    assert "x-amz-access-token" not in heard.headers
    assert heard.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("body", "headers", "more"),
    [
        (ROWS, {}, {}),
        (gzip.compress(ROWS), {}, {"compressionAlgorithm": "GZIP"}),
        (gzip.compress(ROWS), {"content-encoding": "gzip"}, {}),
        (gzip.compress(ROWS), {"content-encoding": "gzip"}, {"compressionAlgorithm": "GZIP"}),
        (ROWS, {"content-encoding": "gzip"}, {}),
        (ROWS, {}, {"compressionAlgorithm": "GZIP"}),
    ],
    ids=["plain", "packed", "encoded", "packed, said twice", "falsely encoded", "falsely packed"],
)
def test_a_document_is_unpacked_exactly_once_whatever_is_said_of_it(fetch, body, headers, more):
    report = fetch(Reply(200, body, headers), **more)

    assert report.path.read_bytes() == ROWS


def test_a_way_of_packing_that_is_not_known_is_refused(fetch):
    with pytest.raises(UnexpectedAnswer, match="way of packing"):
        fetch(Reply(200, ROWS), compressionAlgorithm="ZSTD")


def test_only_the_owner_may_read_what_was_downloaded(fetch, downloads):
    report = fetch(Reply(200, ROWS))

    assert stat.S_IMODE(report.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(downloads.stat().st_mode) == 0o700
    assert report.path.parent == downloads


@pytest.mark.parametrize(
    "trouble",
    [
        Reply(cut=True),
        Reply(503),
        Reply(200, ROWS, claims=len(ROWS) + 10),
        Reply(200, gzip.compress(ROWS)[:-6]),
    ],
    ids=["reset", "503", "cut short", "archive cut short"],
)
def test_a_document_that_did_not_arrive_whole_is_fetched_again(fetch, amazon, trouble):
    report = fetch(trouble, Reply(200, gzip.compress(ROWS)))

    assert report.path.read_bytes() == ROWS
    assert len(amazon.asked(LINK)) == 2


def test_a_document_that_never_arrives_whole_leaves_no_file(fetch, downloads):
    with pytest.raises(UnexpectedAnswer, match="ends before its end"):
        fetch(Reply(200, gzip.compress(ROWS)[:-6]))

    assert list(downloads.iterdir()) == []


def test_an_expired_link_is_asked_for_anew_once(fetch, amazon):
    report = fetch(EXPIRED, Reply(200, ROWS))

    assert report.path.read_bytes() == ROWS
    assert len(amazon.asked(f"{DOCUMENTS}/d1")) == 2


def test_a_link_that_is_refused_twice_is_given_up_and_no_role_is_blamed(fetch, amazon):
    with pytest.raises(RequestRefused, match="HTTP 403") as refused:
        fetch(EXPIRED)

    assert len(amazon.asked(LINK)) == 2
    assert "role" not in refused.value.hint
    assert "secret-signature" not in f"{refused.value} {vars(refused.value)}"


def test_a_document_that_unpacks_without_end_is_refused(fetch, downloads):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(80)) + packer.flush()

    with pytest.raises(UnexpectedAnswer, match="200 times its size"):
        fetch(Reply(200, bomb))

    assert list(downloads.iterdir()) == []


def test_a_redirect_of_a_document_is_not_followed(fetch, amazon):
    with pytest.raises(UnexpectedAnswer, match="HTTP 302"):
        fetch(Reply(302, headers={"location": f"{amazon.url}/elsewhere"}))

    assert amazon.asked("/elsewhere") == []


def test_a_document_that_is_gone_is_refused_without_its_link(fetch):
    with pytest.raises(RequestRefused, match="HTTP 404") as refused:
        fetch(Reply(404, b"https://s3.example/d?X-Amz-Signature=secret-signature"))

    assert "secret-signature" not in str(refused.value)


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("https://evil.example/d?secret-signature", r"\(https://evil\.example\)"),
        ("https://[broken/d?secret-signature", r"\(no address\)"),
    ],
)
def test_a_link_to_a_strange_place_is_named_but_not_followed(fetch, amazon, link, place):
    with pytest.raises(UnexpectedAnswer, match=place) as refused:
        fetch(Reply(200, ROWS), link=link)

    assert amazon.asked(LINK) == []
    assert "secret-signature" not in str(refused.value)


def test_a_folder_that_cannot_be_written_to_is_said_so(fetch, downloads):
    downloads.write_text("a file where the folder should be")

    with pytest.raises(ConfigurationProblem, match="Cannot write"):
        fetch(Reply(200, ROWS))


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://tortuga-prod-na.s3-external-1.amazonaws.com/d?X=1", True),
        ("https://tortuga-prod-eu.s3-eu-west-1.amazonaws.com:443/d", True),
        ("https://TORTUGA-PROD-FE.S3.US-WEST-2.AMAZONAWS.COM/d", True),
        ("https://d34o8swod1owfl.cloudfront.net/d", True),
        ("https://d111111abcdef8.cloudfront.net/d", False),
        ("http://tortuga-prod-na.s3-external-1.amazonaws.com/d", False),
        ("https://tortuga-prod-na.s3.amazonaws.com:8443/d", False),
        ("https://user@tortuga-prod-na.s3.amazonaws.com/d", False),
        ("https://amazonaws.com.evil.example/d", False),
        ("https://evilamazonaws.com/d", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("http://127.0.0.1:8080/d", False),
        ("file:///etc/passwd", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_documents_of_amazon_come_from_amazons_store_only(url, leads):
    assert leads_to_amazon(url, account("", token_endpoint=TOKEN_ENDPOINT)) is leads


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("http://127.0.0.1:8080/d", True),
        ("http://localhost:8080/d", True),
        ("https://tortuga-prod-na.s3.amazonaws.com/d", False),
        ("http://evil.example/d", False),
    ],
)
def test_documents_of_a_local_marketplace_come_from_this_machine(url, leads):
    assert leads_to_amazon(url, account("http://127.0.0.1:8080")) is leads
