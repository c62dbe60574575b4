"""Settings: where things are, whose account it is, and the marketplace's windows with their dates.

What a flag says goes before the environment, the environment before the settings file, the file
before what comes with the program. Secrets may also be in a file of their own or in the system's
keyring; see `seller_credits.credentials`.
"""

from __future__ import annotations

from seller_credits.credentials.models import Credentials
from seller_credits.settings.accounts import (
    account_names,
    account_of,
    binding_of,
    calendar_of,
    credentials,
    told_of,
)
from seller_credits.settings.files import (
    ASKED_FILE,
    COSTS_FILE,
    FEES_FILE,
    LEDGER_FILE,
    POLICY_FILE,
    SETTINGS_FILE,
    WINDOWS_FILE,
    default_home,
)
from seller_credits.settings.model import Settings
from seller_credits.settings.places import ledger_place, place_of_limits, shared_limits
from seller_credits.settings.reading import read_settings
from seller_credits.settings.where import Where

__all__ = [
    "ASKED_FILE",
    "COSTS_FILE",
    "FEES_FILE",
    "LEDGER_FILE",
    "POLICY_FILE",
    "SETTINGS_FILE",
    "WINDOWS_FILE",
    "Credentials",
    "Settings",
    "Where",
    "account_names",
    "account_of",
    "binding_of",
    "calendar_of",
    "credentials",
    "default_home",
    "ledger_place",
    "place_of_limits",
    "read_settings",
    "shared_limits",
    "told_of",
]
