"""Checks of the ledger, which is opened if it is there and never made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

from seller_credits.doctor.findings import Finding, Result, guarded, ok
from seller_credits.domain.errors import LedgerProblem
from seller_credits.ledger.interface import check_binding
from seller_credits.ledger.opening import open_ledger
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.sql_ledger import SqlLedger
from seller_credits.marketplace.account import Account
from seller_credits.reporting.words import counted
from seller_credits.settings import binding_of

_FAULTS_SHOWN = 3
_ENDS_PROVEN = ", and its end is as it was written. To prove them all: doctor --full."


def opened(
    place: Path | DatabaseAddress, accounts: Iterable[Account], *, is_thorough: bool
) -> Iterator[Finding]:
    """Whether the ledger opens, is what was written, and belongs to these accounts."""
    if not is_begun(place):
        yield ok("ledger", f"{place} is not there yet; the first sync or import makes it.")
        return
    with closing(open_ledger(place, actor="doctor")) as ledger:
        yield from _sound(ledger, is_thorough=is_thorough)
        for account in accounts:
            yield from guarded("ledger_account", partial(_own, ledger, account), account.name)


def is_begun(place: Path | DatabaseAddress) -> bool:
    """Whether there is a ledger; in a database there is one as soon as somebody looks."""
    return not isinstance(place, Path) or (place.exists() and place.stat().st_size > 0)


def _sound(ledger: SqlLedger, *, is_thorough: bool) -> Iterator[Finding]:
    heads = ledger.checkpoints()
    number = sum(head.seq for head in heads)
    entries = f"{number:,} {'entry' if number == 1 else 'entries'}"
    held = f"{ledger.place} opens: {entries} of {counted(len(heads), 'account')}"
    found = ledger.verify() if is_thorough else ledger.verify_ends()
    faults = list(islice(found, _FAULTS_SHOWN))
    if not faults:
        proven = ", every one as it was written." if is_thorough else _ENDS_PROVEN
        yield ok("ledger", f"{held}{proven}")
        return
    what = "; ".join(f"{fault.account}: {fault.what}" for fault in faults)
    yield Finding(
        "ledger",
        Result.FAILED,
        f"{ledger.place} is not what was written: {what}.",
        "Keep it as it is, and restore a backup. `seller-credits ledger verify` says it all.",
        code=LedgerProblem.exit_code,
    )


def _own(ledger: SqlLedger, account: Account) -> Iterator[Finding]:
    """Whether a sync would be refused because the account's entries are another seller's."""
    found = ledger.binding(account.name)
    check_binding(found, account.name, *binding_of(account))
    if found is not None:
        yield ok("ledger_account", f"Its entries are seller {found[0]}'s.", account.name)
