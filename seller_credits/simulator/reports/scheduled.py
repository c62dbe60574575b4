"""Reports the marketplace writes by itself: the settlement of every store and period."""

from collections.abc import Iterator

from seller_credits.simulator.finances.settling import filed
from seller_credits.simulator.reports.ask import Ask
from seller_credits.simulator.reports.job import Job
from seller_credits.simulator.reports.types import SETTLEMENT
from seller_credits.simulator.world import World


class Schedule:
    """The settlement reports of one run, each given out once, when it is there."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._given: set[str] = set()

    def new(self) -> Iterator[Job]:
        """Give the reports that were written since somebody last asked, the oldest first."""
        world = self._world
        found = filed(world.journal, world.shop.opened, world.speed, world.clock.now())
        for period, wanted in found:
            for number, store in enumerate(world.shop.marketplaces):
                report_id = f"{period.number(period.end)}0{70000 + number}"
                if wanted in {None, store} and report_id not in self._given:
                    self._given.add(report_id)
                    yield Job(
                        report_id=report_id,
                        report_type=SETTLEMENT,
                        ask=Ask(world, period.start, period.end, (store.id,)),
                        created=period.filed,
                    )
