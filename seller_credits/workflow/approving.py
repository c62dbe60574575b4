"""A person says yes: whether they may, whether it still fits, and what exactly is approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seller_credits import policy as rules
from seller_credits.detection.facts import Finding
from seller_credits.domain.approvals import Approval, Change
from seller_credits.domain.cases import CurrentSuggestion, Issue, OrderCase
from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.identity import issuance_id
from seller_credits.domain.issuances import CAME_TO_NOTHING, Issuance, Status
from seller_credits.domain.money import Money
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.issuance.authority import NotAllowed, Person, who_may
from seller_credits.issuance.wishes import REFUNDS, Chosen, Wish, chosen
from seller_credits.ledger.interface import Ledger
from seller_credits.workflow.acting import Acting
from seller_credits.workflow.affected import shares_of
from seller_credits.workflow.changes import change_of, change_proposed
from seller_credits.workflow.same_trouble import given_for_the_same
from seller_credits.workflow.suggesting import Made

Item = Mapping[str, Any]
"""A suggestion as the ledger lists it."""

_CAN_BE_TRIED_AGAIN = frozenset(str(status) for status in CAME_TO_NOTHING)
_DECLINED = "declined"
_NO_MONEY_BESIDE = frozenset({"claim_open", "not_shipped", "refund_pending"})
"""Guards that no person's approval overrules: what is given beside them may be paid twice, or not
be taken at all. Those that decide that nothing is to be done are overruled by nobody either."""
_STALE = "stale_source"


@dataclass(frozen=True, slots=True)
class Approver:
    """A person who approves.

    Attributes:
        people: names and authorities of the settings.
        changes_apart: who changes an amount or remedy only proposes it.
    """

    ledger: Ledger
    person: Person
    people: Mapping[str, Authority]
    changes_apart: bool = False

    def approve(self, acting: Acting, suggestion: Item, wish: Wish) -> Approval:
        """Approve one suggestion, or propose the change of it.

        Raises:
            UsageProblem: it cannot be approved like this, or not any more.
            NotAllowed: not by this person.
        """
        about = About.of(acting.case(suggestion["order_id"]), suggestion)
        must_be_open(about, wish)
        waiting = None
        if self.changes_apart:
            waiting = change_proposed(self.ledger, acting.account, suggestion)
        wish = _with_change(suggestion, wish, waiting)
        judge = _Judge(self.ledger, suggestion, *acting.weighed(about.case, about.issue))
        picked = chosen(suggestion, wish, judge.said(Remedy.MESSAGE, None).whole)
        said = judge.must_fit(picked)
        change = None
        if picked.is_changed:
            change = change_of(suggestion, picked, self.person.name, wish.reason)
            if self.changes_apart and not self._seconds(waiting, picked):
                self._propose(acting, about, change)
                return Approval(suggestion, None, change)
            change = waiting or change
        self._must_be_allowed(said, picked)
        issuance = self._issuance(acting, about, picked, said, wish.reason)
        notes = _notes(acting, about, issuance)
        acting.begin(issuance, by=self.person.name)
        return Approval(suggestion, issuance, change, notes)

    def _propose(self, acting: Acting, about: About, change: Change) -> None:
        shares_of(about.case, about.issue, change.amount)
        named = {**about.suggestion, "ordinal": about.current.ordinal}
        acting.writer.issuing.change_proposed(
            about.case.order_id, named, change.as_json(), by=change.by, reason=change.reason
        )

    def _seconds(self, waiting: Change | None, picked: Chosen) -> bool:
        """Whether another person asked for this very change.

        Raises:
            NotAllowed: the same person did.
        """
        if waiting is None or (waiting.remedy, waiting.amount) != (picked.remedy, picked.amount):
            return False
        if self.person.is_named(waiting.by):
            raise NotAllowed(
                f"Not allowed to this person: {waiting.by} proposed this change, and the settings "
                "ask for another one to approve it.",
                hint="Another person approves it: the same command with their --by NAME.",
            )
        return True

    def _must_be_allowed(self, said: rules.ByHand, picked: Chosen) -> None:
        if self.person.may(said.authority):
            return
        worth = f"{picked.remedy} worth {said.worth}" if said.worth else f"a {picked.remedy}"
        raise NotAllowed(
            f"Not allowed to this person: {self.person.name} approves as {self.person.authority}, "
            f"and {worth} takes more.",
            hint=f"Who may: {who_may(said.authority, self.people)}.",
        )

    def _issuance(
        self, acting: Acting, about: About, picked: Chosen, said: rules.ByHand, reason: str
    ) -> Issuance:
        issue, suggestion = about.issue, about.suggestion
        keeps_message = picked.remedy == suggestion["remedy"] or picked.remedy is Remedy.MESSAGE
        return Issuance(
            issuance_id=key_of(acting.account, about.case, suggestion["suggestion_id"]),
            order_id=about.case.order_id,
            status=Status.APPROVED,
            remedy=picked.remedy,
            marketplace=issue.marketplace,
            amount=picked.amount,
            approved_at=acting.now,
            moved_at=acting.now,
            by=self.person.name,
            issue=issue.kind,
            issue_id=issue.issue_id,
            suggestion_id=suggestion["suggestion_id"],
            ordinal=about.current.ordinal,
            authority=said.authority,
            reason=reason,
            rule=suggestion["rule"],
            message=suggestion["message"] if keeps_message else None,
            lines=shares_of(about.case, issue, picked.amount),
            worth=said.worth,
        )


@dataclass(frozen=True, slots=True)
class About:
    """What an act is about: a suggestion, its issue and its order, as they are now."""

    suggestion: Item
    case: OrderCase
    issue: Issue
    current: CurrentSuggestion

    @classmethod
    def of(cls, case: OrderCase, suggestion: Item) -> About:
        """The suggestion within its order."""
        issue = next(one for one in case.issues if one.issue_id == suggestion["issue_id"])
        return cls(suggestion, case, issue, case.suggestions[issue.issue_id])

    @property
    def latest(self) -> Issuance | None:
        """What was approved or recorded of this very suggestion last."""
        name = self.suggestion["suggestion_id"]
        own = (each for each in reversed(self.case.issuances) if each.suggestion_id == name)
        return next(own, None)


def key_of(account: str, case: OrderCase, suggestion_id: str) -> str:
    """The key of the next attempt at a suggestion: never one that was used before."""
    before = sum(each.suggestion_id == suggestion_id for each in case.issuances)
    return issuance_id(account, case.order_id, suggestion_id, before + 1)


def must_be_open(about: About, wish: Wish) -> None:
    """Refuse what is not to be approved, or not any more, and say why.

    Raises:
        UsageProblem: always where it cannot be approved.
    """
    must_be_current(about)
    name, status = about.suggestion["suggestion_id"], about.current.status
    if status == "proposed" or status in _CAN_BE_TRIED_AGAIN:
        return
    if status == _DECLINED:
        if wish.reason:
            return
        raise UsageProblem(
            f"{name} was declined.", hint="To approve it all the same, say why: --reason TEXT."
        )
    if status == "closed":
        why = next(iter(about.suggestion["reasons"]), "")
        raise UsageProblem(f"{name} is closed: nothing is to be done. {why}".rstrip())
    if about.latest is None or status == "expired":
        raise UsageProblem(
            f"{name} has expired: acting on it has no effect any more.",
            hint="What you do all the same, in Seller Central, goes into the ledger with `record`.",
        )
    how = "recorded" if about.latest.reference else "approved"
    raise UsageProblem(
        f"{name} is {status} already: {how} by {about.latest.by}.",
        hint=f"See it: seller-credits ledger history {about.case.order_id}",
    )


def must_be_current(about: About) -> None:
    """Refuse what another suggestion took the place of.

    Raises:
        UsageProblem: always where one did.
    """
    name, current = about.suggestion["suggestion_id"], about.current
    if current.suggestion_id != name or current.status == "superseded":
        raise UsageProblem(
            f"{name} is superseded: another suggestion takes its place.",
            hint=f"See it: seller-credits suggestions --order {about.case.order_id}",
        )


@dataclass(frozen=True, slots=True)
class _Judge:
    """What the version that decided says of what a person chose, as things stand now."""

    ledger: Ledger
    suggestion: Item
    finding: Finding
    made: Made

    def said(self, remedy: Remedy, amount: Money | None) -> rules.ByHand:
        currency = self.suggestion["currency"] or rules.currency_of(self.finding.facts) or ""
        return rules.by_hand(
            self._policy(),
            self.finding.facts,
            remedy,
            amount,
            currency=currency,
            options=self.made.options,
        )

    def _policy(self) -> rules.Policy | None:
        digest = self.suggestion["policy_digest"]
        if self.made.policy is not None and self.made.policy.digest == digest:
            return self.made.policy
        kept = self.ledger.policy_text(digest) if digest else None
        return rules.read_policy(kept[1], kept[0]).policy if kept else None

    def must_fit(self, picked: Chosen) -> rules.ByHand:
        """What it counts for.

        Raises:
            UsageProblem: a guard, what is left to refund, or a limit stands against it.
        """
        said = self.said(picked.remedy, picked.amount)
        if not picked.remedy.costs_money:
            return said
        self._no_guard()
        if picked.remedy in REFUNDS:
            assert picked.amount is not None
            _is_left(picked.amount, said.left)
        if said.breaks:
            raise UsageProblem(
                f"It would break a limit of the policy: {'; '.join(said.breaks)}.",
                hint="Approve less (--amount), or once more is left; above its limits nothing is "
                "given by this program.",
            )
        return said

    def _no_guard(self) -> None:
        decision = self.made.decision
        guard = decision.guard
        stands = guard in _NO_MONEY_BESIDE or decision.remedy is Remedy.NONE
        if guard == _STALE and self.suggestion["guard"] == _STALE:
            stands = True
        if guard is not None and stands:
            raise UsageProblem(
                f"The guard {guard} stands against it. {decision.reasons[0]}",
                hint="What you do all the same, in Seller Central, goes into the ledger with "
                "`record`.",
            )


def _is_left(amount: Money, left: Money | None) -> None:
    if left is None:
        raise UsageProblem(
            "What the buyer paid is not known here, so nothing tells that it is not too much.",
            hint="Sync, or import the all-orders report; or refund in Seller Central and `record`.",
        )
    if amount > left:
        rest = left if left.amount > 0 else Money.zero(left.currency)
        raise UsageProblem(
            f"{amount} is more than is left to refund: {rest}. What was refunded before, and what "
            "is approved or on its way, counts."
        )


def _with_change(suggestion: Item, wish: Wish, waiting: Change | None) -> Wish:
    """Whoever says nothing of amount and remedy approves the change that was proposed."""
    if waiting is None or wish.amount is not None or wish.remedy is not None:
        return wish
    amount = waiting.amount.plain if waiting.amount else None
    differs = str(waiting.remedy) != suggestion["remedy"]
    return Wish(amount, waiting.remedy if differs else None, wish.reason or waiting.reason)


def _notes(acting: Acting, about: About, issuance: Issuance) -> tuple[str, ...]:
    found = [given_for_the_same(about.case, about.issue)]
    if about.current.stands_on[0] not in acting.in_force.active:
        found.append(
            "It was decided by a policy that nobody activated: nothing of it is handed in before "
            "`policy activate --by NAME`."
        )
    if issuance.amount and any(share.order_item_id is None for share in issuance.lines):
        found.append(
            "The order item is not known, so the marketplace cannot be asked to refund it: refund "
            "it in Seller Central and `record` it, or sync, withdraw it and approve it anew."
        )
    return tuple(note for note in found if note)
