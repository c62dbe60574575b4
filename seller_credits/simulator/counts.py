"""How often each operation was asked, and how often that was too often."""

from collections import Counter


class Counts:
    """The calls of one run by operation: those that reached it, and those answered with 429."""

    __slots__ = ("_requests", "_throttled")

    def __init__(self) -> None:
        """Begin at nothing."""
        self._requests: Counter[str] = Counter()
        self._throttled: Counter[str] = Counter()

    def request(self, operation: str) -> None:
        """Count a call, whatever becomes of it."""
        self._requests[operation] += 1

    def throttle(self, operation: str) -> None:
        """Count a call that is refused for coming too soon."""
        self._throttled[operation] += 1

    def json(self) -> dict[str, dict[str, int]]:
        """Return the counts; an operation nobody asked is absent."""
        return {"requests": dict(self._requests), "throttled": dict(self._throttled)}
