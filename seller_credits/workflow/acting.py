"""One transaction in which a suggestion is acted on, and what is left is decided anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from seller_credits.detection.facts import Finding
from seller_credits.domain.cases import Issue, OrderCase
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.ledger.transaction import Writer
from seller_credits.workflow.in_force import InForce
from seller_credits.workflow.suggesting import Made
from seller_credits.workflow.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Acting:
    """What whoever acts on suggestions may do within one transaction.

    All that is read here holds when it is written: nobody else writes to the account meanwhile.

    Attributes:
        now: the moment, aware.
        account: whose chain it is.
    """

    writer: Writer
    _verdicts: Verdicts
    now: datetime
    account: str

    @property
    def in_force(self) -> InForce:
        """The versions of the policy that judge by now."""
        return self._verdicts.in_force

    def case(self, order_id: str) -> OrderCase:
        """All that is known of an order, what this transaction has written included."""
        self.writer.issuing.standing(order_ids=(order_id,))  # what was collected is written first
        return self.writer.cases([order_id])[order_id]

    def weighed(
        self, case: OrderCase, issue: Issue, *, without: str | None = None
    ) -> tuple[Finding, Made]:
        """What would be decided of an issue now; `without` an issuance, as if it were not there."""
        return self._verdicts.weighed(case, issue, self.now, without=without)

    def decide(self, case: OrderCase) -> None:
        """Decide anew what nobody has acted on of an order, and record what is news."""
        self._verdicts.decide(self.writer, case, self.now, {})

    def begin(self, issuance: Issuance, *, by: str) -> None:
        """Record what was approved or done elsewhere: from now on it counts against limits.

        Raises:
            WrongMove: the same suggestion was approved already and has not come to nothing.
        """
        self.writer.issuing.begin(issuance, actor=by)
        self._verdicts.moved(issuance)

    def move(
        self,
        issuance_id: str,
        to: Status,
        told: dict[str, Any],
        *,
        by: str | None = None,
        again_at: datetime | None = None,
    ) -> Issuance:
        """Record that an issuance came to another status, with what that rests on.

        Its proof is looked for `again_at`; never, where that is None.

        Raises:
            WrongMove: it does not lead there from where it stands.
        """
        moved = self.writer.issuing.move(issuance_id, to, told, again_at=again_at, actor=by)
        self._verdicts.moved(moved)
        return moved
