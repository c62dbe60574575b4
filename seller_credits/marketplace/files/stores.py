"""Stores as report cells name them: `Amazon.com`, `Amazon.co.jp`."""

from __future__ import annotations

from functools import lru_cache

from seller_credits.domain.marketplaces import find_marketplace


@lru_cache(maxsize=256)
def store_code(name: str) -> str:
    """`Amazon.com` as `US`; a store that is not known, or none of Amazon's, as it stands."""
    store = find_marketplace(name)
    return store.code if store else name


@lru_cache(maxsize=256)
def store_currency(name: str) -> str:
    """What a store trades in; empty where the store is not known."""
    store = find_marketplace(name)
    return store.currency if store else ""
