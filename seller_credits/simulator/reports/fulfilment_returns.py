"""GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA: units that came back to Amazon's warehouses."""

from seller_credits.simulator.reports.ask import Ask, table
from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.shop.nouns import FulfilmentReturn

HEADER = (
    *("return-date", "order-id", "sku", "asin", "fnsku", "product-name", "quantity"),
    *("fulfillment-center-id", "detailed-disposition", "reason", "status"),
    *("license-plate-number", "customer-comments"),
)

NEW_COLUMN, _NEW_CELL = "return-drop-off-channel", "Locker"
"""What no documentation knows of; only a shop with novelties has the column."""


def flat_file(ask: Ask) -> ReportFile | None:
    """Return the tab-separated report, one row a unit, comments in UTF-8 as buyers typed them."""
    shop = ask.world.shop
    units = shop.fulfilment_returns
    rows = [_row(unit) for unit in units if ask.covers(unit.order, unit.returned)]
    if not rows:
        return None
    header: tuple[str, ...] = HEADER
    if shop.novelties:
        header = (*HEADER, NEW_COLUMN)
        rows = [[*row, _NEW_CELL] for row in rows]
    return ReportFile(table(header, rows).encode(), "text/plain;charset=UTF-8")


def _row(unit: FulfilmentReturn) -> list[str]:
    product = unit.line.product
    return [
        unit.returned.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        *(unit.order.order_id, product.sku, product.asin, product.fnsku, product.title, "1"),
        *(unit.warehouse, unit.disposition, unit.reason, unit.status),
        *(unit.licence_plate, unit.said.text),
    ]
