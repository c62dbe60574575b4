"""GET_FBA_FULFILLMENT_CUSTOMER_SHIPMENT_REPLACEMENT_DATA: what Amazon's warehouses sent again."""

from seller_credits.simulator.reports.ask import Ask, table
from seller_credits.simulator.reports.document import ReportFile
from seller_credits.simulator.shop.sequels import Replacement

HEADER = (
    *("shipment-date", "sku", "asin", "fulfillment-center-id", "original-fulfillment-center-id"),
    *("quantity", "replacement-reason-code", "replacement-amazon-order-id"),
    "original-amazon-order-id",
)


def flat_file(ask: Ask) -> ReportFile | None:
    """Return the tab-separated report, one row a replacement."""
    sent = ask.world.shop.replacements
    rows = [_row(each) for each in sent if ask.covers(each.order, each.shipped)]
    if not rows:
        return None
    return ReportFile(table(HEADER, rows).encode(), "text/plain;charset=UTF-8")


def _row(sent: Replacement) -> list[str]:
    product = sent.line.product
    return [
        sent.shipped.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        *(product.sku, product.asin, sent.warehouse, sent.warehouse, str(sent.line.quantity)),
        *(sent.code, sent.order.order_id, sent.original.order_id),
    ]
