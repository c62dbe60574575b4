"""What sales brought: the marketplace pays for a line when it is shipped."""

from collections.abc import Iterator
from datetime import timedelta

from seller_credits.simulator.finances.movements import Kind, Movement
from seller_credits.simulator.shop.nouns import AMAZON, Line, Order, Parcel

_A_DAY = timedelta(days=1)


def sales(order: Order) -> Iterator[Movement]:
    """Give the sales of an order, one a shipment; a replacement moves no money."""
    if order.replaces:
        return
    if order.fulfilled_by == AMAZON:
        yield from _from_a_warehouse(order)
        return
    for parcel in order.parcels:
        if parcel.shipped is not None:
            yield Movement(
                Kind.SALE, order, parcel.shipped, parcel.reference, _inside(parcel, order)
            )


def _inside(parcel: Parcel, order: Order) -> tuple[Line, ...]:
    if len(parcel.contents) == len(order.lines):
        return order.lines
    items = {item for item, _ in parcel.contents}
    return tuple(line for line in order.lines if line.order_item_id in items)


def _from_a_warehouse(order: Order) -> Iterator[Movement]:
    """Give one sale for what has left; warehouses tell no shipping time, they ship within a day."""
    shipped = tuple(line for line in order.lines if line.fulfilled)
    if shipped:
        posted = min(order.created + _A_DAY, order.updated)
        yield Movement(Kind.SALE, order, posted, "warehouse", shipped)
