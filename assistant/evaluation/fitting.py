"""Fits the numbers of ``assistant/extraction/calibration.json`` on development questions.

Over the features of :class:`assistant.extraction.match.Match`: a logistic regression on pairs of
sentences, evidence against not evidence, which orders them; and gradient-boosted trees on
the best sentence of each question, answerable against not, which accept or refuse. (What a
feature says hangs on another: that a figure is missing, on how well the sentence is matched.) The
threshold lets ``false_refusals`` of the answerable questions be refused, fewer of those whose sentence has no number.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from assistant.chain import Assistant
from assistant.evaluation.questions import Question
from assistant.extraction.calibration import ACCEPT_NAMES, accept_features, weighed
from assistant.extraction.extractive import CANDIDATES
from assistant.extraction.match import Match, Matcher
from assistant.extraction.outline_lookup import OutlineLookup
from assistant.understanding.condense import read_condensed
from assistant.understanding.question import Question as ReadQuestion

NAMES = tuple(field.name for field in fields(Match))
_values = attrgetter(*NAMES)
_HARD_NEGATIVES = 6
_TREES, _DEPTH, _RATE, _LEAF, _SEEN = 100, 3, 0.06, 10, 0.7
"""How many trees, the features that each asks for at the most, how much it counts, the questions in a leaf at the least,
and the share of all questions that each tree is fitted on."""
_HARM = 3.0
"""A wrong figure is believed and passed on; a wrong sentence without one is seen to be wrong."""
_FURTHER = 0.2
"""A sentence that should have been the first in one case of five is shown, too: the reader sees which it is."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question as read, and its candidates, best first, each with whether it is evidence."""

    question: ReadQuestion
    answerable: bool
    candidates: tuple[tuple[Match, bool], ...]


def examples(assistant: Assistant, questions: Iterable[Question]) -> list[Example]:
    """What there is to learn from ``questions``; those of several parts and summaries teach nothing here."""
    outline = assistant.outline
    matcher = Matcher(outline, OutlineLookup(outline))
    found = []
    for item in questions:
        condensed, evidence = assistant.retrieve(item.question, item.history)
        if item.type in ("summary", "english") or len(evidence) != 1:
            continue
        sentences = evidence[0].sentences[:CANDIDATES]
        spans = [place for quote in item.evidence if (place := _place(outline.text, quote))]
        asking = read_condensed(condensed.text, condensed.asking)
        pairs = tuple(
            (match, _is_evidence((one.sentence.start, one.sentence.end), spans))
            for match, one in zip(matcher.matches(asking, sentences), sentences, strict=True)
        )
        found.append(Example(asking, item.answerable, pairs))
    return found


@dataclass(frozen=True, slots=True)
class Unseen:
    """How the numbers do on documents that they were not fitted on, each judged by the others; shares, 0 to 1.

    Attributes:
        right: The answerable questions whose best sentence is evidence.
        auroc: How well the probabilities tell answerable questions from the others.
        refused: The answerable ones below the threshold.
        accepted: The others that are not.
        asserted: The others that are not, and get a number.
    """

    right: float
    auroc: float
    refused: float
    accepted: float
    asserted: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """The text of a calibration file, and how its numbers do on unseen documents."""

    text: str
    unseen: Unseen


