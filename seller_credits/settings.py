"""Settings: where things are, whose account it is, and the marketplace's windows with their dates.

What a flag says goes before the environment, the environment before the settings file, the file
before what comes with the program. Secrets may also be in a file of their own or in the system's
keyring; see `seller_credits.credentials`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
)

from seller_credits.credentials.environment import DEFAULT, told_by_environment, variable
from seller_credits.credentials.gathering import Gathered, gathered
from seller_credits.credentials.models import SECRETS, AccountSettings, Credentials
from seller_credits.credentials.secrets_file import accounts_of_file
from seller_credits.credentials.system_keyring import secrets_of_keyring, why_no_keyring
from seller_credits.credentials.yaml_file import read_mapping
from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.windows import Windows
from seller_credits.domain.clock import span_of
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.domain.fees import Fees
from seller_credits.domain.marketplaces import find_marketplace
from seller_credits.fee_table import FeeRows, fees_of, overlaid
from seller_credits.ledger.asked.address import DatabaseAddress
from seller_credits.measurement.bar import Bar
from seller_credits.policy.engine.guards import LOOSENABLE
from seller_credits.policy.options import Options
from seller_credits.resources import packaged
from seller_credits.window_table import WindowRows, table_of

__all__ = ["Credentials"]

SETTINGS_FILE = "settings.yaml"
WINDOWS_FILE = "windows.yaml"
FEES_FILE = "fees.yaml"
COSTS_FILE = "costs.csv"
POLICY_FILE = "policy.yaml"
LEDGER_FILE = "ledger.db"
ASKED_FILE = "marketplace.db"
LIMITS_VARIABLE = "SELLER_CREDITS_SYNC_SHARED_LIMITS"
"""Goes before `sync.shared_limits` of the settings file; a password may be in it."""
_WHAT = "settings file"
_WHOSE = frozenset({"client_id", "seller_id", *SECRETS})
_NAMES = "wants names and values below it: `name: value`"
_IN_WORDS = {
    "extra_forbidden": "there is no such setting",
    "string_type": "wants text; put quotes around it",
    "dict_type": _NAMES,
    "mapping_type": _NAMES,
    "model_type": _NAMES,
    "model_attributes_type": _NAMES,
    "list_type": "wants a list: [US, CA]",
}
"""pydantic's kinds of problem, for a seller; what is not here it says well enough itself."""


def _address(value: object) -> DatabaseAddress | None:
    """A database as the settings file may name it: whoever reads the file learns no password."""
    if value is None:
        return None
    address = DatabaseAddress.parse(str(value))
    if address.password is not None:
        raise ValueError(f"takes no password: leave it to {LIMITS_VARIABLE} or PGPASSFILE")
    return address


def _percent(value: object) -> object:
    """`5%`, or the bare number."""
    return value.strip().removesuffix("%") if isinstance(value, str) else value


class SyncSettings(BaseModel):
    """How a sync behaves.

    Attributes:
        patience: how long it may take, waits included.
        shared_limits: the database in which workers on several machines count their requests
            together; None where there is one machine only.
        buyers: whether buyers are told apart, by a keyed hash of the marketplace's address of them.
    """

    model_config = ConfigDict(extra="forbid")

    patience: Annotated[timedelta, BeforeValidator(span_of), Field(gt=timedelta(0))] = timedelta(
        hours=1
    )
    shared_limits: Annotated[DatabaseAddress | None, BeforeValidator(_address)] = None
    buyers: bool = True


_Span = Annotated[timedelta, BeforeValidator(span_of)]
_Silence = Annotated[_Span, Field(gt=timedelta(0))]


class PolicySettings(BaseModel):
    """How a policy comes into force.

    Attributes:
        two_people: what one person proposes to activate, another one must activate.
    """

    model_config = ConfigDict(extra="forbid")

    two_people: bool = False


class ParcelSettings(BaseModel):
    """How early to warn, and how long a parcel may be silent; see `Watch`."""

    model_config = ConfigDict(extra="forbid")

    warn_before: _Span = timedelta(hours=24)
    never_scanned_after: _Silence = timedelta(days=2)
    stuck_after: _Silence = timedelta(days=7)
    stuck_abroad_after: _Silence = timedelta(days=14)


class InsightSettings(BaseModel):
    """How much it takes before something is called unusual; see `Bar`."""

    model_config = ConfigDict(extra="forbid")

    fewest_orders: Annotated[int, Field(ge=1)] = 10
    fewest_issues: Annotated[int, Field(ge=1)] = 5
    times_the_usual: Annotated[Decimal, Field(ge=1)] = Decimal(2)
    false_alarms: Annotated[Decimal, BeforeValidator(_percent), Field(gt=0, lt=100)] = Decimal(5)
    delivery_shows_after: _Span = timedelta(days=3)
    unpromised_shows_after: _Span = timedelta(days=21)
    product_shows_after: _Span = timedelta(days=21)
    consequence_shows_after: _Span = timedelta(days=30)


