"""Makes the virtual environment and installs the locked packages; does nothing where that is done.

    python3 scripts/install.py [--dev] [--wheels DIR] [--torch-index URL]

Needs nothing but Python 3.11 or newer. Packages come through pip, so from the index and with the
certificates that pip is configured for. The lock names every package, so pip resolves nothing.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
RUN, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
OLDEST = (3, 11)


def main() -> None:
    """Installs what is missing; one line on stderr and exit code 1 where it cannot."""
    parser = argparse.ArgumentParser(description="Install the locked packages into .venv.")
    parser.add_argument("--dev", action="store_true", help="also what tests, lints and trains")
    parser.add_argument("--wheels", metavar="DIR", help="take packages from this folder only, no index")
    parser.add_argument("--torch-index", metavar="URL", help="take torch from this index")
    options = parser.parse_args()
    if sys.version_info < OLDEST:
        sys.exit(
            f"Python {sys.version.split()[0]} is too old: 3.11 or newer is needed, `make install PYTHON=python3.12`"
        )
    python = environment()
    for lock in (RUN, DEV) if options.dev else (RUN,):
        stamp = ENVIRONMENT / f"{lock.stem}.stamp"
        wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
        if stamp.is_file() and stamp.read_text() == wanted:
            continue
        print(f"Installing {lock.name} into .venv …", file=sys.stderr, flush=True)
        install(python, lock, options.wheels, options.torch_index)
        stamp.write_text(wanted)


def environment() -> Path:
    """The Python of ``.venv``, which is made, or made anew where its Python is gone."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _works(python):
        print(f"Making .venv with Python {sys.version.split()[0]} …", file=sys.stderr, flush=True)
        try:
            # --clear: what an interrupted run left has no stamp, and is not worth keeping.
            venv.create(ENVIRONMENT, with_pip=True, clear=True)
        except subprocess.CalledProcessError:
            sys.exit("This Python cannot make environments: install its venv package (Debian: python3-venv)")
    return python


def install(python: Path, lock: Path, wheels: str | None, torch_index: str | None) -> None:
    """Brings ``.venv`` to what ``lock`` names.

    Args:
        python: The environment's Python.
        lock: Exact versions, one a line.
        wheels: A folder that `make bundle` made; None takes packages from pip's own index.
        torch_index: Another index for torch alone, such as PyTorch's own of CPU builds.
    """
    source = ["--no-index", "--find-links", str(Path(wheels).absolute())] if wheels else []
    if torch_index and lock == RUN:
        _pip(python, "install", "--no-deps", "--index-url", torch_index, torch_pin())
    _pip(python, "install", "--no-deps", *source, "--requirement", str(lock))
    missing = _missing(python) if lock == RUN else ""
    if missing:
        print(
            f"{missing}\nThis platform, or this build of torch, needs packages that the lock leaves out: pip brings them "
            "now. For a GPU build of torch these are gigabytes; to have the CPU build instead, remove .venv and "
            "name an index of CPU builds: make install TORCH_INDEX=URL",
            file=sys.stderr,
            flush=True,
        )
        _pip(python, "install", *source, "--requirement", str(lock))


def torch_pin() -> str:
    """The line of the lock that names torch."""
    return next(line for line in RUN.read_text().splitlines() if line.startswith("torch=="))


def _works(python: Path) -> bool:
    try:
        return subprocess.run([python, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _missing(python: Path) -> str:
    """What installed packages need and do not have, in pip's words; "" where they have everything."""
    check = subprocess.run([python, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    return check.stdout.strip() if check.returncode else ""


def _pip(python: Path, *arguments: str) -> None:
    # Python compiles what is imported when it is imported; compiling all would take longer than installing.
    compiling = ["--no-compile"] if arguments[0] == "install" else []
    quiet = [] if sys.stderr.isatty() else ["-qq"]
    if subprocess.run([python, "-m", "pip", *quiet, *arguments, *compiling], check=False).returncode:
        sys.exit("pip could not install the packages: its message stands above. README.md, “Installing”, has remedies")


if __name__ == "__main__":
    main()
