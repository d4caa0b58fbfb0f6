"""A sentence of the speech as claims are compared with it: read once for all answers."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from assistant.understanding.figures import DateMention
from assistant.verification.modality import Modality, leaning
from assistant.verification.naming import Body, bodies
from assistant.verification.normal import normal
from assistant.verification.quantities import Quantity, dates, quantities
from assistant.verification.surroundings import Surroundings, around
from index.outline import Outline, Sentence

_LONGEST_LEAD: Final = 40
"""Characters up to which the sentence that a point opens with is about all of it."""
_OPENING: Final = 10
_YEAR: Final = re.compile(r"(?:19|20)\d{2}(?=年)")


@dataclass(frozen=True)
class Source:
    """A cited sentence: normal text, the headings over it, its figures, dates and bodies.

    ``leaning`` is how its section tells most of what it says, ``year`` the document's own, 0 where it names none.
    """

    text: str
    headings: str
    leaning: Modality
    year: int
    figures: tuple[tuple[Quantity, Surroundings], ...]
    dates: tuple[tuple[DateMention, Surroundings], ...]
    bodies: tuple[tuple[Body, Surroundings], ...]


def source_of(sentence: Sentence, outline: Outline) -> Source:
    """``sentence`` of ``outline``, to compare with."""
    path = outline.path(sentence.section)
    section = outline.quote(path[0] if path else outline.sections[0])
    return read_source(outline.quote(sentence), _headings(sentence, outline), leaning(section), _own_year(outline.text))


@lru_cache(maxsize=2048)
def read_source(quote: str, headings: str, lean: Modality = Modality.OPEN, year: int = 0) -> Source:
    """``quote`` under ``headings``, in a section that leans as ``lean``."""
    text = normal(quote)
    figures, times, named = quantities(text), dates(text), bodies(text)
    return Source(
        text,
        normal(headings),
        lean,
        year,
        tuple(zip(figures, around(text, figures), strict=True)),
        tuple(zip(times, around(text, times), strict=True)),
        tuple(zip(named, around(text, named), strict=True)),
    )


def _headings(sentence: Sentence, outline: Outline) -> str:
    """The headings above ``sentence``, and what its point opens with."""
    titles = [section.title for section in outline.path(sentence.section)]
    if sentence.point is not None:
        point = outline.points[sentence.point]
        lead = outline.sentence_at(point.start)
        if point.mark and lead and lead.end - lead.start <= _LONGEST_LEAD:
            titles.append(outline.quote(lead))
    return " ".join(titles)


@lru_cache(maxsize=8)
def _own_year(text: str) -> int:
    """The year that a document gives as its own: in its first line, its last, or the latest that a line opens with."""
    lines = text.strip().splitlines()
    opening = " ".join(sorted("".join(_YEAR.findall(line[:_OPENING])[:1]) + "年" for line in lines))
    years = [_YEAR.findall(line) for line in (lines[0], lines[-1], opening)] if lines else []
    return next((int(found[-1]) for found in years if found), 0)
