"""Questions to go on with: what the parts say that stand beside what an answer cites.

Each calls a part of the outline by a name that is that part's alone, and is answered with what
the part consists of (:meth:`OutlineLookup.called`), so that it never leads to a refusal.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from assistant.answer import Answer
from assistant.extraction.extractive import ExtractiveAnswerer
from assistant.extraction.refusal import off_topic
from assistant.messages import text
from assistant.understanding.condense import condense_question
from index.outline import Point, Section

MOST: Final = 3
LONGEST_NAME: Final = 24
"""Characters of a title or a lead that a question is made with."""
_LOOKED_AT: Final = 4
"""Cited sentences whose neighbours are looked at: an enumeration cites dozens."""


def suggest(answer: Answer, history: Sequence[str], answerer: ExtractiveAnswerer) -> tuple[str, ...]:
    """Up to three questions, none asked before or answered by ``answer`` itself; Chinese, as the text is."""
    asked = {*history, answer.question, answer.understood}
    shown = {citation.start for citation in answer.citations}
    names = (answerer.lookup.name(part) for part in _neighbours(answer, answerer))
    offered = (
        question
        for name in dict.fromkeys(names)
        if len(name) <= LONGEST_NAME
        and not shown.issuperset(item.start for item in answerer.lookup.called(name))
        and (question := text("suggestion.about", name=name)) not in asked
        and _stands_alone(question, answerer)
    )
    return tuple(islice(offered, MOST))


def _neighbours(answer: Answer, answerer: ExtractiveAnswerer) -> Iterator[Section | Point]:
    """The points behind the places of ``answer``, their sections, and the sections after and before those."""
    outline = answerer.outline
    places = (answer.citations or answer.nearest)[:_LOOKED_AT]
    sentences = [sentence for place in places if (sentence := outline.sentence_at(place.start))]
    for sentence in sentences:
        if sentence.point is not None:
            yield from outline.points[sentence.point + 1 : sentence.point + 2]
        yield outline.sections[sentence.section]
    for sentence in sentences:
        own = outline.sections[sentence.section]
        beside = [one for one in outline.children(own.parent or 0) if one.number != own.number]
        yield from [one for one in beside if one.number > own.number][:1]
        yield from [one for one in beside if one.number < own.number][-1:]


def _stands_alone(question: str, answerer: ExtractiveAnswerer) -> bool:
    """Whether ``question`` is taken as it is, whatever its name holds: for no follow-up, and for no order."""
    return condense_question(question, (question,)).text == question and not off_topic(question, answerer.matcher)
