"""A counter where time passes: what buyers do after a credit or without one, and what is read."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta

from seller_credits.domain.coverage import Window
from seller_credits.domain.issues import CoverageState, Source
from seller_credits.domain.money import Money
from seller_credits.domain.moved_money import MoneyKind, MoneyRow
from seller_credits.domain.origins import Origin
from seller_credits.measurement.impact import By
from seller_credits.workflow.impact import impacts_of
from seller_credits.workflow.maturing import mature
from tests.workflow.approvals import Counter, order_id
from tests.workflow.office import feedback_text

LONG = 130  # days after which every window of an order has closed


@dataclass
class Aftermath(Counter):
    """Everything is read, unless somebody says otherwise."""

    def troubled(self, number, kind="damaged"):
        self.sells(number)
        self.hears(number, kind)

    def credits(self, number, kind="damaged"):
        """Give a fifth back; where the policy wants somebody to look, by that person's own word."""
        item = self.of(number, kind)
        own = {"amount": "4.00", "remedy": "partial_refund", "reason": "sorry"}
        said = own if item["remedy"] == "review" else {}
        issuance = self.approves(item, **said).issuance
        self.confirms(issuance)
        return issuance

    def stars(self, number, rating="1", **ago):
        """Feedback, left today or some days ago."""
        day = self.now - timedelta(**ago)
        row = {"Order ID": order_id(number), "Date": f"{day:%m/%d/%y}", "Rating": rating}
        self.put(feedback_text(row), source=Source.FEEDBACK)

    def taken(self, number, kind=MoneyKind.A_TO_Z_CLAIM, *, posted=None, key="claim-1"):
        """The books show money of an order that nobody here gave."""
        row = MoneyRow(
            origin=Origin(Source.FINANCES, api=True, where="finances"),
            kind=kind,
            book="finances",
            order_id=order_id(number),
            order_item_id=None,
            sku=None,
            marketplace="US",
            posted=posted or self.now,
            amount=Money.parse("20.00 USD"),
            key=key,
            words=str(kind),
            values={},
        )
        with closing(self.house()) as house:
            house.recorder().record(Source.FINANCES, [row])

    def reads(self, *sources, days=2 * LONG, until=0):
        """These sources were read for the last days, but for the very last ones."""
        end = self.now - timedelta(days=until)
        with closing(self.house()) as house:
            for source in sources or (Source.FEEDBACK, Source.FINANCES):
                store = "US" if source is Source.FEEDBACK else None
                span = end - timedelta(days=days), end
                window = Window(source, store, *span, CoverageState.READ, self.now, name="x")
                house.recorder().covered(window)

    def grows_old(self, days=LONG):
        self.pass_by(days=days)
        self.reads()

    def matures(self):
        with closing(self.house()) as house:
            windows = house.settings.windows()
            return mature(house.ledger, "default", windows, lambda: self.now, lambda _: None)

    def outcomes(self):
        """By the number of the order: the outcome's word."""
        with closing(self.house()) as house:
            found = list(house.ledger.measuring.troubled("default"))
        return {int(each.order_id[-7:]): each.recorded.word for each in found if each.recorded}

    def known(self, number):
        """What is known of a troubled order."""
        with closing(self.house()) as house:
            every = house.ledger.measuring.troubled("default")
            return next(each for each in every if each.order_id == order_id(number))

    def impact(self, by=By.ISSUE, since=None):
        with closing(self.house()) as house:
            (only,) = impacts_of(
                house.ledger,
                None,
                by=by,
                since=since,
                windows=house.settings.windows(),
                now=self.now,
            )
            return only
