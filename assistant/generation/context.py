"""What a language model reads of the speech: sentences under opaque ids, with their headings.

The ids can't be guessed: a model that writes "[3]" for the third sentence that it
remembers would otherwise be right by chance. They are the same whenever the same
question is asked of the same text.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from assistant.evidence import Evidence
from index.outline import Outline, Section, Sentence, Span

LETTERS: Final = "bcdfgjkmpqrstvwxz"
DIGITS: Final = "23456789"
"""Ids are letter, digit, letter, digit: no vowel makes a word, and no H1N1 or PM2.5 looks like one."""
_PAIRS: Final = 2
_WIDE: Final = re.compile("[^\\u0000-\\u2e80]+")
_TAKEN: Final = 0.25
"""Share of all ids of a length that may be taken until longer ones are used: a free one is found at once."""


@dataclass(frozen=True)
class Context:
    """The sentences that the model is shown, by their ids, in document order."""

    outline: Outline
    by_id: Mapping[str, Sentence]

    @cached_property
    def text(self) -> str:
        """The sentences, one a line behind its id, each run of a section under its headings."""
        lines: list[str] = []
        section: int | None = None
        for name, sentence in self.by_id.items():
            if sentence.section != section:
                section = sentence.section
                path = " ＞ ".join(_heading(part) for part in self.outline.path(section))
                lines.append(f"◆{path or self.outline.title or '正文'}")
            lines.append(f"[{name}] {self.outline.quote(sentence)}")
        return "\n".join(lines)


def make_context(
    outline: Outline,
    question: str,
    own: Sequence[Sentence],
    evidence: Sequence[Evidence],
    room: int,
    *,
    whole: bool,
) -> Context:
    """What fits into ``room`` tokens: the whole speech if ``whole`` and it fits, else what was found.

    What was found is the sentences ``own``, of which an answer without a model is made, and the
    passages of ``evidence``, best first, widened to their points, so that the model sees
    what a figure belongs to.
    """
    if whole and sum(tokens(outline.quote(one)) for one in outline.sentences) <= room:
        everything = whole_context(outline, question)
        if tokens(everything.text) <= room:
            return everything
    chosen: list[list[Sentence]] = []
    taken: set[int] = set()
    used = 0
    for sentences in (own, *_widened(outline, evidence)):
        new = [one for one in dict.fromkeys(sentences) if one.number not in taken]
        if not chosen:
            new = _first_of(new, outline, room)
        used += sum(_length(one, outline) for one in new)
        if chosen and used > room:
            break
        if new:
            chosen.append(new)
            taken.update(one.number for one in new)
    while True:
        kept = sorted((one for group in chosen for one in group), key=lambda one: one.start)
        context = _named(outline, question, kept)
        if len(kept) < 2 or tokens(context.text) <= room:
            return context
        # With its headings it is a little longer than was reckoned.
        if len(chosen) > 1:
            chosen.pop()
        else:
            chosen[0].pop()


def whole_context(outline: Outline, question: str) -> Context:
    """Every sentence of the speech."""
    return _named(outline, question, outline.sentences)


_MARGIN: Final = 8
"""Tokens for an id."""


def tokens(text: str) -> int:
    """How many tokens ``text`` has at the most, by its characters; tokenizers differ, so this is on the safe side.

    >>> tokens("新增贷款90.2亿元 and more")
    13
    """
    narrow = len(_WIDE.sub("", text))
    return len(text) - narrow + (narrow + 1) // 2


def _length(sentence: Sentence, outline: Outline) -> int:
    return tokens(outline.quote(sentence)) + _MARGIN


def _first_of(sentences: Sequence[Sentence], outline: Outline, room: int) -> list[Sentence]:
    """As many of ``sentences`` as fit into ``room``, but at least one."""
    ends = accumulate(_length(one, outline) for one in sentences)
    return [one for n, (one, end) in enumerate(zip(sentences, ends, strict=True)) if not n or end <= room]


def _widened(outline: Outline, evidence: Sequence[Evidence]) -> Iterable[tuple[Sentence, ...]]:
    """The points of the passages, the best of each part of the question first."""
    of_point: dict[int, list[Sentence]] = {}
    for sentence in outline.sentences:
        if sentence.point is not None:
            of_point.setdefault(sentence.point, []).append(sentence)
    longest = max((len(one.passages) for one in evidence), default=0)
    for rank in range(longest):
        for one in evidence:
            if rank < len(one.passages):
                inside = _overlapping(outline, one.passages[rank])
                wider = [s for s in inside if s.point is None]
                for point in dict.fromkeys(s.point for s in inside if s.point is not None):
                    wider += of_point[point]
                yield tuple(wider)


def _overlapping(outline: Outline, span: Span) -> Sequence[Sentence]:
    first = bisect_right(outline.sentences, span.start, key=lambda one: one.end)
    return outline.sentences[first : bisect_left(outline.sentences, span.end, key=lambda one: one.start)]


def _named(outline: Outline, question: str, sentences: Sequence[Sentence]) -> Context:
    by_id: dict[str, Sentence] = {}
    pairs = _PAIRS
    while len(sentences) > _TAKEN * (len(LETTERS) * len(DIGITS)) ** pairs:
        pairs += 1
    for sentence in sentences:
        salt = 0
        while (name := _id(f"{question}\n{sentence.address}\n{salt}", pairs)) in by_id:
            salt += 1
        by_id[name] = sentence
    return Context(outline, by_id)


def _heading(section: Section) -> str:
    """A heading as it is written: 一、… and （一）…, whose mark lacks the comma in the outline."""
    joint = "、" if section.mark[-1:].isalnum() else ""
    return f"{section.mark}{joint}{section.title}"


def _id(seed: str, pairs: int) -> str:
    number = int.from_bytes(hashlib.blake2b(seed.encode(), digest_size=8).digest(), "big")
    name = ""
    for alphabet in (LETTERS, DIGITS) * pairs:
        number, place = divmod(number, len(alphabet))
        name += alphabet[place]
    return name
