"""What came to be in the course of a run beside money: disputes and feedback, and why."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from seller_credits.simulator.living.intents import Intent
from seller_credits.simulator.query import iso
from seller_credits.simulator.shop.nouns import Feedback
from seller_credits.simulator.shop.sequels import Dispute


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an intent at its instant, and whether anything had been given back by then."""

    intent: Intent
    at: datetime
    credited: bool

    @property
    def happened(self) -> bool:
        """Whether the buyer did it."""
        return self.intent.despite if self.credited else self.intent.without

    def json(self) -> dict[str, Any]:
        """Return it as the truth tells it, with what would have been otherwise."""
        return {
            "order_id": self.intent.order.order_id,
            "kind": self.intent.kind,
            "at": iso(self.at),
            "credited": self.credited,
            "happened": self.happened,
            "without_credit": self.intent.without,
            "with_credit": self.intent.despite,
        }


@dataclass(slots=True)
class Later:
    """Everything that came to be, in its order; a shop that does not go on living has nothing."""

    disputes: list[Dispute] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
