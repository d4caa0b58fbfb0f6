"""What the page and the API cost beside a bare Gradio chat, in one run.

``python -m tests.bench.page [--json] [--check] [--questions N] [--no-browser]`` prints, for ours
and for ``gr.ChatInterface(lambda message, history: message)``: seconds from the start of the
process to the first answer, milliseconds to a complete answer in the page (over Gradio's queue
protocol and in chromium; median), megabytes of the process tree; and what the API adds to the
chain's own time. In the page each question is asked once, the two servers in turn; the API is asked
all development questions afterwards, of a server that nothing else runs beside. ``--check`` makes
exit code 1 of a figure beyond its limit.
"""

import argparse
import json
import os
import re
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from tests.bench.driving import Ask, in_browser, over_queue
from tests.bench.servers import ROOT, Server, start_echo, start_ours

QUESTIONS: Final = ROOT / "tests" / "questions" / "speech.dev.jsonl"
STARTS: Final = 3
WARM: Final = 5
LIMITS: Final = {"start": 1.6, "queue": 2.0, "browser": 2.0, "memory": 2.0}
"""Ours divided by the echo's."""
API_LIMIT: Final = 2.0
"""Milliseconds."""
_BLANK: Final = b"\r\n\r\n"
_LENGTH: Final = re.compile(rb"(?i)\r\ncontent-length: (\d+)")


def measure(count: int, starts: int, *, with_browser: bool) -> dict[str, Any]:
    """All figures; times in milliseconds but for ``start`` (seconds), memory in megabytes."""
    questions = distinct_questions(count)
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "ASSISTANT_DATA": data}
        _once(start_ours(environment), "建立索引")
        figures: dict[str, Any] = {"start": {"ours": [], "echo": []}}
        for _ in range(starts):
            for starter in (start_echo, start_ours):
                server = starter(environment)
                figures["start"][server.name].append(_once(server, "上半年不良贷款率是多少？"))
                _progress(f"{server.name} answered {figures['start'][server.name][-1]:.1f} s after its start")
        echo, ours = start_echo(environment), start_ours(environment)
        try:
            for server in (echo, ours):
                server.wait()
            figures |= _running(echo, ours, questions, with_browser)
        finally:
            for server in (echo, ours):
                server.stop()
        # A server of its own: an idle Gradio wakes a thousand times a second, and the API would pay for the echo's.
        ours = start_ours(environment)
        try:
            ours.wait()
            figures["api"] = _api(ours, distinct_questions())
            _progress("asked over the API")
        finally:
            ours.stop()
    return _summed_up(figures, len(questions))


def distinct_questions(count: int | None = None) -> list[str]:
    """Up to ``count`` development questions, or all, none twice."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines if line.strip()))[:count]


def _once(server: Server, question: str) -> float:
    """Seconds from the start of ``server``'s process to its first complete answer; it is stopped then."""
    try:
        server.wait()
        over_queue(server)(question)
        return time.perf_counter() - server.began
    finally:
        server.stop()


def _running(echo: Server, ours: Server, questions: Sequence[str], with_browser: bool) -> dict[str, Any]:
    figures: dict[str, Any] = {"queue": _in_turn(over_queue(echo), over_queue(ours), questions)}
    _progress("asked over the queue")
    figures["memory"] = {"ours": [ours.memory()], "echo": [echo.memory()]}
    with _chromium() if with_browser else nullcontext() as browser:
        if browser:
            figures["browser"] = _in_turn(in_browser(echo, browser), in_browser(ours, browser), questions)
    return figures


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _in_turn(echo: Ask, ours: Ask, questions: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each question, those of the warm-up left out."""
    times: dict[str, list[float]] = {"echo": [], "ours": []}
    for question in questions:
        times["echo"].append(echo(question) * 1000)
        times["ours"].append(ours(question) * 1000)
    return {name: found[WARM:] for name, found in times.items()}


def _api(server: Server, questions: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of ``/api/ask`` from the first byte sent to the last one received, and the chain's own time."""
    seen, chain = [], []
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for question in questions:
            body = json.dumps({"question": question}).encode()
            head = f"POST /api/ask HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: {len(body)}"
            began = time.perf_counter()
            connection.sendall(head.encode() + _BLANK + body)
            answer = _received(connection)
            seen.append((time.perf_counter() - began) * 1000)
            chain.append(json.loads(answer)["latency_ms"]["total"])
    return {"seen": seen[WARM:], "chain": chain[WARM:]}


def _received(connection: socket.socket) -> bytes:
    """The body of the next response; how long a client's library takes to read the head is not the API's."""
    received = b""
    while piece := connection.recv(1 << 16):
        received += piece
        head, ended, body = received.partition(_BLANK)
        if ended and not head.startswith(b"HTTP/1.1 200"):
            break
        if ended and len(body) >= int(_LENGTH.findall(head)[0]):
            return body
    raise ConnectionError(received)


@contextmanager
def _chromium() -> Iterator[Browser]:
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=options)
        yield browser
        browser.close()


def _summed_up(figures: dict[str, Any], count: int) -> dict[str, Any]:
    medians = {
        name: {side: statistics.median(found) for side, found in sides.items()} for name, sides in figures.items()
    }
    ratios = {name: medians[name]["ours"] / medians[name]["echo"] for name in LIMITS if name in medians}
    added = medians["api"]["seen"] - medians["api"]["chain"]
    kept = all(ratio <= LIMITS[name] for name, ratio in ratios.items()) and added <= API_LIMIT
    return {"questions": count, "median": medians, "ratio": ratios, "api_adds_ms": added, "within_limits": kept}


def _table(report: dict[str, Any]) -> Iterator[str]:
    units = {"start": "s", "memory": "MB"}
    yield f"{report['questions']} distinct questions, the API all there are; medians"
    for name, ratio in report["ratio"].items():
        sides, unit = report["median"][name], units.get(name, "ms")
        verdict = "ok" if ratio <= LIMITS[name] else "TOO MUCH"
        yield (
            f"{name:8} ours {sides['ours']:8.2f} {unit:2}  echo {sides['echo']:8.2f} {unit:2}  "
            f"ratio {ratio:5.2f}  limit {LIMITS[name]}  {verdict}"
        )
    chain, added = report["median"]["api"]["chain"], report["api_adds_ms"]
    verdict = "ok" if added <= API_LIMIT else "TOO MUCH"
    yield f"api      seen {report['median']['api']['seen']:8.2f} ms  chain {chain:7.2f} ms  adds  {added:5.2f}  limit {API_LIMIT}  {verdict}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; exit code 1 with ``--check`` where one is beyond its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.page", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--starts", type=int, default=STARTS)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args(arguments)
    with_browser = not options.no_browser and Path("/usr/bin/chromium").exists()
    report = measure(options.questions, options.starts, with_browser=with_browser)
    lines = [json.dumps(report, ensure_ascii=False, indent=2)] if options.json else _table(report)
    print("\n".join(lines))
    return int(options.check and not report["within_limits"])


if __name__ == "__main__":
    sys.exit(main())
