"""What Amazon's ids and secrets look like, so that a slip of the hand is told before a login.

Shapes: as developer-docs.amazon.com/sp-api shows them (viewing your application's credentials,
authorizing applications), read 2026-11. A client secret of before 2023 is 64 hexadecimal digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_CLIENT_ID = re.compile(r"amzn1\.application-oa2-client\.[0-9a-zA-Z]+")
_CLIENT_SECRET = re.compile(r"amzn1\.oa2-cs\.v\d+\.[0-9a-zA-Z]+|[0-9a-fA-F]{64}")
_REFRESH_TOKEN = re.compile(r"Atzr\|\S+")
_SELLER_ID = re.compile(r"A[0-9A-Z]{9,20}")

SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "client_id": (_CLIENT_ID, "amzn1.application-oa2-client. and a row of letters and digits"),
    "client_secret": (_CLIENT_SECRET, "amzn1.oa2-cs.v1. and a row of letters and digits"),
    "refresh_token": (_REFRESH_TOKEN, "Atzr| and a long row of characters, without a space"),
    "seller_id": (_SELLER_ID, "A and some 13 capital letters and digits"),
}
"""By field: its shape, and what that is in words."""

_NAMES = {
    "client_id": "a client id",
    "client_secret": "a client secret",
    "refresh_token": "a refresh token",
    "seller_id": "a seller id",
}


def misshapen(field: str, text: str) -> str | None:
    """What is wrong with an id or a secret by its looks; None where it may be right.

    What it says never quotes the text: it may be a secret in the wrong place.
    """
    shape, words = SHAPES[field]
    if shape.fullmatch(text):
        return None
    for other, (pattern, _) in SHAPES.items():
        if other != field and pattern.fullmatch(text):
            return f"looks like {_NAMES[other]}, not like {_NAMES[field]}"
    return f"does not look like {_NAMES[field]}: {words}"
