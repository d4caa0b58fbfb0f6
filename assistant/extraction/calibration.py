"""The numbers by which sentences are ranked and accepted, fitted on development questions.

``python -m assistant calibrate`` makes ``calibration.json`` anew; but for ``second`` nothing in it
was set by hand, and no question that reports a result went into it.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from assistant.extraction.match import Match

FILE: Final = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True)
class Calibration:
    """Weights for the features of :class:`assistant.extraction.match.Match`, by their names.

    Attributes:
        rank: What orders the sentences of one query.
        accept: What tells an answer from a near miss, with ``intercept``.
        threshold: The least probability, 0 to 1, at which a sentence is given as an answer.
        second: The least probability that the second sentence should have been the first, from which it is given, too.
        trained_on: The documents, and how many questions of each were learnt from.
    """

    rank: Mapping[str, float]
    accept: Mapping[str, float]
    intercept: float
    threshold: float
    second: float
    trained_on: Mapping[str, int]

    def order(self, match: Match) -> float:
        """The rank score of a sentence; higher is better, comparable within one query."""
        return _dot(self.rank, match)

    def is_close(self, best: float, other: float) -> bool:
        """Whether a sentence of rank ``other`` may as well answer as one of rank ``best``.

        Ranks are fitted on pairs: the logistic of their difference is how probably the pair is in its right order.
        """
        return 1 / (1 + math.exp(best - other)) >= self.second

    def probability(self, match: Match) -> float:
        """How probably a sentence answers its question, 0 to 1."""
        return 1 / (1 + math.exp(-self.intercept - _dot(self.accept, match)))


@cache
def load_calibration(file: Path = FILE) -> Calibration:
    """The numbers in ``file``."""
    return Calibration(**json.loads(file.read_text(encoding="utf-8")))


def _dot(weights: Mapping[str, float], match: Match) -> float:
    return float(sum(weight * getattr(match, name) for name, weight in weights.items()))
