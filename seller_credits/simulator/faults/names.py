"""The faults by name, in the order they are explained."""

from collections.abc import Iterable

from seller_credits.simulator.faults.calls import ClockSkew, ExpiredToken, RevokedToken, Throttle
from seller_credits.simulator.faults.fault import Fault, Faults
from seller_credits.simulator.faults.network import Flaky, Slow
from seller_credits.simulator.faults.paperwork import (
    CancelledReports,
    ExpiredLink,
    FatalReport,
    GarbledReport,
    StuckReport,
)

FAULTS: dict[str, type[Fault]] = {
    fault.name: fault
    for fault in (
        *(Throttle, Flaky, Slow, ExpiredToken, RevokedToken, ClockSkew),
        *(CancelledReports, FatalReport, StuckReport, GarbledReport, ExpiredLink),
    )
}


def known(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names each once, in the order of the table; one may be a list joined by commas.

    Raises:
        ValueError: a name that no fault has; it says which there are.
    """
    each = [names] if isinstance(names, str) else names
    wanted = {part.strip() for name in each for part in name.split(",")} - {""}
    unknown = sorted(wanted - FAULTS.keys())
    if unknown:
        raise ValueError(
            f"there is no fault {', '.join(unknown)}; the faults are {', '.join(FAULTS)}"
        )
    return tuple(name for name in FAULTS if name in wanted)


def named(names: Iterable[str], *, seed: int, speed: float) -> Fault:
    """Return the faults of these names together, as one.

    Raises:
        ValueError: a name that no fault has; it says which there are.
    """
    return Faults([FAULTS[name](seed, speed) for name in known(names)])
