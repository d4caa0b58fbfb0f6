"""The outline of an official document: sections, paragraphs, points and sentences.

Every part carries the span that it takes in the text and an address, which an
official would write and find again: ``二（五）三要·第2句``. Offsets count the
characters of the text as it was decoded, so ``text[start:end]`` is always what the
part says.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from index.errors import AddressNotFound


class Span(Protocol):
    """Anything that takes a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section; ``sections[0]`` is the whole document (level 0, address "").

    ``start`` to ``end`` takes in the heading and all that stands below it.
    """

    number: int
    level: int
    mark: str
    title: str
    address: str
    parent: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of body text, without the heading that it may run in behind."""

    number: int
    section: int
    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """One 一是…, 一要…, 第一，…, or a run of text that has no mark (``mark`` "")."""

    number: int
    paragraph: int
    section: int
    mark: str
    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit that is cited. A heading counts as one, outside paragraphs and points."""

    number: int
    point: int | None
    paragraph: int | None
    section: int
    heading: bool
    address: str
    start: int
    end: int


Part = Section | Paragraph | Point | Sentence


@dataclass(frozen=True)
class Outline:
    """A text and its parts, each kind in document order."""

    text: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    points: tuple[Point, ...]
    sentences: tuple[Sentence, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(item.start for item in self.sentences))

    @property
    def title(self) -> str:
        """The document's own title line, or "" where it has none."""
        return self.sections[0].title

    @property
    def structured(self) -> bool:
        """Whether any heading number was found."""
        return len(self.sections) > 1

    def quote(self, span: Span) -> str:
        """The text of ``span``, exactly."""
        return self.text[span.start : span.end]

    def path(self, section: int) -> tuple[Section, ...]:
        """The sections from the outermost down to ``section``; the document is left out."""
        found: list[Section] = []
        current: int | None = section
        while current:
            found.append(self.sections[current])
            current = self.sections[current].parent
        return tuple(reversed(found))

    def children(self, section: int) -> tuple[Section, ...]:
        """The sections directly below ``section``."""
        return tuple(item for item in self.sections if item.parent == section)

    def find(self, address: str) -> Part:
        """The part that ``address`` names.

        Raises:
            AddressNotFound: the outline has no such part.
        """
        try:
            return self._by_address[address]
        except KeyError:
            raise AddressNotFound(address=address) from None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at ``offset``; None between sentences."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self.sentences[place].end:
            return None
        return self.sentences[place]

    def sentences_within(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that lie within ``span``, headings too."""
        return tuple(s for s in self.sentences if span.start <= s.start and s.end <= span.end)

    @cached_property
    def _by_address(self) -> dict[str, Part]:
        # Where a heading shares its section's address, or an unmarked point its paragraph's, the finer part wins.
        parts: tuple[Part, ...] = (
            *self.sections[1:],
            *self.paragraphs,
            *self.points,
            *self.sentences,
        )
        return {part.address: part for part in parts if part.address}
