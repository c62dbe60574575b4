"""Which of the approved remedies go now, and why the others do not: pure, and asked twice.

Once to show and once inside the transaction that writes the intent, by the very same function: what
changed in between is seen there, where nobody else can write any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from seller_credits.domain.cases import OrderCase
from seller_credits.domain.decisions import Decision
from seller_credits.domain.issuances import FOR_A_PERSON, IN_FLIGHT, Issuance, Status, Stop
from seller_credits.domain.marketplaces import day_in, find_marketplace
from seller_credits.domain.money import Money
from seller_credits.domain.refunds import Refund
from seller_credits.domain.remedies import Remedy
from seller_credits.domain.shipments import Address, ShipmentRequest
from seller_credits.issuance import goods
from seller_credits.issuance.caps import Ceiling, handed_in_on
from seller_credits.issuance.checks import order_of, refund_hurdle
from seller_credits.issuance.components import refund_of
from seller_credits.issuance.fresh import Suggested, decision_hurdle, money_hurdle
from seller_credits.issuance.hurdles import Fate, Hurdle, refused, waits
from seller_credits.issuance.terms import Terms

REFUNDS = frozenset({Remedy.PARTIAL_REFUND, Remedy.FULL_REFUND})
"""Remedies that are handed in as money."""

_BY_HAND = {
    Remedy.RETURN_AND_REFUND: (
        "A return with its refund is arranged in Seller Central by a person; `record` it then."
    ),
    Remedy.REPLACEMENT: goods.BY_HAND,
    Remedy.REVIEW: "A person must say what is to be done about it.",
    Remedy.NONE: "There is nothing to be done about it.",
}
_NOT_ACTIVE = (
    "The policy that suggested it is not active: activate it (`policy activate --by NAME`), or "
    "withdraw the approval."
)
_FAR_AHEAD = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An approved remedy with all that says whether it may go.

    Attributes:
        case: all that is known of its order.
        suggested: what it was approved of; None where it was of no suggestion.
        decision: by the same version of the policy, of what is known now.
        known_money: keys of the movements that were known when it was approved; None where that
            cannot be told.
        address: where its goods are to go; None where nobody said.
    """

    issuance: Issuance
    case: OrderCase
    suggested: Suggested | None = None
    decision: Decision | None = None
    known_money: Collection[str] | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the account stands, beside its approved remedies.

    Attributes:
        issued: its issuances; at least all of `caps.LEFT_THE_HOUSE`.
        intended_at: when each submission was intended.
        active: digests of the policy's versions that people activated, and that stand.
        proven: stores in which a refund was proven to the cent.
        gone: what this run handed in already.
        stop: somebody stopped all issuing.
        forbidden: why nothing may be issued for another reason; empty where it may.
    """

    issued: Sequence[Issuance] = ()
    intended_at: Mapping[str, datetime] = field(default_factory=dict)
    active: Collection[str] = ()
    proven: Collection[str] = ()
    gone: Sequence[Money] = ()
    stop: Stop | None = None
    forbidden: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """One approved remedy: it goes where nothing keeps it.

    Attributes:
        store: code of its store; None where none is known.
        hurdle: what keeps it; None where it goes now.
        refund: the message that is handed in for it, numbered 1; None where it is no money, or
            there is no such message.
        shipment: what the marketplace is asked to send; None where it is asked nothing like that.
        goes_at: when its hold ends; None where it has none.
    """

    issuance: Issuance
    store: str | None
    hurdle: Hurdle | None
    refund: Refund | None = None
    goes_at: datetime | None = None
    deadline: datetime | None = None
    shipment: ShipmentRequest | None = None

    @property
    def goes(self) -> bool:
        """Whether it goes now."""
        return self.hurdle is None


def plan(
    candidates: Iterable[Candidate], standing: Standing, terms: Terms, now: datetime
) -> list[Planned]:
    """What would go now and what would not, those with the soonest deadline first.

    Args:
        candidates: the approved remedies.
        standing: how the account stands.
        terms: the seller's.
        now: the moment, aware.
    """
    planning = _Planning(standing, terms, now)
    return [planning.planned(each) for each in sorted(candidates, key=_soonest_first)]


def _soonest_first(candidate: Candidate) -> tuple[datetime, datetime, str]:
    told = candidate.suggested
    deadline = told.deadline if told and told.deadline else _FAR_AHEAD
    return deadline, candidate.issuance.approved_at, candidate.issuance.issuance_id


class _Planning:
    """One plan in the making: what goes first leaves less for what comes after."""

    def __init__(self, standing: Standing, terms: Terms, now: datetime) -> None:
        self._standing = standing
        self._terms = terms
        self._now = now
        today = day_in(terms.calendar, now)
        spent = handed_in_on(today, terms.calendar, standing.issued, dict(standing.intended_at))
        self._of_day = Ceiling(terms.max_per_day, spent)
        self._of_run = Ceiling(terms.max_per_run, standing.gone)
        self._of_one = Ceiling(terms.max_refund)
        self._orders: set[str] = set()
        self._lone: set[str] = set()

    def planned(self, candidate: Candidate) -> Planned:
        issuance = candidate.issuance
        order = order_of(candidate.case)
        store = find_marketplace(issuance.marketplace or (order.marketplace if order else None))
        shipment = self._shipment(candidate, store.code) if store else None
        hurdle = self._hurdle(candidate, store.code if store else None, shipment)
        refund = None
        if issuance.remedy in REFUNDS and _can_be_written(issuance):
            refund = refund_of(issuance, candidate.case, self._terms.component)
        told = candidate.suggested
        return Planned(
            issuance,
            store.code if store else None,
            hurdle,
            refund,
            issuance.approved_at + self._terms.hold if self._is_held(issuance) else None,
            told.deadline if told else None,
            shipment,
        )

    def _is_held(self, issuance: Issuance) -> bool:
        """Whether what goes of it cannot be taken back: money, or goods."""
        return issuance.remedy in REFUNDS or self._is_sent(issuance)

    def _is_sent(self, issuance: Issuance) -> bool:
        """Whether its goods are sent from the marketplace's warehouses, not by a person."""
        return issuance.remedy is Remedy.REPLACEMENT and self._terms.goods.sent

    def _shipment(self, candidate: Candidate, store: str) -> ShipmentRequest | None:
        address = candidate.address
        if address is None or not self._is_sent(candidate.issuance):
            return None
        return goods.shipment_of(candidate.issuance, store, address, self._terms.goods)

    def _hurdle(
        self, candidate: Candidate, store: str | None, shipment: ShipmentRequest | None
    ) -> Hurdle | None:
        return (
            self._of_itself(candidate, shipment)
            or self._of_the_account()
            or self._of_its_order(candidate)
            or self._of_time_and_money(candidate.issuance, store)
        )

    def _of_itself(self, candidate: Candidate, shipment: ShipmentRequest | None) -> Hurdle | None:
        """What changed of it or of its order: that is told first, for waiting would not help."""
        issuance, told = candidate.issuance, candidate.suggested
        if told is not None and told.expires_at is not None and told.expires_at < self._now:
            why = f"It can have no effect any more, since {told.expires_at:%Y-%m-%d %H:%M} UTC."
            return Hurdle(Fate.EXPIRED, "expired", why)
        if issuance.remedy in _BY_HAND and not self._is_sent(issuance):
            return waits("by_hand", _BY_HAND[issuance.remedy], for_a_person=True)
        if issuance.remedy is Remedy.MESSAGE and not self._terms.messages:
            why = "Messages are not sent: the setting submit.messages is off."
            return waits("messages_off", why, for_a_person=True)
        if told is not None and told.policy not in self._standing.active:
            return refused("not_active", _NOT_ACTIVE)
        found = None
        if self._is_held(issuance):
            found = money_hurdle(issuance, candidate.case, candidate.known_money)
            found = found or self._of_what_is_given(candidate, shipment)
        if found is None and told is not None:
            found = decision_hurdle(issuance, told, candidate.decision)
        return found

    def _of_what_is_given(
        self, candidate: Candidate, shipment: ShipmentRequest | None
    ) -> Hurdle | None:
        issuance, case = candidate.issuance, candidate.case
        if issuance.remedy in REFUNDS:
            return refund_hurdle(issuance, case, self._terms)
        return goods.goods_hurdle(issuance, case, self._terms, shipment)

    def _of_the_account(self) -> Hurdle | None:
        stop = self._standing.stop
        if stop is not None:
            since = f"{stop.at:%Y-%m-%d %H:%M} UTC"
            why = f"{stop.by} stopped all issuing on {since}: {stop.reason}"
            return waits("stopped", why, for_a_person=True)
        if self._standing.forbidden:
            return waits("forbidden", self._standing.forbidden, for_a_person=True)
        return None

    def _of_its_order(self, candidate: Candidate) -> Hurdle | None:
        """One remedy of an order at a time, so that each is proven by itself."""
        issuance = candidate.issuance
        if issuance.remedy is Remedy.MESSAGE:
            return None
        for other in candidate.case.issuances:
            if other.issuance_id == issuance.issuance_id or other.remedy is Remedy.MESSAGE:
                continue
            if other.status in FOR_A_PERSON:
                why = f"{other.issuance_id} of the same order is {other.status}: see to it first."
                return waits("order_in_question", why, for_a_person=True)
            if other.status in IN_FLIGHT:
                why = f"{other.issuance_id} of the same order is {other.status}: not proven yet."
                return waits("order_in_flight", why)
        if issuance.order_id in self._orders:
            why = "Another remedy of the same order goes first, and is proven before this one goes."
            return waits("order_in_flight", why)
        return None

    def _of_time_and_money(self, issuance: Issuance, store: str | None) -> Hurdle | None:
        if not self._is_held(issuance):
            return None
        goes_at = issuance.approved_at + self._terms.hold
        if goes_at > self._now:
            why = f"Held after its approval until {goes_at:%Y-%m-%d %H:%M} UTC."
            return waits("hold", why, until=goes_at)
        if issuance.remedy not in REFUNDS:
            self._orders.add(issuance.order_id)
            return None
        assert issuance.amount is not None
        assert store is not None
        found = self._over_a_cap(issuance.amount) or self._of_the_first(store)
        if found is None:
            self._orders.add(issuance.order_id)
            self._of_day.take(issuance.amount)
            self._of_run.take(issuance.amount)
        return found

    def _over_a_cap(self, amount: Money) -> Hurdle | None:
        passed = self._of_one.passed_by(amount)
        if passed is not None:
            why = f"It is above submit.max_refund, {passed[0]}: a person raises it, or withdraws."
            return waits("max_refund", why, for_a_person=True)
        passed = self._of_day.passed_by(amount)
        if passed is not None:
            alone = amount > passed[0]
            why = f"Above submit.max_per_day, {passed[0]}, of which {passed[1]} are gone today."
            return waits("max_per_day", why, for_a_person=alone)
        passed = self._of_run.passed_by(amount)
        if passed is not None:
            alone = amount > passed[0]
            why = f"Above submit.max_per_run, {passed[0]}, of which {passed[1]} go in this run."
            return waits("max_per_run", why, for_a_person=alone)
        return None

    def _of_the_first(self, store: str) -> Hurdle | None:
        """The first refund in a store goes alone, until it is proven to the cent."""
        if not self._terms.canary or store in self._standing.proven:
            return None
        for other in self._standing.issued:
            if other.remedy not in REFUNDS or _store_of(other) != store:
                continue
            if other.status in FOR_A_PERSON:
                why = f"The first refund in {store} is {other.status}: see to it first."
                return waits("canary", why, for_a_person=True)
            if other.status in IN_FLIGHT:
                why = f"The first refund in {store} is {other.status}: it is proven alone first."
                return waits("canary", why)
        if store in self._lone:
            why = f"The first refund in {store} goes alone, and is proven before others go."
            return waits("canary", why)
        self._lone.add(store)
        return None


def _store_of(issuance: Issuance) -> str | None:
    store = find_marketplace(issuance.marketplace)
    return store.code if store else None


def _can_be_written(issuance: Issuance) -> bool:
    """Whether a message can be made of it at all."""
    shares = [share for share in issuance.lines if share.amount]
    return bool(issuance.amount and shares) and all(share.order_item_id for share in shares)


def proven_stores(issuances: Iterable[Issuance]) -> set[str]:
    """Stores in which these, confirmed or settled, prove how a refund comes out."""
    return {
        store
        for each in issuances
        if each.status in {Status.CONFIRMED, Status.SETTLED}
        and each.remedy in REFUNDS
        and each.submission_id is not None
        and (store := _store_of(each)) is not None
    }
