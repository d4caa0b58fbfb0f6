"""What faults of a language model's server cost and leave behind.

``python -m tests.bench.faults [--count N] [--together N] [--json] [--check]`` lets the server fail in every way of
``tests/faults.py``, N times in all, some at a time, and prints the longest time of an answer beyond the total
deadline, how many were not labelled, and the threads, sockets and requests that are left: all must be none.
"""

import argparse
import json
import logging
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

import psutil

from assistant.chain import Assistant
from assistant.open import open_assistant
from assistant.settings import Settings
from tests.assistant.county import TEXT
from tests.faults import FAULTS, QUESTION, good
from tests.model_server import ModelServer

TOTAL: Final = 2.0
SLACK: Final = 0.5
"""Seconds beyond the total deadline within which every answer must end."""
DEADLINES: Final = {"model_connect": 1.0, "model_first": 1.5, "model_between": 1.0, "model_total": TOTAL}


@contextmanager
def opened() -> Iterator[tuple[ModelServer, Assistant]]:
    """A server, and an assistant that relies on it, warm: the thread and the pool that are kept are there."""
    with ModelServer(good) as server, tempfile.TemporaryDirectory() as folder:
        os.environ["OPENAI_BASE_URL"], os.environ["OPENAI_API_KEY"] = server.url, "sk-bench"
        speech = Path(folder) / "speech.txt"
        speech.write_bytes(TEXT.encode())
        settings = Settings(speech=speech, data=Path(folder) / "data", model="openai:scripted", **DEADLINES)
        with closing(open_assistant(settings)) as assistant:
            assistant.ask(QUESTION)
            server.wait_until_idle()
            yield server, assistant


def measure(count: int, together: int) -> dict[str, Any]:
    """The figures over ``count`` faults, every kind in turn, by ``together`` pairs of server and assistant."""
    names = list(islice(cycle(FAULTS), count))
    with ExitStack() as stack:
        pairs = [stack.enter_context(opened()) for _ in range(together)]
        pool = stack.enter_context(ThreadPoolExecutor(together))
        list(pool.map(lambda _: time.sleep(0.1), pairs))
        before = resources()
        runs = pool.map(_fail, pairs, [names[n::together] for n in range(together)])
        found = [one for run in runs for one in run]
        idle = all(server.wait_until_idle(2 * TOTAL) for server, _ in pairs)
        time.sleep(TOTAL)  # a connection that is being closed is none that is left
        after = resources()
        still = sum(server.counts.open for server, _ in pairs)
    times: dict[str, float] = {}
    for name, seconds, _ in found:
        times[name] = max(times.get(name, 0.0), seconds)
    worst = max(times, key=lambda name: times[name])
    return {
        "faults": len(found),
        "worst": worst,
        "over_deadline_s": round(times[worst] - TOTAL, 3),
        "unlabelled": sum(not labelled for _, _, labelled in found),
        "requests_left": 0 if idle else still,
        **{f"{name}_left": max(0, after[name] - before[name]) for name in before},
        "slowest_s": {name: round(seconds, 3) for name, seconds in sorted(times.items(), key=lambda item: -item[1])},
    }


def _fail(pair: tuple[ModelServer, Assistant], names: list[str]) -> list[tuple[str, float, bool]]:
    """Each fault, the seconds to its answer, and whether that was labelled."""
    server, assistant = pair
    found = []
    for name in names:
        server.script = FAULTS[name].script
        began = time.monotonic()
        answer = assistant.ask(QUESTION)
        found.append((name, time.monotonic() - began, bool(answer.note)))
    return found


def resources() -> dict[str, int]:
    """The threads of this process, and its connections."""
    return {
        "threads": threading.active_count(),
        "sockets": len(psutil.Process().net_connections("tcp")),
    }


def main() -> int:
    """Prints the figures; 1 with ``--check`` where one is beyond its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--together", type=int, default=4)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--check", action="store_true", help="exit code 1 where a figure is beyond its limit")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    figures = measure(options.count, options.together)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            if name != "slowest_s":
                print(f"{name:20} {value}")
        print("  ".join(f"{name} {seconds:.2f}" for name, seconds in figures["slowest_s"].items()))
    left = sum(value for name, value in figures.items() if name.endswith("_left"))
    return int(options.check and (figures["over_deadline_s"] > SLACK or bool(figures["unlabelled"]) or left > 0))


if __name__ == "__main__":
    sys.exit(main())
