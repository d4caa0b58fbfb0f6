"""A document with everything that is worked out of it before it is embedded."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.embedding import NamedEmbeddings
from index.manifest import EMBEDDED, Recipe
from index.outline import Outline
from index.parse import parse_outline
from index.passages import Passage, content_hash, divide
from index.reading import Document, read_document
from index.store import without_password
from index.units import Unit, units_hash, units_of


@dataclass(frozen=True, slots=True)
class Content:
    """A document, its outline, what is retrieved, what is embedded, and the recipe for its index.

    ``server`` is the full address of a vector server, which may hold a password; None for the embedded store.
    ``headings`` tells whether texts are matched together with the headings above them.
    """

    document: Document
    outline: Outline
    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]
    recipe: Recipe
    server: str | None
    headings: bool = True

    @classmethod
    def read(
        cls, path: Path | None, embeddings: NamedEmbeddings, server: str | None = None, *, headings: bool = True
    ) -> Self:
        """The content of the file at ``path``, or of the shipped speech.

        Raises:
            DocumentError: the file cannot be read.
        """
        document = read_document(path)
        outline = parse_outline(document.text)
        passages = divide(outline)
        units = units_of(outline, passages, headings=headings)
        recipe = Recipe(
            text=content_hash(document.text),
            units=units_hash(units),
            model=embeddings.name,
            fingerprint=embeddings.fingerprint,
            dimension=embeddings.dimension,
            storage=without_password(server) if server else EMBEDDED,
        )
        return cls(document, outline, passages, units, recipe, server, headings)
