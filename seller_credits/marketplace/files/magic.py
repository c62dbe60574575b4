"""Files that are no text report at all, told by their first bytes and called by their name."""

from __future__ import annotations

from seller_credits.domain.errors import UnreadableSource
from seller_credits.marketplace.files.encoding import unmarked_utf16

_SAVE_AS_TEXT = "Open it and save it as tab-separated text, or download the report again."
_DOWNLOAD = "Download the report itself from Seller Central, as text."
_UNPACK = "Unpack it and name the report files inside."

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", _DOWNLOAD),
    (b"\x89PNG", "a PNG picture", _DOWNLOAD),
    (b"\xff\xd8\xff", "a JPEG picture", _DOWNLOAD),
    (b"GIF8", "a GIF picture", _DOWNLOAD),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document", _SAVE_AS_TEXT),
    (b"PK\x05\x06", "an empty ZIP archive", _DOWNLOAD),
    (b"\x1f\x8b", "a gzip file inside a gzip file", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (b"SQLite format 3", "an SQLite database", _DOWNLOAD),
)
_ZIP = b"PK\x03\x04"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def refuse_binary(head: bytes, name: str) -> None:
    """Say what the file is where its first bytes are not text.

    Raises:
        UnreadableSource: it is a workbook, a picture, an archive, or holds NUL bytes.
    """
    found = _named(head)
    if found is not None:
        what, hint = found
        raise UnreadableSource(f"{name}: this is {what}, not a text report", hint=hint)
    at = head.find(b"\0")
    if at >= 0 and not head.startswith(_UTF16_MARKS) and not unmarked_utf16(head):
        raise UnreadableSource(
            f"{name}: this is binary data, not a text report (a NUL byte at position {at + 1})",
            hint=_DOWNLOAD,
        )


def _named(head: bytes) -> tuple[str, str] | None:
    if head.startswith(_ZIP):
        if b"xl/" in head or b"[Content_Types].xml" in head:
            return "an Excel workbook", _SAVE_AS_TEXT
        return "a ZIP archive", _UNPACK
    return next(((what, hint) for magic, what, hint in _MAGIC if head.startswith(magic)), None)
