"""A document for a feed: to Amazon's store and nowhere else, as it was announced."""

from __future__ import annotations

import json

import pytest

from seller_credits.marketplace.documents.uploads import Uploads
from seller_credits.marketplace.errors import (
    CallProblem,
    MarketplaceFailed,
    RequestRefused,
    UnexpectedAnswer,
    Unreachable,
)
from tests.marketplace.loopback import Reply, said

DOCUMENTS = "/feeds/2021-06-30/documents"
SHELF = "/shelf/1"
XML = "text/xml; charset=UTF-8"
CONTENT = '<?xml version="1.0" encoding="UTF-8"?>\n<Envelope>\u00e9</Envelope>\r\n'.encode()
EXPIRED = Reply(403, b"<Error><Code>AccessDenied</Code><Message>Expired</Message></Error>")


@pytest.fixture
def uploads(caller):
    return Uploads(caller, caller._transport, caller._patience)


@pytest.fixture
def upload(amazon, uploads):
    """Uploads the content to a store that answers as the test says."""

    def run(*replies, link=None):
        url = link or f"{amazon.url}{SHELF}?X-Amz-Signature=secret-signature&a=%2F%20b"
        places = [said({"feedDocumentId": f"d{n}", "url": url}, 201) for n in (1, 2, 3)]
        amazon.answers(DOCUMENTS, *places)
        amazon.answers(SHELF, *replies)
        return uploads.upload(CONTENT, XML)

    return run


def test_a_document_is_put_byte_for_byte_under_the_type_that_was_announced(amazon, upload):
    assert upload(Reply(200, b"")) == "d1"

    (announced,) = amazon.asked(DOCUMENTS)
    assert json.loads(announced.body) == {"contentType": XML}
    (heard,) = amazon.asked(SHELF)
    assert heard.method == "PUT"
    assert heard.headers["content-type"] == XML
    assert heard.headers["content-length"] == str(len(CONTENT))
    assert heard.body == CONTENT
    assert heard.query == {"X-Amz-Signature": "secret-signature", "a": "/ b"}


def test_the_access_token_is_not_for_the_store(amazon, upload):
    upload(Reply(200, b""))

    (heard,) = amazon.asked(SHELF)
    assert "x-amz-access-token" not in heard.headers
    assert "authorization" not in heard.headers


@pytest.mark.parametrize("trouble", [Reply(cut=True), Reply(500), Reply(503)])
def test_an_upload_that_broke_is_done_again_to_the_same_place(amazon, upload, trouble):
    assert upload(trouble, Reply(200, b"")) == "d1"

    assert [heard.body for heard in amazon.asked(SHELF)] == [CONTENT, CONTENT]
    assert len(amazon.asked(DOCUMENTS)) == 1


def test_where_the_link_has_expired_a_new_document_is_made(amazon, upload):
    assert upload(EXPIRED, Reply(200, b"")) == "d2"

    assert len(amazon.asked(DOCUMENTS)) == 2


def test_a_store_that_refuses_twice_is_believed_and_no_role_is_blamed(amazon, upload):
    with pytest.raises(RequestRefused, match="HTTP 403") as refused:
        upload(EXPIRED)

    assert len(amazon.asked(SHELF)) == 2
    assert "role" not in refused.value.hint
    assert "secret-signature" not in f"{refused.value} {vars(refused.value)}"


def test_a_store_that_fails_for_long_is_given_up(upload):
    with pytest.raises(MarketplaceFailed, match="uploadDocument"):
        upload(Reply(503))


def test_a_store_that_cannot_be_reached_is_named_and_its_link_is_not(upload):
    with pytest.raises(Unreachable, match=r"^localhost cannot be reached: ") as problem:
        upload(link="http://localhost:1/d?X-Amz-Signature=secret-signature")

    assert "secret-signature" not in f"{problem.value} {vars(problem.value)}"


def test_a_redirect_of_an_upload_is_not_followed(amazon, upload):
    with pytest.raises(CallProblem, match="HTTP 307"):
        upload(Reply(307, headers={"location": f"{amazon.url}/elsewhere"}))

    assert amazon.asked("/elsewhere") == []


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/d?secret-signature",
        "https://tortuga-prod-na.s3.amazonaws.com/d?secret-signature",
        "file:///etc/passwd",
        "https://[broken/d?secret-signature",
    ],
)
def test_nothing_is_uploaded_to_a_strange_place(amazon, upload, link):
    with pytest.raises(UnexpectedAnswer, match="strange place") as refused:
        upload(Reply(200, b""), link=link)

    assert amazon.asked(SHELF) == []
    assert "secret-signature" not in str(refused.value)


@pytest.mark.parametrize(
    "answer", [{}, {"feedDocumentId": "d1"}, {"feedDocumentId": "", "url": "x"}]
)
def test_an_answer_without_a_place_is_none(amazon, uploads, answer):
    amazon.answers(DOCUMENTS, said(answer, 201))

    with pytest.raises(UnexpectedAnswer):
        uploads.upload(CONTENT, XML)
