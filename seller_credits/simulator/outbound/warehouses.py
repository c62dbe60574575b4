"""Where parcels come from and how long they are said to take; made up, one place a country."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

CARRIER = "Amazon Logistics"

SHIPS_WITHIN = timedelta(days=1)
# From the day it is asked for, by shipping speed.
ARRIVES_WITHIN = {
    "Standard": timedelta(days=5),
    "Expedited": timedelta(days=3),
    "Priority": timedelta(days=2),
}
# In US dollars: for each unit, and for each parcel by shipping speed.
FEE_A_UNIT = Decimal("5.95")
FEE_A_PARCEL = {
    "Standard": Decimal("3.10"),
    "Expedited": Decimal("5.40"),
    "Priority": Decimal("9.80"),
}


@dataclass(frozen=True, slots=True)
class Warehouse:
    """One warehouse: its code and its town."""

    code: str
    city: str
    region: str
    country: str

    def json(self) -> dict[str, str]:
        """Return the town as tracking events name it."""
        return {"city": self.city, "state": self.region, "country": self.country}


WAREHOUSES = {
    "US": Warehouse("RNO4", "Reno", "NV", "US"),
    "CA": Warehouse("YYZ4", "Brampton", "ON", "CA"),
}
