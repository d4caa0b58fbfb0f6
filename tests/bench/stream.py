"""The bare stream of a chat completion, as fast as a client can read it: what a server itself takes."""

import json
import time

import httpx

from tests.model_server import Messages

_CLIENT = httpx.Client(trust_env=False, timeout=60)


def bare_stream(url: str, messages: Messages) -> tuple[float, float]:
    """Milliseconds to the first content and to the end of the stream."""
    body = {"model": "scripted", "messages": list(messages), "stream": True}
    began = time.perf_counter()
    first = 0.0
    with _CLIENT.stream("POST", f"{url}/chat/completions", json=body) as response:
        for line in response.iter_lines():
            if not line.startswith("data: {"):
                continue
            delta = json.loads(line[6:])["choices"][0]["delta"]
            if delta.get("content") and not first:
                first = (time.perf_counter() - began) * 1000
    return first, (time.perf_counter() - began) * 1000
