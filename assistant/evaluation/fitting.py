"""Fits the numbers of ``assistant/extraction/calibration.json`` on development questions.

Two logistic regressions over the features of :class:`assistant.extraction.match.Match`: one on
pairs of sentences, evidence against not evidence, which orders them; one on the best
sentence of each question, answerable against not, which accepts or refuses. The
threshold lets ``false_refusals`` of the answerable questions be refused.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.chain import Assistant
from assistant.evaluation.questions import Question
from assistant.extraction.extractive import CANDIDATES
from assistant.extraction.match import Match, Matcher
from assistant.extraction.outline_lookup import OutlineLookup
from assistant.understanding.condense import read_condensed

NAMES = tuple(field.name for field in fields(Match))
_values = attrgetter(*NAMES)
_HARD_NEGATIVES = 6
_SECOND = 0.3333
"""Where the best sentence is right in two cases of three at the most, the reader sees the next one, too."""


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question, best first, each with whether it is evidence."""

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
            (
                matcher.match(asking, one, sentences[0].score),
                _is_evidence((one.sentence.start, one.sentence.end), spans),
            )
            for one in sentences
        )
        found.append(Example(item.answerable, pairs))
    return found


def fit(documents: Mapping[str, Sequence[Example]], false_refusals: float) -> str:
    """The calibration file's text, fitted on the examples of each of the ``documents``.

    The weights come from all of them. The threshold comes from probabilities that were
    each found without the question's own document, since those of questions that were
    learnt from look surer than a new document's will.
    """
    everything = [example for found in documents.values() for example in found]
    rank = _fit_rank(everything)
    model = _fit_accept(everything, rank)
    unseen = np.concatenate([_unseen(documents, name) for name in documents])
    return json.dumps(
        {
            "rank": _named(rank),
            "accept": _named(model.coef_[0]),
            "intercept": round(float(model.intercept_[0]), 4),
            "threshold": round(float(np.quantile(unseen, false_refusals)), 4),
            "second": _SECOND,
            "trained_on": {name: len(found) for name, found in documents.items()},
        },
        indent=1,
    )


def _unseen(documents: Mapping[str, Sequence[Example]], name: str) -> np.ndarray:
    """The probabilities of the answerable questions of ``name``, fitted on the other documents.

    Those that the rules refuse whatever the threshold are left out.
    """
    others = [example for other, found in documents.items() if other != name for example in found]
    rank = _fit_rank(others)
    model = _fit_accept(others, rank)
    best = [_best(example, rank) for example in documents[name] if example.answerable]
    judged = np.array([_values(match) for match in best if match.kind >= 0 and not match.contrast])
    probabilities: np.ndarray = model.predict_proba(judged)[:, 1]
    return probabilities


def _fit_accept(found: Sequence[Example], rank: np.ndarray) -> LogisticRegression:
    features = np.array([_values(_best(example, rank)) for example in found])
    return LogisticRegression(C=1.0, max_iter=1000).fit(features, [example.answerable for example in found])


def _best(example: Example, rank: np.ndarray) -> Match:
    return max(example.candidates, key=lambda pair: float(np.dot(_values(pair[0]), rank)))[0]


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
