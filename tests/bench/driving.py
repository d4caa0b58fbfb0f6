"""Two ways to ask in a page: Gradio's own queue protocol over HTTP, and a browser."""

import json
import time
import uuid
from collections.abc import Callable
from typing import Any, Final

import httpx
from playwright.sync_api import Browser, Page

from tests.bench.servers import Server, config

Ask = Callable[[str], float]
"""Asks a question and gives the seconds to its complete answer."""


def over_queue(server: Server) -> Ask:
    """The way of Gradio's page without a browser: join the queue, read events up to ``process_completed``."""
    fn_index, places = _endpoint(server)
    client = httpx.Client(base_url=f"{server.url}/gradio_api", timeout=60, trust_env=False)

    def ask(question: str) -> float:
        session = uuid.uuid4().hex[:12]
        body = {"data": places(question), "fn_index": fn_index, "session_hash": session, "event_data": None}
        began = time.perf_counter()
        client.post("/queue/join", json=body).raise_for_status()
        with client.stream("GET", "/queue/data", params={"session_hash": session}) as events:
            for line in events.iter_lines():
                if not line.startswith("data:"):
                    continue
                event = json.loads(line[5:])
                if event["msg"] == "process_completed":
                    taken = time.perf_counter() - began
                    if not event["success"]:
                        raise RuntimeError(f"{server.name}: {event}")
                    return taken
        raise RuntimeError(f"{server.name}: the stream ended early")

    return ask


def _endpoint(server: Server) -> tuple[int, Callable[[str], list[Any]]]:
    """The function that answers, and what it wants to be sent for a question."""
    page = config(server.url)
    if server.name == "ours":
        asked = next(one["id"] for one in page["dependencies"] if one["api_name"] == "ask")
        return asked, lambda question: [question, []]
    # The echo's one-step endpoint for programs: its page takes several events a question.
    kinds = {one["id"]: one["type"] for one in page["components"]}
    chat = next(
        one["id"]
        for one in page["dependencies"]
        if [kinds[n] for n in one["inputs"]] == ["textbox", "state"] and kinds[one["outputs"][0]] == "json"
    )
    return chat, lambda question: [question, None]


_ASK: Final = """([question, ours]) => new Promise((done, fail) => {
  const box = document.querySelector(ours ? "#question textarea" : "textarea[data-testid=textbox]");
  const answers = () => document.querySelectorAll(ours ? "#chat .answer.done" : ".bot.message");
  const last = () => answers()[answers().length - 1];
  // Ours shows the latest twenty: what counts is whose answer the last one is.
  const complete = () => ours
    ? last()?.parentElement.textContent.includes(question)
    : answers().length > before && last().textContent.includes(question);
  const before = answers().length;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  setTimeout(() => fail(new Error(`no answer to ${question}`)), 60000);
  setTimeout(() => {
    const began = performance.now();
    const watch = new MutationObserver(() => {
      if (!complete()) return;
      watch.disconnect();
      done((performance.now() - began) / 1000);
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
    document.querySelector(ours ? "#send" : "button.submit-button").click();
  }, 60);
})"""


def in_browser(server: Server, browser: Browser) -> Ask:
    """The way of a reader: the time from the click to the finished answer in the page's document."""
    page: Page = browser.new_page(locale="zh-CN")
    page.set_default_timeout(60_000)
    page.goto(server.url)
    ours = server.name == "ours"
    page.wait_for_selector("#chat .welcome" if ours else "textarea[data-testid=textbox]")

    def ask(question: str) -> float:
        taken: float = page.evaluate(_ASK, [question, ours])
        # The rest of the page's work for this question is not the next one's.
        page.wait_for_timeout(150)
        return taken

    return ask
