"""The secret with which buyers are told apart and not named: a keyed hash of their address.

The marketplace gives sellers an address of its own for each buyer. What is kept of it is its
HMAC-SHA256: the same for the same buyer, and nothing to anybody without the key. The key belongs
with the backup of the ledger: with a new one, every known buyer is a stranger.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from seller_credits.credentials.secrets_file import refuse_if_open_to_others
from seller_credits.domain.errors import ConfigurationProblem

BUYER_KEY_FILE = "buyer.key"
BUYER_KEY_VARIABLE = "SELLER_CREDITS_BUYER_KEY"
"""Goes before the file: workers with homes of their own share a key by it."""

_WHAT = "buyer key"
_BYTES = 32
_HEX = re.compile(rf"[0-9a-fA-F]{{{2 * _BYTES}}}")
_SHOWN = 32
"""Hex digits kept: 128 bits tell apart more buyers than there are."""


class BuyerKey:
    """The key of one home. It is read, or made, when the first buyer is met; it never shows.

    Args:
        home: the home folder.
        keeps: a key that is made is written to the home; else it is forgotten with this object.
    """

    def __init__(self, home: Path, *, keeps: bool = True) -> None:
        self._path = home / BUYER_KEY_FILE
        self._keeps = keeps

    def hash_of(self, address: str) -> str:
        """What stands for the buyer with this address: 32 hex digits, the same every time.

        Raises:
            ConfigurationProblem: the key cannot be read or made, or others may read it.
        """
        return hmac.digest(self._key, address.encode(), "sha256").hex()[:_SHOWN]

    def salt_for(self, purpose: str) -> str:
        """A secret of this home for another purpose, in hex; it tells nothing of the key.

        Raises:
            ConfigurationProblem: the key cannot be read or made, or others may read it.
        """
        # No address begins so: what stands for a buyer can never be a salt.
        return hmac.digest(self._key, f"\0salt for {purpose}".encode(), "sha256").hex()

    @cached_property
    def _key(self) -> bytes:
        told = os.environ.get(BUYER_KEY_VARIABLE, "").strip()
        if told:
            return _parsed(told, f"{BUYER_KEY_VARIABLE} in the environment")
        if not os.path.lexists(self._path):
            made = secrets.token_bytes(_BYTES)
            if not self._keeps:
                return made
            _put(self._path, made)
        # Read back also where it was just made: another process may have been first.
        return _read(self._path)


def _read(path: Path) -> bytes:
    refuse_if_open_to_others(path, what=_WHAT)
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    return _parsed(text, f"The {_WHAT} {path}")


def _parsed(text: str, where: str) -> bytes:
    if not _HEX.fullmatch(text):
        raise ConfigurationProblem(
            f"{where} is no key: {2 * _BYTES} hex digits are needed.",
            hint="Put the key from your backup there. Without one, remove it: the next sync makes "
            "a new key, and buyers known by the old one count as new.",
        )
    return bytes.fromhex(text)


def _put(path: Path, key: bytes) -> None:
    """Whole or not at all, and only if nobody else has put one; never readable by others."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(f"{key.hex()}\n")
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigurationProblem(
            f"The {_WHAT} {path} cannot be written: {error.strerror}.",
            hint=f"Check the folder and its permissions, or give a key with {BUYER_KEY_VARIABLE} "
            f"({2 * _BYTES} hex digits), or set `sync: buyers: no`.",
        ) from error
