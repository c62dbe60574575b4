"""Things put aside on disk until all are there: by order, so that a few orders are held at a time.

Each order's things are in one drawer, and there are so many drawers that the content of one is
little, whatever all of them hold. The files have no name and are gone with the process.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from collections.abc import Iterator
from typing import Any, BinaryIO, Self
from zlib import crc32

from seller_credits.domain.errors import SellerCreditsError

_DRAWERS = 64
_AT_ONCE = 64
"""So many things are put down in one go: writing one by one takes twice as long."""
_IN_MEMORY = 1024 * 1024


class _NoRoom(SellerCreditsError):
    """Nothing can be put aside."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The folder for temporary files cannot be written to: {error.strerror}.",
            hint=f"Make room in {tempfile.gettempdir()}, or name another folder: TMPDIR=...",
        )


class Drawers:
    """Keeps any number of things in little memory; closed, they are gone."""

    def __init__(self) -> None:
        self._files: dict[int, BinaryIO] = {}
        self._waiting: list[list[Any]] = [[] for _ in range(_DRAWERS)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()
        self._files.clear()

    def put(self, order_id: str, thing: object) -> None:
        """Put something of an order aside. It is read back by this very process only.

        Raises:
            SellerCreditsError: there is no room for it.
        """
        number = crc32(order_id.encode("utf-8", "surrogatepass")) % _DRAWERS
        waiting = self._waiting[number]
        waiting.append(thing)
        if len(waiting) >= _AT_ONCE:
            self._write(number)

    def each(self) -> Iterator[list[Any]]:
        """What each drawer holds, in the order it was put there; all is put before any is taken.

        Raises:
            SellerCreditsError: there is no room to put the last of it.
        """
        for number in range(_DRAWERS):
            yield [*self._written(number), *self._waiting[number]]

    def _write(self, number: int) -> None:
        try:
            file = self._files.get(number)
            if file is None:
                file = self._files[number] = tempfile.TemporaryFile()  # noqa: SIM115  # closed at exit
            pickle.dump(self._waiting[number], file, protocol=pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise _NoRoom(error) from error
        self._waiting[number] = []

    def _written(self, number: int) -> Iterator[Any]:
        file = self._files.get(number)
        if file is None:
            return
        try:
            file.seek(0)  # what was not written yet is written now
        except OSError as error:
            raise _NoRoom(error) from error
        while True:
            try:
                yield from pickle.load(file)  # noqa: S301  # of this very process
            except EOFError:
                return


class PutAside:
    """Things put aside one by one, each read back by its number, however often.

    They are there as long as this is.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # see below
        weakref.finalize(self, self._file.close)
        self._ends = [0]

    def keep(self, thing: object) -> int:
        """Put one aside; its number.

        Raises:
            SellerCreditsError: there is no room for it.
        """
        data = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
        try:
            self._file.seek(self._ends[-1])
            self._file.write(data)
        except OSError as error:
            raise _NoRoom(error) from error
        self._ends.append(self._ends[-1] + len(data))
        return len(self._ends) - 2

    def kept(self, number: int) -> Any:
        """One that was put aside."""
        self._file.seek(self._ends[number])
        return pickle.loads(self._file.read(self._ends[number + 1] - self._ends[number]))  # noqa: S301
