"""The citations of one answer while it is put together."""

from assistant.answer import Citation
from index.outline import Outline, Sentence


class CitationBook:
    """Gives each cited sentence its number, in the order of first use."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._cited: dict[int, Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations so far, by their numbers."""
        return tuple(self._cited.values())

    def cite(self, sentence: Sentence) -> int:
        """The number of the citation of ``sentence``, the same each time."""
        if sentence.number not in self._cited:
            self._cited[sentence.number] = Citation(
                n=len(self._cited) + 1,
                address=sentence.address,
                start=sentence.start,
                end=sentence.end,
                quote=self._outline.quote(sentence),
            )
        return self._cited[sentence.number].n
