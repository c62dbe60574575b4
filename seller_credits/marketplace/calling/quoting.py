"""Amazon's own words, made safe to print: no secrets, no link's signature, no e-mail, no end."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONGEST = 400
_HIDDEN = "***"
_UNSPEAKABLE = (
    # Login with Amazon: access and refresh tokens, client secrets of both generations.
    re.compile(r"At(?:z[a-z]|c)\|[^\s\"'<>,]+"),
    re.compile(r"amzn1\.oa2-cs\.[^\s\"'<>,]+"),
    re.compile(r"(?<=://)[^\s/\"'<>@]+(?=@)"),
    re.compile(r"(?<=\?)[^\s\"'<>]+(?=[\s\"'<>]|$)"),
    re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"),
)
_TAGS = re.compile(r"<[^<>]*>")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\s]+")


def quotable(text: str, *, secrets: Iterable[str] = (), private: Iterable[str] = ()) -> str:
    """One line a seller may read and send to support, at most some 400 characters.

    Tags go (error documents may be HTML), and so does everything in it that is secret or personal
    by its shape, every one of `secrets` wherever it stands, and every one of the `private` words,
    however it is cased.
    """
    for secret in filter(None, secrets):
        text = text.replace(secret, _HIDDEN)
    for word in sorted(filter(None, private), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", _HIDDEN, text, flags=re.IGNORECASE)
    for pattern in _UNSPEAKABLE:
        text = pattern.sub(_HIDDEN, text)
    line = _UNPRINTABLE.sub(" ", _TAGS.sub(" ", text)).strip()
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()} ..."
