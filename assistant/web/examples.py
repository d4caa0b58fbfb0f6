"""Questions to begin with, made from the speech's own headings."""

from assistant.messages import text
from index.outline import Outline, Section

_COUNT = 4
_LONGEST = 24


def example_questions(outline: Outline, count: int = _COUNT) -> tuple[str, ...]:
    """Up to ``count`` questions, Chinese as the speech is: a summary first, then sections from all over it."""
    titled = [one for one in outline.sections[1:] if one.title and len(one.title) <= _LONGEST]
    leaves = [one for one in titled if not outline.children(one.number)]
    if not leaves:
        return (text("web.example.whole"),)
    wholes = [one for one in titled if one.level == titled[0].level and outline.children(one.number)]
    summary = [text("web.example.summary", title=wholes[0].title)] if wholes else []
    chosen = _spread(leaves, count - len(summary))
    return (*summary, *(text("web.example.section", title=one.title) for one in chosen))


def _spread(sections: list[Section], count: int) -> list[Section]:
    """``count`` of them at even distances, the last one among them."""
    if len(sections) <= count:
        return sections
    step = len(sections) / count
    return [sections[int((place + 1) * step) - 1] for place in range(count)]