def _loosenable(name: str) -> str:
    if name not in LOOSENABLE:
        raise ValueError(f"only these guards may be switched off: {', '.join(LOOSENABLE)}")
    return name


def _blank(value: object) -> object:
    """An account of which every line is commented out says nothing, and is one all the same."""
    return {} if value is None else value


class Settings(BaseModel):
    """The settings file."""

    model_config = ConfigDict(extra="forbid")

    stale_after_hours: Annotated[Decimal, Field(gt=0)] = Decimal(48)
    bad_rows_at_most: Annotated[Decimal, BeforeValidator(_percent), Field(ge=0, le=100)] = Decimal(
        5
    )
    policy: PolicySettings = Field(default_factory=PolicySettings)
    parcels: ParcelSettings = Field(default_factory=ParcelSettings)
    insights: InsightSettings = Field(default_factory=InsightSettings)
    costs: Annotated[str, Field(min_length=1)] = COSTS_FILE
    health_stale_after: _Silence = timedelta(days=7)
    loosened_guards: list[Annotated[str, AfterValidator(_loosenable)]] = Field(default_factory=list)
    claim_windows: WindowRows = Field(default_factory=dict)
    fees: FeeRows = Field(default_factory=dict)
    sync: SyncSettings = Field(default_factory=SyncSettings)
    accounts: Mapping[str, Annotated[AccountSettings, BeforeValidator(_blank)]] = Field(
        default_factory=dict
    )

    _home: Path = PrivateAttr(default_factory=Path)

    @property
    def home(self) -> Path:
        """The home folder they are in force for: a secrets file or keyring entry belongs to it."""
        return self._home

    def at(self, home: Path) -> Settings:
        """These settings, in force for a home folder."""
        self._home = home
        return self

    def windows(self) -> Windows:
        """The marketplace's windows as detection reads them."""
        return table_of(self.claim_windows)

    def watch(self) -> Watch:
        """How early to warn and how long a parcel may be silent, as detection reads it."""
        return Watch(**dict(self.parcels))

    def bar(self) -> Bar:
        """How much it takes to be called unusual, as measurement reads it."""
        return Bar(**dict(self.insights))

    def fee_table(self) -> Mapping[str, Fees]:
        """What the marketplace takes and keeps in each store, as decisions read it."""
        return fees_of(self.fees)

    def options(self, account: str) -> Options:
        """What decisions of an account rest on beside the facts, as far as settings tell."""
        told = self.accounts.get(account)
        return Options(
            stale_after_hours=self.stale_after_hours,
            answered_by_marketplace=told is not None and told.amazon_answers_buyers,
            loosened=frozenset(self.loosened_guards),
        )

    def terms(self, account: str) -> str:
        """What names the settings that decide an account's issues: its options and the fees.

        The windows are not in it: they set deadlines, which are told anew with every look.
        """
        fees = (f"{store} {fees.as_json()}" for store, fees in sorted(self.fee_table().items()))
        return "\n".join((str(self.options(account).as_json()), *fees))

    @property
    def costs_file(self) -> Path:
        """Where the seller's own table of costs is, or would be."""
        return self._home / self.costs


def default_home() -> Path:
    """Where ledger, settings and policy live when nothing else is said."""
    return user_data_path("seller-credits", appauthor=False)


def read_settings(home: Path, file: Path | None) -> Settings:
    """The settings in force: what comes with the program, overlaid by the seller's own file.

    Raises:
        ConfigurationProblem: the file is missing though named, no YAML, or says what is unknown.
    """
    own = file or home / SETTINGS_FILE
    told = read_mapping(packaged(SETTINGS_FILE), _WHAT)
    told["claim_windows"] = read_mapping(packaged(WINDOWS_FILE), "table of windows")
    fees = read_mapping(packaged(FEES_FILE), "table of fees")
    if file is not None or os.path.lexists(own):
        for name, value in read_mapping(own, _WHAT).items():
            if value is None:  # all that stood under it is commented out
                continue
            both = isinstance(value, dict) and isinstance(told.get(name), dict)
            told[name] = {**told[name], **value} if both else value
    own_fees = told.get("fees")
    told["fees"] = overlaid(fees, own_fees) if isinstance(own_fees, dict) else own_fees or fees
    try:
        return Settings.model_validate(told).at(home)
    except ValidationError as error:
        raise ConfigurationProblem(
            f"The settings file {own} is not valid:\n{_complaints(error)}",
            hint="Mend these lines, or remove them to use what comes with the program.",
        ) from None


