"""What is approved and not handed in yet, with all that says whether it may go now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from seller_credits import policy as rules
from seller_credits.detection.matching import learn_from_order
from seller_credits.domain.cases import OrderCase
from seller_credits.domain.decisions import Decision
from seller_credits.domain.issuances import Issuance, Status
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Remedy
from seller_credits.domain.shipments import Address
from seller_credits.issuance.caps import LEFT_THE_HOUSE
from seller_credits.issuance.fresh import Suggested
from seller_credits.issuance.plan import Candidate, Planned, Standing, plan, proven_stores
from seller_credits.issuance.terms import Terms
from seller_credits.ledger.chain import Entry
from seller_credits.ledger.interface import Filter, Ledger
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.recording import Recorder


class _Undone(Exception):
    """Nothing of this transaction is to stay."""


def _allowed() -> str:
    return ""


@dataclass(slots=True)
class Outbox:
    """One account's approved remedies, looked at in a transaction, where nobody else writes.

    Attributes:
        ledger: what is known.
        account: its name.
        recorder: of the account: it decides again by what is known now.
        terms: the seller's.
        forbidden: says why nothing may be issued at all; empty where it may.
    """

    ledger: Ledger
    account: str
    recorder: Recorder
    terms: Terms
    forbidden: Callable[[], str] = _allowed
    addresses: Mapping[str, Address] = field(default_factory=dict)
    """Where goods are to go, by order, for this run alone: no address is kept."""
    gone: list[Money] = field(default_factory=list)
    """What this run handed in."""
    _proven: frozenset[str] | None = None

    def foreseen(self) -> list[Planned]:
        """What would go now and what would not; nothing is written."""
        found: list[Planned] = []
        with suppress(_Undone), self.recorder.acting() as acting:
            found = self.planned(acting)
            raise _Undone
        return found

    def planned(self, acting: Acting, only: Collection[str] | None = None) -> list[Planned]:
        """The same within a transaction; of these keys alone where some are named.

        Args:
            acting: the transaction.
            only: keys of issuances.
        """
        issuing = acting.writer.issuing
        approved = [
            each
            for each in issuing.standing(statuses=[Status.APPROVED])
            if only is None or each.issuance_id in only
        ]
        if not approved:
            return []
        submissions = self.ledger.submissions(self.account)
        standing = Standing(
            issued=issuing.standing(statuses=LEFT_THE_HOUSE),
            intended_at={each.submission_id: each.at for each in submissions},
            active=acting.in_force.active,
            proven=self._proven_stores(),
            gone=self.gone,
            stop=issuing.stopped,
            forbidden=self.forbidden(),
        )
        return plan(self._candidates(acting, approved), standing, self.terms, acting.now)

    def unused_addresses(self) -> list[str]:
        """Orders that an address is given for, and no approved replacement."""
        if not self.addresses:
            return []
        approved = self.ledger.issuances(self.account, statuses=[Status.APPROVED])
        wanted = {each.order_id for each in approved if each.remedy is Remedy.REPLACEMENT}
        return [order_id for order_id in self.addresses if order_id not in wanted]

    def _proven_stores(self) -> frozenset[str]:
        """Stores in which a refund came out as it was meant: read once, for it stays so."""
        if self._proven is None:
            issued = self.ledger.issuances(
                self.account, statuses=[Status.CONFIRMED, Status.SETTLED]
            )
            self._proven = frozenset(proven_stores(issued))
        return self._proven

    def _candidates(self, acting: Acting, approved: Sequence[Issuance]) -> Iterator[Candidate]:
        orders = {each.order_id for each in approved}
        cases = acting.writer.cases(orders)
        items = self._suggestions(orders)
        for issuance in approved:
            case = cases[issuance.order_id]
            item = items.get(issuance.suggestion_id or "")
            yield Candidate(
                issuance,
                case,
                Suggested.from_item(item) if item else None,
                self._decided_now(acting, case, issuance, item) if item else None,
                self._known_money(issuance),
                self.addresses.get(issuance.order_id),
            )

    def _suggestions(self, orders: Iterable[str]) -> dict[str, dict[str, Any]]:
        wanted = Filter(account=self.account, orders=frozenset(orders), current=False)
        return {item["suggestion_id"]: item for item in self.ledger.suggestions(wanted)}

    def _decided_now(
        self, acting: Acting, case: OrderCase, issuance: Issuance, item: Mapping[str, Any]
    ) -> Decision | None:
        """What the version of the policy that suggested it makes of what is known now."""
        issue = next((one for one in case.issues if one.issue_id == issuance.issue_id), None)
        if issue is None:
            return None
        learn_from_order(case, issue)
        finding, made = acting.weighed(case, issue, without=issuance.issuance_id)
        if made.digest == item["policy_digest"]:
            return made.decision
        kept = self.ledger.policy_text(item["policy_digest"])
        read = rules.read_policy(kept[1], kept[0]) if kept else None
        if read is None or read.policy is None:
            return None
        drawn = rules.Options.from_json(item["options"]).drawn
        options = replace(made.options, drawn=drawn)
        return rules.decide(read.policy, finding.facts, order_date=made.day, options=options)

    def _known_money(self, issuance: Issuance) -> frozenset[str] | None:
        """Keys of the movements of money that were recorded before it was approved."""
        known = set()
        for entry in self.ledger.history(issuance.order_id):
            if entry.account != self.account:
                continue
            if entry.kind == "money_seen":
                known.add(str(orjson.loads(entry.payload)["key"]))
            elif entry.kind == Status.APPROVED and _names(entry, issuance):
                return frozenset(known)
        return None


def _names(entry: Entry, issuance: Issuance) -> bool:
    return bool(orjson.loads(entry.payload)["issuance_id"] == issuance.issuance_id)
