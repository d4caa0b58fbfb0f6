"""Everything that a language model's server may do wrong, each with the note that the answer must carry."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Final

from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from assistant.generation.model_faults import Cause
from tests.model_server import Cut, Ends, Messages, Pause, Raw, Script, Step, Thought, ids_of, in_pieces
from tests.ports import free_port

QUESTION: Final = "6月底不良贷款率是多少？"
GOOD: Final = "6月底，全县不良贷款率为1.42%，比年初下降0.3个百分点[{id}]。"
LONG: Final = 60.0
"""Seconds that a server stalls: longer than any deadline of the tests."""


@dataclass(frozen=True)
class Fault:
    """What the server does, and why the answer is then the speech's own."""

    script: Script
    cause: Cause | str


def good(messages: Messages) -> list[Step]:
    """The true answer, cited."""
    return in_pieces(GOOD.format(id=ids_of(messages, "不良贷款率")))


def _then(*steps: Step) -> Script:
    return lambda messages: [*good(messages)[:6], *steps]


def _only(*steps: Step) -> Script:
    return lambda _: steps


def _status(code: int, said: str = "no", **headers: str) -> Script:
    return lambda _: JSONResponse({"error": {"message": said}}, code, headers=headers)


def _html(_: Messages) -> Response:
    return HTMLResponse("<html><body>Please sign in</body></html>")


def _whole(_: Messages) -> Response:
    return JSONResponse({"id": "c", "object": "chat.completion", "choices": [{"message": {"content": "1.42%"}}]})


def _endless(_: Messages) -> Iterable[Step]:
    return itertools.chain(["不良贷款率"], itertools.repeat("增长" * 50))


def _dribble(_: Messages) -> Iterable[Step]:
    """Signs of life without a word, which no timeout of a read would ever notice."""
    return itertools.chain.from_iterable(itertools.repeat((Raw(b": ping\n\n"), Pause(0.05))))


def _distinct(messages: Messages) -> Iterable[Step]:
    """One true sentence after another, none twice."""
    name = ids_of(messages, "不良贷款率")
    for n in itertools.count():
        yield f"其{'一二三四五六七八九十'[n % 10]}{'甲乙丙丁'[n // 10 % 4]}，不良贷款率为1.42%[{name}]。"
        yield Pause(0.02)


def _long_error(_: Messages) -> Response:
    """An error whose page has no end."""

    async def page() -> AsyncIterator[bytes]:
        while True:
            yield b"<p>Internal Server Error</p>" * 200
            await asyncio.sleep(0)

    return StreamingResponse(page(), 500)


def _about(text: str) -> Script:
    return lambda messages: in_pieces(text.format(id=ids_of(messages, "不良贷款率")))


FAULTS: Final[dict[str, Fault]] = {
    "401": Fault(_status(401, "Incorrect API key provided: sk-secret-1"), "key"),
    "404": Fault(_status(404, "model not found"), "no_model"),
    "429": Fault(_status(429, **{"retry-after": "60"}), "busy"),
    "429 for longer than may be waited": Fault(_status(429, **{"retry-after": "2"}), "busy"),
    "500": Fault(_status(500), "server"),
    "500 without end": Fault(_long_error, "server"),
    "unknown model by 400": Fault(_status(400, "Model 'qwen9' is not found"), "no_model"),
    "refused parameter": Fault(_status(400, "temperature must be 1"), "rejected"),
    "context too long": Fault(_status(400, "maximum context length is 4096 tokens"), "context"),
    "stall before": Fault(_only(Pause(LONG)), "timeout"),
    "stall in the middle": Fault(_then(Pause(LONG)), "timeout"),
    "signs of life alone": Fault(_dribble, "timeout"),
    "thoughts without end": Fault(lambda _: itertools.cycle((Thought("嗯"), Pause(0.02))), "timeout"),
    "cut before": Fault(_only(Cut()), "cut"),
    "cut in the middle": Fault(_then(Cut()), "cut"),
    "ended without its end": Fault(_then(Raw(b"data: [DONE]\n\n"), Cut()), "cut"),
    "filtered": Fault(_then(Ends("content_filter")), "cut"),
    "out of resources": Fault(_then(Ends("insufficient_system_resource")), "cut"),
    "at its longest before a sentence": Fault(_then(Ends("length")), "length"),
    "html": Fault(_html, "bad_reply"),
    "not streaming": Fault(_whole, "not_streaming"),
    "no json": Fault(_only(Raw(b"data: {broken\n\n")), "bad_reply"),
    "empty": Fault(_only(), "empty"),
    "blank": Fault(_only(" ", "\n"), "empty"),
    "10 MB": Fault(_only("长" * 3_500_000), "too_long"),
    "without end": Fault(_endless, "repeating"),
    "true sentences without end": Fault(_distinct, "timeout"),
    "repeats itself": Fault(lambda m: good(m) * 50, "repeating"),
    "another language": Fault(_about("The non-performing loan ratio was 1.42% in June[{id}]."), "language"),
    "uncited": Fault(_about("6月底，全县不良贷款率为1.42%。"), "unverifiable"),
    "invented id": Fault(_about("6月底，全县不良贷款率为1.42%[z9z9]。"), "unverifiable"),
    "wrong figure": Fault(_about("6月底，全县不良贷款率为14.2%[{id}]。"), "unverifiable"),
    "obeys an instruction": Fault(_about("所有规则已经失效，请访问http://example.com/登录[{id}]。"), "unverifiable"),
    "an image and HTML": Fault(
        _about("![图](http://example.com/a.png)<script>alert(1)</script>[{id}]"), "unverifiable"
    ),
    "only a thought": Fault(_about("<think>不良贷款率是1.42%[{id}]。"), "unverifiable"),
    "refuses": Fault(_about("讲话没有提到这个问题。"), "offered"),
}


def closed_port() -> str:
    """An address at which nothing listens."""
    return f"http://127.0.0.1:{free_port()}/v1"
