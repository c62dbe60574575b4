"""What the seller's own files are called, in the home folder."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path

SETTINGS_FILE = "settings.yaml"
WINDOWS_FILE = "windows.yaml"
FEES_FILE = "fees.yaml"
COSTS_FILE = "costs.csv"
POLICY_FILE = "policy.yaml"
LEDGER_FILE = "ledger.db"
ASKED_FILE = "marketplace.db"


def default_home() -> Path:
    """Where ledger, settings and policy live when nothing else is said."""
    return user_data_path("seller-credits", appauthor=False)
