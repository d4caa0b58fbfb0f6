"""What is embedded and retrieved: the points of the outline, long ones divided."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from index.outline import Outline, Point, Sentence

LIMIT = 400


@dataclass(frozen=True, slots=True)
class Passage:
    """A point, or some consecutive sentences of a long one.

    ``context`` joins the headings above it and, for a later piece of a divided point,
    the sentence that the point opens with. It is embedded with the text and never
    cited. ``sentences`` are the numbers of the sentences that the passage holds.
    """

    number: int
    address: str
    start: int
    end: int
    context: str
    sentences: tuple[int, ...]


def divide(outline: Outline, limit: int = LIMIT) -> tuple[Passage, ...]:
    """The passages of ``outline``, disjoint, in document order.

    A point of more than ``limit`` characters is divided between sentences; a single
    longer sentence stays whole. A heading that no text follows is in no passage.
    """
    own: dict[int, list[Sentence]] = {}
    for sentence in outline.sentences:
        if sentence.point is not None:
            own.setdefault(sentence.point, []).append(sentence)
    passages: list[Passage] = []
    for point in outline.points:
        headings = " ".join(item.title for item in outline.path(point.section) if item.title)
        for group in _groups(own.get(point.number, []), limit):
            later = group[0] is not own[point.number][0]
            lead = outline.quote(own[point.number][0]) if later and point.mark else ""
            passages.append(
                Passage(
                    number=len(passages),
                    address=_address(point, group, own[point.number]),
                    start=group[0].start,
                    end=group[-1].end,
                    context=f"{headings} {lead}".strip(),
                    sentences=tuple(sentence.number for sentence in group),
                )
            )
    return tuple(passages)


def content_hash(text: str) -> str:
    """The SHA-256 of ``text`` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _groups(sentences: list[Sentence], limit: int) -> Iterator[list[Sentence]]:
    """Runs of sentences that take about equal shares of a point, each within the limit."""
    if not sentences:
        return
    length = sentences[-1].end - sentences[0].start
    share = length / -(-length // limit)
    group: list[Sentence] = []
    for sentence in sentences:
        if group and sentence.end - group[0].start > limit:
            yield group
            group = []
        group.append(sentence)
        if sentence.end - group[0].start >= share and sentence is not sentences[-1]:
            yield group
            group = []
    if group:
        yield group


def _address(point: Point, group: list[Sentence], whole: list[Sentence]) -> str:
    if len(group) == len(whole):
        return point.address
    first, last = group[0].address, group[-1].address.rpartition("·")[2]
    return first if len(group) == 1 else f"{first}至{last}"
