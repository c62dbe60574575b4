"""Answers that come in pages: all of them, and an end to every list."""

from __future__ import annotations

from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.problems import unexpected
from seller_credits.marketplace.operations import Operation

_BARREN_AT_MOST = 100


class Paging:
    """Goes from page to page of one list, and sees to it that there is an end.

    Amazon may send pages without a row and goes on after them, so an empty page is no end; but a
    page that comes again, or a hundred in a row that tell nothing new, are no list.
    """

    def __init__(self, caller: Caller, operation: Operation) -> None:
        self._caller = caller
        self._operation = operation
        self._seen: set[str] = set()
        self._barren = 0

    def goes_on(self, token: str | None, *, barren: bool) -> bool:
        """Whether there is a page to ask for.

        Args:
            token: what the page that was read gave for the next one.
            barren: that page told nothing that was not known.

        Raises UnexpectedAnswer where the list has no end.
        """
        if not token:
            return False
        self._barren = self._barren + 1 if barren else 0
        if token in self._seen:
            self._stop("The same page comes again and again.")
        if self._barren > _BARREN_AT_MOST:
            self._stop(f"{self._barren} pages in a row tell nothing new, and more are announced.")
        self._seen.add(token)
        return True

    def _stop(self, what: str) -> None:
        raise unexpected(self._operation, what, self._caller.account)
