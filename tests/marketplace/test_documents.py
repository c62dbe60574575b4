"""Where a report's document may come from, and that it arrives whole."""

from __future__ import annotations

import gzip
import stat
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest

from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.issues import Source
from seller_credits.marketplace.account import TOKEN_ENDPOINT
from seller_credits.marketplace.documents import downloading
from seller_credits.marketplace.documents.documents import leads_to_amazon
from seller_credits.marketplace.errors import (
    RequestRefused,
    UnexpectedAnswer,
    Unreachable,
)
from seller_credits.marketplace.operations import GET_FEED_DOCUMENT
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


def test_a_store_that_cannot_be_reached_is_named_and_its_link_is_not(fetch):
    nobody = "http://localhost:1/documents/1?X-Amz-Signature=secret-signature"

    with pytest.raises(Unreachable, match=r"^localhost cannot be reached: ") as problem:
        fetch(link=nobody)

    assert "secret-signature" not in f"{problem.value} {vars(problem.value)}"


def test_a_way_of_packing_that_is_not_known_is_refused(fetch):
    with pytest.raises(UnexpectedAnswer, match="way of packing"):
        fetch(Reply(200, ROWS), compressionAlgorithm="ZSTD")


@pytest.mark.parametrize(
    "name", ["../../../evil", "..", "/etc/passwd", "9" * 400, "\x1b[31m\0", "é😀" * 99]
)
def test_no_name_leads_out_of_the_folder_or_is_too_long_for_it(amazon, client, downloads, name):
    amazon.answers(
        f"{DOCUMENTS}/d1", said({"reportDocumentId": "d1", "url": f"{amazon.url}{LINK}"})
    )
    amazon.answers(LINK, Reply(200, ROWS))

    document = client._reports._outcomes._documents.fetch("d1", f"returns-US-{name}")

    assert document.path.read_bytes() == ROWS
    assert document.path.resolve().parent == downloads.resolve()


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


def test_a_feeds_document_is_fetched_in_the_same_way(amazon, client):
    link = {"feedDocumentId": "d9", "url": f"{amazon.url}{LINK}"}
    amazon.answers("/feeds/2021-06-30/documents/d9", said(link))
    amazon.answers(LINK, Reply(200, b"<ProcessingReport/>"))
    documents = client._reports._outcomes._documents

    document = documents.fetch("d9", "feed-9", operation=GET_FEED_DOCUMENT)

    assert document.path.read_bytes() == b"<ProcessingReport/>"


class Store:
    """Serves one document as S3 does; the connection breaks off after each of some lengths."""

    def __init__(self, body, *breaks, etag='"one"'):
        self.body = body
        self.breaks = list(breaks)
        self.etag = etag
        self.asked = []

    def __call__(self, heard):
        self.asked.append((heard.headers.get("range"), heard.headers.get("if-range")))
        headers = {"etag": self.etag} if self.etag else {}
        start = self._start(heard)
        if start is None:
            return self._cut(Reply(200, self.body, headers))
        if start >= len(self.body):
            return Reply(416, headers={"content-range": f"bytes */{len(self.body)}"})
        last = len(self.body) - 1
        headers["content-range"] = f"bytes {start}-{last}/{len(self.body)}"
        return self._cut(Reply(206, self.body[start:], headers))

    def _start(self, heard):
        if "range" not in heard.headers or heard.headers["if-range"] != self.etag:
            return None
        return int(heard.headers["range"].removeprefix("bytes=").removesuffix("-"))

    def _cut(self, reply):
        if not self.breaks:
            return reply
        return replace(reply, body=reply.body[: self.breaks.pop(0)], claims=len(reply.body))


PACKED = gzip.compress(bytes(range(256)) * 400, mtime=0)


def test_a_download_that_breaks_off_goes_on_where_it_was(fetch):
    store = Store(ROWS, 100, 50)

    report = fetch(store)

    assert report.path.read_bytes() == ROWS
    assert store.asked == [(None, None), ("bytes=100-", '"one"'), ("bytes=150-", '"one"')]


