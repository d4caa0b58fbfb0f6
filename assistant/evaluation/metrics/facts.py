"""Whether an answer says what it has to: required facts, each in one of its accepted spellings.

Source: the nugget method of TREC question answering (Voorhees, Overview of the TREC 2003 Question Answering Track,
§3), with accepted strings in place of an assessor's eye.
"""

from collections.abc import Sequence

from assistant.evaluation.metrics.numbers import normalise, with_figures, without_marks
from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio, share

_ENUMERATIONS = frozenset({"list", "summary", "multi"})


def facts_held(facts: Sequence[Sequence[str]], answer: str) -> tuple[bool, ...]:
    """For each fact, whether one of its spellings stands in the answer.

    Compared without white space and marks, in normal width and lower case, and numbers as numbers: 1.5万人 is
    15000人, 百分之五 is 5%; 5% is neither in 15% nor 5个百分点.
    """
    figured = with_figures(normalise(without_marks(answer)))
    return tuple(any(with_figures(normalise(spelling)) in figured for spelling in fact) for fact in facts)


def fact_share(held: Sequence[bool]) -> Ratio:
    """Facts that the answer holds, out of all required ones."""
    return share(held)


def all_facts(held: Sequence[bool]) -> Ratio:
    """1 for an answer that holds every required fact, else 0; a mean over questions."""
    return Ratio(float(all(held)), 1.0) if held else NOT_APPLICABLE


def enumeration(kind: str, held: Sequence[bool]) -> Ratio:
    """Items that are given, out of all that were to be enumerated, over questions for two or more items.

    Args:
        kind: the question's type; of others than list, summary and multi nothing is to be enumerated.
    """
    return share(held) if kind in _ENUMERATIONS and len(held) > 1 else NOT_APPLICABLE
