"""From what was said on the command line to a house that is open: settings, ledger, recorder."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from seller_credits.cli.shared import shared

if TYPE_CHECKING:
    from seller_credits.bootstrap import House
    from seller_credits.settings import Where


def where() -> Where:
    """Where things are, as the shared options say."""
    from seller_credits.settings import Where  # noqa: PLC0415  # heavy: only when used

    said = shared()
    return Where(home=said.home, settings_file=said.config, policy_file=said.policy)


def account_name() -> str:
    """The account to work on."""
    return shared().account or "default"


def is_begun() -> bool:
    """Whether the home has a ledger yet; what cannot be a home counts, as opening it says why."""
    from seller_credits.settings import LEDGER_FILE, ledger_place, read_settings  # noqa: PLC0415

    home = where().folder
    try:
        if (home / LEDGER_FILE).exists() or (home.exists() and not home.is_dir()):
            return True
    except OSError:
        return True
    # A database is named by its address, which nobody mistypes without being told.
    return not isinstance(ledger_place(read_settings(home, shared().config)), Path)


@contextmanager
def open_house() -> Iterator[House]:
    """The house the shared options describe; its ledger is closed at the end."""
    from seller_credits.bootstrap import House  # noqa: PLC0415

    house = House.open(where(), account=account_name())
    if house.ledger.news:
        note(f"Note: {house.ledger.news}")
    try:
        yield house
    finally:
        house.close()


@contextmanager
def open_copy() -> Iterator[House]:
    """The same, but on a copy of its ledger that is thrown away in the end."""
    from seller_credits.bootstrap import House  # noqa: PLC0415

    with TemporaryDirectory(prefix="seller-credits-dry-") as scratch:
        house = House.open_copy(where(), Path(scratch), account=account_name())
        try:
            yield house
        finally:
            house.close()


@contextmanager
def open_to_read() -> Iterator[House]:
    """The house for whoever only looks: a home without a ledger, perhaps mistyped, gets none."""
    if not is_begun():
        note(f"Note: there is no ledger in {where().folder} yet.")
    with open_house() if is_begun() else open_copy() as house:
        yield house


def note_policy(house: House) -> None:
    """Say so where the seller has no policy of their own."""
    from seller_credits.bootstrap import NO_OWN_POLICY  # noqa: PLC0415

    if house.packaged_policy_decides:
        note(f"Note: {NO_OWN_POLICY}.")


def note(sentence: str) -> None:
    """A sentence on stderr, unless the seller asked for quiet."""
    if not shared().quiet:
        click.echo(sentence, err=True)


def command_line(words: str, *, home: Path | None = None) -> str:
    """A command to type next, as this program was started and for the home it works on."""
    program = "seller-credits" if shutil.which("seller-credits") else sys.argv[0]
    home = home or shared().home
    return f"{program} --home {home} {words}" if home else f"{program} {words}"
