"""What an index was made of, and whether its files are still what they were.

Chroma opens a truncated or emptied folder without a word and gives wrong neighbours, or none; random
bytes in its files end the process. So every file is hashed when an index is sealed, and read against its
hash before Chroma sees it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from index.errors import IndexDamaged

FORMAT = 1
"""Goes up when the layout of an index changes: older ones are then rebuilt."""
EMBEDDED = "embedded"
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an index is made of; equal recipes make equal indexes.

    ``text`` and ``units`` are SHA-256 hashes, of the document's text and of what is embedded of it;
    ``storage`` is "embedded" or a server's address.
    """

    text: str
    units: str
    model: str
    fingerprint: str
    dimension: int
    storage: str = EMBEDDED
    format: int = FORMAT

    @property
    def key(self) -> str:
        """The name of the folder for this recipe: 20 hexadecimal digits.

        The model's name is left out: the same vectors under another name are the same.
        """
        parts = asdict(self)
        del parts["model"]
        listed = json.dumps(parts, sort_keys=True)
        return hashlib.sha256(listed.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A recipe and what came of it.

    Attributes:
        recipe: What the index was made of.
        collection: The name of Chroma's collection.
        count: Vectors in it.
        canaries: Ids of units that must find themselves when the index is opened.
        files: SHA-256 of each file below the sealed folder, by its path; empty on a server.
    """

    recipe: Recipe
    collection: str
    count: int
    canaries: tuple[str, ...]
    files: Mapping[str, str]

    def write(self, folder: Path) -> None:
        """Writes the manifest into ``folder``."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest in ``folder``.

        Raises:
            IndexDamaged: it is missing, or not one that ``write`` wrote.
        """
        try:
            values: Any = json.loads((folder / NAME).read_text(encoding="utf-8"))
            recipe, canaries = Recipe(**values["recipe"]), tuple(values["canaries"])
            return cls(**{**values, "recipe": recipe, "canaries": canaries, "files": dict(values["files"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexDamaged(path=str(folder), reason=f"{NAME}: {error}") from error


def file_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below ``folder``, by its path with forward slashes, in order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def copy_verified(sealed: Path, manifest: Manifest, target: Path) -> None:
    """Copies the files of a sealed folder to ``target``, each checked against its hash on the way.

    Raises:
        IndexDamaged: a file is missing or is not what it was.
    """
    for name, expected in manifest.files.items():
        try:
            raw = (sealed / name).read_bytes()
        except OSError as error:
            raise IndexDamaged(path=str(sealed), reason=f"{name}: {error.strerror}") from error
        if hashlib.sha256(raw).hexdigest() != expected:
            raise IndexDamaged(path=str(sealed), reason=f"{name}: {len(raw)} bytes, another hash")
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(raw)
