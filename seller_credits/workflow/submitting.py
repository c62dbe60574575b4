"""`submit`: what is approved goes to the marketplace, each remedy once.

Nothing that is not approved, not confirmed by whoever started this, or not read anew just before
goes anywhere. What keeps a remedy is told in a sentence; it goes with a later run, or it is decided
anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from seller_credits.domain.errors import MarketplaceProblem, SellerCreditsError, UnreadableSource
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.issues import Source
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.hurdles import Hurdle, waits
from seller_credits.issuance.plan import REFUNDS, Planned
from seller_credits.marketplace.errors import ends_all
from seller_credits.marketplace.issuing import Desk
from seller_credits.marketplace.refunds.document import refund_document
from seller_credits.marketplace.refunds.vocabulary import FEED_TYPE
from seller_credits.messages import Templates
from seller_credits.workflow.freshness import as_recorded
from seller_credits.workflow.handing_in import (
    HandedIn,
    LeftToAPerson,
    hand_over,
    intend,
    numbered,
    settle,
    take_up,
)
from seller_credits.workflow.messaging import Beside, Messaging
from seller_credits.workflow.outbox import Outbox
from seller_credits.workflow.shipping import Shipping

MOST_MESSAGES = 100
"""Refunds of one feed: the last order of it was read anew not long after the first."""

FRESH_FOR = timedelta(minutes=15)
"""How long after an order was read anew it may be handed in by it."""

RETURNS_ARE_OLD = timedelta(hours=24)
"""A return that was asked for since would not be seen."""

_UNSETTLED = "It changed again and again while it was to be handed in; the next run looks again."
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one approved remedy in one run.

    Attributes:
        handed_in: with what it went; None where it did not go.
    """

    planned: Planned
    handed_in: HandedIn | None = None

    @property
    def result(self) -> str:
        """In one word: `submitted`, `unknown`, `waits`, `refused`, `superseded` or `expired`.

        In a run that only looks, `goes` for what would go.
        """
        if self.handed_in is not None and self.handed_in.status is not Status.APPROVED:
            return str(self.handed_in.status)
        return "goes" if self.hurdle is None else str(self.hurdle.fate)

    @property
    def hurdle(self) -> Hurdle | None:
        """What kept it; None where nothing did."""
        became = self.handed_in
        if became is not None and became.status is Status.APPROVED:
            return waits("not_handed_in", f"The marketplace did not take it: {became.why}")
        return None if became is not None else self.planned.hurdle


@dataclass(slots=True)
class Submitted:
    """What one run did.

    Attributes:
        items: every approved remedy, and what became of it.
        lost: what an earlier process handed in and never heard of: it is looked for.
        beside: messages that went with refunds the marketplace has taken.
        remarks: what a person should know, in sentences.
        problem: what ended it early.
    """

    items: list[Item] = field(default_factory=list)
    lost: list[Issuance] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problem: SellerCreditsError | None = None


def begin(outbox: Outbox, confirmed: Collection[str]) -> tuple[Submitted, list[Planned]]:
    """What is to be handed in now by what is known; of all else, why it is not.

    What an earlier process intended and never heard of is taken for lost, and what ended is written
    down and decided anew. To be called by whoever holds the account.

    Args:
        outbox: the account's.
        confirmed: keys of the issuances whoever started it has seen and wants to go.
    """
    done = Submitted(lost=take_up(outbox))
    going = []
    with outbox.recorder.acting() as acting:
        planned = settle(acting, outbox.planned(acting))
    for each in planned:
        if each.goes and each.issuance.issuance_id in confirmed:
            going.append(each)
        else:
            kept = _kept(each, "not_confirmed", _NOT_CONFIRMED) if each.goes else each
            done.items.append(Item(kept))
    return done, going


