"""Whose a ledger file is, without opening it for work: also one that another version wrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from seller_credits.ledger.problems import told_to_the_seller


def accounts_in(path: Path) -> list[str]:
    """The accounts a ledger file has entries of, whatever its schema.

    Raises:
        LedgerProblem: it cannot be read, or is no ledger.
    """
    with told_to_the_seller(str(path)), closing(sqlite3.connect(path)) as file:
        return [account for (account,) in file.execute("SELECT account FROM heads")]
