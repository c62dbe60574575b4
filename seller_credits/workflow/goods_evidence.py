"""What the marketplace's warehouses tell of replacements, written down where it is news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from seller_credits.domain.errors import MarketplaceProblem, SellerCreditsError, UnreadableSource
from seller_credits.domain.issuances import Issuance
from seller_credits.domain.remedies import Remedy
from seller_credits.domain.shipments import ShipmentOrder, Tracking
from seller_credits.issuance.goods import shipment_concluded
from seller_credits.issuance.looking import look_again_at
from seller_credits.ledger.interface import Ledger
from seller_credits.marketplace.errors import ends_all
from seller_credits.marketplace.issuing import Desk
from seller_credits.workflow.feed_evidence import Move
from seller_credits.workflow.recording import Recorder


def is_sent_by_the_marketplace(issuance: Issuance) -> bool:
    """Whether its goods were asked for here, or may have been: not what a person sent."""
    return issuance.remedy is Remedy.REPLACEMENT and issuance.submission_id is not None


@dataclass(slots=True)
class GoodsEvidence:
    """The replacements of one run.

    Attributes:
        absent_after: of refunds; see the settings.
        move: writes a move down.
        told: where progress goes.
        problem: what could not be asked.
    """

    ledger: Ledger
    account: str
    recorder: Recorder
    desk: Desk
    absent_after: timedelta
    move: Move
    told: Callable[[str], None]
    problem: SellerCreditsError | None = None

    def ask(self, issuances: Sequence[Issuance]) -> None:
        """Ask how the shipments of these stand.

        Raises:
            MarketplaceProblem: nothing more can be asked.
        """
        wanted = [each for each in issuances if is_sent_by_the_marketplace(each)]
        asked_for = self._asked_for() if wanted else {}
        for number, issuance in enumerate(wanted, 1):
            name = issuance.issuance_id
            self.told(f"asking for the shipment {name}, {number:,} of {len(wanted):,}")
            try:
                shipment = self.desk.shipment(name)
                parcels = self._parcels(shipment)
            except (MarketplaceProblem, UnreadableSource) as problem:
                self.problem = problem
                if isinstance(problem, MarketplaceProblem) and ends_all(problem):
                    raise
                continue
            since = asked_for.get(issuance.submission_id or "", issuance.moved_at)
            self._conclude(issuance, shipment, parcels, since)

    def _asked_for(self) -> dict[str, datetime]:
        return {each.submission_id: each.at for each in self.ledger.submissions(self.account)}

    def _parcels(self, shipment: ShipmentOrder | None) -> list[Tracking | None]:
        return [self.desk.parcel(each.number) for each in shipment.parcels] if shipment else []

    def _conclude(
        self,
        issuance: Issuance,
        shipment: ShipmentOrder | None,
        parcels: Sequence[Tracking | None],
        since: datetime,
    ) -> None:
        told: dict[str, Any] = {"submission_id": issuance.submission_id}
        if shipment is not None:
            told["shipment"] = {
                "status": shipment.status,
                "tracking": [each.tracking_number for each in shipment.parcels],
            }
        with self.recorder.acting() as acting:
            now = acting.writer.issuing.of(issuance.issuance_id)
            assert now is not None
            before = now.status
            # Sent and arrived may be seen at one look; each move is an entry of its own.
            while True:
                to, why = shipment_concluded(now, shipment, parcels, acting.now - since)
                if to is None:
                    break
                now = self.move(acting, now, (to, why), since, told)
            if now.status is before:
                again = look_again_at(now, since, acting.now, self.absent_after)
                acting.writer.issuing.look_again(now.issuance_id, again)
            else:
                acting.decide(acting.case(now.order_id))
