"""What goes wrong with a language model, told apart by what the office has to do about it."""

import re
from collections.abc import Iterator
from typing import Final, Literal, get_args

from assistant.settings import without_secrets

Cause = Literal[
    "unreachable",
    "timeout",
    "key",
    "no_model",
    "context",
    "busy",
    "server",
    "not_streaming",
    "rejected",
    "bad_reply",
    "cut",
    "too_long",
    "length",
    "empty",
    "language",
    "repeating",
]
CAUSES: Final[tuple[Cause, ...]] = get_args(Cause)
_STATUS: Final[dict[int, Cause]] = {
    401: "key",
    403: "key",
    404: "no_model",
    408: "timeout",
    413: "context",
    429: "busy",
}
_KINDS: Final[dict[str, Cause]] = {
    "ConnectTimeout": "unreachable",
    "ConnectError": "unreachable",
    "gaierror": "unreachable",
    "RemoteProtocolError": "cut",
    "ReadError": "cut",
    "WriteError": "cut",
    "ReadTimeout": "timeout",
    "PoolTimeout": "timeout",
    "APITimeoutError": "timeout",
    "APIConnectionError": "unreachable",
}
_UNKNOWN_MODEL: Final = re.compile(
    r"model\b.{0,200}(?:not found|not exist|not a valid|no such|unknown)|(?:no such|unknown|invalid) model"
)
_PASSING: Final[frozenset[Cause]] = frozenset(("unreachable", "busy", "server", "cut"))
_LONGEST_REASON: Final = 200


class WriterFault(Exception):
    """The model gave no answer; ``cause`` is why, ``reason`` its own word for it without secrets."""

    def __init__(self, cause: Cause, reason: str = "", retry_after: float | None = None) -> None:
        """Takes ``retry_after``, the seconds that the server asks to wait."""
        super().__init__(cause, reason)
        self.cause: Cause = cause
        printable = "".join(char if char.isprintable() else " " for char in without_secrets(reason))
        self.reason = " ".join(printable.split())[:_LONGEST_REASON]
        self.retry_after = retry_after

    def __str__(self) -> str:
        return f"{self.cause}: {self.reason}" if self.reason else self.cause

    @property
    def passing(self) -> bool:
        """Whether asking again at once may help."""
        return self.cause in _PASSING


def fault_of(error: BaseException) -> WriterFault:
    """``error``, as a provider's client raises it, told apart.

    Clients of different providers share no classes: what they have in common is the
    HTTP status, and the names of the errors of the HTTP library beneath.
    """
    if isinstance(error, WriterFault):
        return error
    chain = list(_chain(error))
    if known := next((one for one in chain if isinstance(one, WriterFault)), None):
        return known
    reason = f"{type(error).__name__}: {error}"
    for one in chain:
        status = getattr(one, "status_code", None)
        if isinstance(status, int):
            said = _said(one)
            reason = f"HTTP {status}, {type(error).__name__}: {said}"
            return WriterFault(_cause_of_status(status, said), reason, _retry_after(one))
    # The innermost names it best: a client wraps a failed look-up and a reset alike.
    for one in reversed(chain):
        if cause := _KINDS.get(type(one).__name__):
            return WriterFault(cause, reason)
    return WriterFault("bad_reply", reason)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _cause_of_status(status: int, said: str) -> Cause:
    if status in _STATUS:
        return _STATUS[status]
    if status >= 500:
        return "server"
    if status in (400, 422):
        said = said.lower()
        if "context" in said or "too long" in said:
            return "context"
        return "no_model" if _UNKNOWN_MODEL.search(said) else "rejected"
    return "bad_reply"


def _said(error: BaseException) -> str:
    """The server's own words. OpenAI's client leaves out all but a ``message``, such as FastAPI's ``detail``."""
    body = getattr(error, "body", None)
    return f"{error}: {body}" if isinstance(body, dict) and not body.get("message") else str(error)


def _retry_after(error: BaseException) -> float | None:
    """The seconds of ``Retry-After``; None where it is missing or a date."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
