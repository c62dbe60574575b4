"""Reads a whole JSON document, or one value on each line; a document cannot be streamed."""

from __future__ import annotations

import orjson

from seller_credits.domain.errors import UnreadableSource
from seller_credits.marketplace.files.document import REPLACED, Document

_LARGEST = 512 * 1024 * 1024
_AGAIN = "Save the answer again as it came."


def read_json(document: Document) -> object:
    """The document's value; a list of values where each line is one of its own.

    Raises:
        UnreadableSource: it is not JSON, or larger than this program takes into memory.
    """
    with document.open() as stream:
        text = stream.read(_LARGEST)
    if len(text) == _LARGEST:
        raise UnreadableSource(
            f"{document.name}: a JSON document of more than {_LARGEST // 1024**2} MiB",
            hint="Split it: one page of orders in each file.",
        )
    if REPLACED in text:
        document.replaced(text.count("\n", 0, text.index(REPLACED)) + 1)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as whole:
        try:
            return [orjson.loads(line) for line in text.split("\n") if line.strip()]
        except orjson.JSONDecodeError:
            raise UnreadableSource(
                f"{document.name}, line {whole.lineno}, column {whole.colno}: not JSON"
                f" ({whole.msg})",
                hint=_AGAIN,
            ) from None
