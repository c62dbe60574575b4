"""What a sync or an import did, as counts and coverage."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import Source
from seller_credits.domain.records import Skipped

MAX_WARNINGS = 50
MAX_BAD_ROWS = 20


@dataclass(slots=True)
class Outcome:
    """What one run read and recorded.

    Attributes:
        records: rows and orders read.
        issues: issues that were not known before.
        suggestions: suggestions made, those that took the place of an older one included.
        upheld: suggestions that came out the same, and for which another version of the policy
            stands from now on.
        approved: suggestions that the policy's own limit approved.
        matured: troubled orders of which it was recorded what became of them.
        found: records that showed an issue nobody knew before.
        merged: records about an issue that was known already.
        clean: records that show nothing wrong.
        skipped: rows that are no issue or could not be read, by reason.
        bad: how many of these should have said something and could not be read.
        bad_rows: where they stand and what is wrong with them; at most `MAX_BAD_ROWS`.
        unknown: words of the marketplace nobody here knows, by where they stand; kept as they are.
        windows: what became of every source.
        warnings: what a person should know; at most `MAX_WARNINGS`, the rest counted.
    """

    records: int = 0
    issues: int = 0
    suggestions: int = 0
    upheld: int = 0
    approved: int = 0
    matured: int = 0
    found: int = 0
    merged: int = 0
    clean: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    bad_rows: list[str] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    windows: list[Window] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    more_warnings: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every source and file could be read."""
        return all(window.state.is_known for window in self.windows)

    @property
    def has_read(self) -> bool:
        """Whether any source or file at all could be read."""
        return any(window.state.is_known for window in self.windows)

    def filed(self, new_issues: int, *, is_about_an_issue: bool) -> None:
        """Count one record by what became of it; each is exactly one of found, merged, clean."""
        self.issues += new_issues
        if new_issues:
            self.found += 1
        elif is_about_an_issue:
            self.merged += 1
        else:
            self.clean += 1

    def skip(self, row: Skipped) -> None:
        """Count a row that gave no record; of bad ones keep where the first of them stand."""
        self.skipped[row.reason] += 1
        if row.is_bad:
            self.bad += 1
            if len(self.bad_rows) < MAX_BAD_ROWS:
                detail = f" ({row.detail})" if row.detail else ""
                self.bad_rows.append(f"{row.origin.where}: {row.reason}{detail}")

    def covered(self, window: Window) -> None:
        """Keep what became of a window; of one that grows as it is read, the latest word."""
        known = window.state.is_known
        self.windows = [
            other
            for other in self.windows
            if (other.source, other.marketplace, other.name) != _key(window)
            or other.state.is_known is not known
        ]
        self.windows.append(window)

    def warn(self, sentence: str) -> None:
        """Keep a warning once; beyond the limit only count it."""
        if sentence in self.warnings:
            return
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(sentence)
        else:
            self.more_warnings += 1

    def as_json(self) -> dict[str, Any]:
        """The object `--format json` prints."""
        warnings = list(self.warnings)
        if self.more_warnings:
            warnings.append(f"and {self.more_warnings} more")
        return {
            "records": self.records,
            "issues": self.issues,
            "suggestions": self.suggestions,
            "approved": self.approved,
            "skipped": dict(sorted(self.skipped.items())),
            "rows": {
                "issues": self.found,
                "merged": self.merged,
                "skipped": self.skipped.total(),
                "clean": self.clean,
            },
            "bad_rows": list(self.bad_rows),
            "unknown": [
                {"where": where, "word": word, "rows": rows}
                for (where, word), rows in sorted(self.unknown.items())
            ],
            "coverage": [window_json(window) for window in self.windows],
            "warnings": warnings,
        }


def _key(window: Window) -> tuple[Source | None, str | None, str]:
    return window.source, window.marketplace, window.name


def window_json(window: Window) -> dict[str, Any]:
    """One line of coverage."""
    return {
        "source": window.source,
        "name": window.name,
        "marketplace": window.marketplace,
        "since": window.since.isoformat() if window.since else None,
        "until": window.until.isoformat() if window.until else None,
        "state": window.state,
        "why": window.why,
    }
