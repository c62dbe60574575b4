"""A seller's desk with troubled orders of several lines, where people say yes and no."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass

from seller_credits.domain.errors import UsageProblem
from seller_credits.domain.issuances import RESERVING, Status
from seller_credits.domain.issues import Channel, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.orders import Line, Order
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import OrderRow
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.issuance.authority import person_named
from seller_credits.issuance.wishes import Wish
from seller_credits.ledger.interface import Filter
from seller_credits.workflow.activating import activate
from seller_credits.workflow.approving import Approver
from seller_credits.workflow.declining import decline, withdraw
from seller_credits.workflow.done_elsewhere import Deed, record_of_order, record_of_suggestion
from tests.workflow.office import Office

POLICY = """\
policy: own
currency: USD
authority: {{automatic: {automatic}, agent: 5, manager: 12}}
limits: {{{limits}}}
rules:
  - rule: part
    when: {{issue: [damaged, quality, late_delivery, lost]}}
    remedy: partial_refund
    amount: 20% of item
otherwise: {{remedy: review}}
"""
PEOPLE = {"Ana": Authority.AGENT, "Ben": Authority.MANAGER, "Olga": Authority.OWNER}


def order_id(number):
    return f"111-{number:07}-{number:07}"


@dataclass
class Counter(Office):
    """People who approve.

    Attributes:
        apart: who changes something only proposes it.
    """

    apart: bool = False

    def rules(self, limits="", automatic="0", more=""):
        """A policy that gives a fifth of the price back, in force by somebody's word."""
        self.policy(POLICY.format(limits=limits, automatic=automatic) + more)
        with closing(self.house()) as house:
            used = house.policy()
            activate(house.ledger, "default", used, used, by="o", now=self.now, two_people=False)

    def sells(self, number=1, *prices, has_ids=True, buyer=None):
        """An order that was shipped, with a line of each price."""
        lines = tuple(
            Line(
                f"{number:07}{place:07}" if has_ids else None,
                f"SKU-{place}",
                None,
                None,
                1,
                Money.parse(f"{price} USD"),
                Money.zero("USD"),
            )
            for place, price in enumerate(prices or ["20.00"])
        )
        order = Order(
            source=Source.ORDERS,
            order_id=order_id(number),
            marketplace="US",
            channel=Channel.SELLER,
            status="SHIPPED",
            placed_at=self.now,
            updated_at=self.now,
            currency="USD",
            lines=lines,
            buyer=buyer,
        )
        origin = Origin(Source.ORDERS, api=True, where="getOrder")
        with closing(self.house()) as house:
            house.recorder().record(Source.ORDERS, [OrderRow(origin, order)])

    def hears(self, number=1, *kinds):
        """Something is wrong with an order, as the seller's own table tells."""
        rows = "".join(f"{order_id(number)},{kind},{self.now.date()},SKU-0\n" for kind in kinds)
        self.put(f"order_id,issue,occurred_at,sku\n{rows}", source=Source.CSV)

    def of(self, number=1, kind=None):
        """The suggestion of an order, or of one of its troubles."""
        found = [each for each in self.suggestions() if each["order_id"] == order_id(number)]
        (only,) = [each for each in found if kind in {None, each["issue"]}]
        return only

    def approves(self, item, by="Olga", *, amount=None, remedy=None, reason=""):
        """Approve, as the command does."""
        wish = Wish(amount, Remedy(remedy) if remedy else None, reason)

        def act(acting, house):
            person = person_named(by, PEOPLE)
            approver = Approver(house.ledger, person, PEOPLE, changes_apart=self.apart)
            return approver.approve(acting, item, wish)

        return self._acted(act, item["order_id"])

    def declines(self, item, by="Ana", reason="no"):
        person = person_named(by, PEOPLE)
        return self._acted(lambda acting, _: decline(acting, item, person, reason))

    def withdraws(self, item, by="Ana", reason="oops"):
        person = person_named(by, PEOPLE)
        return self._acted(lambda acting, _: withdraw(acting, item, person, reason))

    def records(self, what, amount="4.00", *, remedy=None, reference="case 1", has_no_book=False):
        """Record what was done, of a suggestion or of an order by its number."""
        deed = Deed(amount, Remedy(remedy) if remedy else None, self.now, reference, has_no_book)
        person = person_named("Ana", PEOPLE)
        if isinstance(what, str):
            return self._acted(lambda acting, _: record_of_order(acting, what, person, deed))
        return self._acted(lambda acting, _: record_of_suggestion(acting, what, person, deed))

    def _acted(self, act, order=None):
        with closing(self.house()) as house, house.recorder().acting() as acting:
            done = act(acting, house)
            if order:
                acting.decide(acting.case(order))
            return done

    def refused(self, act, *said, **how):
        """The sentence with which something is refused; nothing is written."""
        before = self.entries()
        try:
            act(*said, **how)
        except UsageProblem as problem:
            assert self.entries() == before
            return str(problem)
        raise AssertionError("it was not refused")

    def automatically(self):
        """How many the policy itself approves."""
        with closing(self.house()) as house:
            return house.recorder().approve_automatically()

    def issuances(self, *statuses):
        with closing(self.house()) as house:
            return list(house.ledger.issuances("default", statuses=statuses))

    def reserving(self):
        return self.issuances(*RESERVING)

    def moves(self, issuance, *statuses):
        """It goes on its way."""
        with closing(self.house()) as house, house.ledger.writing("default", self.now) as writer:
            for status in statuses:
                writer.issuing.move(issuance.issuance_id, status, {})

    def books(self, number, amount, key):
        """The marketplace's books show a refund of an order."""
        row = MoneyRow(
            origin=Origin(Source.FINANCES, api=True, where="finances"),
            kind=MoneyKind.REFUND,
            book="finances",
            order_id=order_id(number),
            order_item_id=None,
            sku=None,
            marketplace="US",
            posted=self.now,
            amount=Money.parse(amount),
            key=key,
            words="Refund",
            values={},
        )
        with closing(self.house()) as house:
            house.recorder().record(Source.FINANCES, [row])

    def confirms(self, issuance):
        """It was handed in, and the books show it."""
        number = int(issuance.order_id[-7:])
        self.books(number, str(issuance.amount), issuance.issuance_id)
        self.moves(issuance, Status.INTENDED, Status.SUBMITTED, Status.CONFIRMED)

    def decides(self):
        """Everything is looked at once more."""
        with closing(self.house()) as house:
            orders = {each["order_id"] for each in house.ledger.suggestions(Filter(current=False))}
            house.recorder().decide_orders(sorted(orders))

    def weighed(self, number, kind, without=None):
        """Facts and what limits go by of one trouble, as they would be asked now."""
        item = self.of(number, kind)
        with closing(self.house()) as house, house.recorder().acting() as acting:
            case = acting.case(item["order_id"])
            issue = next(one for one in case.issues if one.issue_id == item["issue_id"])
            finding, made = acting.weighed(case, issue, without=without)
            return finding.facts, made.options.budgets
