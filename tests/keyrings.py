"""A keyring of a test: in memory, set through the keyring library's own door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.compat import properties
from keyring.errors import KeyringLocked


class MemoryKeyring(KeyringBackend):
    """Keeps secrets for one test. The library never finds it by itself."""

    in_use = False

    def __init__(self):
        super().__init__()
        self.held = {}
        self.is_locked = False

    @properties.classproperty
    def priority(self):
        if not self.in_use:
            raise RuntimeError("only where a test sets it")
        return 5

    def get_password(self, service, username):
        self._open()
        return self.held.get((service, username))

    def set_password(self, service, username, password):
        self._open()
        self.held[service, username] = password

    def delete_password(self, service, username):
        self._open()
        del self.held[service, username]

    def _open(self):
        if self.is_locked:
            raise KeyringLocked("locked")


@contextmanager
def set_keyring(backend: KeyringBackend) -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        yield
    finally:
        keyring.set_keyring(before)


@contextmanager
def keyring_in_memory() -> Iterator[MemoryKeyring]:
    """A system that has a keyring, and it is empty."""
    MemoryKeyring.in_use = True
    backend = MemoryKeyring()
    try:
        with set_keyring(backend):
            yield backend
    finally:
        MemoryKeyring.in_use = False


@contextmanager
def no_keyring() -> Iterator[None]:
    """A system that has none, whatever the machine of the test has."""
    with set_keyring(NoKeyring()):
        yield
