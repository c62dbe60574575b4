"""What a fault may change, and where it is asked; a set of faults is a fault too."""

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from starlette.types import ASGIApp

from seller_credits.simulator.reports.document import Outcome
from seller_credits.simulator.shop.dice import Dice

_NONE = timedelta(0)


class Fault:
    """Something that goes wrong; this one changes nothing.

    The simulator asks each method at one place and abides by the answer. A fault overrides the few
    it is about, and keeps what it must remember between two questions.

    Attributes:
        name: what it is chosen by.
    """

    name: ClassVar[str] = ""

    def __init__(self, seed: int = 0, speed: float = 1.0) -> None:
        """Prepare a fault that repeats with the seed, and is as quick as the simulator."""
        self._dice = Dice(seed, "fault", self.name)
        self._speed = speed

    def skew(self) -> timedelta:
        """How far the simulator's clock is ahead of the world's; asked when it starts."""
        return _NONE

    def around(self, app: ASGIApp) -> ASGIApp:
        """The application as clients reach it; asked when it starts."""
        return app

    def count_call(self) -> None:
        """Take note of a call to an operation, before its token is looked at."""

    def expires(self, _token: str) -> bool:
        """Whether this access token, good by its own date, has expired; asked at each call."""
        return False

    def revoked(self) -> bool:
        """Whether the seller has withdrawn the authorisation; asked at each call and login."""
        return False

    def throttles(self, _operation: str) -> bool:
        """Whether a call that is within its usage plan is refused all the same."""
        return False

    def cancels(self, _report_type: str, _marketplaces: tuple[str, ...]) -> bool:
        """Whether a report that is asked for now will come out CANCELLED."""
        return False

    def ends(self, _report_type: str, outcome: Outcome) -> Outcome:
        """What becomes of a report that would have ended so; asked once for each."""
        return outcome

    def link_age(self, _document_id: str) -> timedelta:
        """How old a link is when it is handed out."""
        return _NONE


class Faults(Fault):
    """Several faults at once; each hears of everything, whatever the others say.

    Attributes:
        together: the faults, the innermost first.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Put them together; the first is the innermost."""
        super().__init__()
        self.together = tuple(faults)

    def skew(self) -> timedelta:
        """Return the sum of their skews."""
        return sum((each.skew() for each in self.together), _NONE)

    def around(self, app: ASGIApp) -> ASGIApp:
        """Return the application inside all of them."""
        for each in self.together:
            app = each.around(app)
        return app

    def count_call(self) -> None:
        """Tell each."""
        for each in self.together:
            each.count_call()

    def expires(self, token: str) -> bool:
        """Return whether the token has expired for any."""
        return True in [each.expires(token) for each in self.together]

    def revoked(self) -> bool:
        """Return whether the authorisation is withdrawn for any."""
        return True in [each.revoked() for each in self.together]

    def throttles(self, operation: str) -> bool:
        """Return whether any refuses."""
        return True in [each.throttles(operation) for each in self.together]

    def cancels(self, report_type: str, marketplaces: tuple[str, ...]) -> bool:
        """Return whether any cancels."""
        return True in [each.cancels(report_type, marketplaces) for each in self.together]

    def ends(self, report_type: str, outcome: Outcome) -> Outcome:
        """Return what is left of the outcome after each has had its way."""
        for each in self.together:
            outcome = each.ends(report_type, outcome)
        return outcome

    def link_age(self, document_id: str) -> timedelta:
        """Return the sum of their ages."""
        return sum((each.link_age(document_id) for each in self.together), _NONE)
