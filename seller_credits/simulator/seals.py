"""Sealed tokens: a small value that a client carries for the server and cannot change."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

_TAG = 16


class Seal:
    """Wraps and opens tokens under one secret; a token under another secret does not open."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        """Keep the secret of this kind of token."""
        self._secret = secret

    def wrap(self, purpose: str, value: dict[str, Any]) -> str:
        """Return the value as URL-safe text that opens for this purpose only."""
        body = json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
        return base64.urlsafe_b64encode(self._tag(purpose, body) + body).decode().rstrip("=")

    def open(self, purpose: str, token: str) -> dict[str, Any] | None:
        """Return the value of a token that was wrapped here for this purpose, or None."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        tag, body = raw[:_TAG], raw[_TAG:]
        if not hmac.compare_digest(tag, self._tag(purpose, body)):
            return None
        value: dict[str, Any] = json.loads(body)
        return value

    def signature(self, text: str) -> str:
        """Return the signature of a text, as hexadecimal digits."""
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()

    def _tag(self, purpose: str, body: bytes) -> bytes:
        return hmac.new(self._secret, purpose.encode() + b":" + body, hashlib.sha256).digest()[
            :_TAG
        ]
