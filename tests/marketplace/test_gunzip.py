from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seller_credits.marketplace.documents import gunzip
from seller_credits.marketplace.documents.gunzip import BrokenArchive, TooLong, unpacked

ROWS = b"order-id\treason\r\n" + b"111-0000000-0000001\tDEFECTIVE\r\n" * 50


def chunks(data, size=7):
    return [data[i : i + size] for i in range(0, len(data), size)]


def whole(parts):
    return b"".join(unpacked(parts))


@given(st.binary(max_size=400), st.integers(1, 50))
def test_what_was_packed_is_unpacked_however_it_arrives(data, size):
    assert whole(chunks(gzip.compress(data), size)) == data


@given(st.binary(max_size=400).filter(lambda data: data[:2] != b"\x1f\x8b"), st.integers(1, 50))
def test_what_was_not_packed_is_left_as_it_is(data, size):
    assert whole(chunks(data, size)) == data


def test_several_archives_in_a_row_are_one_document():
    assert whole(chunks(gzip.compress(b"one ") + gzip.compress(b"two"))) == b"one two"


@pytest.mark.parametrize("left_out", [1, 8, 30])
def test_an_archive_that_ends_too_early_is_never_taken_for_whole(left_out):
    with pytest.raises(BrokenArchive, match="ends before"):
        whole(chunks(gzip.compress(ROWS)[:-left_out]))


def test_a_damaged_archive_is_said_to_be_damaged():
    packed = bytearray(gzip.compress(ROWS))
    packed[-5] ^= 0xFF  # the checksum

    with pytest.raises(BrokenArchive, match="damaged"):
        whole(chunks(bytes(packed)))


@pytest.mark.slow
def test_an_archive_that_unpacks_without_end_is_stopped_soon():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    unpacked_pieces = []

    with pytest.raises(TooLong, match="200 times"):
        unpacked_pieces.extend(len(piece) for piece in unpacked(chunks(bomb, 1 << 16)))

    assert sum(unpacked_pieces) <= 65 << 20


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_no_document_is_longer_than_any_report(monkeypatch, pack):
    monkeypatch.setattr(gunzip, "MOST_BYTES", 1000)

    with pytest.raises(TooLong, match="longer than"):
        whole(chunks(pack(ROWS)))
