"""The whole audit: every line looked through for everything, each cent counted once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from seller_credits.measurement.audit.casebook import LineFile, OrderFile
from seller_credits.measurement.audit.claiming import claimed
from seller_credits.measurement.audit.clocks import Clocks
from seller_credits.measurement.audit.extras import AdministrationFees, goodwill
from seller_credits.measurement.audit.findings import Cost, Finding, Proven, Unknown, Worst
from seller_credits.measurement.audit.found import Found
from seller_credits.measurement.audit.further import partial_then_more
from seller_credits.measurement.audit.ground import Ground
from seller_credits.measurement.audit.overpaid import overpaid
from seller_credits.measurement.audit.paying import marketplace_pays
from seller_credits.measurement.audit.returning import not_refunded, not_returned
from seller_credits.measurement.audit.summing import Costs, Worsts
from seller_credits.measurement.audit.unknowns import Unknowns


class Audit:
    """All that was found, and all that was not known; it grows order by order.

    Nothing of an order is kept but what was found about it.

    Attributes:
        today: the day the deadlines are counted from.

    Args:
        ground: what was read; complete before the first order is looked through.
        clocks: the marketplace's windows.
        today: the day deadlines are counted from.
        findings: where they go.
    """

    def __init__(self, ground: Ground, clocks: Clocks, today: date, findings: Found) -> None:
        self.today = today
        self.findings = findings
        self._ground = ground
        self._clocks = clocks
        self._costs = Costs()
        self._worst = Worsts()
        self._unknown = Unknowns(ground)
        self._fees = AdministrationFees()

    def look(self, files: Iterable[OrderFile]) -> None:
        """Look through some orders, each of them whole."""
        for file in files:
            lines = list(file.lines())
            for movement in file.moved:
                self._costs.add(movement)
                self._fees.add(movement)
            self._worst.add(file, lines)
            self._unknown.add(file)
            for finding in claimed(self._looked_through(file, lines), file.moved):
                self.findings.add(finding)

    def end(self) -> None:
        """There are no more orders: what is about all of them is found now."""
        for finding in self._fees.findings():
            self.findings.add(finding)

    @property
    def costs(self) -> tuple[Cost, ...]:
        """What refunds cost, each currency by itself."""
        return tuple(self._costs.told())

    @property
    def worst(self) -> tuple[Worst, ...]:
        """What most of it went on, the most money first."""
        return tuple(self._worst.told())

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """What could not be looked for."""
        return tuple(self._unknown.told())

    @property
    def settlements(self) -> tuple[Proven, ...]:
        """Every settlement, and whether it adds up."""
        return self._ground.books.settlements

    def _looked_through(self, file: OrderFile, lines: Sequence[LineFile]) -> Iterator[Finding]:
        if file.order is not None and file.order.replacement_of:
            return  # worth nothing itself
        for line in lines:
            yield from overpaid(line)
            yield from marketplace_pays(line, self._ground, self._clocks, self.today)
            yield from partial_then_more(line)
            yield from not_returned(line, self._ground, self._clocks, self.today)
            yield from goodwill(line)
            yield from not_refunded(line, self._ground, self._clocks, self.today)
