"""What is embedded: the passages, which answer, and the sentences, which are cited."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Literal

from index.outline import Outline, Sentence
from index.passages import Passage

Kind = Literal["passage", "sentence"]


@dataclass(frozen=True, slots=True)
class Unit:
    """One vector's worth of text.

    ``number`` counts the passages or the sentences of the document; ``text`` is what is embedded, which may
    hold headings that do not stand between ``start`` and ``end``.
    """

    kind: Kind
    number: int
    address: str
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """The name of the unit in the store: p12, s45."""
        return f"{self.kind[0]}{self.number}"


def units_of(outline: Outline, passages: Sequence[Passage], *, headings: bool = True) -> tuple[Unit, ...]:
    """All passages, then all sentences, with the headings above them unless told otherwise."""
    texts = passage_texts(outline, passages, headings=headings)
    return (
        *(
            Unit("passage", item.number, item.address, item.start, item.end, text)
            for item, text in zip(passages, texts, strict=True)
        ),
        *(
            Unit("sentence", item.number, item.address, item.start, item.end, text)
            for item, text in zip(outline.sentences, sentence_texts(outline, headings=headings), strict=True)
        ),
    )


def passage_texts(outline: Outline, passages: Sequence[Passage], *, headings: bool = True) -> list[str]:
    """What each passage is matched by: its text, after the headings it stands under."""
    quotes = [outline.quote(item) for item in passages]
    if not headings:
        return quotes
    return [f"{item.context} {quote}".strip() for item, quote in zip(passages, quotes, strict=True)]


def sentence_texts(outline: Outline, *, headings: bool = True) -> list[str]:
    """What each sentence is matched by: its text, after the headings it stands under."""
    quotes = [outline.quote(item) for item in outline.sentences]
    if not headings:
        return quotes
    paths = [heading_path(outline, item) for item in outline.sentences]
    return [f"{path} {quote}".strip() for path, quote in zip(paths, quotes, strict=True)]


def heading_path(outline: Outline, sentence: Sentence) -> str:
    """The headings above ``sentence``, joined; "" for a heading, which speaks for itself."""
    if sentence.heading:
        return ""
    return " ".join(section.title for section in outline.path(sentence.section) if section.title)


def units_hash(units: Sequence[Unit]) -> str:
    """The SHA-256 over the units: another text, or another way to divide it, has another."""
    listed = json.dumps([astuple(unit) for unit in units], ensure_ascii=True)
    return hashlib.sha256(listed.encode()).hexdigest()
