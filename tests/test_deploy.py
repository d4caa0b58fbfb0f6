"""The files in deploy/: what can be checked of them where no service manager and no container engine runs."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from assistant.settings import ROOT, Settings, variable
from tests.needs import program

DEPLOY = ROOT / "deploy"
SETTINGS = {variable(name) for name in Settings.model_fields}


def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "assistant.service").read_text(encoding="utf-8")
    assert unit.count("/opt/jianghua-wenda/.venv/bin/python") == 1
    (tmp_path / "root").symlink_to(ROOT)
    # It looks whether the program is there.
    (tmp_path / "assistant.service").write_text(unit.replace("/opt/jianghua-wenda", str(tmp_path / "root")))
    command = [program("systemd-analyze", "systemd"), "verify", "--man=no", str(tmp_path / "assistant.service")]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


@pytest.mark.parametrize("name", ["assistant.service", "Dockerfile", "nginx.conf"])
def test_settings_that_are_named_are_settings(name: str) -> None:
    named = set(re.findall(r"ASSISTANT_[A-Z_]+", (DEPLOY / name).read_text(encoding="utf-8")))
    assert named
    assert named - {"ASSISTANT_NAME"} <= SETTINGS


def test_the_image_takes_what_is_there_and_runs_as_nobody_special() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY") and "--from" not in line]
    sources = [source for names in copied for source in names]
    assert [source for source in sources if not (ROOT / source).exists()] == []
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {f"!{source}" for source in sources} == {line for line in ignored if line.startswith("!")}
    assert lines.index("USER assistant") > max(at for at, line in enumerate(lines) if line.startswith("COPY"))
    assert f"EXPOSE {Settings.model_fields['port'].default}" in lines


def test_what_the_image_runs_is_a_verb() -> None:
    last = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()[-1]
    assert last == 'CMD [".venv/bin/python", "-m", "assistant", "serve"]'
    unit = (DEPLOY / "assistant.service").read_text(encoding="utf-8")
    assert re.search(r"^ExecStart=\S+ -m assistant serve$", unit, re.MULTILINE)
    assert os.access(ROOT / ".venv" / "bin" / "python", os.X_OK)
