"""Where parcels set out and who carries them, by region; all addresses are made up."""

from seller_credits.simulator.shop.nouns import Carrier, Warehouse

CARRIERS: dict[str, tuple[tuple[Carrier, int], ...]] = {
    "na": (
        (Carrier("USPS", "Ground Advantage", "9400", 18), 50),
        (Carrier("UPS", "UPS Ground", "1Z", 16), 30),
        (Carrier("FedEx", "FedEx Home Delivery", "78", 10), 20),
    ),
    "eu": (
        (Carrier("DHL", "DHL Paket", "0034", 16), 55),
        (Carrier("DPD", "DPD Classic", "0150", 10), 30),
        (Carrier("GLS", "BusinessParcel", "50", 9), 15),
    ),
    "fe": (
        (Carrier("YAMATO", "TA-Q-BIN", "4", 11), 60),
        (Carrier("SAGAWA", "Hikyaku", "3", 11), 25),
        (Carrier("JAPANPOST", "Yu-Pack", "2", 11), 15),
    ),
}
"""Each with its share of the parcels."""

WAREHOUSES: dict[str, tuple[tuple[Warehouse, int], ...]] = {
    "na": (
        (Warehouse("Hearth & Grain West", "4100 Depot Way", "Reno", "NV", "89502", "US"), 60),
        (Warehouse("Hearth & Grain East", "77 Canal Yard", "Columbus", "OH", "43215", "US"), 40),
    ),
    "eu": (
        (Warehouse("Hearth & Grain Nord", "Lagerhof 9", "Leipzig", "Sachsen", "04109", "DE"), 60),
        (Warehouse("Hearth & Grain Sud", "3 quai du Fret", "Lyon", "Rhône", "69007", "FR"), 40),
    ),
    "fe": (
        (Warehouse("Hearth & Grain East", "9-9 Soko", "Chiba", "Chiba", "260-0001", "JP"), 60),
        (Warehouse("Hearth & Grain West", "8-8 Soko", "Osaka", "Osaka", "530-0001", "JP"), 40),
    ),
}
"""Each with its share of the orders."""
