"""One call, read into the shape that its answer promises."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from seller_credits.marketplace.calling.calls import Caller, QueryValue
from seller_credits.marketplace.calling.problems import unexpected
from seller_credits.marketplace.operations import Operation
from seller_credits.marketplace.wire.lenient import told

Shape = TypeVar("Shape", bound=BaseModel)


def ask(
    caller: Caller,
    operation: Operation,
    shape: type[Shape],
    *,
    path_params: Mapping[str, str] | None = None,
    query: Mapping[str, QueryValue] | None = None,
    body: Mapping[str, Any] | None = None,
    private: Iterable[str] = (),
) -> Shape:
    """Ask as `Caller.call` does, and read the answer.

    Raises:
        CallProblem: the call's own; UnexpectedAnswer where the answer is not as promised, with the
            place and without what stood there.
    """
    answer = caller.call(
        operation, path_params=path_params, query=query, body=body, private=private
    )
    try:
        return shape.model_validate(answer)
    except ValidationError as problem:
        what = f"The answer is not as promised: {told(problem)}."
    raise unexpected(operation, what, caller.account)
