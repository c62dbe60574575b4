"""Where a seller's things are: the home folder, the settings, the policy, the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.settings.files import LEDGER_FILE, default_home
from seller_credits.settings.model import Settings
from seller_credits.settings.places import ledger_place


@dataclass(frozen=True, slots=True)
class Where:
    """Where things are, as far as the seller said so.

    Attributes:
        is_apart: its ledger is the home's own file, whatever the environment says of another one.
    """

    home: Path | None = None
    settings_file: Path | None = None
    policy_file: Path | None = None
    is_apart: bool = False

    @property
    def folder(self) -> Path:
        """The home folder."""
        return self.home or default_home()

    def ledger(self, settings: Settings) -> Path | DatabaseAddress:
        """The ledger: a file in the home folder, or a database for many machines."""
        return self.folder / LEDGER_FILE if self.is_apart else ledger_place(settings)
