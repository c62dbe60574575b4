"""From what was said on the command line to a house that is open: settings, ledger, recorder."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seller_credits.cli.shared import shared

if TYPE_CHECKING:
    from seller_credits.bootstrap import House, Where


def where() -> Where:
    """Where things are, as the shared options say."""
    from seller_credits.bootstrap import Where  # noqa: PLC0415  # heavy: only when used

    said = shared()
    return Where(home=said.home, settings_file=said.config, policy_file=said.policy)


def account_name() -> str:
    """The account to work on."""
    return shared().account or "default"


def is_begun() -> bool:
    """Whether the home has a ledger yet."""
    from seller_credits.settings import LEDGER_FILE  # noqa: PLC0415

    return (where().folder / LEDGER_FILE).exists()


@contextmanager
def open_house() -> Iterator[House]:
    """The house the shared options describe; its ledger is closed at the end."""
    from seller_credits.bootstrap import House  # noqa: PLC0415

    house = House.open(where(), account=account_name())
    try:
        yield house
    finally:
        house.close()


def note(sentence: str) -> None:
    """A sentence on stderr, unless the seller asked for quiet."""
    if not shared().quiet:
        click.echo(sentence, err=True)


def command_line(words: str, *, home: Path | None = None) -> str:
    """A command to type next, as this program was started and for the home it works on."""
    program = "seller-credits" if shutil.which("seller-credits") else sys.argv[0]
    home = home or shared().home
    return f"{program} --home {home} {words}" if home else f"{program} {words}"
