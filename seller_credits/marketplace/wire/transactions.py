"""One transaction of the Finances API 2024-06-19 as the house's `Transaction`.

Amazon's model contradicts its own example, so every member may be missing; what an amount says is
strict. Model: github.com/amzn/selling-partner-api-models, finances_2024-06-19.json (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from seller_credits.domain.errors import UnreadableSource
from seller_credits.domain.transactions import Identifier, Share, Transaction, TransactionItem
from seller_credits.marketplace.calling.quoting import quotable
from seller_credits.marketplace.wire.lenient import Amount, Instant, Lenient, store_code, told


class _Wire(Lenient):
    model_config = ConfigDict(alias_generator=to_camel)


class _Breakdown(_Wire):
    type: str = Field(default="", alias="breakdownType")
    amount: Amount = Field(default=None, alias="breakdownAmount")
    breakdowns: tuple[_Breakdown, ...] = ()


class _Related(_Wire):
    name: str = Field(default="", alias="relatedIdentifierName")
    value: str = Field(default="", alias="relatedIdentifierValue")


class _ItemRelated(_Wire):
    name: str = Field(default="", alias="itemRelatedIdentifierName")
    value: str = Field(default="", alias="itemRelatedIdentifierValue")


class _Context(_Wire):
    asin: str | None = None
    sku: str | None = None
    quantity_shipped: int | None = None
    fulfillment_network: str | None = None
    deferral_reason: str | None = None
    maturity_date: Instant | None = None


class _Item(_Wire):
    description: str = ""
    related_identifiers: tuple[_ItemRelated, ...] = ()
    total_amount: Amount = None
    contexts: tuple[_Context, ...] = ()
    breakdowns: tuple[_Breakdown, ...] = ()


class _Marketplace(_Wire):
    marketplace_id: str | None = None
    marketplace_name: str | None = None


class _Seller(_Wire):
    marketplace_id: str | None = None


class _Transaction(_Wire):
    transaction_id: str | None = None
    transaction_type: str = ""
    transaction_status: str = ""
    description: str = ""
    posted_date: Instant | None = None
    total_amount: Amount = None
    marketplace_details: _Marketplace = _Marketplace()
    selling_partner_metadata: _Seller = _Seller()
    related_identifiers: tuple[_Related, ...] = ()
    items: tuple[_Item, ...] = ()
    contexts: tuple[_Context, ...] = ()
    breakdowns: tuple[_Breakdown, ...] = ()


def read_transaction(raw: Mapping[str, Any]) -> Transaction:
    """The transaction in an answer of the Finances API.

    Raises:
        UnreadableSource: an amount or a time makes no sense; names the transaction and the field.
    """
    try:
        wire = _Transaction.model_validate(raw)
    except ValidationError as problem:
        why = told(problem)
    else:
        return _transaction(wire)
    name = quotable(str(raw.get("transactionId", "(without an id)")))
    raise UnreadableSource(
        f"transaction {name}, {why}",
        hint="Nothing was taken from this transaction; it does not fit Amazon's own model.",
    )


def _transaction(wire: _Transaction) -> Transaction:
    store, seller = wire.marketplace_details, wire.selling_partner_metadata
    word = store.marketplace_id or store.marketplace_name or seller.marketplace_id
    held = _first(each for each in wire.contexts if each.deferral_reason or each.maturity_date)
    return Transaction(
        transaction_id=wire.transaction_id or None,
        type=wire.transaction_type,
        status=wire.transaction_status.upper(),
        description=wire.description,
        posted_at=wire.posted_date,
        total=wire.total_amount,
        marketplace=store_code(word),
        identifiers=_identifiers(wire.related_identifiers),
        items=tuple(map(_item, wire.items)),
        shares=tuple(_shares(wire.breakdowns)),
        deferral_reason=held.deferral_reason,
        matures_at=held.maturity_date,
    )


def _item(wire: _Item) -> TransactionItem:
    product = _first(each for each in wire.contexts if each.sku or each.asin)
    return TransactionItem(
        description=wire.description,
        sku=product.sku,
        asin=product.asin,
        quantity=product.quantity_shipped,
        network=product.fulfillment_network,
        total=wire.total_amount,
        shares=tuple(_shares(wire.breakdowns)),
        identifiers=_identifiers(wire.related_identifiers),
    )


def _first(contexts: Iterator[_Context]) -> _Context:
    return next(contexts, _Context())


def _identifiers(related: Iterable[_Related | _ItemRelated]) -> tuple[Identifier, ...]:
    return tuple(Identifier(each.name, each.value) for each in related if each.value)


def _shares(breakdowns: Iterable[_Breakdown], path: tuple[str, ...] = ()) -> Iterator[Share]:
    """The leaves: a node with parts says the sum of them, or nought, and would count them twice."""
    for each in breakdowns:
        here = (*path, each.type)
        parts = list(_shares(each.breakdowns, here))
        if not parts and each.amount is not None:
            parts = [Share(here, each.amount)]
        yield from parts
