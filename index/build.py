"""A document → an index that is ready to be searched.

What is built is sealed and never changed: building again, even after damage, makes a new folder beside
it, and a process that has an index open works on a copy of its own. So nothing here changes what a
running server serves, and a builder that is killed leaves what was there before.
"""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from index.content import Content
from index.embedding import NamedEmbeddings, StaticEmbeddings, TransformerEmbeddings, own_vectors
from index.errors import DataFolderUnwritable, IndexDamaged, IndexOutOfDate
from index.legs import DenseLeg, Leg, LexicalLeg, SoftLeg
from index.manifest import Manifest
from index.retriever import SpeechIndex
from index.scoring import Weights
from index.sealing import Opened, Progress, discard, seal, unseal
from index.shelf import Shelf, forget_oldest, sweep
from index.static import TokenVectors
from index.store import VectorStore
from index.units import passage_texts, sentence_texts

_log = logging.getLogger(__name__)
_PATIENCE = 600.0
"""Seconds to wait for another process that builds the same index."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was found in a document, and what became of its index.

    Attributes:
        name: Of the document: its file's name without the suffix.
        model: The embedding model's name.
        sections: Numbered headings.
        points: Points with a mark: 一是, 一要.
        sentences: Citable units, headings included.
        passages: Retrievable units.
        characters: Of the whole text.
        paragraphs_only: Whether neither headings nor points were found, so that paragraphs were taken.
        built: Whether anything was embedded; False where the index was up to date.
        seconds: That all of it took.
        folder: Where the index lies.
    """

    name: str
    model: str
    sections: int
    points: int
    sentences: int
    passages: int
    characters: int
    paragraphs_only: bool
    built: bool
    seconds: float
    folder: str


def build_index(
    text_file: Path | None,
    data: Path,
    embeddings: NamedEmbeddings,
    *,
    server: str | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Makes sure that ``data`` holds an index of the document, whole and up to date.

    Args:
        text_file: The document; the shipped speech for None.
        data: The folder for indexes, one for each text and model.
        embeddings: The embedding model.
        server: Address of a Chroma server, ``http://host:port``; None for the embedded store.
        progress: Told how many texts are embedded.

    Raises:
        DocumentError: the file cannot be read.
        StorageError: the folder cannot be written, or the server does not answer.
        ModelUnusable: the model's vectors are unusable.
    """
    began = time.perf_counter()
    content = Content.read(text_file, embeddings, server)
    opened, built = _ready(content, data, embeddings, progress)
    opened.close()
    outline = content.outline
    points = sum(bool(point.mark) for point in outline.points)
    return BuildReport(
        name=content.document.name,
        model=embeddings.name,
        sections=len(outline.sections) - 1,
        points=points,
        sentences=len(outline.sentences),
        passages=len(content.passages),
        characters=len(outline.text),
        paragraphs_only=not (outline.structured or points),
        built=built,
        seconds=time.perf_counter() - began,
        folder=str(Shelf(data, content.recipe.key).folder),
    )


def open_index(
    text_file: Path | None,
    data: Path,
    embeddings: NamedEmbeddings,
    *,
    server: str | None = None,
    progress: Progress | None = None,
    weights: Weights | None = None,
    headings: bool = True,
) -> SpeechIndex:
    """The document's index, ready to be searched; built first where it is missing, stale or damaged.

    Arguments and errors are those of ``build_index``; ``weights`` tells how the legs are added up, and
    ``headings`` whether texts are matched together with the headings above them.
    """
    content = Content.read(text_file, embeddings, server, headings=headings)
    opened, _ = _ready(content, data, embeddings, progress)
    return SpeechIndex(
        content.outline,
        content.passages,
        legs_of(content, opened.store, embeddings),
        weights=weights,
        close=opened.close,
    )


def legs_of(content: Content, store: VectorStore, embeddings: NamedEmbeddings) -> dict[str, Leg]:
    """The legs by their names; the soft one only where there are token vectors to match with."""
    outline, headings = content.outline, content.headings
    passages = passage_texts(outline, content.passages, headings=headings)
    sentences = sentence_texts(outline, headings=headings)
    legs: dict[str, Leg] = {
        "lexical": LexicalLeg(passages, sentences),
        "dense": DenseLeg(store, embeddings, len(passages), len(sentences)),
    }
    vectors = _token_vectors(embeddings)
    if vectors is not None:
        legs["soft"] = SoftLeg(vectors, outline, content.passages, headings=headings)
    return legs


def _token_vectors(embeddings: NamedEmbeddings) -> TokenVectors | None:
    """Those of a static model; with a transformer, which has none by itself, those of our own model."""
    if isinstance(embeddings, StaticEmbeddings):
        return embeddings.vectors
    return own_vectors() if isinstance(embeddings, TransformerEmbeddings) else None


def _ready(content: Content, data: Path, embeddings: NamedEmbeddings, progress: Progress | None) -> tuple[Opened, bool]:
    """The checked and opened index, and whether it had to be built."""
    sweep(data)
    shelf = Shelf(data, content.recipe.key)
    opened = _unsealed(shelf, data, content, embeddings)
    if opened is not None:
        return opened, False
    try:
        with shelf.locked(_PATIENCE):
            # Whoever held the lock before may have built what is needed.
            opened = _unsealed(shelf, data, content, embeddings)
            if opened is not None:
                return opened, False
            seal(shelf, content, embeddings, progress)
            opened = unseal(shelf, data, content, embeddings)
            discard(shelf.leftovers(), content.server)
    except DataFolderUnwritable as error:
        raise _read_only(data, content, error) from error
    if opened is None:
        raise IndexDamaged(path=str(shelf.folder), reason="it vanished while it was built")
    forget_oldest(data)
    return opened, True


def _unsealed(shelf: Shelf, data: Path, content: Content, embeddings: NamedEmbeddings) -> Opened | None:
    """The index where there is a whole one; a damaged one is told to the log and built anew."""
    try:
        return unseal(shelf, data, content, embeddings)
    except IndexDamaged as error:
        _log.warning("the index is rebuilt: %s", error)
        return None


def _read_only(data: Path, content: Content, error: DataFolderUnwritable) -> DataFolderUnwritable | IndexOutOfDate:
    """What to tell of a folder that cannot be written: that its index is another model's, if it is."""
    for path in data.glob("*/g*"):
        try:
            recipe = Manifest.read(path).recipe
        except IndexDamaged:
            continue
        if recipe.text == content.recipe.text and recipe.fingerprint != content.recipe.fingerprint:
            return IndexOutOfDate(path=str(data), built=recipe.model, wanted=content.recipe.model)
    return error
