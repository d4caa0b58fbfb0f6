"""Whether what a model wrote is given, when the speech's own sentences are at hand beside it."""

from typing import Literal

from assistant.answer import Answer
from assistant.extractive import ExtractiveAnswerer
from assistant.telling import Telling

Fate = Literal["keep", "unverifiable", "offered", "overruled", "refused"]


def fate(telling: Telling, spoken: Answer, question: str, extractive: ExtractiveAnswerer) -> Fate:
    """What becomes of a model's answer.

    ``keep``: it is given. ``unverifiable``: too little of it stands. ``offered``: the model
    refuses what the speech says. ``overruled``: it answers what the speech does not say.
    ``refused``: both refuse.
    """
    supported = [item for item in telling.told if item.sentence.supported]
    if not supported:
        if spoken.refused:
            return "refused" if telling.refuses else "overruled"
        return "offered" if telling.refuses else "unverifiable"
    return "keep"
