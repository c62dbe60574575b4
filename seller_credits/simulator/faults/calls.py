"""Faults of single calls: their quota, their tokens, and the clock they are judged by."""

from collections import Counter
from datetime import timedelta

from seller_credits.simulator.faults.fault import Fault


class Throttle(Fault):
    """Calls are refused although they keep to the documented limits.

    As when another program of the seller uses the same limits, or Amazon lowers them for a while:
    the documents call the Orders limits dynamic, and sellers report QuotaExceeded below them
    (github.com/jlevers/selling-partner-api issue 477). Each operation serves a few calls, then
    refuses one to three in a row.
    """

    name = "throttle"

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._until_burst: dict[str, int] = {}
        self._left: Counter[str] = Counter()

    def throttles(self, operation: str) -> bool:
        """Return whether this call falls into a burst of refusals."""
        if self._left[operation]:
            self._left[operation] -= 1
            return True
        calm = self._until_burst.setdefault(operation, self._dice.between(1, 4))
        self._until_burst[operation] = calm - 1
        if calm > 0:
            return False
        del self._until_burst[operation]
        self._left[operation] = self._dice.between(0, 2)
        return True


class ExpiredToken(Fault):
    """Access tokens are worth a few calls only, however long they were said to be good.

    As when a token is kept over an hour, or a machine sleeps between the login and the call: the
    answer is the same 403. Counting calls, not minutes, lets a short run meet it in its middle.
    """

    name = "expired-token"
    calls = 5

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._uses: Counter[str] = Counter()

    def expires(self, token: str) -> bool:
        """Return whether the token has had its calls."""
        self._uses[token] += 1
        return self._uses[token] > self.calls


class RevokedToken(Fault):
    """After some calls the seller withdraws the authorisation, for good.

    The refresh token then buys nothing (400 invalid_grant) and access tokens are refused as
    revoked (403), as after "Disable" under Manage Your Apps in Seller Central, or a year without
    renewal.
    """

    name = "revoked-token"
    calls = 12

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        super().__init__(seed, speed)
        self._calls = 0

    def count_call(self) -> None:
        """Count it."""
        self._calls += 1

    def revoked(self) -> bool:
        """Return whether the calls are used up."""
        return self._calls > self.calls


class ClockSkew(Fault):
    """The marketplace's clock is three hours behind the client's: the client's clock is wrong.

    Every answer's Date tells it. Who takes that time for the upper bound of a search and for the
    end of a report works as usual; who takes its own asks about the future, and is refused with
    400 and the words "at least 2 minutes in the past". The lifetimes of tokens and links are spans
    and do not suffer. Amazon has not looked at x-amz-date since it dropped request signatures
    (2 October 2023), nor does the simulator.
    """

    name = "clock-skew"

    def skew(self) -> timedelta:
        """Return how far ahead: less than nothing."""
        return -timedelta(hours=3)
