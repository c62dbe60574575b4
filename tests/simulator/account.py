"""Reads the seller's account in both versions of Finances, page by page."""

from __future__ import annotations

from decimal import Decimal

TRANSACTIONS = "/finances/2024-06-19/transactions"
EVENTS = "/finances/v0/financialEvents"
LISTS = (
    *("ShipmentEventList", "RefundEventList", "GuaranteeClaimEventList"),
    *("ChargebackEventList", "SAFETReimbursementEventList", "ServiceFeeEventList"),
)


def events_of(order_id):
    return f"/finances/v0/orders/{order_id}/financialEvents"


def pages(shopper, path, token, **asked):
    """Give the payloads of all pages of a list."""
    turn = {}
    while True:
        payload = shopper.get(path, **asked, **turn).json()["payload"]
        yield payload
        if token not in payload:
            return
        turn = {token: payload[token]}


def transactions(shopper, **asked):
    """Return every transaction once, by its id."""
    found = {}
    for payload in pages(shopper, TRANSACTIONS, "nextToken", **asked):
        found.update({each["transactionId"]: each for each in payload["transactions"]})
    return list(found.values())


def events(shopper, path=EVENTS, **asked):
    """Return every event by the name of its list."""
    found = {name: [] for name in LISTS}
    for payload in pages(shopper, path, "NextToken", **asked):
        for name in LISTS:
            found[name] += payload["FinancialEvents"][name]
    return found


def leaves(breakdowns):
    """Give the type and the amount of each breakdown that holds no others."""
    for each in breakdowns:
        if each.get("breakdowns"):
            yield from leaves(each["breakdowns"])
        else:
            yield each["breakdownType"], amount(each["breakdownAmount"])


def amount(money):
    return Decimal(str(money.get("currencyAmount", money.get("CurrencyAmount"))))


def identifier(transaction, name):
    return next(
        (
            each["relatedIdentifierValue"]
            for each in transaction["relatedIdentifiers"]
            if each["relatedIdentifierName"] == name
        ),
        None,
    )


def charges(item):
    """Return the amounts of one item of an event by their type, promotions as `Discount`."""
    found = {}
    for name, values in item.items():
        if name.startswith("ItemCharge"):
            found |= {each["ChargeType"]: amount(each["ChargeAmount"]) for each in values}
        elif name.startswith("ItemFee"):
            found |= {each["FeeType"]: amount(each["FeeAmount"]) for each in values}
        elif name.startswith("Promotion"):
            found["Discount"] = amount(values[0]["PromotionAmount"])
        elif name == "ItemTaxWithheldList":
            withheld = [tax for each in values for tax in each["TaxesWithheld"]]
            found |= {each["ChargeType"]: amount(each["ChargeAmount"]) for each in withheld}
    return found
