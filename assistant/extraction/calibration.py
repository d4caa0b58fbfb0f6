"""The numbers by which sentences are ranked and accepted, fitted on development questions.

``python -m assistant calibrate`` makes ``calibration.json`` anew; but for ``harm`` and ``further`` nothing in it
was set by hand, and no question that reports a result went into it.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.extraction.match import Match
from assistant.understanding.question import Ask, Measure, Question

Tree = Any
"""A number, or ((feature, bound), tree, tree)."""
FILE: Final = Path(__file__).with_name("calibration.json")
_MATCH_NAMES: Final = tuple(field.name for field in fields(Match))
ACCEPT_NAMES: Final = (
    *_MATCH_NAMES,
    *(f"asks_{ask}" for ask in Ask),
    *(f"measure_{measure}" for measure in Measure),
)


@dataclass(frozen=True)
class Calibration:
    """What the features of :class:`assistant.extraction.match.Match` weigh, by their names.

    Attributes:
        rank: Weights that order the sentences of one query.
        accept: Trees that tell an answer from a near miss, added to ``intercept``, as log odds. A tree is a number,
            or a feature (:func:`accept_features`) with its bound, the tree for values up to it, and the one for those beyond.
        harm: How many times the harm of another wrong sentence one with a number in it does.
        threshold: The least probability, 0 to 1, at which a sentence without a number is given as an answer;
            one with a number must have ``harm`` times the odds.
        further: The least probability that another sentence should have been the first, from which it is given, too.
        trained_on: The documents, and how many questions of each were learnt from.
    """

    rank: Mapping[str, float]
    accept: Sequence[Tree]
    intercept: float
    harm: float
    threshold: float
    further: float
    trained_on: Mapping[str, int]

    def order(self, match: Match) -> float:
        """The rank score of a sentence; higher is better, comparable within one query."""
        return _dot(self.rank, match)

    def is_close(self, best: float, other: float) -> bool:
        """Whether a sentence of rank ``other`` may as well answer as one of rank ``best``.

        Ranks are fitted on pairs: the logistic of their difference is how probably the pair is in its right order.
        """
        return 1 / (1 + math.exp(best - other)) >= self.further

    def probability(self, question: Question, match: Match) -> float:
        """How probably a sentence answers its question, 0 to 1."""
        features = accept_features(question, match)
        odds = self.intercept + sum(_leaf(tree, features) for tree in self.accept)
        return 1 / (1 + math.exp(-odds))

    def accepts(self, question: Question, match: Match, share: float = 1.0) -> bool:
        """Whether a sentence is given as the answer; with a ``share``, whether it comes so near to that."""
        return weighed(self.probability(question, match), match, self.harm) >= share * self.threshold


def weighed(probability: float, match: Match, harm: float) -> float:
    """The ``probability`` that a sentence answers, its odds divided by the ``harm`` where it has a number; 0 to 1."""
    return probability / (probability + harm * (1 - probability)) if match.figures > 0 else probability


@cache
def load_calibration(file: Path = FILE) -> Calibration:
    """The numbers in ``file``."""
    return Calibration(**json.loads(file.read_text(encoding="utf-8")))


def accept_features(question: Question, match: Match) -> dict[str, float]:
    """What accepts a sentence: its match, and what is asked for, since for one kind a sign says more than for another.

    The names are those of ``ACCEPT_NAMES``.
    """
    asked = {f"asks_{ask}": float(ask in question.asks) for ask in Ask}
    measured = {f"measure_{measure}": float(measure == question.measure) for measure in Measure}
    return {name: float(getattr(match, name)) for name in _MATCH_NAMES} | asked | measured


def _dot(weights: Mapping[str, float], match: Match) -> float:
    return float(sum(weight * getattr(match, name) for name, weight in weights.items()))


def _leaf(tree: Tree, features: Mapping[str, float]) -> float:
    while not isinstance(tree, float | int):
        (name, bound), within, beyond = tree
        tree = within if features[name] <= bound else beyond
    return float(tree)