def _complaints(error: ValidationError) -> str:
    """Each problem on a line: where, and what; never the value, which may be a secret."""
    return "\n".join(
        f"  {'.'.join(map(str, problem['loc']))}: {_IN_WORDS.get(problem['type'], problem['msg'])}"
        for problem in error.errors(include_input=False, include_url=False)
    )


def shared_limits(settings: Settings) -> DatabaseAddress | None:
    """The database that counts requests for workers on several machines, where there is one.

    Its password may be in the environment's address, or wherever the database's own driver looks
    for it: PGPASSWORD, or the file that PGPASSFILE names.

    Raises:
        ConfigurationProblem: the environment names none that could be one.
    """
    told = os.environ.get(LIMITS_VARIABLE)
    if not told:
        return settings.sync.shared_limits
    try:
        return DatabaseAddress.parse(told)
    except ValueError as problem:
        raise ConfigurationProblem(
            f"{LIMITS_VARIABLE} in the environment: {problem}.",
            hint="Set it to the address of the database, or do not set it.",
        ) from None


def account_names(settings: Settings) -> list[str]:
    """Every account that can run: those of the settings, and `default` where it is told elsewhere.

    The keyring is looked into only where nothing else names an account: it may ask to be unlocked.

    Raises:
        ConfigurationProblem: a secrets file is needed that others may read or that is not valid.
    """
    names = list(settings.accounts)
    if DEFAULT not in names and (
        _WHOSE & told_by_environment(DEFAULT).keys()
        or DEFAULT in accounts_of_file(settings.home)
        or (not names and secrets_of_keyring(settings.home, DEFAULT))
    ):
        names.insert(0, DEFAULT)
    return names


def told_of(settings: Settings, account: str) -> Gathered:
    """What is known of an account, whole or not, and where each part was found.

    Raises:
        ConfigurationProblem: there is no such account, or its secrets file cannot be used.
    """
    if settings.accounts and account not in settings.accounts and account != DEFAULT:
        raise ConfigurationProblem(
            f"There is no account '{account}' in the settings.",
            hint=f"They name: {', '.join(sorted(settings.accounts))}.",
        )
    return gathered(settings.home, account, settings.accounts.get(account))


def calendar_of(settings: Settings, account: str) -> str | None:
    """The code of the account's first store, in whose days and months its limits are counted.

    None where nothing says which stores it has.
    """
    own = settings.accounts.get(account)
    told = told_by_environment(account).get("marketplaces") or (own.marketplaces if own else None)
    first = told.split(",") if isinstance(told, str) else told
    store = find_marketplace(first[0]) if first else None
    return store.code if store else None


def credentials(settings: Settings, account: str) -> Credentials:
    """The account's credentials, each part from the first place that has it.

    The places: the environment, the settings file, the secrets file, the keyring.

    Raises:
        ConfigurationProblem: there are none, or some are missing; says which and where they go.
    """
    told = told_of(settings, account)
    try:
        return Credentials.model_validate(told.values)
    except ValidationError as error:
        missing = [str(problem["loc"][0]) for problem in error.errors(include_input=False)]
    named = ", ".join(f"--account {name}" for name in sorted(settings.accounts) if name != account)
    others = f" The settings name others: {named}." if named else ""
    # Kept at a desk, a keyring's secrets are out of reach of a job that runs at night.
    no_keyring = why_no_keyring() if set(missing) & set(SECRETS) else None
    asked = f" A keyring could not be asked: {no_keyring}." if no_keyring else ""
    raise ConfigurationProblem(
        f"Account '{account}' has no complete credentials; missing or unusable: "
        f"{', '.join(missing)}.{others}{asked}",
        hint=f"{_where_they_go(settings, account, missing)} "
        "Without API access: `seller-credits import FILE...` works from downloaded reports, "
        "and `seller-credits demo` needs nothing at all.",
    )


def _where_they_go(settings: Settings, account: str, missing: Sequence[str]) -> str:
    """What to do about credentials that are missing."""
    names = ", ".join(variable(account, name) for name in missing)
    if account not in settings.accounts:
        return (
            f"Set {names} in the environment, or run `seller-credits init`, which asks for them "
            f"and keeps them ({SETTINGS_FILE}, and for the secrets a keyring or a file of their "
            "own)."
        )
    ways = [f"set {names} in the environment"]
    if set(missing) & set(SECRETS):
        ways.append(
            f"keep the secrets with `seller-credits init --account {account} --secrets-only`"
        )
    if set(missing) - set(SECRETS):
        ways.append(
            f"write the others below `accounts: {account}:` in {settings.home / SETTINGS_FILE}"
        )
    said = "; ".join(ways)
    return f"{said[0].upper()}{said[1:]}."
