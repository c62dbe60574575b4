"""What the store of documents does for a download that was broken off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.simulator.reports.byterange import Unsatisfiable, asked_part
from tests.simulator.shopper import BY_UPDATE, FEEDBACK


@pytest.fixture
def url(shopper):
    return shopper.link(shopper.report(BY_UPDATE))["url"]


@pytest.fixture
def whole(shopper, url):
    return shopper.http.get(url)


def part_of(shopper, url, asked, **headers):
    return shopper.http.get(url, headers={"Range": asked} | headers)


def test_a_whole_document_says_its_length_its_tag_and_that_parts_are_to_be_had(whole):
    assert whole.status_code == 200
    assert int(whole.headers["content-length"]) == len(whole.content)
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["etag"].strip('"').isalnum()
    assert "content-range" not in whole.headers


def test_a_download_goes_on_where_it_stopped(shopper, url, whole):
    size = len(whole.content)
    rest = part_of(shopper, url, "bytes=100-", **{"If-Range": whole.headers["etag"]})
    assert rest.status_code == 206
    assert rest.headers["content-range"] == f"bytes 100-{size - 1}/{size}"
    assert int(rest.headers["content-length"]) == size - 100
    assert rest.headers["etag"] == whole.headers["etag"]
    assert whole.content[:100] + rest.content == whole.content


def test_another_link_to_the_same_document_serves_the_same_bytes(shopper, whole):
    report = shopper.report(BY_UPDATE)
    first, second = (shopper.http.get(shopper.link(report)["url"]) for _ in range(2))
    assert first.headers["etag"] == second.headers["etag"]
    assert first.content == second.content


def test_documents_that_differ_have_tags_that_differ(shopper, whole):
    other = shopper.http.get(shopper.link(shopper.report(FEEDBACK))["url"])
    assert other.headers["etag"] != whole.headers["etag"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("bytes=0-9", slice(0, 10)), ("bytes=5-5", slice(5, 6)), ("bytes=-7", slice(-7, None))],
)
def test_a_part_may_be_named_by_its_ends_or_from_the_end(shopper, url, whole, asked, expected):
    answer = part_of(shopper, url, asked)
    assert answer.status_code == 206
    assert answer.content == whole.content[expected]


def test_a_document_that_changed_is_sent_whole(shopper, url, whole):
    answer = part_of(shopper, url, "bytes=100-", **{"If-Range": '"another"'})
    assert answer.status_code == 200
    assert answer.content == whole.content


@pytest.mark.parametrize("asked", ["bytes=9-3", "bytes=-", "bytes=1-2,4-5", "lines=1-2", "all"])
def test_a_part_that_makes_no_sense_is_answered_with_the_whole(shopper, url, whole, asked):
    answer = part_of(shopper, url, asked)
    assert answer.status_code == 200
    assert answer.content == whole.content


def test_a_part_beyond_the_end_is_refused_and_the_size_is_said(shopper, url, whole):
    answer = part_of(shopper, url, f"bytes={len(whole.content)}-")
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(whole.content)}"
    assert "<Code>InvalidRange</Code>" in answer.text


@given(first=st.integers(0, 50), length=st.integers(1, 50), size=st.integers(0, 60))
def test_every_part_lies_within_the_document(first, length, size):
    asked = f"bytes={first}-{first + length - 1}"
    if first >= size:
        with pytest.raises(Unsatisfiable):
            asked_part(asked, None, '"tag"', size)
    else:
        part = asked_part(asked, None, '"tag"', size)
        assert (part.first, part.last) == (first, min(first + length, size) - 1)
