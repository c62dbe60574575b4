"""Reports the marketplace writes by itself: the settlement of every store and period."""

from collections.abc import Iterator

from seller_credits.simulator.finances.periods import periods
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
        shop = self._world.shop
        for period in reversed(list(periods(shop.opened, self._world.clock.now()))):
            for number, store in enumerate(shop.marketplaces):
                report_id = f"{int(period.end.timestamp()) // 3600}0{70000 + number}"
                if report_id not in self._given:
                    self._given.add(report_id)
                    yield Job(
                        report_id=report_id,
                        report_type=SETTLEMENT,
                        ask=Ask(self._world, period.start, period.end, (store.id,)),
                        created=period.filed,
                    )
