"""What the doctor is given to look at, and how."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from seller_credits.domain.clock import now
from seller_credits.settings import Where


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit.

    Attributes:
        where: home folder, settings and policy, as far as the seller said.
        account: the one account to look at; None for every one there is.
        is_offline: ask nothing of the marketplace.
        is_thorough: prove the whole ledger, however long that takes.
        told: is told what is being looked at.
        clock: the moment, aware.
        sleep: lets seconds pass.
    """

    where: Where
    account: str | None
    is_offline: bool
    is_thorough: bool
    told: Callable[[str], None]
    clock: Callable[[], datetime] = now
    sleep: Callable[[float], None] = time.sleep
