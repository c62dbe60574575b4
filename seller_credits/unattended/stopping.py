"""The wish to end, and how work hears of it."""

from __future__ import annotations

import time

_NAP = 0.1


class Stopped(BaseException):
    """The run was asked to end; what was recorded is kept.

    No Exception, like an interrupt: nothing on the way may take it for a failure of its own.
    """


class Stop:
    """The wish to end, which every wait and every progress report heeds.

    Deliberately without a lock: a signal may come while the very thread it interrupts waits, and
    whoever then asked for a lock that this thread holds would wait for ever. So sleepers nap.
    """

    def __init__(self) -> None:
        self._is_wished = False

    def wish(self) -> None:
        """End as soon as what is in hand is recorded; safe in a signal handler."""
        self._is_wished = True

    def check(self) -> None:
        """Go on, unless the run is to end.

        Raises:
            Stopped: the run is to end.
        """
        if self._is_wished:
            raise Stopped

    def sleep(self, seconds: float) -> None:
        """Let time pass; a wish to end, and an interrupt, end it at once.

        Raises:
            Stopped: the run is to end.
        """
        until = time.monotonic() + seconds
        self.check()
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _NAP))
            self.check()
