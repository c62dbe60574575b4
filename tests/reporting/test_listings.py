"""A policy's versions and examples, as tables like all others."""

from __future__ import annotations

from seller_credits.reporting.examples import print_examples
from seller_credits.reporting.versions import print_versions

VERSION = {
    "digest": "5b5d58c24bb77355",
    "name": "standard",
    "version": "2026-11-01",
    "in_use": True,
    "from": "2026-01-01",
    "to": None,
    "status": "active",
    "behind": None,
    "by": "Ada",
    "at": "2026-11-23T20:00:00Z",
    "reason": None,
    "proposed_by": None,
}
EXAMPLE = {
    "line": 398,
    "given": {"issue": "lost"},
    "expected": {"remedy": "review"},
    "got": {"remedy": "review"},
    "passed": True,
}


def test_versions_begin_at_the_margin_with_their_heading(capsys):
    print_versions([VERSION])
    heading, _, row = capsys.readouterr().out.splitlines()
    assert heading.startswith("Digest")
    assert row.startswith("5b5d58c24bb7   standard, version 2026-11-01 (in use)")


def test_examples_begin_at_the_margin_with_their_heading(capsys):
    print_examples([EXAMPLE], [])
    heading, _, row, sums = capsys.readouterr().out.splitlines()
    assert "Line" in heading
    assert row.startswith("ok")
    assert sums == "1 of 1 examples come out as they say."
