"""A home with a few suggestions in it, and the program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.workflow.office import feedback_text, orders_text, returns_text

FORMULA = '=HYPERLINK("http://example.com")'
REPORTS = {
    "returns.txt": lambda now: returns_text(
        {"Return Reason": "CR-QUALITY_UNACCEPTABLE", "Return request status": "Completed"},
        {"Return Reason": "CR-UNWANTED_ITEM", "Order ID": "111-2222222-2222222"},
        {"Merchant SKU": FORMULA, "Order ID": "111-3333333-3333333"},
        now=now,
    ),
    "orders.txt": lambda now: orders_text({}, now=now),
    "feedback.txt": lambda now: feedback_text(
        {"Date": f"{now:%m/%d/%y}", "Order ID": "111-3333333-3333333"}
    ),
}


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Report files as a seller downloads them today."""
    now = datetime.now(UTC)
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text(now), encoding="utf-8")
    return [tmp_path / name for name in REPORTS]


@pytest.fixture
def filled(run: Callable[..., Any], reports: list[Path]) -> Callable[..., Any]:
    """`run`, in a home that has read these reports."""
    assert run("--quiet", "import", "--marketplace", "US", *reports).code == 0
    return run


@pytest.fixture
def command(home: Path) -> Callable[..., list[str]]:
    """A command line to start as a process of its own."""

    def words(*said: object) -> list[str]:
        return [sys.executable, "-m", "seller_credits", "--home", str(home), *map(str, said)]

    return words


@pytest.fixture
def process(command: Callable[..., list[str]]) -> Callable[..., Any]:
    """Run a command line to its end in a process of its own."""

    def ended(*said: object, **how: Any) -> subprocess.CompletedProcess[str]:
        environment = dict(os.environ) | how.pop("environment", {})
        return subprocess.run(
            command(*said),
            stdout=how.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
            env=environment,
            **how,
        )

    return ended
