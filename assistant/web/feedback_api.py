"""The API's route for feedback on an answer."""

from typing import Annotated, Final

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.concurrency import run_in_threadpool

from assistant.chain import LONGEST_QUESTION
from assistant.feedback import Feedback, Rating
from assistant.web.documents import Problems, problems

LONGEST_ANSWER: Final = 20_000
LONGEST_COMMENT: Final = 2_000

_Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION)]


class Given(BaseModel):
    """What somebody thought of an answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"rating": "down", "question": "上半年不良贷款率是多少？", "comment": "太长"}]},
    )

    rating: Rating
    question: _Asked
    answer: Annotated[str, StringConstraints(max_length=LONGEST_ANSWER)] = ""
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_COMMENT)] = ""


class Kept(BaseModel):
    """Feedback that is kept, under ``id``."""

    id: str = Field(examples=["9f86d081884c7d65"])
    at: str = Field(description="The time in UTC", examples=["2026-07-29T03:04:05+00:00"])


FAULTS: Problems = problems(413, 422, 429, 503)


def feedback_router(feedback: Feedback) -> APIRouter:
    """The route ``/api/feedback``; what it acknowledges is in ``feedback``, on the disk."""
    router = APIRouter()

    @router.post("/api/feedback", status_code=201, response_model=Kept, responses=FAULTS, tags=["feedback"])
    async def give(given: Given) -> Response:
        """Keeps a rating of an answer, with or without a comment."""
        entry = await run_in_threadpool(feedback.add, given.rating, given.question, given.answer, given.comment)
        return JSONResponse({"id": entry.id, "at": entry.at}, 201)

    return router
