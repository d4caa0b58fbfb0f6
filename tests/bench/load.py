"""What the API bears: 50 people at once, a burst of 500, and memory over minutes; from a second process.

``python -m tests.bench.load [--json] [--check] [--minutes N]`` starts the server as
`make run` does, on loopback, and plays the portal's proxy in front of it: each person has
an address and a name. Prints the times of one person alone, of 50 who each ask every 5
seconds for a minute, and after a burst; what became of the burst; and the server's memory
after the first minute and after the last. ``--check`` makes exit code 1 of a figure beyond
its limit.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import httpx

from tests.bench.page import distinct_questions
from tests.bench.servers import Server, start_ours

PEOPLE: Final = 50
EVERY: Final = 5.0
BURST: Final = 500
LIMITS: Final = {"p95_of_50_by_p50_of_one": 5.0, "p50_after_burst_by_p50_of_one": 5.0, "memory": 1.05}
CLEAR: Final = {200, 429, 503}
"""An answer, or a refusal that says when to come back."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one question: the status, or 0 where there was none; milliseconds; whether it was clear."""

    status: int
    taken: float
    clear: bool


class Crowd:
    """Asks ``questions`` in turn, each person by a name and an address of their own."""

    def __init__(self, server: Server, questions: Sequence[str]) -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=BURST)
        self._client = httpx.AsyncClient(base_url=server.url, timeout=60, trust_env=False, limits=limits)
        self._questions = questions
        self._count = 0

    async def ask(self, person: int) -> Reply:
        """One question of ``person``."""
        self._count += 1
        question = self._questions[self._count % len(self._questions)]
        headers = {"x-forwarded-for": f"10.1.{person // 250}.{person % 250 + 1}", "x-remote-user": f"person{person}"}
        began = time.perf_counter()
        try:
            response = await self._client.post("/api/ask", json={"question": question}, headers=headers)
        except httpx.HTTPError as error:
            _progress(f"no reply: {error!r}")
            return Reply(0, (time.perf_counter() - began) * 1000, clear=False)
        taken = (time.perf_counter() - began) * 1000
        told = response.status_code == 200 or bool(response.headers.get("retry-after") and response.json()["detail"])
        return Reply(response.status_code, taken, clear=response.status_code in CLEAR and told)

    async def alone(self, count: int, person: int = 900) -> list[Reply]:
        """``count`` questions of one person, one after the other."""
        return [await self.ask(person + number // 20) for number in range(count)]

    async def together(self, seconds: float) -> list[Reply]:
        """50 people who each ask every 5 seconds, from a moment of their own on."""

        async def person(number: int) -> list[Reply]:
            await asyncio.sleep(EVERY * number / PEOPLE)
            replies, began = [], time.perf_counter()
            while (passed := time.perf_counter() - began) < seconds:
                replies.append(await self.ask(number))
                await asyncio.sleep(EVERY - (time.perf_counter() - began - passed) % EVERY)
            return replies

        return [reply for replies in await asyncio.gather(*map(person, range(PEOPLE))) for reply in replies]

    async def burst(self) -> list[Reply]:
        """500 questions of as many people at one moment."""
        return await asyncio.gather(*(self.ask(1000 + number) for number in range(BURST)))


async def measure(server: Server, questions: Sequence[str], minutes: float) -> dict[str, Any]:
    """All figures: milliseconds, megabytes, and counts of statuses."""
    crowd = Crowd(server, questions)
    await crowd.alone(20, 800)
    one = await crowd.alone(60)
    _progress("one person asked alone")
    many = await crowd.together(60)
    memory = [server.memory()]
    _progress("50 people asked for a minute")
    burst = await crowd.burst()
    _progress("the burst is through")
    await asyncio.sleep(5)
    after = await crowd.alone(40, 950)
    if minutes > 1:
        many += await crowd.together((minutes - 1) * 60)
    memory.append(server.memory())
    return _summed_up(one, many, burst, after, memory, minutes)


def _summed_up(
    one: list[Reply], many: list[Reply], burst: list[Reply], after: list[Reply], memory: list[float], minutes: float
) -> dict[str, Any]:
    alone = _times(one)
    figures: dict[str, Any] = {
        "one": alone,
        "fifty": _times(many) | {"asked": len(many), "errors": sum(reply.status != 200 for reply in many)},
        "burst": {
            "statuses": {str(status): count for status, count in sorted(Counter(r.status for r in burst).items())},
            "unclear": sum(not reply.clear for reply in burst),
            "slowest_ms": max(reply.taken for reply in burst),
        },
        "after_burst": _times(after) | {"asked": len(after), "errors": sum(reply.status != 200 for reply in after)},
        "memory_mb": {"minute 1": memory[0], f"minute {minutes:g}": memory[1]},
        "ratio": {
            "p95_of_50_by_p50_of_one": _times(many)["p95"] / alone["p50"],
            "p50_after_burst_by_p50_of_one": _times(after)["p50"] / alone["p50"],
            "memory": memory[1] / memory[0],
        },
    }
    failed = figures["fifty"]["errors"] + figures["burst"]["unclear"] + figures["after_burst"]["errors"]
    figures["within_limits"] = not failed and all(figures["ratio"][name] <= LIMITS[name] for name in LIMITS)
    return figures


def _times(replies: Sequence[Reply]) -> dict[str, float]:
    taken = [reply.taken for reply in replies]
    return {"p50": statistics.median(taken), "p95": statistics.quantiles(taken, n=20)[-1], "max": max(taken)}


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _lines(figures: dict[str, Any]) -> Iterator[str]:
    for name in ("one", "fifty", "after_burst"):
        found = figures[name]
        told = f"{name:12} p50 {found['p50']:7.1f} ms  p95 {found['p95']:7.1f} ms  max {found['max']:7.1f} ms"
        yield told + (f"  errors {found['errors']} of {found['asked']}" if "asked" in found else "")
    burst = figures["burst"]
    yield f"burst of {BURST}  {burst['statuses']}  unclear {burst['unclear']}  slowest {burst['slowest_ms']:.0f} ms"
    yield "memory       " + "  ".join(f"{name}: {mb:.0f} MB" for name, mb in figures["memory_mb"].items())
    for name, limit in LIMITS.items():
        ratio = figures["ratio"][name]
        yield f"{name:30} {ratio:6.2f}  limit {limit}  {'ok' if ratio <= limit else 'TOO MUCH'}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; exit code 1 with ``--check`` where one is beyond its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--minutes", type=float, default=2)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "ASSISTANT_DATA": data, "ASSISTANT_USER_HEADER": "X-Remote-User"}
        server = start_ours(environment)
        try:
            server.wait()
            figures = asyncio.run(measure(server, distinct_questions(100), options.minutes))
        finally:
            server.stop()
    print(json.dumps(figures, ensure_ascii=False, indent=2) if options.json else "\n".join(_lines(figures)))
    return int(options.check and not figures["within_limits"])


if __name__ == "__main__":
    sys.exit(main())
