from dataclasses import replace
from datetime import datetime

import pytest

from seller_credits.domain.shipments import ShipmentLine
from seller_credits.marketplace.sections.outbound_rules import flaws
from tests.marketplace.test_outbound import ADDRESS, REQUEST


def test_what_amazon_takes_has_no_flaw():
    longest = {"order_id": "x" * 40, "shown_id": "x" * 40, "comment": "x" * 750}
    lines = tuple(ShipmentLine(f"{n:050}", "A" * 50, 2 + n % 2) for n in range(100))

    assert flaws(REQUEST) == flaws(replace(REQUEST, **longest, lines=lines)) == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"order_id": "x" * 41}, "the order id has 41 characters, and 40 are allowed"),
        ({"order_id": " "}, "the order id is empty"),
        ({"shown_id": "x" * 41}, "on the packing slip has 41 characters"),
        ({"comment": "x" * 751}, "751 characters, and 750 are allowed"),
        ({"comment": ""}, "the comment on the packing slip is empty"),
        ({"shown_at": datetime(2026, 11, 23)}, "no time zone"),  # noqa: DTZ001  # the point
        ({"lines": ()}, "it has no line"),
        ({"lines": (ShipmentLine("1", "A", 0),)}, "line 1 is about 0 units"),
        ({"lines": (ShipmentLine("1", "", 1),)}, "line 1 needs a SKU"),
        ({"lines": (ShipmentLine("", "A", 1),)}, "line 1 needs an id"),
        ({"lines": (ShipmentLine("1", "A", 1),) * 2}, "2 lines are called 1"),
        ({"lines": (ShipmentLine("1", "A", 251),)}, "251 units, and 250 are allowed"),
        (
            {"lines": tuple(ShipmentLine(str(n), "A", 1) for n in range(101))},
            "101 lines, and 100 are allowed",
        ),
        ({"address": replace(ADDRESS, name="")}, "the address has no name"),
        ({"address": replace(ADDRESS, postal_code=" ")}, "the address has no postal code"),
        ({"address": replace(ADDRESS, country="usa")}, "not two capital letters"),
    ],
)
def test_what_amazon_would_not_take_is_named(change, why):
    (flaw,) = flaws(replace(REQUEST, **change))

    assert why in flaw


def test_no_flaw_quotes_the_address():
    address = replace(ADDRESS, country="Elm", postal_code="")

    found = " ".join(flaws(replace(REQUEST, address=address)))

    assert not [word for word in ("Jane", "Roe", "Elm", "Troy") if word in found]
