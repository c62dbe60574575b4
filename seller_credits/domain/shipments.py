"""Goods sent from a marketplace's own stock to a buyer, outside any order: a replacement's way.

Amazon calls it Multi-Channel Fulfillment: the seller's stock in Amazon's warehouses, a seller's own
order id, and the address the seller gives. The address is a buyer's: it passes through to the
marketplace, and no noun that comes back holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import Enum, auto

from seller_credits.domain.money import Money


@dataclass(frozen=True, slots=True)
class Address:
    """Where to send something. It never shows in `repr` or `str`, nor in an error.

    Attributes:
        country: two letters, ISO 3166-1: `US`.
        region: the state or province, as its post writes it.
    """

    name: str = field(repr=False)
    line1: str = field(repr=False)
    postal_code: str = field(repr=False)
    country: str = field(repr=False)
    city: str = field(default="", repr=False)
    region: str = field(default="", repr=False)
    line2: str = field(default="", repr=False)
    line3: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)

    def private_words(self) -> Iterator[str]:
        """What nobody may quote of it: everything but the country and the state."""
        for part in fields(self):
            if part.name not in {"country", "region"} and (text := getattr(self, part.name)):
                yield text
                yield from (word for word in text.split() if len(word) > 1)


@dataclass(frozen=True, slots=True)
class ShipmentLine:
    """So many units of one of the seller's products.

    Attributes:
        line_id: the seller's own name of the line, unique within its order.
    """

    line_id: str
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ShipmentRequest:
    """What the seller wants sent.

    Attributes:
        order_id: the seller's own, and the proof against sending twice: the marketplace takes each
            one once, for ever.
        shown_id, shown_at, comment: what the buyer reads on the packing slip; the time is aware.
        speed: the marketplace's word: `Standard`, `Expedited`, `Priority`.
        marketplace: the store's code or id whose stock it is.
        hold: reserve the goods and send nothing yet.
    """

    order_id: str
    shown_id: str
    shown_at: datetime
    comment: str
    address: Address
    lines: tuple[ShipmentLine, ...]
    marketplace: str
    speed: str = "Standard"
    hold: bool = False


class Placed(Enum):
    """What became of a request."""

    NOW = auto()
    """The marketplace took it."""
    BEFORE = auto()
    """It has it already, of an earlier request whose answer may have been lost."""


@dataclass(frozen=True, slots=True)
class ShipmentPreview:
    """What sending would mean, at one speed.

    Attributes:
        can_ship: whether the goods are there and can go.
        fees: what the marketplace would charge the seller, as it estimates; None where it gives no
            estimate, or none of one currency.
        arrives_by: aware, the latest arrival of the last parcel; None where it is not said.
        problems: the marketplace's own codes, where it cannot ship.
    """

    speed: str
    can_ship: bool
    fees: Money | None
    arrives_by: datetime | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel on its way.

    Attributes:
        number: the marketplace's own, which its tracking is asked by.
        arrives_by: aware; the marketplace's estimate.
    """

    number: int
    carrier: str
    tracking_number: str | None
    arrives_by: datetime | None


@dataclass(frozen=True, slots=True)
class ShipmentOrder:
    """An order for shipping as the marketplace has it.

    Attributes:
        order_id: the seller's own.
        status: the marketplace's word, verbatim: `Received`, `Processing`, `Complete`, ...
        received_at, updated_at: aware.
        lines, parcels: empty in a list of orders; whoever asks for one order gets them.
    """

    order_id: str
    shown_id: str
    marketplace: str | None
    status: str
    received_at: datetime
    updated_at: datetime
    lines: tuple[ShipmentLine, ...] = ()
    parcels: tuple[Parcel, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    """Something that happened to a parcel.

    Attributes:
        code: the marketplace's, verbatim: `EVENT_409` is a lost parcel, `EVENT_405` a damaged one.
        at: aware.
    """

    at: datetime
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """How a parcel stands. Who signed for it and in which town is the buyer's, and is not here.

    Attributes:
        status: the marketplace's word, verbatim: `DELIVERED`, `UNDELIVERABLE` (which is also lost
            or destroyed), `DELAYED`, ...; None where it says nothing yet.
        shipped_at, arrives_by: aware.
        events: in the order they happened.
    """

    number: int
    status: str | None
    words: str
    carrier: str | None
    tracking_number: str | None
    shipped_at: datetime | None
    arrives_by: datetime | None
    events: tuple[TrackingEvent, ...] = ()
