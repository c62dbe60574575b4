"""Made-up buyers with made-up addresses; the telephone numbers are of the reserved 555-01 range."""

from seller_credits.simulator.shop.dice import Dice
from seller_credits.simulator.shop.nouns import Buyer, Marketplace

_GIVEN = (
    *("Maya", "Jordan", "Priya", "Luis", "Hannah", "Omar", "Grace", "Theo", "Amélie", "Noah"),
    *("Sofia", "Caleb", "Zoë", "Ravi", "Ingrid", "Marcus", "Leila", "Diego", "Chloe", "Kenji"),
)
_FAMILY = (
    *("Okafor", "Lindqvist", "Ramirez", "Patel", "Nguyen", "O'Connor", "Tremblay", "Kowalski"),
    *("Brooks", "Haddad", "Müller", "Santos", "Whitaker", "Chen", "Gagné", "Fischer", "Osei"),
)
_STREETS = ("Maple St", "2nd Ave", "Harbor Rd", "Cedar Ln", "Mill Creek Dr", "Union Blvd")
_COMPANIES = ("Northgate Dental LLC", "Blue Heron Café", "Two Rivers School", "Alder & Pine Inc.")
_TOWNS = {
    "US": (
        ("Portland", "OR", "97205"),
        ("Austin", "TX", "78704"),
        ("Madison", "WI", "53703"),
        ("Raleigh", "NC", "27601"),
        ("Tucson", "AZ", "85701"),
        ("Albany", "NY", "12207"),
    ),
    "CA": (
        ("Montréal", "QC", "H2X 1Y4"),
        ("Toronto", "ON", "M5V 2T6"),
        ("Halifax", "NS", "B3J 1S9"),
        ("Calgary", "AB", "T2P 1J9"),
    ),
    "DE": (("Kassel", "Hessen", "34117"), ("Bremen", "Bremen", "28195")),
    "FR": (("Nantes", "Loire-Atlantique", "44000"), ("Dijon", "Côte-d'Or", "21000")),
    "IT": (("Parma", "PR", "43121"), ("Bari", "BA", "70121")),
    "ES": (("Zaragoza", "Zaragoza", "50001"), ("Vigo", "Pontevedra", "36201")),
    "JP": (("Sendai", "Miyagi", "980-0811"), ("Kobe", "Hyogo", "650-0001")),
}


def buyer(seed: int, number: int, marketplace: Marketplace, *, business: bool) -> Buyer:
    """Return the buyer of that number: the same number is the same person."""
    dice = Dice(seed, "buyer", number)
    city, region, postal_code = dice.pick(_TOWNS[marketplace.country])
    alias = dice.letters(14, "abcdefghijklmnopqrstuvwxyz0123456789")
    return Buyer(
        name=f"{dice.pick(_GIVEN)} {dice.pick(_FAMILY)}",
        email=f"{alias}@marketplace.{marketplace.name.lower()}",
        street=f"{dice.between(10, 9800)} {dice.pick(_STREETS)}",
        city=city,
        region=region,
        postal_code=postal_code,
        phone=f"+1 503-555-01{dice.between(10, 99)}",
        company=dice.pick(_COMPANIES) if business else "",
    )
