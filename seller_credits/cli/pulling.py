"""One pull of one account, as `sync` and `demo` do it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from seller_credits.cli.progress import progress

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.marketplace.account import Account
    from seller_credits.workflow.results import Outcome


def pull(house: House, account: Account, since: timedelta) -> Outcome:
    """Read everything of the account that changed in the last `since`, and decide it."""
    from seller_credits.bootstrap import binding_of  # noqa: PLC0415  # heavy: only when used
    from seller_credits.workflow.syncing import Sync  # noqa: PLC0415

    recorder = house.recorder()
    recorder.bind(*binding_of(account))
    now = house.clock()
    with progress() as told, house.marketplace(account, told) as marketplace:
        return Sync(
            recorder, marketplace, account.marketplaces, now - since, now, house.clock, told
        ).run()
