"""The administrator's routes without a page around them, and what is sent to them."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.answer import Answer
from assistant.web.admin import admin_router
from assistant.web.admin_access import Access
from assistant.web.admin_jobs import Evaluations
from assistant.web.guard import Guard
from tests.assistant.web.scripted import GDP, RESERVOIRS, ScriptedAssistant

TOKEN = "correct-horse-battery"
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "1",
        "question": RESERVOIRS,
        "type": "figure",
        "evidence": ["全县新建水库3座，完成投资2.4亿元"],
        "facts": [["3座"]],
    },
    {"id": "2", "question": GDP, "type": "unanswerable", "evidence": [], "facts": []},
    {
        "id": "3",
        "question": "谁负责养护公路？",
        "type": "who",
        "evidence": ["由县交通局负责"],
        "facts": [["县交通局"]],
    },
]


class Gated(ScriptedAssistant):
    """Answers a question only when it is let: ``gate`` is released once for each."""

    gate: threading.Semaphore
    at_work: threading.Event

    def ask(self, question: str, history: Sequence[str] = (), *, id: str | None = None, lang: str = "zh") -> Answer:
        self.at_work.set()
        assert self.gate.acquire(timeout=60)
        return super().ask(question, history, id=id, lang=lang)


@contextmanager
def admin(
    assistant: ScriptedAssistant,
    folder: Path,
    token: str | None = None,
    *,
    host: str = "127.0.0.1",
    at: str = "127.0.0.1:7860",
) -> Iterator[TestClient]:
    """A client at ``host`` of the routes behind the guard, which it calls by the name ``at``."""
    evaluations = Evaluations(assistant, folder, lambda: {"embedding_model": "scripted"})
    app = FastAPI()
    app.include_router(admin_router(evaluations, Access(SecretStr(token) if token else None), assistant.title))
    app.add_middleware(Guard)
    with TestClient(app, base_url=f"http://{at}", client=(host, 50000), follow_redirects=False) as client:
        yield client
    if isinstance(assistant, Gated):
        assistant.gate.release(1000)
    evaluations.close()


def jsonl(records: Sequence[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def send(client: TestClient, content: bytes | None = None, name: str = "题目.jsonl", **options: Any) -> Any:
    """The server's answer to a file."""
    body = jsonl(QUESTIONS) if content is None else content
    return client.post("/admin/evaluate/files", params={"name": name}, content=body, **options)


def finish(client: TestClient, id: str) -> dict[str, Any]:
    """The run ``id`` when it no longer runs."""
    deadline = monotonic() + 60
    while (run := client.get(f"/admin/evaluate/runs/{id}").json())["state"] == "running":
        assert monotonic() < deadline
        sleep(0.02)
    return dict(run)


def start(client: TestClient, id: str, **query: str) -> Any:
    return client.post(f"/admin/evaluate/runs/{id}/start", params=query)


def evaluated(client: TestClient, **query: str) -> dict[str, Any]:
    """A run over the three questions, done."""
    run_id = send(client).json()["id"]
    assert start(client, run_id, **query).status_code == 202
    return finish(client, run_id)
