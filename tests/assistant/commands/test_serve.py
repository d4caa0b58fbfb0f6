import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from assistant import cli
from assistant.commands.serve import address_of, listen
from assistant.errors import HostUnavailable, PortInUse
from assistant.settings import ROOT


def test_a_port_in_use_is_refused_with_another_proposed() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse) as caught:
            listen("127.0.0.1", port)
        assert caught.value.params == {"host": "127.0.0.1", "port": port, "next": port + 1}


def test_the_verb_says_so_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(SystemExit) as caught:
        cli.main(["serve", "--port", str(taken.getsockname()[1])])
    assert caught.value.code == 7
    assert capsys.readouterr().err.count("\n") == 1


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(HostUnavailable):
        listen("192.0.2.1", 0)


def test_the_address_to_open_is_one_that_a_browser_takes() -> None:
    with listen("0.0.0.0", 0) as everywhere:
        assert address_of(everywhere, "/portal/qa") == f"http://127.0.0.1:{everywhere.getsockname()[1]}/portal/qa/"
    if socket.has_ipv6:
        with listen("::1", 0) as six:
            assert address_of(six, "") == f"http://[::1]:{six.getsockname()[1]}/"


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_server_prints_its_address_answers_and_stops_in_order(
    tmp_path: Path, speech_file: Path, stop: signal.Signals
) -> None:
    settings = {"ASSISTANT_DATA": str(tmp_path / "data"), "ASSISTANT_SPEECH": str(speech_file), "ASSISTANT_PORT": "0"}
    command = [sys.executable, "-m", "assistant", "serve"]
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert "http" in line, server.communicate()[1]
        address = line.split("http")[1].split(" ")[0]
        with urllib.request.urlopen(f"http{address}healthz", timeout=60) as answer:
            assert answer.status == 200
        server.send_signal(stop)
        _, errors = server.communicate(timeout=60)
    assert server.returncode == 0
    assert "Traceback" not in errors
    assert list((tmp_path / "data" / "open").glob("*/")) == []
