"""An assistant over a made-up speech, with the model that is shipped; built once for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from assistant.chain import Assistant
from assistant.open import open_assistant
from assistant.settings import Settings
from tests.assistant.county import TEXT
from tests.faults import good
from tests.model_server import ModelServer
from tests.needs import program

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DEADLINES = {"model_connect": 1.0, "model_first": 1.5, "model_between": 1.0, "model_total": 2.5}


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant over the speech of :mod:`tests.assistant.county`."""
    folder: Path = tmp_path_factory.mktemp("county")
    speech = folder / "speech.txt"
    speech.write_bytes(TEXT.encode())
    assistant = open_assistant(Settings(speech=speech, data=folder / "data"))
    yield assistant
    assistant.close()


@pytest.fixture(scope="session")
def server() -> Iterator[ModelServer]:
    """A server of a language model, whose ``script`` each test sets."""
    with ModelServer(good) as running:
        yield running


@pytest.fixture(scope="session")
def written(server: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The county assistant whose answers the scripted server writes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", server.url)
        patch.setenv("OPENAI_API_KEY", "sk-secret-1")
        assistant = county_assistant(tmp_path_factory.mktemp("written"))
        yield assistant
        assistant.close()


def county_assistant(folder: Path) -> Assistant:
    """An assistant with a model at the address that the environment gives."""
    speech = folder / "speech.txt"
    speech.write_bytes(TEXT.encode())
    return open_assistant(Settings(speech=speech, data=folder / "data", model="openai:scripted", **DEADLINES))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    chromium = program("chromium", "chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield started
        started.close()
