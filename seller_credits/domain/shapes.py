"""What Amazon's ids and secrets look like: a slip of the hand is told before a login, or after one.

Shapes: as developer-docs.amazon.com/sp-api shows them (viewing your application's credentials,
authorizing applications), read 2026-11. A client secret of before 2023 is 64 hexadecimal digits.
They are promised nowhere, so what has one may still be wrong, and is Amazon's to judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_REST = r"[^\s\"']+"


@dataclass(frozen=True, slots=True)
class Shape:
    """The looks of one id or secret.

    Attributes:
        name: for a seller: `client secret`.
        words: what it looks like, to follow its name: `one begins with Atzr|`.
    """

    name: str
    words: str
    pattern: re.Pattern[str]

    def fits(self, text: str) -> bool:
        """Whether a text may be one, by its looks."""
        return self.pattern.fullmatch(text) is not None


SHAPES: Mapping[str, Shape] = {
    "client_id": Shape(
        "client id",
        "one begins with amzn1.application-oa2-client.",
        re.compile(rf"amzn1\.application-oa2-client\.{_REST}"),
    ),
    "client_secret": Shape(
        "client secret",
        "one begins with amzn1.oa2-cs.v1. or has 64 hexadecimal digits",
        re.compile(rf"amzn1\.oa2-cs\.v\d+\.{_REST}|[0-9a-fA-F]{{64}}"),
    ),
    "refresh_token": Shape("refresh token", "one begins with Atzr|", re.compile(rf"Atzr\|{_REST}")),
    "seller_id": Shape(
        "seller id",
        "one is an A and some 13 capital letters and digits",
        re.compile(r"A[0-9A-Z]{9,20}"),
    ),
}
"""By the field of an account that holds it."""


def misshapen(field: str, text: str) -> str | None:
    """What is wrong with an id or a secret by its looks; None where it may be right.

    What it says never quotes the text: it may be a secret in the wrong place.
    """
    shape = SHAPES[field]
    if shape.fits(text):
        return None
    for other in SHAPES.values():
        if other.fits(text):
            return f"looks like a {other.name}, not like a {shape.name}"
    return f"does not look like a {shape.name}: {shape.words}"
