"""The whole visit: every check in its order, none stopped by what another found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from seller_credits.doctor import (
    accounts,
    ledgers,
    limits,
    marketplaces,
    place,
    policies,
    shop,
    versions,
)
from seller_credits.doctor.accounts import Patient
from seller_credits.doctor.findings import Finding, failed, failed_by, guarded, skipped
from seller_credits.doctor.visit import Visit
from seller_credits.domain.errors import ConfigurationProblem
from seller_credits.ledger.postgresql.address import DatabaseAddress
from seller_credits.settings import LEDGER_FILE, SETTINGS_FILE, Settings, read_settings

_NO_ACCOUNT = (
    "Set one up: `seller-credits init`. Without API access `seller-credits import FILE...` works "
    "from reports you download, and needs none."
)


def checkup(visit: Visit) -> Iterator[Finding]:
    """Look at everything a run needs, from this machine outwards, as each is found."""
    where = visit.where
    home = where.folder
    yield from guarded("home", partial(place.folder, home))
    patients: list[Patient] = []
    counted_in: Path | DatabaseAddress | None = None
    settings: Settings | None = None
    try:
        settings = read_settings(home, where.settings_file)
    except ConfigurationProblem as problem:
        yield failed_by("settings", problem)
        yield skipped("credentials", "The settings cannot be read.")
    else:
        own = where.settings_file or home / SETTINGS_FILE
        yield from guarded("settings", partial(accounts.settings_file, settings, own))
        yield from guarded("secrets_file", partial(accounts.secrets_file, settings))
        yield from guarded("costs", partial(shop.costs, settings))
        yield from shop.guards(settings)
        for patient, findings in _accounts(settings, visit):
            yield from findings
            patients += [patient] if patient else []
        yield from accounts.twins(patient.account for patient in patients)
        counted_in, found = limits.counting(settings, visit)
        yield from found
    yield from guarded("policy", partial(policies.valid, where))
    yield from guarded("ledger", partial(_ledger, visit, settings, patients))
    yield from guarded("policy_versions", partial(versions.in_force, where))
    yield from guarded("disk", partial(place.disk, home))
    yield from _outside(visit, patients, counted_in)


def _accounts(settings: Settings, visit: Visit) -> Iterator[tuple[Patient | None, list[Finding]]]:
    names = accounts.names(settings, visit.account)
    if not names:
        said = "No account with API access is told anywhere."
        yield None, [failed("credentials", said, _NO_ACCOUNT)]
    for name in names:
        patient, findings = accounts.complete(settings, name)
        if patient is not None:
            findings += accounts.secret_age(patient, visit.clock().date())
        yield patient, findings


def _ledger(visit: Visit, settings: Settings | None, patients: list[Patient]) -> Iterator[Finding]:
    home = visit.where.folder
    place = home / LEDGER_FILE if settings is None else visit.where.ledger(settings)
    visit.told("Looking at the ledger ...")
    known = [patient.account for patient in patients]
    return ledgers.opened(place, known, is_thorough=visit.is_thorough)


def _outside(
    visit: Visit, patients: list[Patient], counted_in: Path | DatabaseAddress | None
) -> Iterator[Finding]:
    if visit.is_offline:
        yield from marketplaces.skip(None, "Left out: --offline.")
    elif not patients:
        yield from marketplaces.skip(None, "No account is told completely.")
    elif counted_in is None:
        yield from marketplaces.skip(None, "Requests cannot be counted: see shared limits.")
    else:
        for patient in patients:
            look = partial(marketplaces.at_the_marketplace, patient.account, visit, counted_in)
            yield from guarded("marketplace", look, patient.account.name)
