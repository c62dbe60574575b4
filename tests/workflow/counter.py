"""A seller with approved refunds beside a marketplace in memory that pays whatever it is handed."""

from __future__ import annotations

from collections import Counter as Count
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from xml.etree import ElementTree as ET

from seller_credits.domain.identity import issuance_id
from seller_credits.domain.issuances import Issuance, LineShare, Status
from seller_credits.domain.issues import Channel, IssueKind, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.orders import Line, Order
from seller_credits.domain.origins import Origin
from seller_credits.domain.records import OrderRow
from seller_credits.domain.remedies import Authority, Remedy
from seller_credits.domain.shipments import Placed, ShipmentOrder, ShipmentPreview
from seller_credits.issuance.terms import Terms
from seller_credits.ledger.interface import Filter
from seller_credits.marketplace.issuing import OrderMoney
from seller_credits.marketplace.plans import Book
from seller_credits.message_file import read_messages
from seller_credits.resources import packaged
from seller_credits.workflow.activating import activate, revoke
from seller_credits.workflow.outbox import Outbox
from seller_credits.workflow.submitting import Submitting, begin
from tests.workflow.office import Office, orders_text, returns_text

POLICY = """\
policy: own
currency: USD
authority: {automatic: 1, agent: 20, manager: 100}
rules:
  - rule: quality
    when: {issue: quality}
    remedy: partial_refund
    amount: 42% of item
otherwise: {remedy: review}
"""
QUALITY = {"Return request status": "Completed", "Return Reason": "CR-QUALITY_UNACCEPTABLE"}
AT_ONCE = Terms(hold=timedelta(0), canary=False, calendar="US")


def order_id(number):
    return f"111-{number:07}-{number:07}"


def line_id(number):
    return f"{number:014}"


@dataclass
class PayingDesk:
    """A marketplace that pays what it is handed, as often as it is; see `Desk` for its verbs.

    Attributes:
        orders: by id, as they are now.
        money: what its books show, by order.
        endings: what hand_in raises, by how many times it was asked; it is done nevertheless where
            `happens` says so.
        feeds: every document that was carried out.
        before_pay: called when something is handed in, before it is carried out.
    """

    orders: dict = field(default_factory=dict)
    money: dict = field(default_factory=dict)
    endings: dict = field(default_factory=dict)
    happens: bool = True
    feeds: list = field(default_factory=list)
    uploaded: dict = field(default_factory=dict)
    asked: int = 0
    before_pay: object = None
    reading: object = None
    allowed: tuple = ("unexpectedProblem",)
    locale: str = "en-US"
    letters: list = field(default_factory=list)
    letter_ends: BaseException | None = None
    shipments: dict = field(default_factory=dict)
    shipping_ends: BaseException | None = None
    can_ship: bool = True
    fees: Money | None = None
    parcels: dict = field(default_factory=dict)

    def upload(self, document):
        name = f"document {len(self.uploaded)}"
        self.uploaded[name] = document
        return name

    def seconds_until_hand_in(self):
        return 0.0

    def hand_in(self, feed_type, marketplace, document_id):
        self.asked += 1
        if self.before_pay is not None:
            self.before_pay()
        ending = self.endings.get(self.asked)
        if ending is None or self.happens:
            self.feeds.append((marketplace, self.uploaded[document_id]))
        if ending is not None:
            raise ending
        return f"feed-{len(self.feeds)}"

    def order(self, name):
        if self.reading is not None:
            self.reading(name)
        order = self.orders.get(name)
        return order and OrderRow(Origin(Source.ORDERS, api=True, where="getOrder"), order)

    def money_of(self, name):
        return OrderMoney(tuple(self.money.get(name, ())), tuple(Book))

    def allowed_messages(self, name, marketplace):
        return self.allowed

    def buyer_locale(self, name, marketplace):
        return self.locale

    def send_message(self, name, marketplace, action, text):
        self.letters.append((name, action, text))
        if self.letter_ends is not None:
            raise self.letter_ends

    def shipping_previews(self, request):
        problems = () if self.can_ship else ("IN_SHORT_SUPPLY",)
        return (ShipmentPreview(request.speed, self.can_ship, self.fees, None, problems),)

    def ship_replacement(self, request):
        self.asked += 1
        if self.before_pay is not None:
            self.before_pay()
        if request.order_id in self.shipments:
            return Placed.BEFORE
        if self.shipping_ends is None or self.happens:
            self.shipments[request.order_id] = ShipmentOrder(
                *(request.order_id, request.shown_id, request.marketplace, "Received"),
                *(request.shown_at, request.shown_at, request.lines),
            )
        if self.shipping_ends is not None:
            raise self.shipping_ends
        return Placed.NOW

    def shipment(self, name):
        return self.shipments.get(name)

    def parcel(self, number):
        return self.parcels.get(number)

    def paid(self):
        """How often each of our keys was handed in."""
        found = Count()
        for _, document in self.feeds:
            root = ET.fromstring(document)
            found.update(each.text for each in root.iter("MerchantAdjustmentItemID"))
        return found


