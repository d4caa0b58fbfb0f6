"""Makes a folder of wheels of all locked packages, for machines that reach no index.

.venv/bin/python is asked for them, so that they fit its Python and its platform. On the other machine:
`make run WHEELS=folder`.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")


def main() -> None:
    """Fills the folder, and lays the locks beside the wheels."""
    parser = argparse.ArgumentParser(description="Make a folder of wheels of all locked packages.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wheels", help="take packages from this folder only, no index")
    options = parser.parse_args()
    python = ROOT / ".venv" / "bin" / "python"
    source = ["--no-index", "--find-links", options.wheels] if options.wheels else []
    locks = [argument for lock in LOCKS for argument in ("--requirement", str(lock))]
    command = [python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", options.folder, *source, *locks]
    if subprocess.run([str(part) for part in command], check=False).returncode:
        sys.exit("pip could not make the wheels: its message stands above")
    for lock in LOCKS:
        shutil.copy(lock, options.folder)
    megabytes = sum(path.stat().st_size for path in options.folder.glob("*.whl")) / 1e6
    print(f"{options.folder}: {len(list(options.folder.glob('*.whl')))} wheels, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
