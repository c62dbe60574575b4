"""The part of a document that a download asks for (RFC 9110, section 14), as S3 reads it."""

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Unsatisfiable(ValueError):
    """The part begins after the end of the document."""


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from `first` up to and including `last` of a document of `size` bytes."""

    first: int
    last: int
    size: int

    @property
    def content_range(self) -> str:
        """Return the part as the Content-Range header names it."""
        return f"bytes {self.first}-{self.last}/{self.size}"


def asked_part(header: str | None, condition: str | None, etag: str, size: int) -> Part | None:
    """Return the part asked for, or None where the whole document is to be sent.

    The whole is sent where no part is named, where several are or the header makes no sense, and
    where `condition` (If-Range) names another document than this one.

    Raises:
        Unsatisfiable: the part lies beyond the end.
    """
    match = _RANGE.fullmatch((header or "").replace(" ", ""))
    if match is None or condition not in {None, etag}:
        return None
    begin, end = match.groups()
    if not begin and not end:
        return None
    if begin:
        first = int(begin)
        last = min(int(end), size - 1) if end else size - 1
        if end and int(end) < first:
            return None
    else:
        first, last = max(0, size - int(end)), size - 1
    if first >= size or last < first:
        raise Unsatisfiable
    return Part(first, last, size)
