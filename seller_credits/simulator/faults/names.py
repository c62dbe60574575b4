"""From names to the faults they stand for."""

from collections.abc import Iterable

from seller_credits.simulator.faults.books import LateFinances, RefundedByHand
from seller_credits.simulator.faults.calls import ClockSkew, ExpiredToken, RevokedToken, Throttle
from seller_credits.simulator.faults.fault import Fault
from seller_credits.simulator.faults.feeds import GarbledProcessingReport, PartialFeed, StuckFeed
from seller_credits.simulator.faults.lost import LostAnswers
from seller_credits.simulator.faults.network import Flaky, Slow
from seller_credits.simulator.faults.paperwork import (
    CancelledReports,
    ExpiredLink,
    FatalReport,
    GarbledReport,
    StuckReport,
)
from seller_credits.simulator.faults.table import known
from seller_credits.simulator.faults.together import Faults

_BY_NAME: dict[str, type[Fault]] = {
    fault.name: fault
    for fault in (
        *(Throttle, Flaky, Slow, ExpiredToken, RevokedToken, ClockSkew),
        *(CancelledReports, FatalReport, StuckReport, GarbledReport, ExpiredLink),
        *(LostAnswers, PartialFeed, StuckFeed, GarbledProcessingReport),
        *(LateFinances, RefundedByHand),
    )
}


def named(names: Iterable[str], *, seed: int, speed: float) -> Faults:
    """Return the faults of these names together, as one.

    Raises:
        ValueError: a name that no fault has; it says which there are.
    """
    return Faults([_BY_NAME[name](seed, speed) for name in known(names)])
