"""What can be wrong with a request before any question is asked; each with its HTTP status."""

from typing import ClassVar

from assistant.errors import QuestionError
from index.errors import SpeechError


class RequestError(SpeechError):
    """A request that is refused as it stands."""

    status: ClassVar[int] = 400


class BodyTooLarge(RequestError):
    """The body has more than ``limit`` KB."""

    code = "body_too_large"
    status = 413


class BodyInvalid(RequestError):
    """The body is not the JSON that the API takes."""

    code = "body_invalid"
    status = 422


class RouteUnknown(RequestError):
    """Nothing is served at this address, or not with this method."""

    code = "route_unknown"
    status = 404


def status_of(error: SpeechError) -> int:
    """The HTTP status that tells of ``error``: a question that cannot be asked is the caller's, the rest ours."""
    if isinstance(error, RequestError):
        return error.status
    return 422 if isinstance(error, QuestionError) else 500
