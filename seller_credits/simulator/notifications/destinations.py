"""Where notifications go: a queue or an event bus of the application's own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from seller_credits.simulator.errors import ApiError
from seller_credits.simulator.members import Members

_LONGEST_NAME = 256
_LONGEST_ARN = 1000
_QUEUE = re.compile(r"arn:aws:sqs:\S+:\S+:\S+")
_ACCOUNT = re.compile(r"\d{12}")
_KINDS = ("sqs", "eventBridge")


@dataclass(frozen=True, slots=True)
class Destination:
    """One destination; its resource is written as the API shows it."""

    destination_id: str
    name: str
    resource: dict[str, dict[str, str]]

    def json(self) -> dict[str, Any]:
        """Return the destination as the API shows it."""
        return {
            "destinationId": self.destination_id,
            "name": self.name,
            "resource": self.resource,
        }


def read_destination(
    body: Members, destination_id: str, existing: Iterable[Destination]
) -> Destination:
    """Return the destination of a request; its name and its resource must both be new."""
    name = body.text("name", _LONGEST_NAME)
    made = Destination(destination_id, name, _resource(body.part("resourceSpecification"), name))
    for other in existing:
        if name == other.name or made.resource == other.resource:
            said = f"A destination with this name or resource already exists: {other.name}"
            raise conflict(said)
    return made


def conflict(details: str) -> ApiError:
    """Return the refusal of something that is there already."""
    said = "The requested resource conflict with a resource in the server."
    return ApiError(409, "Conflict", said, details)


def _resource(spec: Members, name: str) -> dict[str, dict[str, str]]:
    kinds = [kind for kind in _KINDS if spec.has(kind)]
    if len(kinds) != 1:
        raise spec.refusal("sqs", "give either sqs or eventBridge")
    part = spec.part(kinds[0])
    if kinds == ["sqs"]:
        arn = part.text("arn", _LONGEST_ARN)
        if not _QUEUE.fullmatch(arn):
            raise part.refusal("arn", f"{arn} names no SQS queue")
        return {"sqs": {"arn": arn}}
    account = part.text("accountId", 12)
    if not _ACCOUNT.fullmatch(account):
        raise part.refusal("accountId", f"{account} is no AWS account of 12 digits")
    region = part.text("region", _LONGEST_NAME)
    source = f"aws.partner/sellingpartnerapi.amazon.com/{account}/{name}"[:_LONGEST_NAME]
    return {"eventBridge": {"name": source, "region": region, "accountId": account}}
