"""Amazon's marketplace as the house asks for it: one account, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from seller_credits.domain.closing import Closing
from seller_credits.domain.coverage import Span
from seller_credits.domain.feed_results import FeedResult
from seller_credits.domain.feeds import Feed
from seller_credits.domain.issues import Channel
from seller_credits.domain.records import OrderRow
from seller_credits.domain.reports import Report
from seller_credits.domain.shipments import (
    Placed,
    ShipmentOrder,
    ShipmentPreview,
    ShipmentRequest,
    Tracking,
)
from seller_credits.marketplace.account import Account
from seller_credits.marketplace.calling.buckets import MemoryBuckets, TokenBuckets
from seller_credits.marketplace.calling.calls import Caller
from seller_credits.marketplace.calling.pacing import Pacer
from seller_credits.marketplace.calling.patience import Patience
from seller_credits.marketplace.calling.tokens import AccessTokens
from seller_credits.marketplace.calling.transport import Transport
from seller_credits.marketplace.calling.waiting import Waiting
from seller_credits.marketplace.documents.documents import Documents
from seller_credits.marketplace.documents.uploads import Uploads
from seller_credits.marketplace.interface import (
    NO_RECORDS,
    FetchedReport,
    MoneyPage,
    OrderPage,
    Records,
)
from seller_credits.marketplace.issuing import OrderMoney
from seller_credits.marketplace.memory import ProcessMemory, RequestMemory
from seller_credits.marketplace.operations import (
    CREATE_FEED,
    CREATE_REPORT,
    GET_ORDER,
    LIST_EVENTS,
    LIST_TRANSACTIONS,
    SEARCH_ORDERS,
    Operation,
)
from seller_credits.marketplace.planning import made_plan
from seller_credits.marketplace.plans import Book, Need, Plan, Way
from seller_credits.marketplace.refunds.vocabulary import CONTENT_TYPE
from seller_credits.marketplace.reports.reports import LONGEST, SOON, Reports
from seller_credits.marketplace.reports.sources import max_window
from seller_credits.marketplace.sections import feeds, messaging, outbound
from seller_credits.marketplace.sections.money import money_posted
from seller_credits.marketplace.sections.order_data import NO_BUYERS, OrderData
from seller_credits.marketplace.sections.order_money import money_of_order
from seller_credits.marketplace.sections.orders import OrderSearch, order
from seller_credits.marketplace.wire.orders import BuyerOf

_FIRST_REQUEST: dict[Way | Book, Operation] = {
    Way.REPORT: CREATE_REPORT,
    Way.SEARCH: SEARCH_ORDERS,
    Way.SINGLE: GET_ORDER,
    Book.TRANSACTIONS: LIST_TRANSACTIONS,
    Book.POSTINGS: LIST_EVENTS,
}
_SOON_OF_PATIENCE = 0.25  # a report that does not come must leave time for the others


class AmazonMarketplace(Closing):
    """One seller's account at Amazon: what is read there, and what is handed in.

    A context manager; for one thread. Fulfils `seller_credits.marketplace.interface.Marketplace`
    and `seller_credits.marketplace.issuing.Desk`, which say what each verb means.

    Args:
        account: whose, where, and with which keys.
        clock: now, aware.
        sleep: lets seconds pass; an interrupt must end it.
        progress: is told why and until when, where a wait is worth telling.
        downloads: the folder for report files; made where it is missing, for the owner only.
        buckets: where requests are counted; by default this process counts for itself.
        memory: where questions are remembered; by default as long as this lives.
        longest: how long to wait for one report that Amazon is making.
        patience: how long from now waits may go on, all in all; None for ever.
        buyer_of: makes a keyed hash of a buyer's address; None leaves buyers unread.
    """

    def __init__(
        self,
        account: Account,
        *,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        progress: Callable[[str], None],
        downloads: Path,
        buckets: TokenBuckets | None = None,
        memory: RequestMemory | None = None,
        longest: timedelta = LONGEST,
        patience: timedelta | None = None,
        buyer_of: BuyerOf | None = None,
    ) -> None:
        latest = None if patience is None else clock() + patience
        waiting = Waiting(clock, sleep, progress, latest)
        self._pacer = Pacer(account, buckets or MemoryBuckets(), waiting)
        repeating = Patience(self._pacer, waiting)
        self._transport = Transport(local=account.is_local)
        tokens = AccessTokens(account, self._transport.send, repeating, clock)
        self._caller = Caller(account, self._transport, tokens, repeating, waiting)
        self._documents = Documents(self._caller, self._transport, repeating, downloads)
        self._uploads = Uploads(self._caller, self._transport, repeating)
        known = ProcessMemory() if memory is None else memory
        self._data = OrderData(buyer_of)
        self._search = OrderSearch(self._caller, known, self._data)
        soon = SOON if patience is None else min(SOON, patience * _SOON_OF_PATIENCE)
        self._reports = Reports(self._caller, self._documents, known, longest, soon)

    def orders_updated(
        self,
        since: datetime,
        until: datetime,
        marketplaces: Sequence[str],
        channel: Channel | None = None,
        records: Records = NO_RECORDS,
    ) -> Iterator[OrderPage]:
        """Orders that changed in a window, a page at a time; see the interface."""
        return self._search.updated(since, until, marketplaces, channel, records)

    def unfinished_orders(
        self,
        marketplaces: Sequence[str],
        channel: Channel | None = None,
        records: Records = NO_RECORDS,
    ) -> Span | None:
        """The window of a search that was begun and can go on; see the interface."""
        return self._search.unfinished(marketplaces, channel, records)

    def order(self, order_id: str) -> OrderRow | None:
        """One order as it is now; None where Amazon knows none of that id."""
        return order(self._caller, order_id, self._data)

    def money(self, book: Book, since: datetime, until: datetime) -> Iterator[MoneyPage]:
        """What went back for the account's orders, a page at a time; see the interface."""
        return money_posted(self._caller, book, since, until)

    def remarks(self) -> Sequence[str]:
        """What a person should know of how everything was asked so far."""
        return (NO_BUYERS,) if self._data.are_buyers_denied else ()

    def wait_for(self, way: Way | Book) -> float:
        """Seconds until one more request of its kind may be made."""
        return self._pacer.wait_for(_FIRST_REQUEST[way])

    def plan(self, need: Need) -> Plan:
        """The cheapest way to learn what is needed; nothing is asked for it."""
        return made_plan(need, self._pacer.level, self._reports.foreseen)

    def prepare(
        self,
        report: Report,
        marketplace: str,
        since: datetime | None,
        until: datetime | None,
    ) -> None:
        """Have a report made without waiting for it; see the interface."""
        self._reports.prepare(report, marketplace, since, until)

    def report(
        self,
        report: Report,
        marketplace: str,
        since: datetime | None,
        until: datetime | None,
        *,
        soon: bool = False,
    ) -> FetchedReport:
        """One report of one store: asked for, waited for, downloaded; see the interface."""
        return self._reports.fetch(report, marketplace, since, until, soon=soon)

    def taken(self, fetched: FetchedReport) -> None:
        """What a report held is recorded; see the interface."""
        self._reports.taken(fetched)

    def spoiled(self, fetched: FetchedReport) -> None:
        """What a report held cannot be read; see the interface."""
        self._reports.spoiled(fetched)

    def max_window(self, report: Report) -> timedelta | None:
        """The longest window this report may have; None where none is known."""
        return max_window(report)

    def upload(self, document: bytes) -> str:
        """Put a document of refunds into Amazon's store, without effect; see the desk."""
        return self._uploads.upload(document, CONTENT_TYPE)

    def hand_in(self, feed_type: str, marketplace: str, document_id: str) -> str:
        """Have a document carried out, asked once; see the desk for how each ending is meant."""
        return feeds.create_feed(self._caller, feed_type, marketplace, document_id)

    def seconds_until_hand_in(self) -> float:
        """How long `hand_in` would wait for its turn now; asks nothing."""
        return self._pacer.wait_for(CREATE_FEED)

    def feed(self, feed_id: str) -> Feed | None:
        """How far a feed has come; None where Amazon knows none of that id."""
        return feeds.find_feed(self._caller, feed_id)

    def feeds_since(self, feed_type: str, since: datetime) -> list[Feed]:
        """Every feed of a type made since then; see the desk for what that proves."""
        return feeds.feeds_created(self._caller, feed_type, since)

    def result_of(self, feed: Feed, expected: int) -> FeedResult | None:
        """What became of each message of a feed; None while there is no report."""
        return feeds.feed_result(self._documents, feed, expected)

    def money_of(self, order_id: str) -> OrderMoney:
        """What the books show of one order; see the desk for what that proves."""
        return money_of_order(self._caller, order_id)

    def allowed_messages(self, order_id: str, marketplace: str) -> Sequence[str]:
        """The messages this order takes now, by Amazon's names."""
        return messaging.allowed_actions(self._caller, order_id, marketplace)

    def buyer_locale(self, order_id: str, marketplace: str) -> str | None:
        """The language to write to the buyer in; None where Amazon does not say."""
        return messaging.buyer_locale(self._caller, order_id, marketplace)

    def send_message(self, order_id: str, marketplace: str, action: str, text: str) -> None:
        """Write to the buyer, asked once; see the desk for how each ending is meant."""
        messaging.send(self._caller, order_id, marketplace, action, text)

    def shipping_previews(self, request: ShipmentRequest) -> Sequence[ShipmentPreview]:
        """Whether goods can go, at what cost, for each speed; sends nothing."""
        return outbound.preview(self._caller, request)

    def ship_replacement(self, request: ShipmentRequest) -> Placed:
        """Have goods sent from the seller's stock at Amazon, once for each id of a request."""
        return outbound.create(self._caller, request)

    def shipment(self, order_id: str) -> ShipmentOrder | None:
        """What became of goods, by the request's own id; None where Amazon has none."""
        return outbound.get(self._caller, order_id)

    def parcel(self, number: int) -> Tracking | None:
        """How a parcel of a shipment stands; None where Amazon knows no such parcel."""
        return outbound.tracking(self._caller, number)

    def close(self) -> None:
        """Close every connection; the access token is forgotten with the object."""
        self._transport.close()
