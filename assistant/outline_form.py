"""An outline as JSON: the same on the command line and in the API."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from index.outline import Outline, Paragraph, Part, Point, Section, Sentence

KINDS: Mapping[type[Part], str] = {
    Section: "section",
    Paragraph: "paragraph",
    Point: "point",
    Sentence: "sentence",
}


def outline_form(outline: Outline) -> dict[str, Any]:
    """All parts, each kind in document order; ``start`` and ``end`` count characters of the text."""
    return {
        "title": outline.title,
        "characters": len(outline.text),
        "sections": [asdict(part) for part in outline.sections],
        "paragraphs": [asdict(part) for part in outline.paragraphs],
        "points": [asdict(part) for part in outline.points],
        "sentences": [sentence_form(outline, part) for part in outline.sentences],
    }


def sentence_form(outline: Outline, sentence: Sentence) -> dict[str, Any]:
    """One sentence with what it says."""
    return asdict(sentence) | {"text": outline.quote(sentence)}


def part_form(outline: Outline, address: str) -> dict[str, Any]:
    """The part at ``address``: its text and sentences, the sections above it, its neighbours of the same kind.

    Where a heading has its section's address, it is the section.

    Raises:
        AddressNotFound: the outline has no such part.
    """
    section = next((one for one in outline.sections[1:] if one.address == address), None)
    part = section or outline.find(address)
    alike = [one for one in _of_kind(outline, part) if one.address]
    place = alike.index(part)
    above = outline.path(part.section if not isinstance(part, Section) else part.parent or 0)
    return {
        "address": part.address,
        "kind": KINDS[type(part)],
        "start": part.start,
        "end": part.end,
        "text": outline.quote(part),
        "sentences": [sentence_form(outline, one) for one in outline.sentences_within(part)],
        "within": [section.address for section in above],
        "previous": alike[place - 1].address if place else None,
        "next": alike[place + 1].address if place + 1 < len(alike) else None,
    }


def _of_kind(outline: Outline, part: Part) -> tuple[Part, ...]:
    match part:
        case Section():
            return outline.sections
        case Paragraph():
            return outline.paragraphs
        case Point():
            return outline.points
        case Sentence():
            return outline.sentences
