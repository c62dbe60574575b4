"""Messages to buyers: alone, as a remedy, or beside one once the marketplace has taken it.

Each is sent once. Its text is a template's in the buyer's own language; where there is none, where
a word of it breaks a rule, or where the order does not take it, nothing is sent, and it says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from seller_credits.domain.errors import MarketplaceProblem, UsageProblem
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.remedies import Remedy
from seller_credits.issuance.hurdles import waits
from seller_credits.issuance.plan import REFUNDS, Planned
from seller_credits.ledger.interface import Filter
from seller_credits.marketplace.errors import CallProblem, ends_all
from seller_credits.marketplace.issuing import Desk
from seller_credits.messages import Kind, Templates, write
from seller_credits.workflow.handing_in import HandedIn, hand_over, intend
from seller_credits.workflow.outbox import Outbox

_SENT_AS: Mapping[Kind, str] = {
    Kind.CONFIRM_DELIVERY: "confirmDeliveryDetails",
    Kind.CONFIRM_ORDER: "confirmOrderDetails",
    Kind.UNEXPECTED_PROBLEM: "unexpectedProblem",
}
"""The marketplace's names of the messages that can be sent here."""

_STILL_OF_USE = timedelta(days=7)
"""After its refund, a message says something for about so long."""

_TAKEN = (Status.ACCEPTED, Status.CONFIRMED)
_WITH_MESSAGE = REFUNDS | {Remedy.REPLACEMENT}


class NotSent(Exception):
    """Nothing is sent; the message says why."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: the marketplace's name for it, and the text as the buyer reads it."""

    action: str
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What became of a message beside a refund: `sent`, `unknown` or `dropped`, and why."""

    issuance: Issuance
    became: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Messaging:
    """The messages of one live run.

    Attributes:
        outbox: the account's.
        desk: where they are sent.
        templates: the seller's; None where the file has errors.
        clock: the moment, aware.
    """

    outbox: Outbox
    desk: Desk
    templates: Templates | None
    clock: Callable[[], datetime]

    def send(self, planned: Planned) -> tuple[Planned, HandedIn | None]:
        """Send a remedy that is a message; how it stands now, and what became of it.

        Raises:
            MarketplaceProblem: nothing could be asked; nothing was sent.
        """
        issuance, store = planned.issuance, planned.store
        if store is None:
            return _kept(planned, "No known store is told for it."), None
        try:
            letter = self._letter(issuance, store)
        except NotSent as why:
            return _kept(planned, str(why)), None
        intent, otherwise = intend(
            self.outbox, store, [planned], letter.text.encode(), kind="message"
        )
        if intent is None:
            return otherwise[0], None

        def call() -> str:
            self.desk.send_message(issuance.order_id, store, letter.action, letter.text)
            return ""

        became = hand_over(self.outbox, intent, call)
        if became.status is Status.SUBMITTED:
            with self.outbox.recorder.acting() as acting:
                told = {"why": "The marketplace took the message; no book shows it."}
                for status in (Status.CONFIRMED, Status.SETTLED):
                    acting.move(issuance.issuance_id, status, told)
        return planned, became

    def send_beside(self) -> Iterator[Beside]:
        """Send what goes with refunds the marketplace has taken, each once."""
        for issuance in list(
            self.outbox.ledger.issuances(self.outbox.account, statuses=list(_TAKEN))
        ):
            if (
                issuance.message is None
                or issuance.remedy not in _WITH_MESSAGE
                or issuance.marketplace is None
                or self.clock() - issuance.moved_at > _STILL_OF_USE
            ):
                continue
            became = self._send_beside(issuance, issuance.marketplace)
            if became is not None:
                yield became

    def _send_beside(self, issuance: Issuance, store: str) -> Beside | None:
        said = self._said(issuance)
        if said == "message_intended":
            return self._note(issuance, "unknown", "Whoever sent it ended before the answer came.")
        if said is not None:
            return None
        try:
            letter = self._letter(issuance, store)
        except NotSent as why:
            return self._note(issuance, "dropped", str(why))
        except MarketplaceProblem as problem:
            if ends_all(problem):
                raise
            return None  # the next run asks again
        if not self._intended(issuance):
            return None
        try:
            self.desk.send_message(issuance.order_id, store, letter.action, letter.text)
        except UsageProblem as problem:
            return self._note(issuance, "dropped", problem.message)
        except MarketplaceProblem as problem:
            is_lost = isinstance(problem, CallProblem) and problem.may_have_happened
            return self._note(issuance, "unknown" if is_lost else "dropped", problem.message)
        return self._note(issuance, "sent")

    def _intended(self, issuance: Issuance) -> bool:
        """Write down that it is sent now; False where somebody else said a word about it."""
        with self.outbox.recorder.acting() as acting:
            # Nobody else writes meanwhile: what is read here is all there is.
            if self._said(issuance) is not None or acting.writer.issuing.stopped is not None:
                return False
            if self.outbox.forbidden():
                return False
            acting.writer.issuing.message(issuance, "intended")
        return True

    def _note(self, issuance: Issuance, became: str, why: str = "") -> Beside:
        with self.outbox.recorder.acting() as acting:
            acting.writer.issuing.message(issuance, became, why=why)
        return Beside(issuance, became, why)

    def _said(self, issuance: Issuance) -> str | None:
        """The latest word about its message; None where there is none."""
        said = None
        for entry in self.outbox.ledger.history(issuance.order_id):
            is_ours = entry.account == self.outbox.account
            if is_ours and entry.kind.startswith("message_"):
                told = orjson.loads(entry.payload)
                said = entry.kind if told["issuance_id"] == issuance.issuance_id else said
        return said

    def _letter(self, issuance: Issuance, store: str) -> Letter:
        """What the buyer would read, if the order takes it.

        Raises:
            NotSent: there is no such text, it breaks a rule, or the order does not take it.
            MarketplaceProblem: nobody could be asked.
        """
        if self.templates is None:
            raise NotSent("The message templates have errors: `seller-credits policy check`.")
        if issuance.message is None:
            raise NotSent("No message is named.")
        template = self.templates.by_name.get(issuance.message)
        action = _SENT_AS.get(template.sent_as) if template else None
        if template is not None and action is None:
            raise NotSent(f"Messages of the kind {template.sent_as} cannot be sent here.")
        order_id = issuance.order_id
        allowed = self.desk.allowed_messages(order_id, store) if action else ()
        if action is not None and action not in allowed:
            raise NotSent(f"The order does not take the message {action} now.")
        locale = self.desk.buyer_locale(order_id, store) if action else None
        facts = self._facts(issuance)
        written = write(self.templates, issuance.message, facts, marketplace=store, locale=locale)
        if written.why_not or written.text is None or action is None:
            raise NotSent(written.why_not)
        return Letter(action, written.text)

    def _facts(self, issuance: Issuance) -> Mapping[str, Any]:
        wanted = Filter(
            account=self.outbox.account, orders=frozenset([issuance.order_id]), current=False
        )
        for item in self.outbox.ledger.suggestions(wanted):
            if item["suggestion_id"] == issuance.suggestion_id:
                facts: Mapping[str, Any] = item["facts"]
                return facts
        return {}


def _kept(planned: Planned, why: str) -> Planned:
    return replace(planned, hurdle=waits("message", why, for_a_person=True))
