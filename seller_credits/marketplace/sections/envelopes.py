"""How a notification is wrapped on its way: by a queue, by an event bus, or not at all.

An SQS queue holds it as its message's body, and tools that read a queue wrap that once or twice
more: `{"Messages": [{"Body": "..."}]}`, `{"Records": [{"body": "..."}]}`, and behind SNS
`{"Type": "Notification", "Message": "..."}`. An EventBridge bus puts it under `detail`
(docs.aws.amazon.com: SQS ReceiveMessage, SNS message formats, EventBridge event structure;
2026-11).
"""

from __future__ import annotations

from typing import Any

from seller_credits.domain.errors import UnreadableSource
from seller_credits.marketplace.wire.json_object import json_object

_LARGEST = 1024 * 1024
"""The most a queue's message holds (SQS quotas, docs.aws.amazon.com, 2026-11)."""

_LISTS = ("Messages", "Records")
_TEXTS = ("Body", "body", "Message")
_MOST_LAYERS = 6  # a list, its message, SNS, EventBridge, the notification, and one to spare
_HINT = "Give one notification, as the queue or the event bus holds it."


def opened(text: str | bytes) -> dict[str, Any]:
    """The notification itself, out of whatever it came in.

    Raises:
        UnreadableSource: it is no JSON object, too large, wrapped too often, or not just one.
    """
    found = _layer(text)
    for _ in range(_MOST_LAYERS):
        inner = _inside(found)
        if inner is None:
            return found
        found = inner if isinstance(inner, dict) else _layer(inner)
    raise _unreadable("it is wrapped too often")


def _inside(found: dict[str, Any]) -> dict[str, Any] | str | None:
    """The next layer, or None where this is the last one."""
    if any(name.lower() == "notificationtype" for name in found):
        return None
    for name in _LISTS:
        if isinstance(found.get(name), list):
            return _only(found[name])
    if isinstance(found.get("detail"), dict):
        return dict(found["detail"])
    return next((found[name] for name in _TEXTS if isinstance(found.get(name), str)), None)


def _only(messages: list[Any]) -> dict[str, Any]:
    if len(messages) != 1:
        raise _unreadable(f"it holds {len(messages)} messages, and one is read at a time")
    if not isinstance(messages[0], dict):
        raise _unreadable("its message is no JSON object")
    return dict(messages[0])


def _layer(text: str | bytes) -> dict[str, Any]:
    if len(text) > _LARGEST:
        raise _unreadable(f"it has more than {_LARGEST:,} characters")
    found = json_object(text)
    if found is None:
        raise _unreadable("it is no JSON object")
    return found


def _unreadable(why: str) -> UnreadableSource:
    return UnreadableSource(f"A notification cannot be read: {why}.", hint=_HINT)
