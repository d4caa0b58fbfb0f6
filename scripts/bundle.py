"""Makes a folder of wheels of all locked packages, for machines that reach no index.

.venv/bin/python is asked for them, so that they fit its Python and its platform. On the other machine:
`make run WHEELS=folder`.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from install import DEV, ENVIRONMENT, RUN, torch_pin

LOCKS = (RUN, DEV)


def main() -> None:
    """Fills the folder, and lays the locks beside the wheels."""
    parser = argparse.ArgumentParser(description="Make a folder of wheels of all locked packages.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wheels", help="take packages from this folder only, no index")
    parser.add_argument("--torch-index", help="another index for torch alone, as for the set-up")
    options = parser.parse_args()
    source = ["--no-index", "--find-links", options.wheels] if options.wheels else []
    if options.torch_index:
        _wheels(options.folder, "--index-url", options.torch_index, torch_pin())
        # A build for the CPU alone (2.13.0+cpu) counts as newer than the plain one of the same number.
        source += ["--find-links", str(options.folder)]
    _wheels(options.folder, *source, *(argument for lock in LOCKS for argument in ("--requirement", str(lock))))
    for lock in LOCKS:
        shutil.copy(lock, options.folder)
    megabytes = sum(path.stat().st_size for path in options.folder.glob("*.whl")) / 1e6
    print(f"{options.folder}: {len(list(options.folder.glob('*.whl')))} wheels, {megabytes:.0f} MB")


def _wheels(folder: Path, *arguments: str) -> None:
    command = [
        ENVIRONMENT / "bin" / "python",
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        folder,
        *arguments,
    ]
    if subprocess.run([str(part) for part in command], check=False).returncode:
        sys.exit("pip could not make the wheels: its message stands above")


if __name__ == "__main__":
    main()
