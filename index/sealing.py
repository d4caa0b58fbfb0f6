"""Writing an index once, and opening it only when it is still what was written."""

import logging
import secrets
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.content import Content
from index.embedding import NamedEmbeddings
from index.errors import DataFolderUnwritable, IndexDamaged, ModelUnusable
from index.manifest import Manifest, copy_verified, file_hashes
from index.shelf import Shelf, WorkingCopy, writing
from index.store import VectorStore
from index.units import Unit

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with the number of texts that are embedded so far and of all of them."""

_log = logging.getLogger(__name__)
_BATCH = 256
_CANARIES = 4
_AMONG = 400
"""Places among which a unit must find itself: sentences that are repeated share the first ones."""
_ITSELF = 0.99
"""The least cosine between a stored vector and the same text embedded again; rounding keeps it from 1."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that passed its check, and what to call when it is no longer needed."""

    store: VectorStore
    close: Callable[[], None]


def seal(shelf: Shelf, content: Content, embeddings: NamedEmbeddings, progress: Progress | None) -> Path:
    """Builds a new generation on ``shelf``, whose lock is held; it counts from the moment it is whole.

    Raises:
        DataFolderUnwritable: the folder cannot be written, or the disk is full.
        ModelUnusable: the model's vectors are not what it says they are.
        ServerUnreachable: the index is to lie on a server, and none answers.
    """
    from chromadb.errors import ChromaError

    vectors = embed(embeddings, [unit.text for unit in content.units], progress)
    try:
        with writing(shelf.folder):
            room = shelf.room()
            manifest = _write(room, content, vectors)
            manifest.write(room)
            return shelf.publish(room)
    except ChromaError as error:
        raise DataFolderUnwritable(path=str(shelf.folder), reason=str(error)) from error


def unseal(shelf: Shelf, data: Path, content: Content, embeddings: NamedEmbeddings) -> Opened | None:
    """The newest generation on ``shelf``, checked and opened; None where there is none yet.

    Raises:
        IndexDamaged: it is not what was sealed.
        ServerUnreachable: it lies on a server, and none answers.
    """
    sealed = shelf.newest()
    if sealed is None:
        return None
    manifest = Manifest.read(sealed)
    if manifest.recipe.key != content.recipe.key:
        raise IndexDamaged(path=str(sealed), reason="it was made of something else")
    if content.server is not None:
        store = VectorStore.open(content.server, manifest.collection)
        opened = Opened(store, store.close)
    else:
        opened = _open_copy(sealed, manifest, data)
    try:
        _check(opened.store, manifest, content.units, embeddings, sealed)
    except BaseException:
        opened.close()
        raise
    shelf.touch()
    return opened


def discard(leftovers: Sequence[Path], server: str | None) -> None:
    """Removes generations and rooms that no longer count, and their collections on a server."""
    for folder in leftovers:
        try:
            manifest = Manifest.read(folder)
            if server is not None:
                store = VectorStore.open(server, manifest.collection)
                store.drop()
                store.close()
        except IndexDamaged as error:
            _log.debug("nothing to remove on a server: %s", error)
        shutil.rmtree(folder, ignore_errors=True)


def embed(embeddings: NamedEmbeddings, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    """The vectors of ``texts``, float32, (n, dimension of the model).

    Raises:
        ModelUnusable: there are not as many, they are of another length, or hold values that are no numbers.
    """
    vectors = np.zeros((len(texts), embeddings.dimension), dtype=np.float32)
    for first in range(0, len(texts), _BATCH):
        batch = list(texts[first : first + _BATCH])
        rows = np.asarray(embeddings.embed_documents(batch), dtype=np.float32)
        if rows.shape != (len(batch), embeddings.dimension) or not np.isfinite(rows).all():
            reason = f"{rows.shape} for {len(batch)} texts of dimension {embeddings.dimension}"
            raise ModelUnusable(model=embeddings.name, reason=reason)
        vectors[first : first + len(batch)] = rows
        if progress is not None:
            progress(first + len(batch), len(texts))
    return vectors


def _write(room: Path, content: Content, vectors: Vectors) -> Manifest:
    """Stores the vectors; for a server the manifest is written first, so that what is left can be found."""
    name = f"speech-{content.recipe.key}-{secrets.token_hex(4)}"
    manifest = Manifest(content.recipe, name, len(content.units), _canaries(content.units, vectors), {})
    if content.server is not None:
        manifest.write(room)
    store = VectorStore.create(content.server or room / "chroma", name)
    try:
        store.add(content.units, vectors)
    finally:
        store.close()
    return Manifest(content.recipe, name, manifest.count, manifest.canaries, file_hashes(room))


def _open_copy(sealed: Path, manifest: Manifest, data: Path) -> Opened:
    from chromadb.errors import ChromaError

    copy = WorkingCopy(data)
    try:
        with writing(copy.folder):
            copy_verified(sealed, manifest, copy.folder)
        store = VectorStore.open(copy.folder / "chroma", manifest.collection)
    except ChromaError as error:
        copy.close()
        raise IndexDamaged(path=str(sealed), reason=str(error)) from error
    except BaseException:
        copy.close()
        raise

    def close() -> None:
        store.close()
        copy.close()

    return Opened(store, close)


def _check(
    store: VectorStore, manifest: Manifest, units: Sequence[Unit], embeddings: NamedEmbeddings, sealed: Path
) -> None:
    """Counts the vectors and asks for some units by their own text: each must find itself.

    Raises:
        IndexDamaged: the count is another, or a unit does not find itself.
    """
    count = len(store)
    if not count == manifest.count == len(units):
        raise IndexDamaged(path=str(sealed), reason=f"{count} vectors instead of {len(units)}")
    asked = [unit for unit in units if unit.id in manifest.canaries]
    if not asked:
        return
    found = store.nearest(embed(embeddings, [unit.text for unit in asked]), min(count, _AMONG))
    for unit, (ids, cosines) in zip(asked, found, strict=True):
        if unit.id not in ids or cosines[ids.index(unit.id)] < _ITSELF:
            raise IndexDamaged(path=str(sealed), reason=f"{unit.address} is not found by its own text")


def _canaries(units: Sequence[Unit], vectors: Vectors) -> tuple[str, ...]:
    """Ids of some units from all over the document, of those of which the model knows a word."""
    known = np.flatnonzero(vectors.any(axis=1))
    chosen = known[:: max(1, len(known) // _CANARIES)][:_CANARIES]
    return tuple(units[number].id for number in chosen)
