"""Servers under measurement: ours, and the bare echo that it is compared with."""

import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import psutil

from tests.ports import free_port

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 120
"""Seconds until a start counts as failed."""

ECHO: Final = """
import os, sys
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr
chat = gr.ChatInterface(lambda message, history: message)
chat.launch(server_port=int(sys.argv[1]), quiet=True, footer_links=[])
"""


@dataclass
class Server:
    """A running server; ``began`` is when its process was started (``time.perf_counter``)."""

    name: str
    port: int
    process: "subprocess.Popen[bytes]"
    began: float
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> float:
        """Resident megabytes of the process and everything it started."""
        parent = psutil.Process(self.process.pid)
        return float(sum(one.memory_info().rss for one in (parent, *parent.children(recursive=True)))) / 1e6

    def wait(self) -> None:
        """Returns as soon as the server takes connections.

        Raises:
            RuntimeError: it ended, or took too long; with its last words.
        """
        while time.perf_counter() - self.began < PATIENCE:
            if self.process.poll() is not None:
                break
            try:
                # A bare connection: an HTTP client made for each try would take the start's processor time.
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.01)
            else:
                return
        raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def stop(self) -> None:
        """Ends the process and those it started."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(name: str, command: list[str], port: int, environment: dict[str, str]) -> Server:
    """The server that ``command`` starts on ``port``; :meth:`Server.wait` tells when it is up."""
    log = Path(tempfile.mkdtemp(prefix="bench-")) / "log"
    with log.open("wb") as stream:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=stream, stderr=stream, cwd=ROOT, env=environment)
    return Server(name, port, process, began, log)


def start_echo(environment: dict[str, str]) -> Server:
    """Gradio's plainest chat, which says what it was told."""
    port = free_port()
    return start("echo", [sys.executable, "-c", ECHO, str(port)], port, environment)


def start_ours(environment: dict[str, str]) -> Server:
    """The assistant as `make run` serves it."""
    port = free_port()
    return start("ours", [sys.executable, "-m", "assistant", "serve", "--port", str(port)], port, environment)


def config(url: str) -> dict[str, Any]:
    """Gradio's description of its page."""
    found: dict[str, Any] = httpx.get(f"{url}/config", trust_env=False, timeout=30).json()
    return found
