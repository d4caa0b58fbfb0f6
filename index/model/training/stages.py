"""Stages whose results are kept: a run that was stopped goes on where it was.

A stage's result is a file named after the stage and a hash of everything that went
into it: its own parameters and the hash of the stage before.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Self, TypeVar

from tqdm import tqdm

Result = TypeVar("Result")


@dataclass(frozen=True)
class Stages:
    """The chain of stages run so far; ``key`` is the hash of all that went in."""

    folder: Path
    key: str = ""

    def then(self, **parameters: object) -> Self:
        """The same chain after ``parameters`` have gone in; they must have a telling ``repr``."""
        text = self.key + repr(sorted(parameters.items()))
        return type(self)(self.folder, sha256(text.encode()).hexdigest()[:16])

    def run(self, name: str, build: Callable[[], Result]) -> Result:
        """What ``build`` returns, from the file of an earlier run if there is one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{name}-{self.key}.pickle"
        if file.exists():
            tqdm.write(f"{name}: kept from an earlier run")
            result: Result = pickle.loads(file.read_bytes())  # noqa: S301 - our own file
            return result
        tqdm.write(f"{name} …")
        result = build()
        part = file.with_suffix(".part")
        part.write_bytes(pickle.dumps(result, protocol=5))
        part.replace(file)  # all or nothing: a stop in the middle leaves no half result
        return result


def fingerprint(files: list[Path]) -> str:
    """A hash of the names and contents of ``files``: other data or another recipe, another run."""
    digest = sha256()
    for file in sorted(files):
        digest.update(f"{file.name} {file.stat().st_size} ".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