@dataclass(slots=True)
class Submitting:
    """One live run of one account, which must be held while it lasts.

    Attributes:
        outbox: the account's.
        desk: where orders are read anew and refunds handed in; None where nobody can be asked, and
            all that is made is a file.
        seller_id: as the marketplace calls the seller.
        clock: the moment, aware.
        sleep: lets seconds pass.
        told: where progress goes.
        file: makes a file of a store's document, for an upload by hand; None where it is handed in.
        templates: of messages; None where there are none that can be used.
    """

    outbox: Outbox
    desk: Desk | None
    seller_id: str
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    told: Callable[[str], None]
    file: Callable[[str, bytes], str] | None = None
    templates: Templates | None = None
    _done: Submitted = field(default_factory=Submitted)
    _read_at: dict[str, datetime] = field(default_factory=dict)

    def run(self, done: Submitted, going: Sequence[Planned]) -> Submitted:
        """Hand in what still holds after its order was read anew.

        Args:
            done: as `begin` gave it; it grows.
            going: likewise.
        """
        self._done = done
        fresh = self._read_anew(going)
        refunds = [each for each in fresh if each.issuance.remedy in REFUNDS]
        for store in dict.fromkeys(each.store for each in refunds):
            of_store = [each for each in refunds if each.store == store]
            if done.problem is not None and ends_all(done.problem):
                self._keep(of_store, "unreachable", done.problem.message)
            else:
                assert store is not None
                self._hand_in_store(store, of_store)
        self._ship([each for each in fresh if each.shipment is not None])
        self._send([each for each in fresh if each.issuance.remedy is Remedy.MESSAGE])
        return done

    def _ship(self, replacements: Sequence[Planned]) -> None:
        if self.desk is None or self.file is not None:
            self._keep(replacements, "no_file", "A replacement cannot be asked for by a file.")
            return
        shipping = Shipping(self.outbox, self.desk)
        for each in replacements:
            problem = self._done.problem
            if problem is not None and ends_all(problem):
                self._keep([each], "unreachable", problem.message)
                continue
            for still in self._still_fresh([each]):
                self.told(f"having the goods of order {each.issuance.order_id} sent")
                try:
                    item = Item(*shipping.send(still))
                except MarketplaceProblem as found:
                    self._done.problem = found
                    item = Item(_kept(each, "not_foreseen", found.message))
                self._done.items.append(item)

    def _send(self, messages: Sequence[Planned]) -> None:
        """Messages last: money is what a buyer waits for."""
        if self.desk is None or self.file is not None or not self.outbox.terms.messages:
            self._keep(messages, "no_file", "A message cannot be sent by a file.")
            return
        messaging = Messaging(self.outbox, self.desk, self.templates, self.clock)
        for each in messages:
            self.told(f"writing to the buyer of order {each.issuance.order_id}")
            try:
                item = Item(*messaging.send(each))
            except MarketplaceProblem as problem:
                self._done.problem = problem
                item = Item(_kept(each, "unread", problem.message))
            self._done.items.append(item)
        try:
            self._done.beside.extend(messaging.send_beside())
        except MarketplaceProblem as problem:
            self._done.problem = problem

    def _settled(self, only: Collection[str] | None) -> list[Planned]:
        """How each stands now; what ended is written down, and decided anew."""
        with self.outbox.recorder.acting() as acting:
            return settle(acting, self.outbox.planned(acting, only))

    def _keep(self, planned: Sequence[Planned], code: str, why: str) -> None:
        self._done.items += [Item(_kept(each, code, why)) for each in planned]

    def _read_anew(self, going: Sequence[Planned]) -> list[Planned]:
        """Those that still hold after their orders were read anew."""
        self._remark_on_returns(going)
        read: list[str] = []
        for number, each in enumerate(going, 1):
            order_id = each.issuance.order_id
            self.told(f"reading order {order_id} anew, {number:,} of {len(going):,}")
            problem = self._done.problem
            if problem is not None and ends_all(problem):
                self._keep([each], "unreachable", problem.message)
                continue
            try:
                why = self._read(order_id)
            except (MarketplaceProblem, UnreadableSource) as found:
                self._done.problem = found
                why = f"Its order could not be read anew: {found.message}"
            if why:
                self._keep([each], "unread", why)
            else:
                read.append(each.issuance.issuance_id)
        if not read:
            return []
        fresh = self._settled(read)
        self._done.items += [Item(each) for each in fresh if not each.goes]
        gone = {*read} - {each.issuance.issuance_id for each in fresh}
        lost = [each for each in going if each.issuance.issuance_id in gone]
        self._keep(lost, "changed", "Somebody else changed it meanwhile.")
        return [each for each in fresh if each.goes]

    def _remark_on_returns(self, going: Sequence[Planned]) -> None:
        """The returns of one order cannot be asked for: say so where their report is old."""
        sources = as_recorded(self.outbox.ledger.windows(self.outbox.account))
        for store in dict.fromkeys(each.store for each in going):
            fresh = sources.rests_on(store).get(Source.MFN_RETURNS)
            if fresh is None or self.clock() - fresh.read_at > RETURNS_ARE_OLD:
                when = f"last read on {fresh.read_at:%Y-%m-%d %H:%M} UTC" if fresh else "never read"
                self._remark(f"The returns of {store} were {when}: `sync` shows what came since.")

    def _read(self, order_id: str) -> str:
        """Read one order and its money into the ledger; why it cannot go by that, if it cannot."""
        if self.desk is None:
            self._remark(_NOT_READ)
            self._read_at[order_id] = self.clock()
            return ""
        recorder = self.outbox.recorder
        row = self.desk.order(order_id)
        if row is None:
            return "The marketplace knows no such order."
        money = self.desk.money_of(order_id)
        recorder.record(Source.ORDERS, [row])
        if money.rows:
            recorder.record(Source.FINANCES, list(money.rows))
        if not money.shows_held:
            self._remark("Money that is held back was not shown: only the older book answered.")
        self._read_at[order_id] = self.clock()
        return ""

    def _remark(self, sentence: str) -> None:
        if sentence not in self._done.remarks:
            self._done.remarks.append(sentence)

    def _hand_in_store(self, store: str, planned: Sequence[Planned]) -> None:
        """One feed of a store; what is beyond it goes with the next run."""
        self._keep(planned[MOST_MESSAGES:], "full", "The feed is full; the next run takes it.")
        group = planned[:MOST_MESSAGES]
        for _ in range(_TRIES):
            group = self._still_fresh(group)
            if not group:
                return
            group, became = self._hand_in(store, group)
            if became is not None:
                self._done.items += [Item(each, became) for each in became.intent.planned]
                return
        self._keep(group, "unsettled", _UNSETTLED)

    def _still_fresh(self, planned: Sequence[Planned]) -> list[Planned]:
        now = self.clock()
        kept = []
        for each in planned:
            read_at = self._read_at.get(each.issuance.order_id)
            if read_at is None or now - read_at > FRESH_FOR:
                why = "Its order was read too long ago by now; the next run reads it anew."
                self._keep([each], "not_fresh", why)
            else:
                kept.append(each)
        return kept

    def _hand_in(
        self, store: str, group: Sequence[Planned]
    ) -> tuple[list[Planned], HandedIn | None]:
        """One try: what became of it, or those that would still go, where anything changed."""
        going = numbered(group)
        refunds = [each.refund for each in going if each.refund is not None]
        document = refund_document(refunds, self.seller_id)
        self.told(f"handing in {len(refunds):,} of {store}")
        try:
            call = self._prepared(store, document)
        except MarketplaceProblem as problem:
            self._done.problem = problem
            self._keep(group, "not_uploaded", f"It could not be uploaded: {problem.message}")
            return [], None
        intent, otherwise = intend(self.outbox, store, going, document)
        if intent is None:
            self._done.items += [Item(each) for each in otherwise if not each.goes]
            return [each for each in otherwise if each.goes], None
        became = hand_over(self.outbox, intent, call)
        self._done.problem = became.problem or self._done.problem
        return [], became

    def _prepared(self, store: str, document: bytes) -> Callable[[], str]:
        """Everything that has no effect yet; gives the one call that has."""
        if self.file is not None:
            return partial(_left_to_a_person, self.file, store, document)
        assert self.desk is not None
        document_id = self.desk.upload(document)
        # Before the intent is written: after it, every second is one more to be killed in.
        seconds = self.desk.seconds_until_hand_in()
        if seconds > 0:
            self.told(f"waiting {seconds:.0f} s for the marketplace's turn")
            self.sleep(seconds)
        return partial(self.desk.hand_in, FEED_TYPE, store, document_id)


def _left_to_a_person(file: Callable[[str, bytes], str], store: str, document: bytes) -> str:
    name = file(store, document)
    raise LeftToAPerson(f"It lies in {name}, for a person to upload.")


_NOT_READ = "Orders were not read anew before: nobody can be asked without the account's keys."
_NOT_CONFIRMED = "It came after what was confirmed; the next run shows it."


def _kept(planned: Planned, code: str, why: str) -> Planned:
    return replace(planned, hurdle=waits(code, why))
