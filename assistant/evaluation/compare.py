"""Two runs over the same questions: what was fixed, what broke, and whether the difference means anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from assistant.evaluation.metrics.catalogue import BY_KEY, METRICS
from assistant.evaluation.metrics.intervals import Floats, Interval, mcnemar, paired_difference
from assistant.evaluation.records import Record
from assistant.evaluation.scoring import GOOD

Verdict = Literal["better", "worse", "same"]

# Of 20 equal pairs of runs one will seem to differ.
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Result:
    """A question's outcome in a run, and what it adds to each figure (part, whole)."""

    outcome: str
    ratios: Mapping[str, Sequence[float]]

    @property
    def good(self) -> bool:
        """Whether the question was answered, or refused, rightly."""
        return self.outcome in GOOD


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in both runs over the questions that both have; `interval` is that of new minus old, paired."""

    key: str
    old: float
    new: float
    interval: Interval

    @property
    def verdict(self) -> Verdict:
        """Better or worse where the whole interval lies on one side of 0, else the same."""
        if self.interval.low <= 0 <= self.interval.high:
            return "same"
        return "better" if (self.interval.low > 0) == BY_KEY[self.key].higher_is_better else "worse"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from the old run to the new one.

    Attributes:
        fixed: ids that went wrong before and right now; `broken` the other way round.
        unchanged: how many are right, or wrong, in both.
        alone: how many questions only one of the runs has; they do not count.
        p_value: McNemar's, of fixed against broken.
        differences: by figure, those that both runs have.
    """

    old_name: str
    fixed: tuple[str, ...]
    broken: tuple[str, ...]
    unchanged: int
    alone: int
    p_value: float
    differences: tuple[Difference, ...]

    @property
    def fallen(self) -> tuple[Difference, ...]:
        """The figures that are worse by more than the paired interval allows."""
        return tuple(item for item in self.differences if item.verdict == "worse")

    @property
    def verdict(self) -> Verdict:
        """Whether more was fixed than broken, or the reverse, beyond chance."""
        if self.p_value >= SIGNIFICANT:
            return "same"
        return "better" if len(self.fixed) > len(self.broken) else "worse"

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON."""
        return {
            "old": self.old_name,
            "verdict": self.verdict,
            "p_value": round(self.p_value, 6),
            "fixed": list(self.fixed),
            "broken": list(self.broken),
            "unchanged": self.unchanged,
            "alone": self.alone,
            "differences": {
                item.key: {
                    "old": round(item.old, 6),
                    "new": round(item.new, 6),
                    "low": round(item.interval.low, 6),
                    "high": round(item.interval.high, 6),
                    "verdict": item.verdict,
                }
                for item in self.differences
            },
        }


def results_of(records: Iterable[Record]) -> dict[str, Result]:
    """By id, the results in the records of a report or a baseline."""
    return {record["id"]: Result(record["outcome"], record["ratios"]) for record in records}


def compare(new: Mapping[str, Result], old: Mapping[str, Result], old_name: str) -> Comparison:
    """What changed over the questions that both runs have, matched by id."""
    both = [key for key in new if key in old]
    fixed = tuple(key for key in both if new[key].good and not old[key].good)
    broken = tuple(key for key in both if old[key].good and not new[key].good)
    return Comparison(
        old_name=old_name,
        fixed=fixed,
        broken=broken,
        unchanged=len(both) - len(fixed) - len(broken),
        alone=len(new) + len(old) - 2 * len(both),
        p_value=mcnemar(len(fixed), len(broken)),
        differences=tuple(_differences([new[key] for key in both], [old[key] for key in both])),
    )


def _differences(new: Sequence[Result], old: Sequence[Result]) -> Iterable[Difference]:
    """The figures that both runs have; `new` and `old` are the same questions in the same order."""
    for metric in METRICS:
        parts = _columns(new, metric.key), _columns(old, metric.key)
        if interval := paired_difference(*parts):
            values = [float(part.sum() / whole.sum()) for part, whole in parts]
            yield Difference(metric.key, values[1], values[0], interval)


def _columns(results: Sequence[Result], key: str) -> tuple[Floats, Floats]:
    """Parts and wholes of a figure, each of shape (questions,)."""
    pairs = np.array([tuple(result.ratios.get(key, (0.0, 0.0))) for result in results], dtype=np.float64)
    pairs = pairs.reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
