"""A Chroma server of our own, started once where a test asks for it and ended by its process id."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.index.tiny_data import write_data, write_documents, write_everyday, write_glossary, write_lookalikes
from tests.ports import free_port

_START = "import sys; from chromadb.cli.cli import app; sys.exit(app())"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for indexes that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def training_data(tmp_path: Path) -> Path:
    """Data for the recipe."""
    return write_data(tmp_path / "training")


@pytest.fixture
def everyday(tmp_path: Path) -> Path:
    """Everyday questions for it."""
    return write_everyday(tmp_path / "everyday")


@pytest.fixture
def lookalikes(tmp_path: Path) -> Path:
    """A pair of lookalikes for it."""
    return write_lookalikes(tmp_path / "lookalikes")


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    """A glossary for it."""
    return write_glossary(tmp_path / "glossary")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A document with questions for it."""
    return write_documents(tmp_path / "documents")


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server on loopback that keeps its data in a temporary folder."""
    folder = tmp_path_factory.mktemp("chroma-server")
    port = free_port()
    command = [sys.executable, "-c", _START, "run", "--path", str(folder / "data")]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
            stdout=log,
            stderr=log,
            env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
            start_new_session=True,
        )
    try:
        _wait(port, process, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


@pytest.fixture(params=["embedded", "server"])
def server(request: pytest.FixtureRequest) -> str | None:
    """Both forms of the store: None for the embedded one, the address of a server."""
    if request.param == "embedded":
        return None
    address: str = request.getfixturevalue("chroma_server")
    return address


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"chroma run did not come up:\n{log.read_text(errors='replace')}")
