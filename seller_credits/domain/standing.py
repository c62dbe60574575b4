"""How a version of the policy stands in an account: proposed, activated or revoked, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Word:
    """What one person said of a version.

    Attributes:
        seq: where in the account's chain it stands; of two words the higher came later.
        at: aware.
        reason: why; empty where none was asked for.
        proposed_by: who had proposed what is activated here; None where one person is enough.
    """

    seq: int
    by: str
    at: datetime
    reason: str = ""
    proposed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest words about one version, by its digest.

    Attributes:
        proposed: by the first of two people; None where nobody did since it was last decided on.
    """

    digest: str
    activated: Word | None = None
    revoked: Word | None = None
    proposed: Word | None = None

    @property
    def is_active(self) -> bool:
        """Whether it was activated, and not revoked since."""
        return self.activated is not None and not self.is_revoked

    @property
    def is_revoked(self) -> bool:
        """Whether it was revoked, and not activated again since."""
        if self.revoked is None:
            return False
        return self.activated is None or self.activated.seq < self.revoked.seq

    @property
    def awaits_second(self) -> Word | None:
        """Who proposed it, where another person has still to activate it."""
        said = [word.seq for word in (self.activated, self.revoked) if word is not None]
        waits = self.proposed is not None and self.proposed.seq > max(said, default=0)
        return self.proposed if waits else None

    @property
    def last_seq(self) -> int:
        """Where in the chain the latest of all words about it stands."""
        words = (self.activated, self.revoked, self.proposed)
        return max(word.seq for word in words if word is not None)
