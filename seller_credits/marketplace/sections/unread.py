"""Rows that cannot be read: named in the end, once everything else was given."""

from __future__ import annotations

from seller_credits.domain.errors import UnreadableSource

_NAMED_AT_MOST = 5


class Unread:
    """What of one source could not be read, and why.

    Args:
        what: for a person, in the plural: `transactions of the Finances API`.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._why: list[str] = []

    def note(self, why: str) -> None:
        """Remember one row and the reason."""
        self._why.append(why)

    def taken(self) -> list[str]:
        """What was noted so far, for whoever accounts for it row by row; it is told no more."""
        why, self._why = self._why, []
        return why

    def tell(self) -> None:
        """Raises UnreadableSource where there was one; the first few are named."""
        if self._why:
            named = "; ".join(self._why[:_NAMED_AT_MOST])
            raise UnreadableSource(
                f"Of the {self._what}, {len(self._why)} could not be read: {named}",
                hint="All others were read. Send this line to support.",
            )