def fit(documents: Mapping[str, Sequence[Example]], false_refusals: float) -> Fitted:
    """The calibration fitted on the examples of each of the ``documents``, two at the least.

    The weights come from all of them. The threshold comes from probabilities that were
    each found without the question's own document, since those of questions that were
    learnt from look surer than a new document's will.
    """
    everything = [example for found in documents.values() for example in found]
    rank = _fit_rank(everything)
    model = _fit_accept(everything, rank)
    judged = [one for name in documents for one in _judged(documents, name)]
    probabilities, weights, numbers, answerable = (
        np.array([getattr(one, name) for one in judged]) for name in ("probability", "weighed", "number", "answerable")
    )
    threshold = float(np.quantile(weights[answerable], false_refusals))
    found = {
        "rank": _named(rank),
        "accept": None,
        "intercept": round(_intercept(model), 4),
        "harm": _HARM,
        "threshold": round(threshold, 4),
        "further": _FURTHER,
        "trained_on": {name: len(found) for name, found in documents.items()},
    }
    lines = ",\n  ".join(map(json.dumps, _trees(model)))
    text = json.dumps(found, indent=1).replace('"accept": null', f'"accept": [\n  {lines}\n ]')
    below = weights < threshold
    unseen = Unseen(
        right=float(np.mean([one.right for one in judged if one.answerable])),
        auroc=float(roc_auc_score(answerable, probabilities)),
        refused=float(below[answerable].mean()),
        accepted=float(1 - below[~answerable].mean()),
        asserted=float((~below & numbers)[~answerable].mean()),
    )
    return Fitted(text, unseen)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A question judged by the other documents.

    Attributes:
        answerable: Whether its document answers it.
        probability: Of its best sentence, 0 if that is barred.
        weighed: The same, with the harm that the sentence does.
        number: Whether that sentence has a number.
        right: Whether it is evidence.
    """

    answerable: bool
    probability: float
    weighed: float
    number: bool
    right: bool


def _judged(documents: Mapping[str, Sequence[Example]], name: str) -> list[_Judged]:
    """The questions of the document ``name``, judged by what was fitted on the others."""
    others = [example for other, found in documents.items() if other != name for example in found]
    rank = _fit_rank(others)
    best = [_best(example, rank) for example in documents[name]]
    found = _fit_accept(others, rank).predict_proba(_accept_values(documents[name], rank))[:, 1]
    barred = np.array([match.barred > 0 for match, _ in best])
    probabilities = np.where(barred, 0.0, found).tolist()
    return [
        _Judged(example.answerable, probability, weighed(probability, match, _HARM), match.figures > 0, right)
        for example, probability, (match, right) in zip(documents[name], probabilities, best, strict=True)
    ]


def _fit_accept(found: Sequence[Example], rank: np.ndarray) -> GradientBoostingClassifier:
    model = GradientBoostingClassifier(
        max_depth=_DEPTH,
        n_estimators=_TREES,
        learning_rate=_RATE,
        min_samples_leaf=_LEAF,
        subsample=_SEEN,
        random_state=0,
    )
    return model.fit(_accept_values(found, rank), [example.answerable for example in found])


def _accept_values(found: Sequence[Example], rank: np.ndarray) -> np.ndarray:
    """The features of the best sentence of each of ``found``, (questions, features)."""
    return np.array([[*accept_features(one.question, _best(one, rank)[0]).values()] for one in found])


def _intercept(model: GradientBoostingClassifier) -> float:
    """The log odds before any tree: those of the classes."""
    prior = model.init_.class_prior_[1]
    return float(np.log(prior / (1 - prior)))


def _trees(model: GradientBoostingClassifier) -> list[Any]:
    """Each tree as nested triples: a feature with its bound, what holds up to it, and what beyond."""

    def branch(tree: Any, node: int) -> Any:
        if tree.children_left[node] < 0:
            return round(_RATE * float(tree.value[node].item()), 4)
        test = [ACCEPT_NAMES[tree.feature[node]], round(float(tree.threshold[node]), 4)]
        return [test, branch(tree, tree.children_left[node]), branch(tree, tree.children_right[node])]

    return [branch(estimator.tree_, 0) for (estimator,) in model.estimators_]


def _best(example: Example, rank: np.ndarray) -> tuple[Match, bool]:
    return max(example.candidates, key=lambda pair: float(np.dot(_values(pair[0]), rank)))


def _fit_rank(found: Sequence[Example]) -> np.ndarray:
    differences, signs = [], []
    for item in found:
        right = [_values(match) for match, is_evidence in item.candidates if is_evidence]
        wrong = [_values(match) for match, is_evidence in item.candidates if not is_evidence]
        for good in right:
            for bad in wrong[:_HARD_NEGATIVES]:
                difference = np.subtract(good, bad)
                differences += [difference, -difference]
                signs += [1, 0]
    model = LogisticRegression(C=0.3, fit_intercept=False, max_iter=1000).fit(np.array(differences), signs)
    weights: np.ndarray = model.coef_[0]
    return weights


def _named(weights: np.ndarray) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)}


def _place(text: str, quote: str) -> tuple[int, int] | None:
    start = text.find(quote)
    return (start, start + len(quote)) if start >= 0 else None


def _is_evidence(sentence: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether ``sentence`` overlaps a span by 30 % of the shorter of the two."""
    for start, end in spans:
        overlap = min(sentence[1], end) - max(sentence[0], start)
        if overlap >= 0.3 * min(sentence[1] - sentence[0], end - start):
            return True
    return False


def write_calibration(text: str, file: Path) -> None:
    """Writes the calibration to ``file``."""
    file.write_text(text + "\n", encoding="utf-8")
