"""What the house asks of a marketplace that money is given back through.

Everything here reads, or can be asked again without harm, but for `hand_in` and `send_message`:
those two reach a buyer each time they are asked. See there for how each ending is to be taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from seller_credits.domain.feed_results import FeedResult
from seller_credits.domain.feeds import Feed
from seller_credits.domain.moved_money import MoneyRow
from seller_credits.domain.records import OrderRow
from seller_credits.domain.shipments import (
    Placed,
    ShipmentOrder,
    ShipmentPreview,
    ShipmentRequest,
    Tracking,
)
from seller_credits.marketplace.plans import Book


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """What the marketplace's books show of one order now.

    Attributes:
        rows: what went back to the buyer: refunds, goodwill, claims, chargebacks; each movement
            once within its book, held back or let go. The same movement may stand in both books:
            they are compared, and never added.
        books: those that were read to their end. One that was refused is not among them.
    """

    rows: tuple[MoneyRow, ...]
    books: tuple[Book, ...]

    @property
    def shows_held(self) -> bool:
        """Whether money that is held back would show.

        Where not, no row proves nothing: it may be held for weeks, paid all the same.
        """
        return Book.TRANSACTIONS in self.books


class Desk(Protocol):
    """Where one account hands in what it gives, and sees what became of it.

    Raises:
        CallProblem: see `seller_credits.marketplace.errors`.
        OutOfTime: a wait would have ended too late; nothing was asked.
        UnreadableSource: an answer came that cannot be read in part, so that it proves nothing.
    """

    def upload(self, document: bytes) -> str:
        """Put a document of refunds into the marketplace's store; its id, good for two days.

        Nothing comes of it until a feed names it: it can be done again after any ending.
        """
        ...

    def hand_in(self, feed_type: str, marketplace: str, document_id: str) -> str:
        """Have an uploaded document carried out; the id of the feed that does it.

        Asked once, whatever comes back. Done twice it is paid twice, and nothing takes it back: the
        intent is on disk before. How it ends, and what that means:

        =================================  ====================================================
        an id                              there is a feed; what it did is in its report
        no connection, no name             `Unreachable`, surely nothing
        no token: revoked, or no answer    `CredentialsRefused` or another, surely nothing
        refused (400, 403, 404, 413, ...)  `RequestRefused`, `AccessDenied`, surely nothing
        too often (429)                    `Throttled`, surely nothing
        no turn in time, no such store     `OutOfTime`, `ConfigurationProblem`, surely nothing
        sent, and no answer or a part      `Unanswered`, nobody knows
        Amazon's own failure (5xx)         `MarketplaceFailed`, nobody knows
        an answer without an id            `UnexpectedAnswer`, nobody knows
        anything else, an interrupt, a     nobody knows
        kill, a crash of this machine
        =================================  ====================================================

        A `CallProblem` says which by `may_have_happened`. Where nobody knows, it is looked for with
        `feeds_since` and `money_of`, and never handed in again.

        Args:
            feed_type: the marketplace's name: `refunds.vocabulary.FEED_TYPE`.
            marketplace: the one store it is for, by code or id.
            document_id: as `upload` gave it.
        """
        ...

    def seconds_until_hand_in(self) -> float:
        """How long `hand_in` would wait for its turn now; asks nothing.

        Waited for before an intent is written, it need not be waited for after.
        """
        ...

    def feed(self, feed_id: str) -> Feed | None:
        """How far a feed has come; None where the marketplace knows none of that id.

        It forgets them after 90 days. Some stay in progress for ever: how long to wait is for
        whoever asks to say.
        """
        ...

    def feeds_since(self, feed_type: str, since: datetime) -> list[Feed]:
        """Every feed of a type made since then, of all stores: to find one whose id was lost.

        One request in 45 seconds. A feed does not tell which document it carries out, so it is
        known by its type, its store, its time, and by nobody else claiming it. That none is listed
        proves nothing: how soon one shows is nowhere promised.

        Args:
            feed_type: the marketplace's name.
            since: aware; by the marketplace's clock, so a little before one's own.
        """
        ...

    def result_of(self, feed: Feed, expected: int) -> FeedResult | None:
        """What became of each message of a feed; None while there is no report.

        See `seller_credits.domain.feed_results.verdict_of` for what that proves. A feed that broke
        off may have none for ever; one that is kept no more (28 days) is unreadable.

        Args:
            feed: as it was told last.
            expected: how many messages were handed in.
        """
        ...

    def order(self, order_id: str) -> OrderRow | None:
        """One order as it is now; None where the marketplace knows none of that id.

        The returns of one order cannot be asked for: they stand in the returns report of a window,
        which is as old as the last one that was read.
        """
        ...

    def money_of(self, order_id: str) -> OrderMoney:
        """Everything the books show of one order, whenever it was booked.

        Nothing shown is no proof that nothing was paid before `interface.BOOKS_LAG` is over, and
        `OrderMoney.shows_held` says whether it is one then.

        Raises:
            CallProblem: the newer book gave no answer; or it refused one, and so did the older.
        """
        ...

    def allowed_messages(self, order_id: str, marketplace: str) -> Sequence[str]:
        """The messages this order takes now, by the marketplace's names: `unexpectedProblem`, ...

        Args:
            order_id: the marketplace's.
            marketplace: the store it was bought in, by code or id.
        """
        ...

    def buyer_locale(self, order_id: str, marketplace: str) -> str | None:
        """The language to write to the buyer in, `en-US`; None where it is not said."""
        ...

    def send_message(self, order_id: str, marketplace: str, action: str, text: str) -> None:
        """Write to the buyer. Asked once: done twice, the buyer reads it twice.

        Its endings are those of `hand_in`; but where the answer was lost, nothing tells whether the
        buyer has it, save that `allowed_messages` may not list the message any more.

        Raises:
            UsageProblem: the text cannot be sent as this message; nothing was.
            RequestRefused: the order does not take this message, or not any more.
        """
        ...

    def shipping_previews(self, request: ShipmentRequest) -> Sequence[ShipmentPreview]:
        """Whether goods are there and can go, what it would cost, for each speed; sends nothing.

        Raises:
            UsageProblem: it would not be taken as it is.
        """
        ...

    def ship_replacement(self, request: ShipmentRequest) -> Placed:
        """Have goods sent from the seller's stock at the marketplace.

        The request's own id makes it safe to ask again: the marketplace sends what is under one id
        once, and a second request for the very same is `Placed.BEFORE`.

        Raises:
            UsageProblem: it would not be taken as it is; nothing was sent.
            RequestRefused: it was not taken, and there is no such shipment.
            CallProblem: where `may_have_happened`, `shipment` tells what became of it.
        """
        ...

    def shipment(self, order_id: str) -> ShipmentOrder | None:
        """What became of goods, by the request's own id; None where the marketplace has none."""
        ...

    def parcel(self, number: int) -> Tracking | None:
        """How a shipment's parcel stands, by its number; None where the marketplace has none."""
        ...
