"""A seller who looks for what became of refunds, beside a marketplace that tells of its feeds."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from xml.etree import ElementTree as ET

from seller_credits.domain.feed_results import (
    FeedResult,
    MessageResult,
    ResultSeverity,
    ResultState,
)
from seller_credits.domain.feeds import Feed, FeedStatus
from seller_credits.domain.issuances import Status, Submission
from seller_credits.marketplace.issuing import OrderMoney
from seller_credits.marketplace.plans import Book
from seller_credits.marketplace.refunds.vocabulary import FEED_TYPE
from seller_credits.workflow.handing_in import take_up
from seller_credits.workflow.reconciling import Reconciling
from tests.workflow.counter import PayingDesk, Seller, order_id

ABSENT_AFTER = timedelta(hours=72)


def report(count, *refused, **said):
    """A processing report of so many messages; of those refused, the number and the order."""
    errors = tuple(
        MessageResult(number, ResultSeverity.ERROR, "25000", "no", order)
        for number, order in refused
    )
    told = {"processed": count, "successful": count - len(errors), "with_error": len(errors)}
    told |= {"results": errors, "expected": count}
    return FeedResult(ResultState.READ, **(told | said))


@dataclass
class TellingDesk(PayingDesk):
    """It also says how its feeds stand; see `Desk` for its verbs.

    Attributes:
        told: feeds by id.
        reports: what became of each, by feed id; without one there is no report.
        books: those it shows.
        troubles: what a question about an order's money ends with, by order.
        no_list: what `feeds_since` ends with.
    """

    told: dict = field(default_factory=dict)
    reports: dict = field(default_factory=dict)
    books: tuple = tuple(Book)
    troubles: dict = field(default_factory=dict)
    no_list: BaseException | None = None
    asked_money: list = field(default_factory=list)

    def feed(self, name):
        return self.told.get(name)

    def feeds_since(self, feed_type, since):
        if self.no_list is not None:
            raise self.no_list
        return [each for each in self.told.values() if each.created_at >= since]

    def result_of(self, feed, expected):
        found = self.reports.get(feed.feed_id)
        return found and replace(found, expected=expected)

    def money_of(self, name):
        self.asked_money.append(name)
        if name in self.troubles:
            raise self.troubles[name]
        rows = tuple(row for row in self.money.get(name, ()) if row.book in self.books)
        return OrderMoney(rows, self.books)

    def makes(self, name, at, status=FeedStatus.DONE, result=None, **said):
        """There is a feed, with a report."""
        told = {"marketplaces": ("US",), "started_at": at} | said
        self.told[name] = Feed(name, FEED_TYPE, status, at, **told)
        if result is not None:
            self.reports[name] = result


@dataclass
class Prover(Seller):
    """A seller with refunds handed in."""

    desk: TellingDesk = field(default_factory=TellingDesk)

    def hands_in(self, *numbers, result=None, status=FeedStatus.DONE, **said):
        """These are approved and handed in; the feed is as told. Gives their keys."""
        for number in numbers:
            self.order(number)
        keys = self.approves(*numbers)
        self.submits()
        if self.desk.feeds and result is not None:
            self.desk.makes(f"feed-{len(self.desk.feeds)}", self.now, status, result, **said)
        return keys

    def has_handed_in(self, key, feed_id):
        """A submitter handed one in; it is all that its feed has."""
        with closing(self.house()) as house, house.ledger.writing("default", self.now) as writer:
            told = {"submission_id": f"h-{feed_id}", "message_id": 1}
            submission = Submission(told["submission_id"], "refunds", "US", "0" * 64, 1, self.now)
            writer.issuing.handed_in(submission)
            writer.issuing.move(key, Status.INTENDED, told)
            writer.issuing.submission_seen(submission.submission_id, feed_id, "")
            writer.issuing.move(key, Status.SUBMITTED, told, again_at=self.now)

    def reconciles(self, *, everything=True, kill=None):
        """One run; killed when its progress was told so often, if that is said."""
        steps = iter(range(10_000))

        def told(_):
            if kill is not None and next(steps) >= kill:
                raise KeyboardInterrupt

        with closing(self.house()) as house, house.held("reconcile"):
            outbox = self.outbox(house)
            take_up(outbox)
            run = Reconciling(
                house.ledger,
                "default",
                outbox.recorder,
                self.desk,
                lambda: self.now,
                ABSENT_AFTER,
                told,
            )
            return run.run(everything=everything)

    def looks_through(self):
        """What the ledger knows already, with nobody asked."""
        with closing(self.house()) as house, house.held("audit"):
            return house.look_through(house.recorder(), lambda _: None)

    def pays(self, number, amount="4.20 USD", key=None, **said):
        """The books show a refund of an order."""
        self.refunds_by_hand(number, amount, key or f"paid {number} {self.now}", **said)

    def issuance(self, key):
        with closing(self.house()) as house:
            return next(e for e in house.ledger.issuances(None) if e.issuance_id == key)

    def statuses(self):
        with closing(self.house()) as house:
            return {each.issuance_id: str(each.status) for each in house.ledger.issuances(None)}

    def orphans(self):
        """Those nobody has explained: order and amount."""
        with closing(self.house()) as house:
            found = house.ledger.orphans("default")
            return [(e["order_id"], e["amount"]) for e in found if e["explained"] is None]

    def handed(self):
        """Our keys in the order of the messages of the last feed."""
        _, document = self.desk.feeds[-1]
        return [each.text for each in ET.fromstring(document).iter("MerchantAdjustmentItemID")]


__all__ = ["ABSENT_AFTER", "Prover", "TellingDesk", "order_id", "report"]
