"""What can be wrong with a request before any question is asked; each with its HTTP status."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from assistant.errors import QuestionError
from assistant.evaluation.errors import QuestionFileError
from index.errors import AddressNotFound, SpeechError, StorageError


class RequestError(SpeechError):
    """A request that is refused as it stands."""

    status: ClassVar[int] = 400
    headers: Mapping[str, str] = MappingProxyType({})
    """What the response says besides."""


class BodyTooLarge(RequestError):
    """The body has more than ``limit`` KB."""

    code = "body_too_large"
    status = 413


class BodyTooSlow(RequestError):
    """The body has not arrived within ``seconds``."""

    code = "body_too_slow"
    status = 408


class BodyInvalid(RequestError):
    """The body is not the JSON that the route takes; ``fields`` are those that are missing or wrong."""

    code = "body_invalid"
    status = 422

    @classmethod
    def at(cls, places: Iterable[Sequence[object]]) -> "BodyInvalid":
        """The same, by the ``places`` within the body, each as the steps that lead to it; none: it is no JSON at all."""
        names = (".".join(map(str, place)) for place in places)
        return cls(fields=", ".join(filter(None, names)) or "JSON")


class RouteUnknown(RequestError):
    """Nothing is served at this address."""

    code = "route_unknown"
    status = 404


class MethodUnknown(RequestError):
    """Nothing is served at this address with this method; ``allow`` are those that are."""

    code = "method_unknown"
    status = 405

    def __init__(self, *, allow: Sequence[str]) -> None:
        super().__init__(allow=", ".join(allow))
        self.headers = {"allow": ", ".join(allow)}


class HistoryTooLong(RequestError):
    """One of the earlier questions has more than ``limit`` characters."""

    code = "history_too_long"
    status = 422


class QuestionMissing(RequestError):
    """No message of the conversation is the user's."""

    code = "question_missing"
    status = 422


class ModelUnknown(RequestError):
    """There is no model ``name``; ``known`` is the one there is."""

    code = "model_not_found"
    status = 404


class OriginForbidden(RequestError):
    """A page of ``origin``, which is not among the sites that may call, made the browser send this."""

    code = "origin_forbidden"
    status = 403


class HostUnknown(RequestError):
    """The server was called by the name ``host``, which is not one of those it is set to have."""

    code = "host_unknown"
    status = 421


class LaterError(RequestError):
    """A request that may come again in ``seconds``."""

    status = 503

    def __init__(self, *, seconds: int = 3, **params: object) -> None:
        super().__init__(seconds=seconds, **params)
        self.headers = {"retry-after": str(seconds)}


class RateExceeded(LaterError):
    """So much was asked by one user, or from one address, that the next has to wait."""

    code = "rate_exceeded"
    status = 429


class Busy(LaterError):
    """As many questions as may wait are waiting."""

    code = "busy"


class AnswerTimeout(LaterError):
    """The answer took longer than ``limit`` seconds, waiting included."""

    code = "answer_timeout"


class ServerStopping(LaterError):
    """The server ends, and this question will not be answered by it."""

    code = "server_stopping"


class NotReady(LaterError):
    """Questions can't be answered as things stand; ``reason`` is for whoever maintains this."""

    code = "not_ready"


class AdminForbidden(RequestError):
    """The administrator's page was asked for from another machine, and no token is set."""

    code = "admin_forbidden"
    status = 403


class AdminTokenNeeded(RequestError):
    """The administrator's page was asked for from another machine, without the token."""

    code = "admin_token_needed"
    status = 403


class AdminTokenWrong(RequestError):
    """What was offered as the token is not it."""

    code = "admin_token_wrong"
    status = 403


class CrossSite(RequestError):
    """Another site made the browser send this."""

    code = "cross_site"
    status = 403


class UploadTooLarge(RequestError):
    """The file of questions has more than ``limit`` MB."""

    code = "upload_too_large"
    status = 413


class RunInProgress(RequestError):
    """One evaluation at a time; that of the file ``name`` is under way."""

    code = "run_in_progress"
    status = 409


class RunUnknown(RequestError):
    """There is no such evaluation, or it is not in a state to give or do this."""

    code = "run_unknown"
    status = 404


def status_of(error: SpeechError) -> int:
    """The HTTP status that tells of ``error``: what cannot be asked or read is the caller's, the rest ours."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, AddressNotFound):
        return 404
    if isinstance(error, StorageError):
        return 503
    return 422 if isinstance(error, QuestionError | QuestionFileError) else 500


def headers_of(error: SpeechError) -> dict[str, str]:
    """The headers that tell more of ``error``."""
    return dict(error.headers) if isinstance(error, RequestError) else {}