@pytest.mark.parametrize("cut", [1, 2, len(PACKED) // 2, len(PACKED) - 1])
def test_a_packed_document_is_whole_wherever_it_broke_off(fetch, cut):
    report = fetch(Store(PACKED, cut))

    assert report.path.read_bytes() == gzip.decompress(PACKED)


def test_what_came_before_a_break_is_kept_for_its_owner_only(fetch, downloads):
    seen = []

    def looks(heard):
        (part,) = downloads.iterdir()
        seen.append((part.name, part.stat().st_size, stat.S_IMODE(part.stat().st_mode)))
        return store(heard)

    store = Store(ROWS, 100)
    fetch(store, looks)

    assert seen == [("mfn_returns-US-r1.part", 100, 0o600)]
    assert [path.name for path in downloads.iterdir()] == ["mfn_returns-US-r1"]


def test_a_slow_connection_that_breaks_again_and_again_arrives_in_the_end(fetch):
    store = Store(ROWS, *[40] * 15)

    assert fetch(store).path.read_bytes() == ROWS
    assert len(store.asked) == 16


def test_a_link_that_expires_between_two_pieces_is_replaced_and_the_rest_fetched(fetch, amazon):
    store = Store(ROWS, 100, 100)

    report = fetch(store, EXPIRED, store, EXPIRED, store)

    assert report.path.read_bytes() == ROWS
    assert [asked[0] for asked in store.asked] == [None, "bytes=100-", "bytes=200-"]
    assert len(amazon.asked(f"{DOCUMENTS}/d1")) == 3


@pytest.mark.parametrize("etag", ["", 'W/"weak"'])
def test_a_store_that_cannot_name_the_bytes_is_asked_for_all_of_them_again(fetch, etag):
    store = Store(ROWS, 100, etag=etag)

    assert fetch(store).path.read_bytes() == ROWS
    assert store.asked == [(None, None), (None, None)]


def test_a_document_that_was_replaced_meanwhile_is_fetched_from_its_beginning(fetch):
    before, after = Store(ROWS, 100), Store(b"other rows\n", etag='"two"')

    assert fetch(before, after).path.read_bytes() == b"other rows\n"
    assert after.asked == [("bytes=100-", '"one"')]


@pytest.mark.parametrize(
    "nonsense",
    [
        Reply(416),
        Reply(206, ROWS[7:], {"content-range": f"bytes 7-{len(ROWS) - 1}/{len(ROWS)}"}),
        Reply(206, ROWS[100:], {"content-range": "bytes and more bytes"}),
        Reply(206, ROWS[100:]),
        Reply(
            206,
            ROWS[100:],
            {"content-range": f"bytes 100-{len(ROWS) - 1}/{len(ROWS)}", "etag": '"two"'},
        ),
    ],
    ids=["nothing there", "other place", "no place", "unsaid", "other document"],
)
def test_a_continuation_that_is_none_means_from_the_beginning(fetch, nonsense):
    store = Store(ROWS, 100)

    assert fetch(store, nonsense, store).path.read_bytes() == ROWS
    assert store.asked == [(None, None), (None, None)]


def test_a_continuation_that_ends_before_the_whole_is_gone_on_with(fetch):
    short = Reply(206, ROWS[100:150], {"content-range": f"bytes 100-149/{len(ROWS)}"})
    store = Store(ROWS, 100)

    assert fetch(store, short, store).path.read_bytes() == ROWS
    assert store.asked[-1] == ("bytes=150-", '"one"')


def test_a_damaged_document_is_fetched_three_times_and_not_for_ever(fetch):
    damaged = bytearray(gzip.compress(ROWS))
    damaged[-5] ^= 0xFF
    store = Store(bytes(damaged))

    with pytest.raises(UnexpectedAnswer, match="damaged"):
        fetch(store)

    assert store.asked == [(None, None)] * 3


def test_a_document_that_stays_damaged_is_not_gone_on_with_by_the_next_run(fetch, amazon):
    with pytest.raises(UnexpectedAnswer):
        fetch(Reply(200, gzip.compress(ROWS)[:-6]))

    fetch(Reply(200, ROWS))

    assert len([heard for heard in amazon.asked(REPORTS) if heard.method == "POST"]) == 2


def test_a_document_longer_than_any_report_is_refused_before_it_comes(
    fetch, downloads, monkeypatch
):
    monkeypatch.setattr(downloading, "MOST_BYTES", 100)

    with pytest.raises(UnexpectedAnswer, match="longer than"):
        fetch(Reply(200, ROWS))

    assert list(downloads.iterdir()) == []


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


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://files.example.com/d", True),
        ("https://a.under.example.com/d", True),
        ("https://other.example.com/d", False),
        ("http://files.example.com/d", False),
        ("https://tortuga-prod-na.s3-external-1.amazonaws.com/d", True),
    ],
)
def test_a_seller_may_name_more_places_for_documents(url, leads):
    hosts = ("files.example.com", ".under.example.com")
    who = account("", token_endpoint=TOKEN_ENDPOINT, document_hosts=hosts)

    assert leads_to_amazon(url, who) is leads


def test_no_setting_leads_a_local_marketplace_elsewhere():
    who = account("http://127.0.0.1:8080", document_hosts=("files.example.com",))

    assert not leads_to_amazon("https://files.example.com/d", who)


@pytest.mark.parametrize(
    "host", ["https://files.example.com", ".com", "a b.c", "*.example.com", ""]
)
def test_a_place_for_documents_that_is_no_host_is_refused(host):
    with pytest.raises(ConfigurationProblem, match="no host"):
        account("", token_endpoint=TOKEN_ENDPOINT, document_hosts=(host,))
