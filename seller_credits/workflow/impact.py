"""`impact`: what credits did to defects and what they cost, from what the ledger knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from seller_credits.detection.windows import Windows
from seller_credits.domain.aftermath import LANDED, Troubled, credits_of
from seller_credits.domain.issuances import Issuance
from seller_credits.ledger.interface import Ledger
from seller_credits.measurement.impact import By, Case, Impact, impact_of
from seller_credits.measurement.outcomes import Waiting
from seller_credits.workflow.maturing import Maturity


def impacts_of(
    ledger: Ledger,
    account: str | None,
    *,
    by: By,
    since: datetime | None,
    windows: Windows,
    now: datetime,
) -> Iterator[Impact]:
    """Every account's own, one after the other.

    Args:
        ledger: what is known.
        account: the only one asked for; None for all that the ledger has.
        by: what lines are made by.
        since: only troubles found from then on (aware); None for all.
        windows: of the marketplace: what is not matured says by them why.
        now: the moment, aware.
    """
    accounts = [account] if account else [head.account for head in ledger.checkpoints()]
    for name in accounts:
        maturity = Maturity(ledger.measuring, name, windows, now)
        yield impact_of(
            name, _cases(ledger, name, maturity), _unnamed(ledger, name), by=by, since=since
        )


def _cases(ledger: Ledger, account: str, maturity: Maturity) -> Iterator[Case]:
    for troubled in ledger.measuring.troubled(account):
        yield Case(troubled) if troubled.recorded else _unrecorded(troubled, maturity)


def _unrecorded(troubled: Troubled, maturity: Maturity) -> Case:
    found = maturity.of(troubled)
    if not isinstance(found, Waiting):
        return Case(troubled, Waiting.TO_RECORD)
    until = maturity.until(troubled) if found is Waiting.OPEN else None
    return Case(troubled, found, until)


def _unnamed(ledger: Ledger, account: str) -> Iterator[Issuance]:
    """What reached buyers of orders of which nobody said what was wrong with them."""
    landed = ledger.issuances(account, statuses=LANDED)
    return (each for each in credits_of(landed) if each.issue_id is None)
