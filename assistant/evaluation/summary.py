"""The figures of a run: each share with its interval, by type, and how the answers went."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from assistant.evaluation.journal import Row
from assistant.evaluation.metrics.catalogue import KEYS
from assistant.evaluation.metrics.intervals import Floats, Interval, bootstrap_median, bootstrap_ratios, wilson
from assistant.evaluation.questions import TYPES
from assistant.evaluation.scoring import Outcome

# What is broken down by type; the rest would be noise over a dozen questions.
BY_TYPE = ("good", "all_facts", "evidence_cited", "citations_right", "evidence_in_600", "false_refusal")

# What a judging model says of an answer, as (part, whole): claims that its sources support; expectations met.
JUDGED = ("faithfulness", "completeness")


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its 95 % interval. `questions` have a bearing on it; `value` is None where none has."""

    value: float | None
    low: float | None
    high: float | None
    part: float
    whole: float
    questions: int


@dataclass(frozen=True, slots=True)
class Median:
    """A median of characters with its 95 % interval, over `questions` answers."""

    value: float | None
    low: float | None
    high: float | None
    questions: int


@dataclass(frozen=True, slots=True)
class Summary:
    """All figures of a run.

    Attributes:
        outcomes: how many questions went each way.
        by_type: for each type that occurs, the figures of `BY_TYPE`.
        types: questions of each type.
        judged: what a model made of the answers, by `JUDGED`; empty without a judge.
        latency_ms: by stage, `p50` and `p95`: the only figures that differ between two equal runs.
    """

    questions: int
    answerable: int
    outcomes: Mapping[Outcome, int]
    figures: Mapping[str, Figure]
    answer_length: Median
    types: Mapping[str, int]
    by_type: Mapping[str, Mapping[str, Figure]]
    judged: Mapping[str, Figure]
    latency_ms: Mapping[str, Mapping[str, float]]

    def to_dict(self) -> dict[str, Any]:
        """The summary as JSON, shares rounded to six places, latencies left out."""
        plain: dict[str, Any] = _rounded({name: value for name, value in asdict(self).items() if name != "latency_ms"})
        return plain


class Tally:
    """Adds up scores: two numbers a metric and question, so that 10,000 questions take a few megabytes."""

    def __init__(self) -> None:
        self._numbers = array("d")
        self._types = array("b")
        self._answerable = 0
        self._outcomes: Counter[Outcome] = Counter()
        self._lengths = array("d")
        self._latencies: dict[str, array[float]] = {}
        self._judged: dict[str, array[float]] = {}

    def add(self, row: Row) -> None:
        """Takes in a question of the run."""
        score = row.score
        for key in KEYS:
            self._numbers.extend(score.ratios.get(key, (0.0, 0.0)))
        self._types.append(TYPES.index(row.question.type))
        self._answerable += row.question.answerable
        self._outcomes[score.outcome] += 1
        if score.length is not None:
            self._lengths.append(score.length)
        for stage, milliseconds in score.latency_ms.items():
            self._latencies.setdefault(stage, array("d")).append(milliseconds)
        for name in JUDGED if row.judgement else ():
            pair = row.judgement[name] if row.judgement else (0.0, 0.0)
            self._judged.setdefault(name, array("d")).extend(pair)

    def summary(self) -> Summary:
        """The figures over all that was added."""
        numbers = np.array(self._numbers, dtype=np.float64).reshape(-1, len(KEYS), 2)
        types = np.array(self._types)
        by_type = numbers[:, [KEYS.index(key) for key in BY_TYPE]]
        present = [(number, name) for number, name in enumerate(TYPES) if (types == number).any()]
        return Summary(
            questions=len(types),
            answerable=self._answerable,
            outcomes=dict(sorted(self._outcomes.items())),
            figures=figures_of(numbers, KEYS),
            answer_length=_median(np.array(self._lengths)),
            types={name: int((types == number).sum()) for number, name in present},
            by_type={name: figures_of(by_type[types == number], BY_TYPE) for number, name in present},
            judged={name: _pairs(values) for name, values in self._judged.items()},
            latency_ms={stage: _percentiles(np.array(values)) for stage, values in self._latencies.items()},
        )


def figures_of(numbers: Floats, keys: Sequence[str]) -> dict[str, Figure]:
    """By metric, the ratio of the sums with its interval: Wilson's for yes or no, else the bootstrap's.

    Args:
        numbers: shape (questions, metrics, 2), parts and wholes; a whole of 0 where a question has no bearing.
        keys: of the metrics, in the same order.
    """
    parts, wholes = numbers[:, :, 0], numbers[:, :, 1]
    intervals = bootstrap_ratios(parts, wholes)
    return {key: _figure(parts[:, at], wholes[:, at], intervals[at]) for at, key in enumerate(keys)}


def _figure(parts: Floats, wholes: Floats, interval: Interval | None) -> Figure:
    """One figure; `interval` is the bootstrap's."""
    part, whole, questions = float(parts.sum()), float(wholes.sum()), int((wholes > 0).sum())
    if interval is None:
        return Figure(None, None, None, part, whole, 0)
    yes_or_no = bool(np.isin(wholes, (0.0, 1.0)).all() and np.isin(parts, (0.0, 1.0)).all())
    # All questions alike: drawing from them again knows no width, though others could differ.
    if yes_or_no or interval.low == interval.high:
        interval = wilson(part / whole * questions, questions)
    low, high = _ends(interval)
    return Figure(part / whole, low, high, part, whole, questions)


def _pairs(values: "array[float]") -> Figure:
    """The figure of parts and wholes in turn."""
    return figures_of(np.array(values).reshape(-1, 1, 2), ("",))[""]


def _median(values: Floats) -> Median:
    low, high = _ends(bootstrap_median(values))
    return Median(float(np.median(values)) if len(values) else None, low, high, len(values))


def _percentiles(values: Floats) -> dict[str, float]:
    p50, p95 = np.percentile(values, (50, 95))
    return {"p50": round(float(p50), 3), "p95": round(float(p95), 3)}


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (interval.low, interval.high) if interval else (None, None)


def _rounded(value: Any) -> Any:
    """`value` with every float in it rounded to six places."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return value
