"""Items put aside on disk until what stands above them in a report is known."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import orjson

# A usual report stays in memory; a long one goes to a file that nobody else can open.
_IN_MEMORY_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """Where one item lies, and how it sorts: by `order`, then in the order it was put there."""

    order: int
    offset: int
    length: int


class Shelf:
    """Keeps any number of items with a few bytes of memory each; closed, it is gone."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115  # closed in __exit__
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, item: Mapping[str, Any], order: int = 0) -> Slip:
        """Put one item down; all are put before the first is taken."""
        data = orjson.dumps(item)
        slip = Slip(order, self._end, len(data))
        self._end += self._file.write(data)
        return slip

    def take(self, slips: Iterable[Slip]) -> Iterator[dict[str, Any]]:
        """The items of these slips, one at a time."""
        for slip in slips:
            self._file.seek(slip.offset)
            yield orjson.loads(self._file.read(slip.length))
