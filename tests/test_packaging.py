"""Setting up: the locks hold what is needed, once, and a second run installs nothing."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;]+)(?: ;.*)?$")


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> list[tuple[str, str]]:
    """Name and version of each line of a lock; every line has to be an exact pin."""
    found = [PIN.match(line) for line in (ROOT / lock).read_text(encoding="utf-8").splitlines()]
    assert all(found), f"{lock} has lines that are no exact pins"
    return [(match[1], match[2]) for match in found if match]


def required(names: list[str]) -> set[str]:
    """The packages of requirement lines such as ``gradio>=6,<7``."""
    return {normal(re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0]) for line in names}


RUN, DEV = pins("requirements.lock"), pins("requirements-dev.lock")


def test_the_locks_hold_every_dependency() -> None:
    extras = PROJECT["optional-dependencies"]
    assert required(PROJECT["dependencies"]) <= {name for name, _ in RUN}
    assert required(extras["dev"] + extras["train"]) <= {name for name, _ in RUN + DEV}


def test_nothing_is_locked_twice() -> None:
    assert {name for name, _ in RUN} & {name for name, _ in DEV} == set()


def test_torch_is_pinned_without_a_build_and_without_its_gpu_libraries() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", dict(RUN)["torch"])
    assert [name for name, _ in RUN if re.match("nvidia|cuda|triton", name)] == []


def imports(*folders: str, but: str = " ") -> set[str]:
    """The distributions whose modules are imported below ``folders``, what lies below ``but`` left out."""
    known = packages_distributions()
    found = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            if path.is_relative_to(ROOT / but):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    modules = [node.module]
                tops = {module.split(".")[0] for module in modules} - set(sys.stdlib_module_names)
                found |= {normal(known[top][0]) for top in tops if top in known}
    return found


def test_everything_that_is_imported_is_declared() -> None:
    extras = PROJECT["optional-dependencies"]
    assert imports("index", "assistant", but="index/model/training") <= required(PROJECT["dependencies"])
    assert imports("index/model/training") <= required(PROJECT["dependencies"] + extras["train"])
    assert imports("tests") <= required(PROJECT["dependencies"] + extras["train"] + extras["dev"])


def wheel(folder: Path, name: str) -> None:
    """A wheel of one empty module, version 1.0."""
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        info = f"{name}-1.0.dist-info"
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the set-up script, two one-line locks, and a bundle that holds what they name."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "bundle").mkdir()
    shutil.copy(ROOT / "scripts" / "install.py", tmp_path / "scripts")
    for lock, name in (("requirements.lock", "rain"), ("requirements-dev.lock", "snow")):
        (tmp_path / lock).write_text(f"{name}==1.0\n")
        wheel(tmp_path / "bundle", name)
    return tmp_path


def set_up(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What the set-up script did."""
    command = [sys.executable, "scripts/install.py", *arguments]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


def has(clone: Path, module: str) -> bool:
    """Whether ``module`` can be imported in the environment that was made."""
    return subprocess.run([clone / ".venv/bin/python", "-c", f"import {module}"], check=False).returncode == 0


def test_set_up_from_a_bundle_needs_no_index_and_a_second_run_does_nothing(clone: Path) -> None:
    first = set_up(clone, "--wheels", "bundle")
    assert first.returncode == 0, first.stderr
    assert has(clone, "rain")
    shutil.rmtree(clone / "bundle")
    second = set_up(clone, "--wheels", "bundle")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_what_tests_need_comes_only_when_asked_for_and_a_changed_lock_is_installed_again(clone: Path) -> None:
    assert set_up(clone, "--wheels", "bundle").returncode == 0
    (clone / "requirements.lock").write_text("rain==1.0\nhail==1.0\n")
    wheel(clone / "bundle", "hail")
    assert set_up(clone, "--wheels", "bundle", "--dev").returncode == 0
    assert has(clone, "hail")
    assert has(clone, "snow")


def test_a_failed_set_up_says_so_and_is_tried_again(clone: Path) -> None:
    wheel_file = clone / "bundle" / "rain-1.0-py3-none-any.whl"
    content = wheel_file.read_bytes()
    wheel_file.unlink()
    failed = set_up(clone, "--wheels", "bundle")
    assert failed.returncode == 1
    assert "README" in failed.stderr
    wheel_file.write_bytes(content)
    assert set_up(clone, "--wheels", "bundle").returncode == 0
    assert has(clone, "rain")
