"""What the marketplace may answer instead of what was asked, each with what to do about it.

MarketplaceProblem
  OutOfTime               a wait would have ended too late; nothing was asked
  CallProblem             has the operation, Amazon's request id and the account
    CredentialsRefused    Login with Amazon refused one of the three secrets
    AccessDenied          the application may not do this: a role or an authorisation is missing
    Throttled             too many requests, for longer than is worth waiting
    Unreachable           no connection, no name, no TLS, no answer in time
      Unanswered          so it was for this one request; others may get their answer
    RequestRefused        the request itself is wrong in Amazon's eyes (4xx)
      NotFound            Amazon knows nothing of that id (404)
    MarketplaceFailed     Amazon's own failure (5xx), after retries
    UnexpectedAnswer      an answer nobody can read, or one that is not safe to follow

None of them carries a secret, a token, the query of a document's link, or a buyer's data: what
Amazon said is quoted through `seller_credits.marketplace.calling.quoting`.
"""

from __future__ import annotations

from seller_credits.domain.errors import MarketplaceProblem


class OutOfTime(MarketplaceProblem):
    """There was no time left for a wait: what it was for is left to the next run."""


class CallProblem(MarketplaceProblem):
    """One call to the marketplace did not give what it should.

    Attributes:
        operation: Amazon's name of the operation: `searchOrders`.
        request_id: what Amazon's support asks for; None where no answer came.
        account: the name of the account it was made for.
        may_have_happened: False where Amazon certainly did nothing of what was asked: it refused,
            or the request never left. True where nobody can know: the answer was lost, was a
            failure of Amazon's own, or could not be read. Money that was asked for then may be on
            its way: it is looked for, and never asked for again.
    """

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        operation: str = "",
        request_id: str | None = None,
        account: str = "",
        may_have_happened: bool = True,
    ) -> None:
        where = f"{operation}, account {account}" if account else operation
        about = f" ({where})" if where else ""
        request = f" [request id {request_id}]" if request_id else ""
        super().__init__(f"{message}{about}{request}", hint=hint)
        self.operation = operation
        self.request_id = request_id
        self.account = account
        self.may_have_happened = may_have_happened


class CredentialsRefused(CallProblem):
    """Login with Amazon refused the client id, the client secret or the refresh token."""


class AccessDenied(CallProblem):
    """The application may not do this for this seller: a role or an authorisation is missing."""


class Throttled(CallProblem):
    """Amazon kept saying "too many requests" for longer than is worth waiting."""


class Unreachable(CallProblem):
    """No answer came: no connection, no such host, no trusted TLS, or a timeout."""


class Unanswered(Unreachable):
    """No answer came to this one request, which tells nothing of others.

    It was asked only once or twice, for more might do harm; or it was asked of another host than
    the API's, as documents are.
    """


class RequestRefused(CallProblem):
    """Amazon read the request and says that it is wrong (4xx)."""


class NotFound(RequestRefused):
    """Amazon knows nothing of what was asked about (404)."""


class MarketplaceFailed(CallProblem):
    """Amazon itself failed (5xx), also when asked again."""


class UnexpectedAnswer(CallProblem):
    """An answer came that cannot be read, or that is not safe to follow."""


def ends_all(problem: BaseException) -> bool:
    """Whether nothing more can be asked for after it, whatever it was about."""
    alone = isinstance(problem, Unanswered)
    return isinstance(problem, (CredentialsRefused, Unreachable)) and not alone
