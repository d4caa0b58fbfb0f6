"""What can be wrong with a request before any question is asked; each with its HTTP status."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from assistant.errors import QuestionError
from assistant.evaluation.errors import QuestionFileError
from index.errors import SpeechError


class RequestError(SpeechError):
    """A request that is refused as it stands."""

    status: ClassVar[int] = 400
    headers: Mapping[str, str] = MappingProxyType({})
    """What the response says besides."""


class BodyTooLarge(RequestError):
    """The body has more than ``limit`` KB."""

    code = "body_too_large"
    status = 413


class BodyInvalid(RequestError):
    """The body is not the JSON that the API takes."""

    code = "body_invalid"
    status = 422


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


class OriginForbidden(RequestError):
    """A page of the site ``origin`` calls the API, and that site is not on the list."""

    code = "origin_forbidden"
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
    return 422 if isinstance(error, QuestionError | QuestionFileError) else 500


def headers_of(error: SpeechError) -> dict[str, str]:
    """The headers that tell more of ``error``."""
    return dict(error.headers) if isinstance(error, RequestError) else {}
