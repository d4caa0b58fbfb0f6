"""The scripted assistant, its page on a real server, and a browser to look at it with."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext

from tests.assistant.web.admin_serving import Gated
from tests.assistant.web.framing import Framing, held
from tests.assistant.web.host_pages import hosting
from tests.assistant.web.proxy import proxying
from tests.assistant.web.scripted import ScriptedAssistant, written
from tests.assistant.web.web_serving import Visit, Visitor, application, serving


@pytest.fixture
def assistant(speech_text: str) -> ScriptedAssistant:
    """The scripted assistant over the made-up speech."""
    return written(speech_text)


@pytest.fixture(scope="module")
def served(speech_text: str) -> Iterator[tuple[TestClient, ScriptedAssistant]]:
    """A client of the application, without a network, and the assistant behind it; one for a module."""
    assistant = written(speech_text)
    with TestClient(application(assistant), raise_server_exceptions=False) as client:
        yield client, assistant


@pytest.fixture
def client(served: tuple[TestClient, ScriptedAssistant]) -> TestClient:
    """The client alone."""
    return served[0]


@pytest.fixture
def address(assistant: ScriptedAssistant) -> Iterator[str]:
    """The address of the page around ``assistant``."""
    with serving(assistant) as url:
        yield url


@pytest.fixture(scope="session")
def framing(speech_text: str) -> Iterator[Framing]:
    """A server that one of two other sites may embed."""
    assistant = held(speech_text)
    with hosting() as portal, hosting() as stranger:
        options = {"origins": (portal.origin,), "root_path": "/portal/qa"}
        with serving(assistant, **options) as url:
            yield Framing(url, portal, stranger, assistant)


@pytest.fixture(scope="session")
def proxied(framing: Framing, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same server behind nginx."""
    with proxying(framing.direct, tmp_path_factory.mktemp("nginx")) as url:
        yield url


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Visitor]:
    """Opens any page: ``open_page(url, width=1280, height=800, locale="zh-CN", **context options)``."""
    contexts: list[BrowserContext] = []

    def go(url: str, *, width: int = 1280, height: int = 800, locale: str = "zh-CN", **options: object) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, **options)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        contexts.append(context)
        found = Visit(context.new_page())
        found.page.goto(url)
        return found

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def visit(open_page: Visitor, address: str) -> Visitor:
    """Opens the page around ``assistant``: ``visit(query="", **options as above)``."""

    def go(query: str = "", **options: object) -> Visit:
        found = open_page(address + query, **options)
        found.page.wait_for_selector("#chat .welcome, #chat .turn")
        return found

    return go


@pytest.fixture
def aside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Leaves the code, which may be edited meanwhile, out of a run's identity; the log of faults lies aside."""
    monkeypatch.setattr("assistant.evaluation.identity._ROOT", Path("/nonexistent"))
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))


@pytest.fixture
def gated(speech_text: str) -> Gated:
    """The scripted assistant, held at each question."""
    assistant = Gated(speech_text, written(speech_text).script)
    assistant.gate, assistant.at_work = threading.Semaphore(0), threading.Event()
    return assistant


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the runs are kept."""
    return tmp_path / "data" / "evaluations"
