"""What facts need of the shop as a whole: read when a policy asks for it, and once for many."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from seller_credits.detection.shop import Place, Shop
from seller_credits.domain.costs import NO_COSTS, Costs
from seller_credits.ledger.interface import Ledger
from seller_credits.measurement.health import store_health
from seller_credits.measurement.issue_rates import issue_rates


@dataclass(slots=True)
class ShopReading:
    """Reads one account's shop from its ledger; what no policy asks about is not looked up.

    Attributes:
        costs: the seller's own table.
        health_stale_after: an account-health report that is older decides nothing.
        fewest_orders: a SKU needs so many orders to have a rate.
        terms: what names the settings that decide beside it; another word, other decisions.
    """

    ledger: Ledger
    account: str
    costs: Costs = NO_COSTS
    health_stale_after: timedelta = timedelta(days=7)
    fewest_orders: int = 10
    terms: str = ""
    _rates: Mapping[Place, Decimal] | None = field(default=None, init=False)
    _shop: Shop | None = field(default=None, init=False)

    def as_of(self, now: datetime, asked: Collection[str]) -> Shop:
        """What is known; read from the ledger the first time, and after `forget`.

        Args:
            now: the moment, aware.
            asked: the facts that some policy in force asks about.
        """
        if self._shop is None:
            if self._rates is None and "sku_issue_rate" in asked:
                orders = self.ledger.counted_orders(self.account)
                self._rates = issue_rates(orders, now.date(), self.fewest_orders)
            headroom = self._read_headroom(now) if "odr_headroom" in asked else {}
            self._shop = Shop(self.costs, headroom, self._rates or {})
        return self._shop

    def health_read(self) -> None:
        """Another account-health report is recorded."""
        self._shop = None

    def forget(self) -> None:
        """Read everything anew when it is needed next: the ledger knows more by now."""
        self._rates = self._shop = None

    def mark(self, now: datetime, asked: Collection[str]) -> str:
        """What names all of it: another mark, and what was decided before may come out otherwise.

        It is read anew, for what was recorded meanwhile may have changed it. Empty where nothing
        is known.
        """
        self.forget()
        shop = self.as_of(now, asked)
        told = [self.terms, self.costs.digest]
        for known in (shop.headroom, shop.issue_rates):
            told += (f"{store}\t{what}\t{value}" for (store, what), value in sorted(known.items()))
        text = "\n".join(each for each in told if each)
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest() if text else ""

    def _read_headroom(self, now: datetime) -> Mapping[Place, int]:
        stores = (
            store_health(self.account, report, (), now, self.health_stale_after)
            for report in self.ledger.health_reports(self.account)
        )
        return {
            (str(store.marketplace), str(outlook.headroom.channel)): outlook.headroom.can_take
            for store in stores
            if not store.is_stale
            for outlook in store.outlooks
        }
