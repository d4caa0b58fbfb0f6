"""What the assistant adds to a language model's own time, and what verification takes.

``python -m tests.bench.model [--questions N] [--json] [--check]`` asks development questions over the shipped
speech. The model is a scripted server on loopback, in a process of its own, which writes what the speech's own answer
says, with citations. Beside each it times the bare stream of the same request. Printed in milliseconds (p50, p95): what
first token and whole answer take more than the server itself, and the verification of one answer. ``--check`` makes
exit code 1 of a figure beyond its limit.
"""

import argparse
import json
import logging
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final

import httpx
import numpy as np

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.open import open_assistant
from assistant.settings import Settings
from assistant.verification.claims import check
from assistant.web.server import TURN
from index.outline import Outline
from tests.bench.page import distinct_questions
from tests.model_server import Messages, ModelServer, Pause, Step, in_pieces

LIMITS: Final = {"first_token": 30.0, "whole_answer": 50.0}
"""Milliseconds beyond the server's own, p95."""
_PAUSE: Final = 0.01
"""Seconds between two tokens of the server."""
_WARM: Final = 5
_SHOWN: Final = re.compile(r"^\[([a-z0-9]{4})\] (.*)$", re.MULTILINE)


def script(messages: Messages) -> list[Step]:
    """The first three sentences that the model is shown, each with its id, a pause before each piece."""
    shown = _SHOWN.findall(str(messages[-1]["content"]))[:3]
    steps: list[Step] = []
    for name, sentence in shown:
        for piece in in_pieces(f"{sentence.rstrip('。')}[{name}]。", 6):
            steps += [Pause(_PAUSE), piece]
    return steps


def measure(count: int) -> dict[str, Any]:
    """All figures, in milliseconds."""
    # As `serve` has it.
    sys.setswitchinterval(TURN)
    with (
        _server() as server,
        tempfile.TemporaryDirectory() as data,
        httpx.Client(base_url=server.url, trust_env=False, timeout=60) as client,
    ):
        os.environ["OPENAI_BASE_URL"], os.environ["OPENAI_API_KEY"] = server.url, "sk-bench"
        with closing(open_assistant(Settings(data=data, model="openai:scripted"))) as assistant:
            first, whole, answers = [], [], []
            for n, question in enumerate(distinct_questions(count + _WARM)):
                ours = _timed(assistant, question)
                if ours is None or n < _WARM:
                    continue
                bare = _bare_stream(client, server.last())
                first.append(ours[0] - bare[0])
                whole.append(ours[1] - bare[1])
                answers.append(ours[2])
            # Apart: it empties every cache, which the next answer would have to fill again.
            checking = [_verification(answer, assistant.outline) for answer in answers]
    return {
        "questions": len(first),
        "first_token": _percentiles(first),
        "whole_answer": _percentiles(whole),
        "verification": _percentiles(checking),
    }


@dataclass(frozen=True, slots=True)
class _Server:
    """A scripted server in a process of its own, as a model's is."""

    url: str
    talk: Connection

    def last(self) -> Messages:
        """The messages of the last request."""
        self.talk.send(True)
        messages: Messages = self.talk.recv()
        return messages


@contextmanager
def _server() -> Iterator[_Server]:
    processes = get_context("spawn")
    ours, theirs = processes.Pipe()
    process = processes.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _Server(ours.recv(), ours)
    finally:
        ours.send(False)
        process.join()


def _serve(talk: Connection) -> None:
    with ModelServer(script) as server:
        talk.send(server.url)
        while talk.recv():
            talk.send(server.counts.last)


def _bare_stream(client: httpx.Client, messages: Messages) -> tuple[float, float]:
    """Milliseconds to the first content and to the end of the server's stream, as fast as a client can read it."""
    body = {"model": "scripted", "messages": list(messages), "stream": True}
    began = time.perf_counter()
    first = 0.0
    with client.stream("POST", "chat/completions", json=body) as response:
        for line in response.iter_lines():
            if line.startswith("data: {") and json.loads(line[6:])["choices"][0]["delta"].get("content") and not first:
                first = (time.perf_counter() - began) * 1000
    return first, (time.perf_counter() - began) * 1000


def _timed(assistant: Assistant, question: str) -> tuple[float, float, Answer] | None:
    """Milliseconds to the first draft and to the answer; None where the model was not asked."""
    began = time.perf_counter()
    first: float | None = None
    for event in assistant.stream(question):
        if event.kind == "draft" and first is None:
            first = (time.perf_counter() - began) * 1000
    answer: Answer = event.data["answer"]
    return (first, (time.perf_counter() - began) * 1000, answer) if first is not None else None


def _verification(answer: Answer, outline: Outline) -> float:
    """Milliseconds to hold every sentence of ``answer`` against what it cites, nothing of it known before."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("assistant.", "index.")):
            for item in list(vars(module).values()):
                if hasattr(item, "cache_clear"):
                    item.cache_clear()
    cited = {citation.n: outline.sentence_at(citation.start) for citation in answer.citations}
    began = time.perf_counter()
    for sentence in answer.sentences:
        check(sentence.text, [found for n in sentence.citations if (found := cited[n])], outline)
    return (time.perf_counter() - began) * 1000


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(values, [50, 95])
    return {"p50": round(float(p50), 2), "p95": round(float(p95), 2)}


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--check", action="store_true", help="exit code 1 where a figure is beyond its limit")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    figures = measure(options.questions)
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"{figures['questions']} questions, milliseconds beyond the server's own (p50, p95)")
        for name in ("first_token", "whole_answer", "verification"):
            limit = f"   limit {LIMITS[name]:g}" if name in LIMITS else ""
            print(f"  {name:14}{figures[name]['p50']:8.2f}{figures[name]['p95']:8.2f}{limit}")
    return int(options.check and any(figures[name]["p95"] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
