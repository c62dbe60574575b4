"""Wiring: the only place that names the concrete ledger, marketplace and clock."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from seller_credits import __version__, policy
from seller_credits.domain.clock import now
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.ledger.sqlite import SqliteLedger
from seller_credits.marketplace.account import TOKEN_ENDPOINT, Account
from seller_credits.resources import packaged
from seller_credits.settings import (
    LEDGER_FILE,
    POLICY_FILE,
    Credentials,
    Settings,
    credentials,
    default_home,
    read_settings,
)
from seller_credits.workflow.deciding import Decider, PolicyInUse
from seller_credits.workflow.recording import Recorder

if TYPE_CHECKING:
    from seller_credits.marketplace.client import AmazonMarketplace


@dataclass(frozen=True, slots=True)
class Where:
    """Where things are, as far as the seller said so."""

    home: Path | None = None
    settings_file: Path | None = None
    policy_file: Path | None = None

    @property
    def folder(self) -> Path:
        """The home folder."""
        return self.home or default_home()


@dataclass(frozen=True, slots=True)
class House:
    """Settings and an open ledger, and what can be built from them.

    Attributes:
        folder: the home folder.
        account: name of the account worked on.
        policy_file: the policy the seller named, or None.
        downloads: where reports wait to be recorded; they are deleted then.
        clock: the moment, aware.
    """

    folder: Path
    account: str
    policy_file: Path | None
    settings: Settings
    ledger: SqliteLedger
    downloads: Path
    clock: Callable[[], datetime] = now

    @classmethod
    def open(cls, where: Where, *, account: str) -> House:
        """Read the settings and open the ledger, which is made if it is not there.

        Raises:
            ConfigurationProblem: the settings are not valid.
            LedgerProblem: the ledger cannot be used.
        """
        settings = read_settings(where.folder, where.settings_file)
        actor = f"seller-credits {__version__}"
        ledger = SqliteLedger(where.folder / LEDGER_FILE, actor=actor)
        downloads = where.folder / "downloads"
        return cls(where.folder, account, where.policy_file, settings, ledger, downloads)

    @classmethod
    def open_copy(cls, where: Where, scratch: Path, *, account: str) -> House:
        """The same, but what is written goes to a copy of the ledger in another folder."""
        settings = read_settings(where.folder, where.settings_file)
        own = where.folder / LEDGER_FILE
        if own.exists():
            ledger = SqliteLedger(own, actor="dry run")
            ledger.copy_to(scratch / LEDGER_FILE)
            ledger.close()
        copy = SqliteLedger(scratch / LEDGER_FILE, actor="dry run")
        return cls(where.folder, account, where.policy_file, settings, copy, scratch)

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    @property
    def uses_packaged_policy(self) -> bool:
        """Whether the seller has no policy of their own in use."""
        return self.policy_file is None and not os.path.lexists(self.folder / POLICY_FILE)

    def policy(self) -> PolicyInUse:
        """The policy in use: the one named, else the home's, else the one that comes along."""
        own = self.policy_file or self.folder / POLICY_FILE
        path = packaged(POLICY_FILE) if self.uses_packaged_policy else own
        return read_policy_in_use(path)

    def recorder(self) -> Recorder:
        """What records and decides for the account."""
        options = policy.Options(stale_after_hours=self.settings.stale_after_hours)
        decider = Decider(self.policy(), self.settings.windows(), options)
        return Recorder(self.ledger, self.account, decider, self.clock)

    def marketplace_account(self) -> Account:
        """The account as the client takes it."""
        return account_of(self.account, credentials(self.settings, self.account))

    def marketplace(self, account: Account, told: Callable[[str], None]) -> AmazonMarketplace:
        """The client, for use in a `with`."""
        # Its HTTP library takes long to load, and only a sync needs it.
        from seller_credits.marketplace.client import AmazonMarketplace  # noqa: PLC0415

        return AmazonMarketplace(
            account,
            clock=self.clock,
            sleep=time.sleep,
            progress=told,
            downloads=self.downloads,
        )


def read_policy_in_use(path: Path) -> PolicyInUse:
    """A policy file that must be usable; ConfigurationProblem says what is wrong with it."""
    text = policy_text(path)
    read = policy.read_policy(text, path.name)
    return PolicyInUse(policy.load_policy(text, str(path)), read.digest, path.name, text)


def policy_text(path: Path) -> str:
    """A policy file's text."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationProblem(
            f"The policy {path} cannot be read: {error.strerror}.",
            hint="Name a policy with --policy FILE, or leave it out to use the packaged one.",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationProblem(
            f"The policy {path} is not text in UTF-8: byte {error.start} cannot be read.",
            hint="Save it as UTF-8 text.",
        ) from error


def account_of(name: str, told: Credentials) -> Account:
    """Credentials as the client takes them."""
    return Account(
        name=name,
        client_id=told.client_id,
        client_secret=told.client_secret,
        refresh_token=told.refresh_token,
        seller_id=told.seller_id,
        marketplaces=tuple(told.marketplaces),
        region=told.region,
        endpoint=told.endpoint or "",
        token_endpoint=told.token_endpoint or TOKEN_ENDPOINT,
    )


def binding_of(account: Account) -> tuple[str, str]:
    """What a ledger's account is tied to: the seller, and the host without its port.

    The simulator takes any free port, and is the same marketplace on another one.
    """
    return account.seller_id, urlsplit(account.endpoint).hostname or account.endpoint
