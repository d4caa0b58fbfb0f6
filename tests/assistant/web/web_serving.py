"""Servers around a scripted assistant, and what a reader does with their page."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page
from pydantic import SecretStr

from assistant.web.admin_jobs import Evaluations
from assistant.web.app import build_app
from assistant.web.backend import Backend
from tests.ports import free_port


def application(
    assistant: Backend,
    evaluations: Evaluations | None = None,
    admin_token: SecretStr | None = None,
    **options: Any,
) -> FastAPI:
    """The application, built in a running loop: without one, Gradio makes two and never closes them."""

    async def build() -> FastAPI:
        return build_app(assistant, evaluations, admin_token, **options)

    # In a thread of its own: Playwright's loop may be running in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, build()).result()


class _Server(uvicorn.Server):
    """Ends at once, and closes what a browser or a proxy keeps open: a socket left over would warn in a later test."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)


@contextmanager
def serving(
    assistant: Backend,
    evaluations: Evaluations | None = None,
    admin_token: SecretStr | None = None,
    port: int = 0,
    **options: Any,
) -> Iterator[str]:
    """The address of a real server around ``assistant``, on any free port or on ``port``, stopped at the end."""
    port = port or free_port()
    app = application(assistant, evaluations, admin_token, **options)
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", server_header=False)
    server = _Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        if time.monotonic() > deadline or not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.force_exit = True
        server.should_exit = True
        thread.join(20)


class Visit:
    """A reader's page, with everything that it asked of the network and complained of."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)

    def ask(self, question: str, *, finished: int = 1) -> None:
        """Types ``question``, sends it with the button, and waits until ``finished`` answers stand there."""
        self.page.fill("#question textarea", question)
        self.page.click("#send")
        self.wait_for_answers(finished)

    def wait_for_answers(self, count: int) -> None:
        self.page.wait_for_function(
            "count => document.querySelectorAll('#chat .answer.done').length === count", arg=count
        )

    def highlighted(self) -> list[str]:
        """The words of what is highlighted in the speech."""
        return self.page.locator("#speech .cited").all_inner_texts()

    def in_view(self) -> bool:
        """Whether what is highlighted lies within both its panel and the window."""
        script = """() => {
          const box = document.querySelector('#speech .cited').getBoundingClientRect();
          const panel = document.querySelector('#speech .text').getBoundingClientRect();
          return box.top >= Math.max(0, panel.top) && box.bottom <= Math.min(innerHeight, panel.bottom) && box.width > 0;
        }"""
        return bool(self.page.evaluate(script))


Visitor = Callable[..., Visit]
