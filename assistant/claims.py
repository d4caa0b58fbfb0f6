"""A sentence that a model wrote, held against the sentences that it cites; pure.

What it says need not be what they say word for word, but each figure, date, title and
name in it must be theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.figures import read_dates, read_figures
from index.outline import Outline, Sentence

Fault = Literal["uncited", "figure", "date"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a sentence: nothing where ``fault`` is None; ``what`` are the words at fault."""

    fault: Fault | None = None
    what: str = ""

    @property
    def shown(self) -> bool:
        """Whether the sentence may be shown, if only as one that the text does not carry."""
        return self.fault is None


def check(said: str, cited: Sequence[Sentence], outline: Outline) -> Verdict:
    """Whether ``cited`` carry ``said``."""
    if not cited:
        return Verdict("uncited")
    source = "\n".join(outline.quote(sentence) for sentence in cited)
    figures, dates = read_figures(source), read_dates(source)
    for figure in read_figures(said):
        if not any(figure.equals(other) for other in figures):
            return Verdict("figure", said[figure.start : figure.end])
    for date in read_dates(said):
        if not any(date.equals(other) or date.text == other.text for other in dates):
            return Verdict("date", date.text)
    return Verdict()
