"""Checks of what the seller said of the shop: the table of costs, and guards switched off."""

from __future__ import annotations

from collections.abc import Iterator

from seller_credits.bootstrap import cost_table
from seller_credits.doctor.findings import Finding, failed, ok, skipped, warning
from seller_credits.reporting.words import counted
from seller_credits.settings import Settings

_MOST = 20
_WHAT_IS_LOST = {
    "marketplace_answers": "where Amazon's own service answers for an order, yours may pay as well",
    "marketplace_pays": "what Amazon or the carrier would pay for, you pay, and get nothing back",
    "stale_source": "what was true when a source was last read is taken to be true still",
    "return_open": "a partial refund closes the buyer's return, who may ask for the rest anew",
}


def costs(settings: Settings) -> Iterator[Finding]:
    """Whether the table of costs, where one is kept, can be read as it stands."""
    path = settings.costs_file
    table = cost_table(settings, "USD")
    said = f"{path}: {counted(len(table.costs.by_sku), 'SKU')}."
    problems = "\n".join(table.problems[:_MOST])
    if len(table.problems) > _MOST:
        problems += f"\nand {len(table.problems) - _MOST:,} more"
    if not table.is_usable:
        yield failed("costs", problems, "Until it can be read, no cost is known to any decision.")
    elif problems:
        mend = "Mend these rows; until then nothing is known of what they name."
        yield warning("costs", f"{said}\n{problems}", mend)
    elif table.costs.by_sku:
        yield ok("costs", said)
    else:
        none = f"There is no {path}." if not path.exists() else f"{path} has no rows yet."
        mend = "Replacements and cheapest remedies need them: sku, unit_cost, postage, in_stock."
        yield skipped("costs", none, mend)


def guards(settings: Settings) -> Iterator[Finding]:
    """Which of the program's own guards are switched off, and what that may cost."""
    for guard in settings.loosened_guards:
        said = f"The guard {guard} is switched off: {_WHAT_IS_LOST[guard]}."
        yield warning("guards", said, "Take it out of `loosened_guards` in your settings.")
