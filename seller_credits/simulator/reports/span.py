"""The reporting windows of the account-health metrics.

Source: the example in Amazon's schema accountHealthReport-2020-11-18, read 2026-11-23: defects over
60 days that end 15 days before the report, deliveries over 30 days that end 10 days before it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# metric: (length in days, days between its end and the report)
_WINDOWS = {
    "defects": (60, 15),
    "shipments": (30, 1),
    "cancellations": (7, 1),
    "deliveries": (30, 10),
    "invoices": (7, 23),
    "violations": (180, 1),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One reporting window of whole UTC days: from its start up to, not including, its end."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        """Return whether an instant lies in the window."""
        return self.start <= moment < self.end

    def json(self) -> dict[str, dict[str, str]]:
        """Return the window as the report writes it, without seconds."""
        last = self.end - timedelta(minutes=1)
        return {
            "reportingDateRange": {
                "reportingDateFrom": self.start.strftime("%Y-%m-%dT%H:%MZ"),
                "reportingDateTo": last.strftime("%Y-%m-%dT%H:%MZ"),
            }
        }


def spans(now: datetime) -> dict[str, Span]:
    """Return the windows of a report written now."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    windows = {}
    for name, (length, lag) in _WINDOWS.items():
        end = midnight - timedelta(days=lag)
        windows[name] = Span(end - timedelta(days=length), end)
    return windows
