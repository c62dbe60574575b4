"""The settings file as a whole, and what the rooms below make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from seller_credits.credentials.models import AccountSettings
from seller_credits.detection.parcels.watch import Watch
from seller_credits.detection.windows import Windows
from seller_credits.domain.fees import Fees
from seller_credits.domain.refunds import ComponentType
from seller_credits.domain.taxes import TaxMode
from seller_credits.fee_table import FeeRows, fees_of
from seller_credits.issuance.terms import GoodsTerms, Terms
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.ledger.postgresql.named import LEDGER
from seller_credits.measurement.bar import Bar
from seller_credits.settings.files import COSTS_FILE
from seller_credits.settings.issuing import PeopleSettings, SeparationSettings, SubmitSettings
from seller_credits.settings.parts import (
    InsightSettings,
    ParcelSettings,
    Percent,
    PolicySettings,
    Silence,
    SyncSettings,
    database_of,
)
from seller_credits.window_table import WindowRows, table_of

if TYPE_CHECKING:
    from seller_credits.policy.options import Options


def _loosenable(name: str) -> str:
    from seller_credits.policy.engine.guards import LOOSENABLE  # noqa: PLC0415  # heavy

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
    bad_rows_at_most: Annotated[Percent, Field(ge=0, le=100)] = Decimal(5)
    policy: PolicySettings = Field(default_factory=PolicySettings)
    parcels: ParcelSettings = Field(default_factory=ParcelSettings)
    insights: InsightSettings = Field(default_factory=InsightSettings)
    costs: Annotated[str, Field(min_length=1)] = COSTS_FILE
    health_stale_after: Silence = timedelta(days=7)
    loosened_guards: list[Annotated[str, AfterValidator(_loosenable)]] = Field(default_factory=list)
    claim_windows: WindowRows = Field(default_factory=dict)
    fees: FeeRows = Field(default_factory=dict)
    people: PeopleSettings = Field(default_factory=dict)
    separation: SeparationSettings = Field(default_factory=SeparationSettings)
    submit: SubmitSettings = Field(default_factory=SubmitSettings)
    sync: SyncSettings = Field(default_factory=SyncSettings)
    ledger: Annotated[DatabaseAddress | None, BeforeValidator(database_of(LEDGER))] = None
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
        from seller_credits.policy.options import Options  # noqa: PLC0415  # heavy

        told = self.accounts.get(account)
        return Options(
            stale_after_hours=self.stale_after_hours,
            answered_by_marketplace=told is not None and told.amazon_answers_buyers,
            loosened=frozenset(self.loosened_guards),
        )

    def terms_of_issuing(self, account: str, calendar: str | None) -> Terms:
        """On what terms an account hands in what is approved, as issuance reads it.

        Args:
            account: its name.
            calendar: the store in whose days it counts; None for UTC.
        """
        told, own = self.submit, self.accounts.get(account)
        return Terms(
            tuple(told.max_per_run),
            tuple(told.max_per_day),
            tuple(told.max_refund),
            told.hold,
            ComponentType(told.component),
            told.prime,
            told.canary,
            told.messages,
            own.tax_mode if own else TaxMode.UNKNOWN,
            calendar,
            GoodsTerms(
                told.fulfilment,
                told.fulfilment_skus,
                told.fulfilment_speed,
                told.packing_slip,
                tuple(told.max_shipping_fee),
            ),
        )

    def terms(self, account: str) -> str:
        """What names the settings that decide an account's issues: its options and the fees.

        The windows are not in it: they set deadlines, which are told anew with every look.
        """
        fees = (f"{store} {fees.as_json()}" for store, fees in sorted(self.fee_table().items()))
        return "\n".join((str(self.options(account).as_json()), *fees))

    def cautions(self) -> Iterator[str]:
        """What whoever decides by these settings should know, in sentences."""
        for guard in self.loosened_guards:
            yield f"the guard {guard} is switched off by your settings (loosened_guards)"

    @property
    def costs_file(self) -> Path:
        """Where the seller's own table of costs is, or would be."""
        return self._home / self.costs
