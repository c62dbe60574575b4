"""Reads the query of a call as tolerantly as the marketplace does, and refuses what it refuses."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from starlette.datastructures import QueryParams

from seller_credits.simulator.errors import invalid_input

# Older clients spell the marketplaces of a call in several ways, often in all of them at once.
_SPELLINGS = ("marketplaceIds", "MarketplaceIds", "MarketplaceId", "marketplace_ids")
_MARKETPLACE_ID = re.compile(r"A[A-Z0-9]{9,15}")


def listed(query: QueryParams, name: str) -> list[str]:
    """Return the values of a list, joined by commas or repeated."""
    given = ",".join(query.getlist(name)).split(",")
    return [value.strip() for value in given if value.strip()]


def chosen(query: QueryParams, name: str, allowed: Iterable[str]) -> list[str]:
    """Return the values of a list that knows its values."""
    values = listed(query, name)
    unknown = [value for value in values if value not in allowed]
    if unknown:
        said = f"{name}: {', '.join(unknown)} is not one of {', '.join(sorted(allowed))}"
        raise invalid_input("Invalid Input", said)
    return values


def marketplaces(query: QueryParams, most: int) -> list[str]:
    """Return the marketplaces asked for, in whichever spelling came first."""
    values = next((found for name in _SPELLINGS if (found := listed(query, name))), [])
    return check_marketplaces(values, most)


def check_marketplaces(values: list[str], most: int) -> list[str]:
    """Return marketplace ids that are well formed and not too many."""
    if len(values) > most:
        raise invalid_input("Invalid Input", f"marketplaceIds: at most {most} ids")
    for value in values:
        if not _MARKETPLACE_ID.fullmatch(value):
            raise invalid_input("Invalid Input", f"marketplaceIds: {value} is no marketplace id")
    return values


def instant(text: str | None, name: str) -> datetime | None:
    """Return an ISO 8601 time as an instant; one without a zone is read as UTC."""
    if not text:
        return None
    try:
        # A plus sign that a client forgot to escape arrives as a blank.
        moment = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        raise invalid_input("Invalid Input", f"{name}: {text} is no ISO 8601 time") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def number(query: QueryParams, name: str, default: int, most: int) -> int:
    """Return a whole number from 1 to `most`."""
    text = query.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise invalid_input("Invalid Input", f"{name}: {text} is not from 1 to {most}")
    return int(text)


def iso(moment: datetime) -> str:
    """Return an instant the way the marketplace writes it, whole seconds in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
