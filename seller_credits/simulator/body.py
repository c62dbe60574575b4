"""Reads the JSON body of a call; members that nobody asked for are ignored, as in life."""

import json
from typing import Any

from starlette.requests import Request

from seller_credits.simulator import query as read
from seller_credits.simulator.errors import invalid_input


async def json_object(request: Request) -> dict[str, Any]:
    """Return the body of a call, which must be a JSON object."""
    try:
        body = json.loads(await request.body())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise invalid_input("Invalid Input", "the body is no JSON object")
    return body


def text(body: dict[str, Any], name: str) -> str:
    """Return a member that must be there and must be text."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise invalid_input("Invalid Input", f"{name}: give a text")
    return value


def marketplaces(body: dict[str, Any], most: int) -> tuple[str, ...]:
    """Return the marketplaces of a body, which must name at least one."""
    places = body.get("marketplaceIds")
    if not isinstance(places, list) or not places:
        raise invalid_input("Invalid Input", "marketplaceIds: give at least one")
    return tuple(read.check_marketplaces([str(place) for place in places], most))
