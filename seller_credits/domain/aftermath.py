"""What became of orders with a trouble: what buyers did about it, and when that was final."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from seller_credits.domain.clock import instant_text, when_of, when_text
from seller_credits.domain.decisions import Drawn
from seller_credits.domain.issuances import FOR_A_PERSON, IN_FLIGHT, Issuance, Status
from seller_credits.domain.issues import Channel, IssueKind
from seller_credits.domain.marketplaces import day_in
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy

NOTHING = "nothing"
"""The outcome of an order whose buyer did nothing of what counts against the seller."""

LANDED = FOR_A_PERSON | {Status.CONFIRMED, Status.SETTLED, Status.RECORDED}
"""The buyer has it: the books show it, or a person says they did it."""

ON_ITS_WAY = IN_FLIGHT | {Status.APPROVED}
"""Whether the buyer gets it is not known yet."""


class Defect(StrEnum):
    """What counts against the seller in the order defect rate; the gravest comes first."""

    CLAIM = "claim"
    CHARGEBACK = "chargeback"
    NEGATIVE_FEEDBACK = "negative_feedback"


GRAVITY = tuple(Defect)
"""From the gravest to the least grave."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something a buyer did.

    Attributes:
        when: an instant, or the store's bare day where the source gives a bare day. Where no
            source gives any, the moment it was first seen: it may have been before.
    """

    what: Defect
    when: datetime | date

    def is_before(self, moment: datetime, store: str | None) -> bool:
        """Whether it surely was before an aware instant, or known by then.

        Of a bare day only an earlier one is: what came on the very day counts as afterwards.
        """
        if isinstance(self.when, datetime):
            return self.when <= moment
        return self.when < day_in(store, moment)

    def as_json(self) -> dict[str, str | None]:
        """As the ledger keeps it."""
        return {"what": self.what, "when": when_text(self.when)}

    @classmethod
    def from_json(cls, told: Mapping[str, str]) -> Event:
        """Read back what the ledger kept."""
        when = when_of(told["when"])
        assert when is not None
        return cls(Defect(told["what"]), when)


def gravest(events: Iterable[Event]) -> str:
    """The gravest of them in one word, or that there was nothing."""
    found = {each.what for each in events}
    return next((str(what) for what in GRAVITY if what in found), NOTHING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a troubled order, once nothing more could come.

    Attributes:
        matured_at: when that was recorded (aware).
        since: the moment (aware) from which on something counts as afterwards: that of the credit,
            or of finding the trouble where none was given.
        until: when the last window closed (aware).
        credited_by: the issuance that reached the buyer first; None where none did.
        before: what the buyer had done already: no outcome of the credit, whatever it was.
        after: what the buyer did from then on.
    """

    matured_at: datetime
    since: datetime
    until: datetime
    credited_by: str | None = None
    before: tuple[Event, ...] = ()
    after: tuple[Event, ...] = ()

    @property
    def word(self) -> str:
        """`claim`, `chargeback`, `negative_feedback` or `nothing`."""
        return gravest(self.after)

    def says_the_same(self, other: Outcome) -> bool:
        """Whether nothing of it changed but the moment it was recorded."""
        names = ("since", "until", "credited_by", "before", "after")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def as_json(self) -> dict[str, Any]:
        """As the ledger keeps it, beside the word and the moment."""
        return {
            "since": instant_text(self.since),
            "until": instant_text(self.until),
            "credited_by": self.credited_by,
            "before": [each.as_json() for each in self.before],
            "after": [each.as_json() for each in self.after],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Outcome:
        """Read back what the ledger kept."""
        return cls(
            matured_at=datetime.fromisoformat(told["matured_at"]),
            since=datetime.fromisoformat(told["since"]),
            until=datetime.fromisoformat(told["until"]),
            credited_by=told["credited_by"],
            before=tuple(map(Event.from_json, told["before"])),
            after=tuple(map(Event.from_json, told["after"])),
        )


@dataclass(frozen=True, slots=True)
class Suggested:
    """As much of a suggestion as it takes to say what it was for and what it would cost.

    Attributes:
        rule: the rule, or the guard, that decided; None where neither did.
        drawn: the experiment's arm it was decided in.
    """

    suggestion_id: str
    remedy: Remedy
    amount: Money | None
    net_cost: Money | None
    rule: str | None
    drawn: Drawn | None


def credits_of(issuances: Iterable[Issuance]) -> Iterator[Issuance]:
    """Those that cost money or goods and reached the buyer."""
    for each in issuances:
        if each.status in LANDED and each.remedy.costs_money:
            yield each


@dataclass(frozen=True, slots=True)
class Troubled:
    """One trouble of one order, with everything that says what became of the order.

    Attributes:
        detected_at: when the trouble was found here (aware); it was decided with it.
        placed, promised: aware, a bare day, or None where nothing tells.
        suggestions: all that were ever made for it, the first one first.
        issuances: of the order, in the order they were begun.
        credited_at: when the first of them reached the buyer (aware); None where none did.
        credited_by: which one that was.
        events: what the buyer did, each kind by its earliest sign.
        given_by_others: when money first went back that nobody here issued; None where none did.
        recorded: its outcome as the ledger has it; None where it has none.
        seq: of the entry with that outcome.
    """

    account: str
    order_id: str
    issue_id: str
    kind: IssueKind
    sku: str | None
    marketplace: str | None
    channel: Channel | None
    detected_at: datetime
    placed: datetime | date | None = None
    promised: datetime | None = None
    suggestions: tuple[Suggested, ...] = ()
    issuances: tuple[Issuance, ...] = ()
    credited_at: datetime | None = None
    credited_by: str | None = None
    events: tuple[Event, ...] = ()
    given_by_others: datetime | date | None = None
    recorded: Outcome | None = None
    seq: int | None = None

    @property
    def drawn(self) -> Drawn | None:
        """The arm it was first decided in: what it was decided later may follow from that."""
        return next((each.drawn for each in self.suggestions if each.drawn), None)

    @property
    def rule(self) -> str | None:
        """The rule that first decided it."""
        return next((each.rule for each in self.suggestions if each.rule), None)

    @property
    def is_on_its_way(self) -> bool:
        """Whether something that costs money may reach the buyer, or may not."""
        pending = (each for each in self.issuances if each.status in ON_ITS_WAY)
        return any(each.remedy.costs_money for each in pending)
