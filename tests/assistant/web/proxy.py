"""nginx in front of a server, with the example that is shipped: only its addresses are changed."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from assistant.settings import ROOT
from tests.needs import program
from tests.ports import free_port

EXAMPLE = ROOT / "deploy" / "nginx.conf"
AROUND = """
{user}
worker_processes 1;
pid nginx.pid;
error_log error.log warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include {example};
}}
"""


@contextmanager
def proxying(server: str, folder: Path) -> Iterator[str]:
    """The address below which nginx, at work in ``folder``, shows ``server``."""
    nginx = program("nginx", "nginx-light")
    port = free_port()
    example = EXAMPLE.read_text(encoding="utf-8")
    for shipped, ours in (
        ("server 127.0.0.1:7860;", f"server {urlsplit(server).netloc};"),
        ("    listen 80;", f"    listen 127.0.0.1:{port};"),
    ):
        assert shipped in example
        example = example.replace(shipped, ours)
    # Its workers would be nobody, to whom the folder is closed; who is not root has no choice.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "assistant.conf").write_text(example, encoding="utf-8")
    (folder / "main.conf").write_text(AROUND.format(user=user, example=folder / "assistant.conf"), encoding="utf-8")
    command = [nginx, "-p", str(folder), "-e", "error.log", "-c", "main.conf", "-g", "daemon off;"]
    running = subprocess.Popen(command)
    try:
        _wait(port, running)
        yield f"http://127.0.0.1:{port}/portal/qa/"
    finally:
        running.terminate()
        running.wait(20)
    told = (folder / "error.log").read_text(encoding="utf-8")
    assert not re.search(r"\[(emerg|alert|crit)\]", told), told


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if time.monotonic() > deadline or running.poll() is not None:
            raise RuntimeError("nginx did not start")
        time.sleep(0.02)
