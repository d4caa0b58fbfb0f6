"""Whether what a model wrote is given, when the speech's own sentences are at hand beside it.

Retrieval and model must agree on a refusal. A model that refuses what the speech says
is offered the sentences; one that answers what was not found must have found it itself,
in a sentence that holds the kind of thing asked for, or it is overruled.
"""

from collections.abc import Sequence
from typing import Final, Literal

from assistant.answer import Answer
from assistant.evidence import Evidence, Found
from assistant.extraction.extractive import ExtractiveAnswerer
from assistant.generation.telling import Told
from assistant.understanding.abbreviations import mainly_chinese
from assistant.understanding.question import Ask, Question, read_question

Fate = Literal["keep", "unverifiable", "offered", "overruled", "refused"]
_ENOUGH: Final = 0.5
"""Share of what retrieval itself asks for, from which a model's find counts."""
_EXACT: Final = frozenset((Ask.FIGURE, Ask.DATE))


def fate(
    told: Sequence[Told],
    *,
    refuses: bool,
    spoken: Answer,
    question: str,
    evidence: Sequence[Evidence],
    extractive: ExtractiveAnswerer,
) -> Fate:
    """What becomes of a model's answer to ``question``, for which ``evidence`` was found.

    ``keep``: it is given. ``unverifiable``: too little of it stands. ``offered``: the model
    refuses what the speech says. ``overruled``: what it wrote does not answer from the speech.
    ``refused``: both refuse.
    """
    supported = [item for item in told if item.sentence.supported]
    if spoken.refused:
        if not supported:
            return "refused" if refuses or not told else "overruled"
        return "keep" if _found(supported, len(told), question, evidence, extractive) else "overruled"
    if not supported:
        return "offered" if refuses else "unverifiable"
    return "keep" if _answers(supported, question, extractive) else "unverifiable"


def _answers(supported: Sequence[Told], question: str, extractive: ExtractiveAnswerer) -> bool:
    """Whether what is left holds the figure or the date that is asked for."""
    asked = read_question(question)
    if not asked.asks & _EXACT or len(asked.parts) > 1 or not mainly_chinese(question):
        return True
    return any(extractive.matcher.given(asked, item.sentence.text) != () for item in supported)


def _found(
    supported: Sequence[Told], told: int, question: str, evidence: Sequence[Evidence], extractive: ExtractiveAnswerer
) -> bool:
    """Whether a model answers what retrieval did not find: all of it stands, on sentences that may answer."""
    if len(supported) < told:
        return False
    cited = {sentence.number for item in supported for sentence in item.cited}
    return any(
        _may_answer(part, [found for found in one.sentences if found.sentence.number in cited], one, extractive)
        for part, one in zip(read_question(question).questions(), evidence, strict=False)
    )


def _may_answer(question: Question, found: Sequence[Found], evidence: Evidence, extractive: ExtractiveAnswerer) -> bool:
    """Whether one of the sentences ``found`` may answer."""
    if not found:
        return False
    _, *matches = extractive.matcher.matches(question, [evidence.sentences[0], *found])
    return any(
        match.kind >= 0
        and not match.contrast
        and not match.missed
        and extractive.calibration.accepts(question, match, _ENOUGH)
        for match in matches
    )
