"""One pull of one account, as `sync` and `demo` do it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from seller_credits.cli.progress import progress

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.marketplace.account import Account
    from seller_credits.workflow.results import Outcome


def pull(
    house: House,
    since: timedelta,
    *,
    patience: timedelta | None = None,
    account: Account | None = None,
) -> Outcome:
    """Read everything of the account that changed in the last `since`, and decide it."""
    with progress() as told:
        return house.sync(house.recorder(), since, told, patience=patience, account=account)
