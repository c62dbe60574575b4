"""Unpacks a document as it arrives: once, completely, and never without end."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS
_PIECE = 1 << 20

MOST_BYTES = 4 << 30
"""No report is this long: a seller's year of orders is some 100 MB."""

_ALWAYS_ALLOWED = 64 << 20
_MOST_RATIO = 200  # reports pack some 5 to 30 times


class BrokenArchive(ValueError):
    """The packed document is damaged or ends before its end."""


class TooLong(ValueError):
    """The document is longer than any report, or packed denser than any text."""


def unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The document's own bytes, whether it came packed or not.

    Whether it did is read from its first bytes: what headers and the API say of it is not always
    so, and no report begins like a gzip file.

    Raises BrokenArchive and TooLong, after what could be read.
    """
    source = iter(chunks)
    head = b""
    while len(head) < len(_MAGIC) and (chunk := next(source, b"")):
        head += chunk
    read = _gunzipped if head.startswith(_MAGIC) else _plain
    yield from read(_again(head, source))


def _again(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if head:
        yield head
    yield from rest


def _plain(chunks: Iterable[bytes]) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > MOST_BYTES:
            raise TooLong(f"it is longer than {MOST_BYTES >> 30} GiB")
        yield chunk


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_GZIP)
    packed = total = 0
    for chunk in chunks:
        packed += len(chunk)
        rest = chunk
        while rest:
            if unpacker.eof:  # a second archive may follow the first: still one document
                unpacker = zlib.decompressobj(_GZIP)
            piece = _piece(unpacker, rest)
            total += len(piece)
            _check_length(packed, total)
            yield piece
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        raise BrokenArchive("the packed document ends before its end")


def _piece(unpacker: zlib._Decompress, packed: bytes) -> bytes:
    try:
        return unpacker.decompress(packed, _PIECE)
    except zlib.error:
        raise BrokenArchive("the packed document is damaged") from None


def _check_length(packed: int, total: int) -> None:
    if total > MOST_BYTES:
        raise TooLong(f"it is longer than {MOST_BYTES >> 30} GiB")
    if total > _ALWAYS_ALLOWED and total > packed * _MOST_RATIO:
        raise TooLong(f"it unpacks to more than {_MOST_RATIO} times its size")
