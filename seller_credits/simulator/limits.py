"""Rate limits as the marketplace keeps them: one token bucket for each operation."""

import time
from collections.abc import Callable

from seller_credits.simulator.operations import Operation


class Bucket:
    """A bucket that holds `burst` tokens and gains `rate` a second; a request takes one."""

    __slots__ = ("_burst", "_clock", "_filled_at", "_rate", "_tokens")

    def __init__(
        self,
        rate: float,
        burst: int,
        clock: Callable[[], float] = time.monotonic,
        *,
        full: bool = True,
    ) -> None:
        """Begin with a full bucket or an empty one; `clock` gives seconds."""
        self._rate = rate
        self._burst = float(burst)
        self._tokens = float(burst) if full else 0.0
        self._clock = clock
        self._filled_at = clock()

    def take(self) -> bool:
        """Take a token, and return whether there was one."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Quota:
    """The usage plan of one operation, sped up with the simulator."""

    __slots__ = ("_bucket", "header")

    def __init__(self, operation: Operation, speed: float, *, rested: bool = True) -> None:
        """Prepare the bucket, full if it had time to rest, and the header that names the rate."""
        rate = operation.rate * speed
        self._bucket = Bucket(rate, operation.burst, full=rested)
        self.header = f"{rate:.8f}".rstrip("0").rstrip(".")

    def spend(self) -> bool:
        """Count a request, and return whether it is within the plan."""
        return self._bucket.take()
