"""An assistant over a made-up speech, with the model that is shipped; built once for all tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chain import Assistant
from assistant.open import open_assistant
from assistant.settings import Settings
from tests.assistant.county import TEXT


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant over the speech of :mod:`tests.assistant.county`."""
    folder: Path = tmp_path_factory.mktemp("county")
    speech = folder / "speech.txt"
    speech.write_bytes(TEXT.encode())
    assistant = open_assistant(Settings(speech=speech, data=folder / "data"))
    yield assistant
    assistant.close()