@dataclass
class Seller(Office):
    """A desk with orders of 20.00 USD each that came back of poor quality: 4.20 are suggested."""

    desk: PayingDesk = field(default_factory=PayingDesk)
    terms: Terms = AT_ONCE
    addresses: dict = field(default_factory=dict)

    def stocks(self, count):
        """So many orders came back of poor quality, and are decided."""
        self.policy(POLICY)
        numbers = range(1, count + 1)
        named = ({"Order ID": order_id(n), "Amazon RMA ID": f"R{n}"} for n in numbers)
        rows = ({"amazon-order-id": order_id(n)} for n in numbers)
        returns = returns_text(*(QUALITY | each for each in named), now=self.now)
        self.put(returns, orders_text(*rows))
        self.activates()

    def activates(self):
        """The policy in use is in force by somebody's word."""
        with closing(self.house()) as house:
            in_use = house.policy()
            activate(
                house.ledger, "default", in_use, in_use, by="olga", now=self.now, two_people=False
            )

    def revokes(self):
        with closing(self.house()) as house:
            digest = house.policy().digest
            revoke(house.ledger, "default", digest, by="olga", reason="wrong", now=self.now)

    def sells(self, count):
        """The marketplace knows so many of the orders."""
        for number in range(1, count + 1):
            self.order(number)

    def order(self, number, **changes):
        """What the marketplace says of an order from now on."""
        usd = Money.parse
        line = Line(
            line_id(number), "MUG-RED", "B000000001", None, 2, usd("20.00 USD"), usd("4.99 USD")
        )
        name = order_id(number)
        plain = Order(
            source=Source.ORDERS,
            order_id=name,
            marketplace="US",
            channel=Channel.SELLER,
            status="SHIPPED",
            placed_at=self.now - timedelta(days=9),
            updated_at=self.now - timedelta(days=8),
            currency="USD",
            lines=(line,),
        )
        self.desk.orders[name] = replace(plain, **changes)

    def refunds_by_hand(self, number, amount="4.20 USD", key="by hand", **said):
        """Somebody refunds an order in Seller Central; the books show it."""
        row = MoneyRow(
            Origin(Source.FINANCES, api=True, where="finances"),
            MoneyKind.REFUND,
            said.pop("book", "finances"),
            order_id(number),
            line_id(number),
            "MUG-RED",
            "US",
            self.now,
            Money.parse(amount),
            key,
            "Refund",
            {},
            **said,
        )
        self.desk.money.setdefault(order_id(number), []).append(row)

    def approves(self, *numbers, amount=None, remedy=None, **said):
        """A person approves what is suggested for these orders; gives the keys."""
        keys = []
        with closing(self.house()) as house:
            for number in numbers:
                item = next(
                    iter(house.ledger.suggestions(Filter(orders=frozenset([order_id(number)]))))
                )
                given = Money.parse(amount or f"{item['amount']} {item['currency']}")
                name = item["suggestion_id"]
                issuance = Issuance(
                    issuance_id=issuance_id("default", order_id(number), name, 1),
                    order_id=order_id(number),
                    status=Status.APPROVED,
                    remedy=Remedy(remedy or item["remedy"]),
                    marketplace="US",
                    amount=None if remedy in {"message", "replacement"} else given,
                    approved_at=self.now,
                    moved_at=self.now,
                    by="ana",
                    issue=IssueKind.QUALITY,
                    issue_id=item["issue_id"],
                    suggestion_id=name,
                    ordinal=int(name.rpartition("-")[2]),
                    authority=Authority.AGENT,
                    lines=(LineShare(line_id(number), "MUG-RED", given),),
                    message=said.pop("message", None),
                )
                issuance = replace(issuance, **said)
                with house.ledger.writing("default", self.now) as writer:
                    writer.issuing.begin(issuance, actor="ana")
                keys.append(issuance.issuance_id)
        return keys

    def suggested(self, number):
        """The suggestion of an order that stands now."""
        (only,) = (e for e in self.suggestions() if e["order_id"] == order_id(number))
        return only

    def stops(self):
        with closing(self.house()) as house, house.ledger.writing("default", self.now) as writer:
            writer.issuing.stop("ana", "something is odd")

    def looks(self):
        """What would go and what not: code of the hurdle by order; None where it goes."""
        with closing(self.house()) as house:
            planned = self.outbox(house).foreseen()
        return {each.issuance.order_id: each.hurdle and each.hurdle.code for each in planned}

    def submits(self, confirmed=None):
        """One live run; everything that would go is confirmed unless some is named."""
        with closing(self.house()) as house, house.held("submit"):
            outbox = self.outbox(house)
            names = [e.issuance.issuance_id for e in outbox.foreseen() if e.goes]
            done, going = begin(outbox, names if confirmed is None else confirmed)
            run = Submitting(
                *(outbox, self.desk, "SELLER1"),
                *(lambda: self.now, lambda _: None, lambda _: None),
                templates=read_messages(packaged("messages.yaml")).templates,
            )
            return run.run(done, going)

    def outbox(self, house):
        return Outbox(
            house.ledger, "default", house.recorder(), self.terms, addresses=self.addresses
        )

    def stands(self):
        """Status of every issuance, by order, in the order they were begun."""
        with closing(self.house()) as house:
            return {each.order_id: str(each.status) for each in house.ledger.issuances(None)}

    def moves(self, key, *statuses):
        """Somebody (reconcile, a person) moved an issuance on."""
        with closing(self.house()) as house, house.ledger.writing("default", self.now) as writer:
            for status in statuses:
                writer.issuing.move(key, status, {"why": "test"})


def results(done):
    """What became of each, and why, by order."""
    return {
        item.planned.issuance.order_id: (item.result, item.hurdle.code if item.hurdle else None)
        for item in done.items
    }
